"""The log of changes and the results are written once: the database itself refuses to change them.

Who made a change may be forgotten (the person's account is deleted); what was changed may not. SQLite drops the triggers of
a table that a later migration rebuilds: such a migration has to make them again.
"""

from django.db import migrations

from frameworks.written_once import refuse_updates

FROZEN = {
    "surveys_answerevent": [
        "assessment_id", "subject", "mutation", "origin", "base_revision", "found_revision", "new_revision",
        "old_value", "new_value", "at",
    ],
    "surveys_resultsnapshot": [
        "assessment_id", "text", "sha256", "framework_digest", "catalogue_digest", "engine", "level", "overall",
        "created_at",
    ],
    "surveys_dimensionscore": ["snapshot_id", "code", "score"],
}  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_assessments_and_answers")]

    operations = [refuse_updates("surveys", FROZEN)]
