"""Room for the codes and the scales of frameworks nobody here wrote.

The tables of results are rebuilt, which on SQLite takes their triggers away and on PostgreSQL is refused while there are
any: they go before and are made again after.
"""

from decimal import Decimal
from importlib import import_module

from django.db import migrations, models
from django.utils.translation import gettext_lazy as _

from frameworks.written_once import allow_updates, refuse_updates

FROZEN = import_module("surveys.migrations.0002_written_once").FROZEN


class Migration(migrations.Migration):
    dependencies = [("surveys", "0005_one_draft_per_framework")]

    operations = [
        allow_updates("surveys", FROZEN),
        migrations.AlterField("answer", "question", models.CharField(max_length=40)),
        migrations.AlterField("sceneentry", "stage", models.CharField(_("Stage"), blank=True, max_length=40)),
        migrations.AlterField("confirmedwarning", "rule", models.CharField(max_length=40)),
        migrations.AlterField("resultsnapshot", "level", models.CharField(max_length=40)),
        migrations.AlterField(
            "resultsnapshot", "overall", models.DecimalField(decimal_places=6, max_digits=15, null=True)
        ),
        migrations.AlterField("dimensionscore", "code", models.CharField(max_length=40)),
        migrations.AlterField(
            "dimensionscore", "score", models.DecimalField(decimal_places=6, max_digits=15, null=True)
        ),
        migrations.RemoveConstraint("dimensionscore", "score_0_to_100"),
        migrations.AddConstraint(
            "dimensionscore",
            models.CheckConstraint(
                condition=models.Q(("score", None), ("score__gte", Decimal(0)), _connector="OR"),
                name="score_not_negative",
            ),
        ),
        refuse_updates("surveys", FROZEN),
    ]
