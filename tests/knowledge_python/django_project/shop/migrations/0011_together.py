from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0010_checked")]

    operations = [
        migrations.AlterUniqueTogether("tag", {("label", "owner")}),
        migrations.AlterUniqueTogether("line", {("order", "kind")}),
        migrations.AlterModelTableComment("line", "What was bought"),
        migrations.AlterModelOptions("line", {"verbose_name": "line of an order"}),
    ]
