"""MySQL: how each change is carried out, by the manual (no server of it was measured).

Source: the MySQL 8.4 manual, "Online DDL Operations"; for version 5 that of MySQL 5.7.
"""

from __future__ import annotations

from guardrail.cost import Cost, Work
from guardrail.effects import Effect
from guardrail.knowledge.databases.fact import Fact
from guardrail.knowledge.databases.facts import cost_by
from guardrail.knowledge.databases.mysql.forms import forms_of
from guardrail.knowledge.databases.mysql.modes import (
    COPY,
    EXCLUSIVE,
    INPLACE,
    INSTANT,
    READ,
    SHARED,
    WAITS,
)
from guardrail.shapes import TableShape

NEWEST = 9
"""The newest major version, meant where no version is known."""

_INSTANT_8 = (Fact(INSTANT, since=8), Fact(INPLACE, Work.REWRITE, until=7))
_REBUILT = (Fact(INPLACE, Work.REWRITE),)
_COPIED = (Fact(COPY, Work.REWRITE),)

FACTS: dict[str, tuple[Fact, ...]] = {
    "CREATE TABLE": (Fact(""),),
    "DROP TABLE": (Fact(EXCLUSIVE),),
    "TRUNCATE": (Fact(EXCLUSIVE),),
    "RENAME TABLE": (Fact(EXCLUSIVE),),
    "CONVERT CHARACTER SET": _COPIED,
    "REBUILD": _REBUILT,
    "CHANGE ENGINE": _COPIED,
    "CHANGE ROW FORMAT": _REBUILT,
    "ADD COLUMN": _INSTANT_8,
    "ADD COLUMN, volatile default": _COPIED,
    "ADD COLUMN, numbered": (Fact(SHARED, Work.REWRITE),),
    "ADD COLUMN, generated stored": _COPIED,
    "ADD COLUMN, generated virtual": (Fact(INSTANT, since=8), Fact(INPLACE, until=7)),
    "ADD COLUMN UNIQUE": (Fact(INPLACE, Work.BUILD),),
    "ADD COLUMN REFERENCES": (Fact(INSTANT),),
    "DROP COLUMN": _INSTANT_8,
    "RENAME COLUMN": (Fact(INSTANT, since=8), Fact(INPLACE, until=7)),
    "CHANGE TYPE": _COPIED,
    "CHANGE TYPE, longer text": (Fact(INPLACE),),
    "CHANGE TYPE, more values": (Fact(INSTANT, since=8), Fact(INPLACE, until=7)),
    "SET NOT NULL": _REBUILT,
    "DROP NOT NULL": _REBUILT,
    "SET DEFAULT": (Fact(INSTANT, since=8), Fact(INPLACE, until=7)),
    "ADD INDEX": (Fact(INPLACE, Work.BUILD),),
    "ADD UNIQUE": (Fact(INPLACE, Work.BUILD),),
    "ADD FULLTEXT INDEX": (Fact(SHARED, Work.BUILD),),
    "DROP INDEX": (Fact(INPLACE),),
    "RENAME INDEX": (Fact(INPLACE),),
    "ADD PRIMARY KEY": _REBUILT,
    "DROP PRIMARY KEY": _COPIED,
    "ADD FOREIGN KEY": _COPIED,
    "DROP FOREIGN KEY": (Fact(INPLACE),),
    "ADD CHECK": _COPIED,
    "DROP CONSTRAINT": (Fact(INPLACE),),
    "TRIGGER": (Fact(EXCLUSIVE),),
    "LOCK TABLES WRITE": (Fact(EXCLUSIVE, Work.UNKNOWN),),
    "LOCK TABLES READ": (Fact(READ, Work.UNKNOWN),),
    "ALGORITHM=COPY": _COPIED,
    "LOCK=SHARED": (Fact(SHARED),),
    "LOCK=EXCLUSIVE": (Fact(EXCLUSIVE),),
}
"""Every form: how it is carried out, for InnoDB."""


def cost(change: Effect, version: int, table: TableShape | None) -> Cost:
    """The locks and the work of a change; nothing known of what has no form here."""
    forms = forms_of(change, table)
    return cost_by(forms, FACTS, WAITS, version or NEWEST, lambda form, of: False)
