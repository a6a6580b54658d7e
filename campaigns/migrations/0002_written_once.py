"""A choice, the words it was made in and an extension are written once: the database itself refuses to change them.

Who decided may be forgotten. SQLite drops the triggers of a table that a later migration rebuilds: such a migration has
to make them again.
"""

from django.db import migrations

from frameworks.written_once import refuse_updates

FROZEN = {
    "campaigns_choice": ["campaign_id", "organisation_id", "scope", "wording_id", "at"],
    "campaigns_wording": ["sha256", "text", "since"],
    "campaigns_extension": ["campaign_id", "before", "after", "reason", "at"],
}


class Migration(migrations.Migration):
    dependencies = [("campaigns", "0001_campaigns")]

    operations = [refuse_updates("campaigns", FROZEN)]
