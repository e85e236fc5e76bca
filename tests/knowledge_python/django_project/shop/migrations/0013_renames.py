from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0012_ordered")]

    operations = [
        migrations.RenameField("line", "text", "words"),
        migrations.RenameField("tag", "owner", "keeper"),
        migrations.RenameField("order", "state", "stage"),
    ]
