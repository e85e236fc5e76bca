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


def has_passed(column: str) -> bool:
    """Whether a column's name says that its times have passed: when a row was made or used."""
    return _PAST.fullmatch(column) is not None


def is_now(expression: str) -> bool:
    """Whether an expression of SQL is the time of day, and nothing is taken from it."""
    return _NOW.fullmatch("".join(expression.split())) is not None
