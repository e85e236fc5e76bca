from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0004_types")]

    operations = [
        migrations.AlterField("customer", "note", models.TextField(default="")),
        migrations.AlterField(
            "customer", "city", models.CharField(db_index=True, max_length=40, null=True)
        ),
        migrations.AlterField("tag", "weight", models.IntegerField()),
        migrations.AlterField("line", "price", models.IntegerField(help_text="In pence")),
    ]
