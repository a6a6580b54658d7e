"""What was verified is written once, like what a revision says."""

from django.db import migrations

FROZEN = ", ".join(
    f'"{column}"'
    for column in ("uuid", "revision_id", "verified_by", "url", "opened_on", "copy", "kind", "size", "sha256", "added_at")
)


def refuse_updates(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute(
            f'CREATE TRIGGER subsidies_verification_once BEFORE UPDATE OF {FROZEN} ON "subsidies_verification" '
            "FOR EACH ROW EXECUTE FUNCTION subsidies_written_once()"
        )
    elif vendor == "sqlite":
        schema_editor.execute(
            f'CREATE TRIGGER subsidies_verification_once BEFORE UPDATE OF {FROZEN} ON "subsidies_verification" '
            "BEGIN SELECT RAISE(ABORT, 'rows of subsidies_verification are written once'); END"
        )


def allow_updates(apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        schema_editor.execute('DROP TRIGGER IF EXISTS subsidies_verification_once ON "subsidies_verification"')
    elif vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER IF EXISTS subsidies_verification_once")


class Migration(migrations.Migration):
    dependencies = [("subsidies", "0003_verifications")]

    operations = [migrations.RunPython(refuse_updates, allow_updates)]
