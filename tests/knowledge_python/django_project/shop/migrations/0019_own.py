from django.db import migrations, models


class Emptied(migrations.RunSQL):
    def __init__(self, table):
        super().__init__("TRUNCATE orders CASCADE", "SELECT 1")


class Quickly(migrations.AddField):
    pass


class Migration(migrations.Migration):
    dependencies = [("shop", "0018_gone")]

    operations = [
        Emptied("orders"),
        Quickly("customer", "seen", models.DateTimeField(null=True)),
    ]
