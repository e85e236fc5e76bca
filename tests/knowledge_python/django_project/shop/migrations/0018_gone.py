from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0017_keys")]

    operations = [
        migrations.RemoveField("label", "keeper"),
        migrations.RemoveField("order", "tags"),
        migrations.RemoveField("order", "stage"),
        migrations.DeleteModel("Report"),
        migrations.DeleteModel("Line"),
    ]
