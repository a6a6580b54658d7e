"""Every assessment holds on to the row of the version it was asked; those begun before get it here."""

import django.db.models.deletion
from django.db import migrations, models

from readiness.errors import ContentError
from readiness.loading.framework import published


def hold_on(apps, schema_editor):
    Assessment = apps.get_model("surveys", "Assessment")
    FrameworkVersion = apps.get_model("frameworks", "FrameworkVersion")
    for reference in Assessment.objects.order_by().values_list("framework_reference", flat=True).distinct():
        begun = Assessment.objects.filter(framework_reference=reference)
        zh, en = names_of(reference)
        version, _ = FrameworkVersion.objects.get_or_create(
            reference=reference,
            defaults={"digest": begun.latest("started_at").framework_digest, "name_zh": zh, "name_en": en},
        )
        begun.update(framework_version=version)
    if schema_editor.connection.vendor == "postgresql":
        # Deferred checks of the new rows are done now: PostgreSQL alters no table while some are pending.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def names_of(reference):
    try:
        name = published(reference, "").name
    except (KeyError, ContentError):  # it no longer ships; its name is all that is missing
        return reference, reference
    return name.zh, name.en


class Migration(migrations.Migration):
    dependencies = [
        ("frameworks", "0002_written_once"),
        ("surveys", "0003_answers_taken_from_suggestions"),
    ]

    operations = [
        migrations.AddField(
            model_name="assessment",
            name="framework_version",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="frameworks.frameworkversion",
            ),
        ),
        migrations.RunPython(hold_on, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="assessment",
            name="framework_version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="frameworks.frameworkversion",
            ),
        ),
    ]
