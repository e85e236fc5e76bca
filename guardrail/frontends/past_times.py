"""Columns that hold a time which has passed: "before now" leaves none of their rows out.

`DELETE FROM events WHERE created_at < now()` is a cutoff from which nobody took an age.
"""

from __future__ import annotations

import re

from guardrail.patterns import late

_PAST = late(
    r"(?:\w+_)?(?:created|inserted|added|registered|recorded|received|ingested|uploaded|updated"
    r"|modified|changed|joined|imported)(?:_?(?:at|on|date|time|ts|timestamp|datetime|utc))?"
    r"|(?:\w+_)?(?:date|time)_(?:created|added|joined|modified|updated)"
    r"|last_(?:seen|used|login|active|activity|modified|updated|access(?:ed)?)(?:_(?:at|on))?",
    re.IGNORECASE,
)
_NOW = late(
    r"(?:now|getdate|sysdatetime|sysutcdatetime|getutcdate|utc_timestamp|sysdate|systimestamp"
    r"|(?:transaction|statement|current|local)_?timestamp|localtime)(?:\([36]?\))?"
    r"|datetime\('now'(?:,'(?:localtime|utc)')?\)",
    re.IGNORECASE,
)

_LONG_AGO = late(r"(?:0\d\d\d|1[0-8]\d\d|19[0-7]\d)-[01]\d-[0-3]\d(?!\d)", re.ASCII)


def has_passed(column: str) -> bool:
    """Whether a column's name says that its times have passed: when a row was made or used."""
    return _PAST.fullmatch(column) is not None


def is_long_ago(text: str) -> bool:
    """Whether a day that is written out comes before any row was made: `1970-01-01`."""
    return _LONG_AGO.match(text) is not None


def is_now(expression: str) -> bool:
    """Whether an expression of SQL is the time of day, and nothing is taken from it."""
    return _NOW.fullmatch("".join(expression.split())) is not None
