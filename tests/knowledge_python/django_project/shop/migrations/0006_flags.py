from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0005_nulls")]

    operations = [
        migrations.AlterField("customer", "code", models.CharField(max_length=10)),
        migrations.AlterField(
            "customer", "phone", models.CharField(max_length=20, null=True, unique=True)
        ),
        migrations.AlterField("customer", "born", models.DateTimeField(db_index=True, null=True)),
        migrations.AlterField("line", "kind", models.CharField(max_length=9, null=True)),
        migrations.AlterField("customer", "visits", models.PositiveIntegerField(default=0)),
    ]
