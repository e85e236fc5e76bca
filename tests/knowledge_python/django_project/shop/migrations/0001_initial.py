import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    operations = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                ("name", models.CharField(max_length=80)),
                ("email", models.EmailField(unique=True)),
                ("note", models.TextField(null=True)),
                ("born", models.DateField(null=True)),
                ("visits", models.IntegerField(default=0)),
                ("code", models.CharField(max_length=10, unique=True)),
                ("city", models.CharField(db_index=True, max_length=40)),
            ],
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                ("label", models.SlugField()),
                ("weight", models.IntegerField(null=True)),
            ],
            options={"unique_together": {("label", "weight")}},
        ),
        migrations.CreateModel(
            name="Order",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, to="shop.customer"
                    ),
                ),
                ("total", models.DecimalField(decimal_places=2, max_digits=8)),
                ("state", models.CharField(db_column="status", max_length=10)),
                ("pieces", models.PositiveIntegerField(default=1)),
                ("tags", models.ManyToManyField(to="shop.tag")),
            ],
            options={"db_table": "orders"},
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.AutoField(primary_key=True)),
                (
                    "order",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="shop.order"),
                ),
                ("text", models.CharField(max_length=200)),
                ("price", models.IntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["text"], name="line_text"),
                    models.Index(fields=["price"], name="line_price"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[("id", models.AutoField(primary_key=True))],
            options={"managed": False},
        ),
    ]
