"""An enterprise may fill in several frameworks at a time; of each it has one open assessment."""

from django.db import migrations, models
from django.db.models.functions import Left, StrIndex


class Migration(migrations.Migration):
    dependencies = [("surveys", "0003_answers_taken_from_suggestions")]

    operations = [
        migrations.RemoveConstraint("assessment", "one_draft_per_organisation"),
        migrations.AddConstraint(
            "assessment",
            models.UniqueConstraint(
                models.F("organisation"),
                Left("framework_reference", StrIndex("framework_reference", models.Value("@"))),
                condition=models.Q(("state", "draft")),
                name="one_draft_per_framework",
            ),
        ),
    ]
