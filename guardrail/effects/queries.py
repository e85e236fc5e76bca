"""How the run of a query is worded whose text somebody outside writes a part of.

Frontends say it in `CodeRun.what`, rules ask for it.
"""

from __future__ import annotations

import re

from guardrail.patterns import late

ASKED_IN = "a query with what a request says in its text"
GIVEN_IN = "a query with what a caller says in its text"

NAMED_FIELDS = "a change of whichever fields a request names"

BY_PYTHON = "Python decides "
"""How the reason begins of a condition that Python itself works out before a database sees it."""

ON_FAILURE = "a condition leaves everything when "
"""How the reason begins of one of several conditions that is lost where something failed."""

CROSSED = "whatever the other table holds: nothing joins the two"
"""The reason of a deletion that takes another table beside and says nothing of its rows."""

UNCHECKED = "whatever comes of "
"""How the reason begins of a deletion of what was to be copied first."""
NEWEST_GO = "the newest go, the oldest stay: "
"""How the reason begins of a deletion by age whose sign is turned round."""

_NO_VALUE = late(
    r"col(?:umn)?s?\b|field|expr|sql|query|clause|cond|where|table|schema|func|placeholder|param"
    r"|\bph\b|bind|marker|select|alias|[\"']%s|[\"']\?",
    re.IGNORECASE,
)
_NAMES_PLACE = late(r"col(?:umn)?s?\b|field|table|schema|alias|[\"']%s|[\"']\?", re.IGNORECASE)
_OF_PROGRAM = late(
    r"(?:\b|_)(?:dates?|days?|ds|dt|datetime|times?|timestamp|ts|hour|weeks?|months?|years?|quarter"
    r"|since|until|before|after|start\w*|end|cutoff|watermark|period|partition|snapshot|version"
    r"|interval|env|environment|stage|region|dialect|uuid|hash|digest|prefix|catalog|namespace"
    r"|dataset|index|constraint|trigger|role|db|dbname|database|label)(?:\b|_)",
    re.IGNORECASE,
)


def names_no_value(name: str) -> bool:
    """Whether a name is of no value but of a part of a query: a column, a clause, a placeholder."""
    return _NO_VALUE.search(name) is not None


def made_by_program(name: str) -> bool:
    """Whether jobs and tools put it between quotes themselves: a day, a name in a catalogue."""
    return _NAMES_PLACE.search(name) is not None or _OF_PROGRAM.search(name) is not None
