from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

    operations = [
        migrations.AddField("customer", "phone", models.CharField(max_length=20, null=True)),
        migrations.AddField("customer", "active", models.BooleanField(default=True)),
        migrations.AddField("customer", "rank", models.IntegerField(db_default=0)),
        migrations.AddField(
            "customer", "badge", models.CharField(max_length=9, null=True, unique=True)
        ),
        migrations.AddField("customer", "points", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "tag", "parent", models.ForeignKey("shop.customer", models.CASCADE, null=True)
        ),
        migrations.AddField(
            "line", "kind", models.CharField(db_index=True, max_length=9, null=True)
        ),
        migrations.AddField("line", "tags", models.ManyToManyField(to="shop.tag")),
    ]
