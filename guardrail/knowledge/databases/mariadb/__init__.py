"""MariaDB: how each change is carried out, by the best ALGORITHM and LOCK that it accepts.

Source: the MariaDB manual, "InnoDB Online DDL Operations"; measured by `tests/databases`.
"""

from __future__ import annotations

from guardrail.cost import Cost, Work
from guardrail.effects import Effect
from guardrail.knowledge.databases.fact import Fact
from guardrail.knowledge.databases.facts import cost_by
from guardrail.knowledge.databases.mysql import FACTS as MYSQL
from guardrail.knowledge.databases.mysql.forms import forms_of
from guardrail.knowledge.databases.mysql.modes import COPY, INSTANT, NOCOPY, WAITS
from guardrail.shapes import TableShape

NEWEST = 11
"""The newest major version that facts are told of, meant where no version is known."""

MEASURED = 10
"""The major version that was measured (10.11)."""

_INSTANT = (Fact(INSTANT),)

FACTS: dict[str, tuple[Fact, ...]] = MYSQL | {
    "ADD COLUMN": _INSTANT,
    "ADD COLUMN, volatile default": _INSTANT,
    "ADD COLUMN, generated virtual": _INSTANT,
    "ADD COLUMN UNIQUE": MYSQL["ADD PRIMARY KEY"],
    "ADD COLUMN REFERENCES": (Fact(COPY, Work.REWRITE),),
    "DROP COLUMN": _INSTANT,
    "RENAME COLUMN": _INSTANT,
    "CHANGE TYPE, longer text": _INSTANT,
    "CHANGE TYPE, more values": _INSTANT,
    "SET DEFAULT": _INSTANT,
    "ADD INDEX": (Fact(NOCOPY, Work.BUILD),),
    "ADD UNIQUE": (Fact(NOCOPY, Work.BUILD),),
    "DROP INDEX": (Fact(NOCOPY),),
    "RENAME INDEX": _INSTANT,
    "DROP FOREIGN KEY": _INSTANT,
    "DROP CONSTRAINT": _INSTANT,
}
"""Every form: how it is carried out, for InnoDB; where nothing is said, as MySQL does it."""

UNPROVED = frozenset(
    {
        "CREATE TABLE",
        "DROP TABLE",
        "TRUNCATE",
        "CHANGE ENGINE",
        "TRIGGER",
        "LOCK TABLES WRITE",
        "LOCK TABLES READ",
        "ALGORITHM=COPY",
        "LOCK=SHARED",
        "LOCK=EXCLUSIVE",
    }
)
"""Forms that ALGORITHM and LOCK tell nothing of."""


def is_proved(form: str, version: int) -> bool:
    """Whether a form was measured on that major version."""
    return version == MEASURED and form not in UNPROVED


def cost(change: Effect, version: int, table: TableShape | None) -> Cost:
    """The locks and the work of a change; nothing known of what has no form here."""
    return cost_by(forms_of(change, table), FACTS, WAITS, version or NEWEST, is_proved)
