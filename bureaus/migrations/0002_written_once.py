"""A consent, a run and what it told are written once: the database itself refuses to change them.

Who decided or counted may be forgotten. SQLite drops the triggers of a table that a later migration rebuilds: such a
migration has to make them again.
"""

from django.db import migrations

from frameworks.written_once import refuse_updates

FROZEN = {
    "bureaus_consent": ["organisation_id", "scope", "at"],
    "bureaus_run": ["bureau_id", "month", "as_of", "k", "outcome", "firms"],
    "bureaus_reach": ["run_id", "code", "revision", "sha256", "numbers", "behind"],
}


class Migration(migrations.Migration):
    dependencies = [("bureaus", "0001_consents_and_reaches")]

    operations = [refuse_updates("bureaus", FROZEN)]
