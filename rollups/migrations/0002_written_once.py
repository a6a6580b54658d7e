"""A fact, a run and what it told are written once: the database itself refuses to change them.

A prepared file that is taken over takes its facts along; a run may be withdrawn. SQLite drops the triggers of a table that a
later migration rebuilds: such a migration has to make them again.
"""

from django.db import migrations

from frameworks.written_once import refuse_updates

FROZEN = {
    "rollups_fact": [
        *("assessment_id", "submitted_at", "period", "framework", "framework_digest", "adcode", "division"),
        *("policy_group", "size", "level", "overall", "dimensions", "gates", "gaps", "answers"),
    ],
    "rollups_verified": ["fact_id", "statement_id", "stated", "found"],
    "rollups_run": [
        *("uuid", "period", "simulated", "as_of", "k", "framework", "versions", "firms", "digest"),
    ],
    "rollups_runcell": ["run_id", "region", "industry", "size", "n", "hidden", "figures"],
    "rollups_runanswers": ["run_id", "region", "industry", "n", "shares"],
}


class Migration(migrations.Migration):
    dependencies = [("rollups", "0001_facts_and_runs")]

    operations = [refuse_updates("rollups", FROZEN)]
