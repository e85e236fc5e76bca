from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_order_note")]
    operations = [
        migrations.RunSQL("DROP TABLE orders_legacyorder CASCADE", migrations.RunSQL.noop),
    ]
