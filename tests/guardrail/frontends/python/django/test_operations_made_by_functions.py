"""Operations that a function of the migration makes, once, for each of a list, or in one."""

from __future__ import annotations

import pytest
from guardrail_rules.privilege.row_security_disabled import RowSecurityDisabled

from guardrail.engine.examples import judge_example
from guardrail.example import django
from guardrail.model import Level

MADE = """\
TABLES = ["billing_invoice", "billing_payment"]
FORWARD, BACKWARD = {ahead!r}, {back!r}


def row_security(table):
    return migrations.RunSQL(
        sql=f'ALTER TABLE "{{table}}" {{FORWARD}} ROW LEVEL SECURITY',
        reverse_sql=f'ALTER TABLE "{{table}}" {{BACKWARD}} ROW LEVEL SECURITY',
    )


def both():
    return [row_security("billing_invoice"), row_security("billing_payment")]

"""
WAYS = [
    'row_security("billing_invoice")',
    'row_security(table="billing_invoice")',
    "*[row_security(table) for table in TABLES]",
    "*(row_security(table) for table in TABLES)",
    "*[row_security(table) for table in TABLES], migrations.RunSQL('SELECT 1', '')",
    "*both()",
]


def _told(operations: str, ahead: str, back: str) -> Level:
    code = MADE.format(ahead=ahead, back=back)
    found = judge_example(RowSecurityDisabled, django(operations, code=code))
    return max((one.level for one in found), default=Level.OFF)


@pytest.mark.parametrize("operations", WAYS)
def test_an_operation_counts_however_it_is_made(operations: str) -> None:
    assert _told(operations, "DISABLE", "ENABLE") is Level.ERROR
    assert _told(operations, "ENABLE", "DISABLE") < Level.WARNING
