from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0002_columns")]

    operations = [
        migrations.AddField(
            "tag",
            "owner",
            models.ForeignKey("shop.customer", models.CASCADE, default=1),
            preserve_default=False,
        ),
    ]
