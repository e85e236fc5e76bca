from django.db import migrations, models


class Migration(migrations.Migration):
    """The table stays until the tax office is done with it; rows are marked as taken over."""

    dependencies = [("orders", "0002_order_note")]
    operations = [
        migrations.AddField("legacyorder", "retired", models.DateTimeField(null=True)),
    ]
