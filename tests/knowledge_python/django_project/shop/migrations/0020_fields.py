from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0019_own")]

    operations = [
        migrations.AlterField(
            "order", "customer", models.ForeignKey("shop.customer", models.CASCADE, default=2)
        ),
        migrations.AlterField("customer", "email", models.EmailField(max_length=320)),
    ]
