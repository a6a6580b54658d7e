"""What is told once a day keeps its key: a line that lost it could be told twice."""

from django.db import migrations

from frameworks.written_once import only_forget

KEPT = {"accounts_accessevent": ["once"]}


class Migration(migrations.Migration):
    dependencies = [("providers", "0002_what_was_given_stays"), ("accounts", "0007_what_is_told_of_access")]

    operations = [only_forget("providers_day", KEPT)]
