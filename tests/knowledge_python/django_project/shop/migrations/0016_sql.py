from pathlib import Path

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0015_state")]

    operations = [
        migrations.RunSQL("DELETE FROM orders", migrations.RunSQL.noop),
        migrations.RunSQL(
            [
                "UPDATE shop_customer SET city = NULL",
                ("UPDATE shop_customer SET visits = %s WHERE id = %s", [3, 7]),
            ],
            reverse_sql=[],
        ),
        migrations.RunSQL((Path(__file__).parent / "0016_sql.sql").read_text()),
    ]
