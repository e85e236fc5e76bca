from django.contrib.postgres.operations import ValidateConstraint
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0009_constraints")]

    operations = [
        ValidateConstraint("order", "not_owed"),
        migrations.RemoveConstraint("line", "priced"),
        migrations.RemoveConstraint("tag", "heavy"),
    ]
