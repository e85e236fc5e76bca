"""The rule `todays-model-in-migration`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import MigrationChange, MigrationChangeKind
from guardrail.example import django
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule

_RUN = "migrations.RunPython(forwards, migrations.RunPython.noop)"


class TodaysModelInMigration(Rule):
    """A migration's code imports a model instead of taking it from the migration's state (Django).

    ## Why it matters

    The import is the model as it is today, the table is as it was at that migration: as soon as a
    later migration adds a column, the query names one that isn't there yet, and nobody can set up
    the database anew.

    ## Do this instead

    Take the model from the state: `Order = apps.get_model("shop", "Order")`. Methods that the model
    had must be written out in the migration.
    """

    name = "todays-model-in-migration"
    category = Category.CORRECTNESS
    level = Level.WARNING
    judges = (MigrationChange,)

    bad = (
        django(
            _RUN,
            code="from shop.models import Order\n\n\ndef forwards(apps, schema_editor):\n"
            "    Order.objects.filter(paid=True).update(state='paid')",
        ),
        django(
            _RUN,
            code="from shop import models as shop_models\n\n\ndef forwards(apps, schema_editor):\n"
            "    shop_models.Order.objects.filter(paid=True).update(state='paid')",
        ),
    )
    good = (
        django(
            _RUN,
            code="def forwards(apps, schema_editor):\n"
            "    Order = apps.get_model('shop', 'Order')\n"
            "    Order.objects.filter(paid=True).update(state='paid')",
        ),
        django(
            _RUN,
            code="from shop.models import State\n\n\ndef forwards(apps, schema_editor):\n"
            "    Order = apps.get_model('shop', 'Order')\n"
            "    Order.objects.filter(paid=True).update(state=State.PAID)",
        ),
    )

    def judge(self, change: MigrationChange, context: Context) -> Iterator[Finding]:
        """A model of today that a migration asks for rows."""
        if change.kind is MigrationChangeKind.TODAYS_MODEL and not context.in_test:
            message = f"the migration uses {change.operation} as it is today, not as it was then"
            yield self.finding(change, message)
