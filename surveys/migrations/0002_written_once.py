"""The log of changes and the results are written once: the database itself refuses to change them.

Who made a change may be forgotten (the person's account is deleted); what was changed may not. SQLite drops the triggers of
a table that a later migration rebuilds: such a migration has to make them again.
"""

from django.db import migrations

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


def refuse_updates(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            "CREATE OR REPLACE FUNCTION surveys_written_once() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME; END $$",
            params=None,  # or the driver takes the % for a parameter
        )
    for table, columns in FROZEN.items():
        of = ", ".join(f'"{column}"' for column in columns)
        if vendor == "postgresql":
            schema_editor.execute(
                f'CREATE TRIGGER {table}_once BEFORE UPDATE OF {of} ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION surveys_written_once()"
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
        schema_editor.execute("DROP FUNCTION IF EXISTS surveys_written_once()")


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_assessments_and_answers")]

    operations = [migrations.RunPython(refuse_updates, allow_updates)]
