"""What a revision says is written once: the database itself refuses to change it.

Who wrote it may be forgotten, and its state moves on. SQLite drops the triggers of a table that a later migration
rebuilds: such a migration has to make them again.
"""

from django.db import migrations

from frameworks.written_once import refuse_updates

FROZEN = {
    "subsidies_revision": ["record_id", "number", "uuid", "content", "sha256", "valid_to", "origin", "created_at"]
}


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0001_records_and_bureaus")]

    operations = [refuse_updates("subsidies", FROZEN)]
