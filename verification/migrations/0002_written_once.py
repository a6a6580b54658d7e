"""The log of findings, what was signed, what the firm said to it and a withdrawal are written once.

People and organisations may be forgotten when they are deleted. SQLite drops the triggers of a table that a later migration
rebuilds: such a migration has to make them again.
"""

from django.db import migrations

from frameworks.written_once import only_forget, refuse_updates

FROZEN = {
    "verification_findingevent": [
        "verification_id", "question", "mutation", "base_revision", "found_revision", "new_revision", "old_value",
        "new_value", "at",
    ],
    "verification_statement": [
        "uuid", "verification_id", "text", "sha256", "outcome_text", "outcome_sha256", "signed_at",
    ],
    "verification_firmcomment": ["statement_id", "text", "at"],
    "verification_statementwithdrawal": ["statement_id", "reason", "at"],
}  # fmt: skip
KEPT = {
    "verification_findingevent": ["user_id", "acting_id"],
    "verification_statement": ["signed_by_id"],
}


class Migration(migrations.Migration):
    dependencies = [("verification", "0001_verifications")]

    operations = [refuse_updates("verification", FROZEN), only_forget("verification", KEPT)]
