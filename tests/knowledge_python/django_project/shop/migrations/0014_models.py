from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0013_renames")]

    operations = [
        migrations.RenameModel("Tag", "Label"),
        migrations.AlterModelTable("line", "order_lines"),
    ]
