"""A consent, a run and what it told are written once: the database itself refuses to change them.

Who decided or counted may be forgotten. SQLite drops the triggers of a table that a later migration rebuilds: such a
migration has to make them again.
"""

from django.db import migrations

FROZEN = {
    "bureaus_consent": ["organisation_id", "scope", "at"],
    "bureaus_run": ["bureau_id", "month", "as_of", "k", "outcome", "firms"],
    "bureaus_reach": ["run_id", "code", "revision", "sha256", "numbers", "behind"],
}


def refuse_updates(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION bureaus_written_once() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME; END $$",
            params=None,  # or the driver takes the % for a parameter
        )
    for table, columns in FROZEN.items():
        of = ", ".join(f'"{column}"' for column in columns)
        if vendor == "postgresql":
            schema_editor.execute(
                f'CREATE TRIGGER {table}_once BEFORE UPDATE OF {of} ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION bureaus_written_once()"
            )
        elif vendor == "sqlite":
            schema_editor.execute(
                f'CREATE TRIGGER {table}_once BEFORE UPDATE OF {of} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END"
            )


def allow_updates(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in FROZEN:
        if vendor == "postgresql":
            schema_editor.execute(f'DROP TRIGGER IF EXISTS {table}_once ON "{table}"')
        elif vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_once")
    if vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION IF EXISTS bureaus_written_once()")


class Migration(migrations.Migration):
    dependencies = [("bureaus", "0001_consents_and_reaches")]

    operations = [migrations.RunPython(refuse_updates, allow_updates)]
