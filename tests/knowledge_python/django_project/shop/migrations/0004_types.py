from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0003_required")]

    operations = [
        migrations.AlterField("customer", "name", models.CharField(max_length=40)),
        migrations.AlterField("customer", "email", models.EmailField(max_length=320, unique=True)),
        migrations.AlterField("customer", "visits", models.BigIntegerField(default=0)),
        migrations.AlterField("customer", "born", models.DateTimeField(null=True)),
        migrations.AlterField("line", "text", models.TextField()),
        migrations.AlterField(
            "order", "total", models.DecimalField(decimal_places=2, max_digits=12)
        ),
        migrations.AlterField(
            "order", "state", models.CharField(db_column="status", max_length=20)
        ),
    ]
