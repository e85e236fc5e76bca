from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("shop", "0007_indexes")]

    operations = [
        AddIndexConcurrently("order", models.Index(fields=["total"], name="o_total")),
        RemoveIndexConcurrently("order", "o_state"),
    ]
