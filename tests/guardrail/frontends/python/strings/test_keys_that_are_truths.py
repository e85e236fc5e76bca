"""What stands under `True` and `False` in a dictionary: `VERBS[enabled]`."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.stream import Embedded

SWITCH = """\
import oracledb

VERBS = {{True: "AUDIT", False: "NOAUDIT"}}


def switch(cur, policies, enabled: bool = {default}):
    for policy in policies:
        cur.execute(f"{{VERBS[enabled]}} POLICY {{policy}}")


def main():
    switch(oracledb.connect(dsn="shop").cursor(), ["LOGON"]{given})
"""


def verbs(default: str, given: str) -> list[str]:
    """The verbs of what runs: what the function by itself may do, then what it is called for."""
    code = SWITCH.format(default=default, given=given)
    return [one.source.text.split()[0] for one in items(code) if isinstance(one, Embedded)]


@pytest.mark.parametrize(
    ("default", "given", "verb"),
    [
        ("True", "", "AUDIT"),
        ("False", "", "NOAUDIT"),
        ("False", ", True", "AUDIT"),
        ("True", ", enabled=False", "NOAUDIT"),
    ],
)
def test_a_flag_says_which_entry_it_is(default: str, given: str, verb: str) -> None:
    assert verbs(default, given) == ["AUDIT", "NOAUDIT", verb]


def test_either_may_be_meant_where_nobody_knows() -> None:
    assert set(verbs("True", ", '--on' in sys.argv")) == {"AUDIT", "NOAUDIT"}
