from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0016_sql")]

    operations = [
        migrations.AlterField("customer", "id", models.BigAutoField(primary_key=True)),
        migrations.AlterField(
            "line", "order", models.ForeignKey("shop.order", models.CASCADE, null=True)
        ),
    ]
