"""The organisation a person acted for, beside the person. Old rows stay as they are: nobody asked then."""

import django.db.models.deletion
from django.db import migrations, models

from frameworks.written_once import only_forget

KEPT = {"surveys_answerevent": ["acting_id"], "surveys_resultsnapshot": ["acting_id"]}


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0004_grants_and_prepared_files'),
        ('surveys', '0006_codes_and_scores_of_any_framework'),
    ]

    operations = [
        migrations.AddField(
            model_name='answer',
            name='acting',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='answerevent',
            name='acting',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='created_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='assessment',
            name='submitted_for',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='resultsnapshot',
            name='acting',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation'),
        ),
        migrations.AddField(
            model_name='sceneentry',
            name='acting',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='accounts.organisation'),
        ),
        only_forget("surveys", KEPT),
    ]
