"""A published version and its corrections are written once: the database itself refuses to change them.

Who published one may be forgotten, and a version may be withdrawn; nothing else changes. SQLite drops the triggers of a
table that a later migration rebuilds: such a migration has to make them again.
"""

from django.db import migrations

from frameworks.written_once import refuse_updates

FROZEN = {
    "frameworks_frameworkversion": ["reference", "digest", "name_zh", "name_en", "files", "published_at"],
    "frameworks_rewording": ["version_id", "number", "text", "wording", "added_at"],
}


class Migration(migrations.Migration):
    dependencies = [("frameworks", "0001_versions_and_rewordings")]

    operations = [refuse_updates("frameworks", FROZEN)]
