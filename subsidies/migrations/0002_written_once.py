"""What a revision says is written once: the database itself refuses to change it.

Who wrote it may be forgotten, and its state moves on. SQLite drops the triggers of a table that a later migration
rebuilds: such a migration has to make them again.
"""

from django.db import migrations

FROZEN = ", ".join(
    f'"{column}"'
    for column in ("record_id", "number", "uuid", "content", "sha256", "valid_to", "origin", "created_at")
)


def refuse_updates(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION subsidies_written_once() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME; END $$",
            params=None,  # or the driver takes the % for a parameter
        )
        schema_editor.execute(
            f'CREATE TRIGGER subsidies_revision_once BEFORE UPDATE OF {FROZEN} ON "subsidies_revision" '
            "FOR EACH ROW EXECUTE FUNCTION subsidies_written_once()"
        )
    elif vendor == "sqlite":
        schema_editor.execute(
            f'CREATE TRIGGER subsidies_revision_once BEFORE UPDATE OF {FROZEN} ON "subsidies_revision" '
            "BEGIN SELECT RAISE(ABORT, 'rows of subsidies_revision are written once'); END"
        )


def allow_updates(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute('DROP TRIGGER IF EXISTS subsidies_revision_once ON "subsidies_revision"')
        schema_editor.execute("DROP FUNCTION IF EXISTS subsidies_written_once()")
    elif vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS subsidies_revision_once")


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0001_records_and_bureaus")]

    operations = [migrations.RunPython(refuse_updates, allow_updates)]
