"""Rows that are written once, held to it by the database itself: what the migrations of several rooms set up.

SQLite drops the triggers of a table that a later migration rebuilds: such a migration has to make them again.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from django.db import migrations

Frozen = Mapping[str, Sequence[str]]  # table → the columns that never change


def refuse_updates(room: str, frozen: Frozen) -> migrations.RunPython:
    """The operation of a migration that makes the triggers; taken back, it drops them."""
    return migrations.RunPython(partial(_make, room, frozen), partial(_drop, room, frozen))


def allow_updates(room: str, frozen: Frozen) -> migrations.RunPython:
    """Drops the triggers, before a table is rebuilt; taken back, it makes them again."""
    return migrations.RunPython(partial(_drop, room, frozen), partial(_make, room, frozen))


def only_forget(room: str, kept: Frozen) -> migrations.RunPython:
    """The operation that lets these columns become empty, as when an organisation is deleted, and nothing else."""
    return migrations.RunPython(partial(_keep, room, kept), partial(_release, room, kept))


def _keep(room, kept, _apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        _function(schema_editor, f"{room}_only_forgotten")
    for table, columns in kept.items():
        for column in columns:
            act = f"EXECUTE FUNCTION {room}_only_forgotten()"
            if vendor == "sqlite":
                act = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END"
            schema_editor.execute(
                f'CREATE TRIGGER {table}_{column}_kept BEFORE UPDATE OF "{column}" ON "{table}" '
                f'FOR EACH ROW WHEN (NEW."{column}" IS NOT NULL) {act}'
            )


def _release(room, kept, _apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table, columns in kept.items():
        for column in columns:
            on = f' ON "{table}"' if vendor == "postgresql" else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{column}_kept{on}")
    if vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {room}_only_forgotten()")


def _function(schema_editor, name):
    schema_editor.execute(
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'rows of % are written once', TG_TABLE_NAME; END $$",
        params=None,  # or the driver takes the % for a parameter
    )


def _make(room, frozen, _apps, schema_editor):
    vendor = schema_editor.connection.vendor
    if vendor == "postgresql":
        _function(schema_editor, f"{room}_written_once")
    for table, columns in frozen.items():
        of = ", ".join(f'"{column}"' for column in columns)
        if vendor == "postgresql":
            schema_editor.execute(
                f'CREATE TRIGGER {table}_once BEFORE UPDATE OF {of} ON "{table}" '
                f"FOR EACH ROW EXECUTE FUNCTION {room}_written_once()"
            )
        elif vendor == "sqlite":
            schema_editor.execute(
                f'CREATE TRIGGER {table}_once BEFORE UPDATE OF {of} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are written once'); END"
            )


def _drop(room, frozen, _apps, schema_editor):
    vendor = schema_editor.connection.vendor
    for table in frozen:
        if vendor == "postgresql":
            schema_editor.execute(f'DROP TRIGGER IF EXISTS {table}_once ON "{table}"')
        elif vendor == "sqlite":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_once")
    if vendor == "postgresql":
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {room}_written_once()")
