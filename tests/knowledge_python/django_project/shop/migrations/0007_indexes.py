from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0006_flags")]

    operations = [
        migrations.AddIndex("order", models.Index(fields=["customer", "-state"], name="o_state")),
        migrations.AddIndex(
            "line",
            models.Index(condition=models.Q(price__gt=9), fields=["price"], name="l_dear"),
        ),
        migrations.RemoveIndex("line", "line_price"),
        migrations.RenameIndex("line", new_name="line_words", old_name="line_text"),
    ]
