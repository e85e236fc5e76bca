"""The fields that the code of a migration reads, in the ways in which Django's ORM is given them.

`order.state`, `values("state")`, `OuterRef("state")`, and rows told apart by a field while another
one is set: `filter(required=True).update(kind="required")`.
"""

from __future__ import annotations

from guardrail.patterns import late

_OF_A_ROW = late(r"\b\w+\.([a-z_]\w*)\b(?!\s*(?:\(|=(?!=)))")
_ASKED = late(r"\b(?:values|values_list|only|in_bulk|F|OuterRef)\(([^()]{1,300})")
_QUOTED = late(r"[\"']([a-z]\w*?)(?:__\w+)?[\"']")
_KEYED = late(r"\b\w+\[[\"'](\w+)[\"']\](?!\s*=(?!=))")
_TOLD_APART = late(
    r"\.(?:filter|exclude)\(\s*(\w+)\s*=\s*(?:True|False|\d+)\s*,?\s*\)\s*\.update\(\s*(\w+)\s*="
)
_WRITTEN = late(r"\b\w+\.([a-z_]\w*)\s*=(?!=)|\.update\(\s*(\w+)\s*=")
_NO_VALUES = frozenset(("objects", "id", "pk", "all", "db", "alias", "connection", "migrations"))
MOST = 30


def fields_read(code: str) -> list[str]:
    """The names that may be those of fields whose values the code has in hand, each once."""
    found = [*_OF_A_ROW.findall(code), *_KEYED.findall(code)]
    for asked in _ASKED.finditer(code):
        found += _QUOTED.findall(asked[1])
    found += [one for one, other in _TOLD_APART.findall(code) if one != other]
    return [name for name in dict.fromkeys(found) if name not in _NO_VALUES][:MOST]


def fields_written(code: str) -> set[str]:
    """The fields of rows that the code assigns, as far as their names are written."""
    return {one or other for one, other in _WRITTEN.findall(code)}
