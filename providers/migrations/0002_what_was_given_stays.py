"""What was given is never edited, and the log of access is only added to: the database itself refuses it.

A grant may end, and people and organisations may be forgotten when they are deleted. The tables are those of `accounts`,
which knows no room that makes triggers. SQLite drops the triggers of a table that a later migration rebuilds: such a
migration has to make them again.
"""

from django.db import migrations

from frameworks.written_once import only_forget, refuse_updates

FROZEN = {
    "accounts_grant": [
        "uuid", "client_id", "provider_id", "may_edit", "may_submit", "may_verify", "purpose", "begins", "until",
        "given_at",
    ],
    "accounts_accessevent": ["organisation_id", "kind", "at", "detail"],
}  # fmt: skip
KEPT = {"accounts_accessevent": ["acting_id", "provider_id"]}


class Migration(migrations.Migration):
    dependencies = [("providers", "0001_providers"), ("accounts", "0004_grants_and_prepared_files")]

    operations = [refuse_updates("providers", FROZEN), only_forget("providers", KEPT)]
