"""Rows that were made before now: all of them, where nobody took an age from the time of day."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.past_times import has_passed
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_NOW = late(
    r"(?:[\w.]+\.)?(?:now|utcnow|localtimestamp|current_timestamp|getdate|sysdate)"
    r"\((?:tz=)?[\w.]*\)"
    r"|(?:sqlalchemy\.)?func\.current_timestamp\(\)|(?:\w+\.)*Now\(\)|(?:time\.)?time\(\)"
)
_LATER = late(r"\+(?:[\w.]*\.)?timedelta\(\w*=?[1-9]\w*\)\Z")
"""What is added to now, which nothing has been made after either."""
_LONGEST = 80


def made_before_now(reading: Reading, node: Node) -> str:
    """The comparison of a mapper's or of MongoDB's that holds for all that was made before now."""
    inner = reading.module.children(node)[0]
    if node.type == "comparison_operator" and len(inner) == 2:
        code = reading.module.code(node)
        sign = code[inner[0].end_byte - node.start_byte : inner[1].start_byte - node.start_byte]
        asked = sign.strip() in ("<", "<=") and inner[0].type == "attribute"
        column = reading.module.name(inner[0]) if asked else ""
        return " ".join(code.split()) if is_made_before(reading, column, inner[1]) else ""
    for column, asked_of in reading.builder.flow.pairs(node) if node.type == "dictionary" else ():
        asks = reading.builder.flow.pairs(asked_of) if asked_of.type == "dictionary" else ()
        if len(asks) == 1 and asks[0][0] in ("$lt", "$lte"):
            lone = len(inner) == 1 and is_made_before(reading, column, asks[0][1])
            return f"{column} {asks[0][0]} now" if lone else ""
    return ""


def is_made_before(reading: Reading, column: str, value: Node) -> bool:
    """Whether a column of times that have passed is compared with the time of day itself."""
    if not has_passed(column.rsplit(".", 1)[-1].rsplit("__", 1)[-1]):
        return False
    return is_time_of_day(reading, value)


def is_time_of_day(reading: Reading, value: Node) -> bool:
    """Whether an expression is the time of day, and nothing is taken from it."""
    held = reading.builder.flow.value(value) or value
    code = "".join(reading.module.code(unwrapped(held)).split())
    return len(code) < _LONGEST and _NOW.fullmatch(_LATER.sub("", code)) is not None
