from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shop", "0014_models")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.RemoveField("customer", "badge")],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL("ALTER TABLE shop_customer DROP COLUMN phone", "SELECT 1"),
            ],
            state_operations=[migrations.RemoveField("customer", "phone")],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RemoveField("customer", "rank")],
        ),
    ]
