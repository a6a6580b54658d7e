"""Each state of an action has a month of its own: when it is meant to start, was started, was done."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_colleagues'),
        ('history', '0001_what_has_been_done'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='actionprogress',
            name='planned_month',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='actionprogress',
            name='started_month',
            field=models.DateField(null=True),
        ),
        migrations.AddConstraint(
            model_name='actionprogress',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'planned'), _negated=True), ('started_month', None), _connector='OR'), name='what_is_planned_has_not_started'),
        ),
        migrations.AddConstraint(
            model_name='actionprogress',
            constraint=models.CheckConstraint(condition=models.Q(('started_month', None), ('done_month', None), ('started_month__lte', models.F('done_month')), _connector='OR'), name='started_before_done'),
        ),
    ]
