from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0008_concurrently")]

    operations = [
        migrations.AddConstraint(
            "line", models.CheckConstraint(condition=models.Q(price__gte=0), name="priced")
        ),
        migrations.AddConstraint(
            "line", models.UniqueConstraint(fields=["order", "text"], name="once")
        ),
        migrations.AddConstraint(
            "tag",
            models.UniqueConstraint(
                condition=models.Q(weight__gt=5), fields=["label"], name="heavy"
            ),
        ),
        AddConstraintNotValid(
            "order", models.CheckConstraint(condition=models.Q(total__gte=0), name="not_owed")
        ),
    ]
