"""Assessments begun before versions had rows of their own get them, and nothing that was written once can be changed."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = [("surveys", "0003_answers_taken_from_suggestions")], [("surveys", "0004_framework_version")]


def migrated(target):
    executor = MigrationExecutor(connection)
    executor.migrate(target)
    return MigrationExecutor(connection).loader.project_state(target).apps


@pytest.fixture
def old(transactional_db):
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes()
    yield migrated(BEFORE)
    migrated(latest)


def begun(apps, uscc, reference, digest):
    organisation = apps.get_model("accounts", "Organisation").objects.create(name=uscc)
    facts = {"framework_reference": reference, "framework_digest": digest, "mode": "full"}
    return apps.get_model("surveys", "Assessment").objects.create(organisation=organisation, **facts)


def test_assessments_begun_before_hold_on_to_the_version_they_were_asked(old):
    begun(old, "one", "ai-manufacturing@2026.1", "a" * 64)
    begun(old, "two", "ai-manufacturing@2026.1", "a" * 64)
    begun(old, "three", "gone@1", "b" * 64)
    apps = migrated(AFTER)
    found = apps.get_model("surveys", "Assessment").objects.values_list(
        "framework_reference", "framework_version__reference", "framework_version__digest"
    )
    assert set(found) == {
        ("ai-manufacturing@2026.1", "ai-manufacturing@2026.1", "a" * 64),
        ("gone@1", "gone@1", "b" * 64),
    }
    versions = apps.get_model("frameworks", "FrameworkVersion").objects
    assert versions.count() == 2
    assert versions.get(reference="ai-manufacturing@2026.1").name_en.startswith("AI")
    with pytest.raises(DatabaseError), transaction.atomic():
        versions.update(digest="c" * 64)
