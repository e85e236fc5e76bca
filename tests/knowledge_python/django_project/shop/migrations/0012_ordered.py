from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0011_together")]

    operations = [
        migrations.AlterOrderWithRespectTo("line", "order"),
    ]
