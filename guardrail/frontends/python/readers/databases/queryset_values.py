"""What the new values of Django's `update(…)` are made of."""

from __future__ import annotations

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

# Most functions of `django.db.models.functions` take a text for the name of a column.
_COLUMN = late(
    r"""\b(?:F|Lower|Upper|Trim|LTrim|RTrim|Concat|Coalesce|Cast|Replace|Substr|Left|Right|Reverse"""
    r"""|StrIndex|Length|MD5|SHA256|Trunc\w*|Extract\w*|Abs|Round|Ceil|Floor|Greatest|Least"""
    r"""|NullIf|KeyTransform|KT)\(\s*["'](\w+)["']"""
)
_ASKED = late(r"\b(?:Subquery|Exists)\(\s*(\w+)\.\w+\.[\s\S]{0,300}?\bOuterRef\(\s*[\"'](\w+)[\"']")
"""A value that a query gives for each row, which it finds by one of the row's own columns."""


def read_by(reading: Reading, call: Call, table: str) -> tuple[str, ...]:
    """The columns that the new values come from: `F("price")`, of this table or another."""
    values = " ".join(reading.module.code(value) for value in call.keywords.values())
    own = [f"{table}.{name}" for name in _COLUMN.findall(values)]
    others = [f"{model}.{name}" for model, name in _ASKED.findall(values)]
    return tuple(dict.fromkeys((*own, *others)))
