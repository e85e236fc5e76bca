"""Which way a condition on the stage goes in production: `"prod" if stack == "prod" else "dev"`.

Which stage it is shows when the program runs. What is said for production is what counts.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.guarding.way_there import before, left_by, of_branches
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.stages import PASSING_STAGES
from guardrail.knowledge.python.picking import IN_PRODUCTION, words_of
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_DEEPEST = 5
_LONGEST = 200
_TEXT = late(r"[\"']([^\"'\n]{1,40})[\"']")
_LIVE = words("prod prd production live")
_NOT = words("no non not pre un")
_STAGES = words(
    "stage stages env environment stack tier deployment deploy target workspace account context"
    " profile landscape"
)
"""Words of names that say which stage it is."""


def holds_in_production(reading: Reading, condition: Node, depth: int = 0) -> bool | None:
    """Whether a condition holds in production; `None` where it doesn't say."""
    node = unwrapped(condition)
    if depth > _DEEPEST:
        return None
    if node.type == "not_operator":
        inner = node.child_by_field_name("argument")
        told = holds_in_production(reading, inner, depth + 1) if inner is not None else None
        return None if told is None else not told
    if node.type == "boolean_operator":
        return _joined(reading, node, depth)
    if node.type == "comparison_operator":
        return _compared(reading, node)
    if node.type == "call":
        return _asked(reading, node)
    if node.type not in ("identifier", "attribute"):
        return None
    value = reading.builder.flow.value(node)
    if value is not None and value.id != node.id:
        return holds_in_production(reading, value, depth + 1)
    said = words_of(reading.module.code(node)[:_LONGEST].rpartition(".")[2])
    return True if said & _LIVE and not said & _NOT else None


def for_production(reading: Reading, node: Node) -> Node | None:
    """What a conditional expression is in production, `None` where that isn't said."""
    parts = reading.module.children(node)[0] if node.type == "conditional_expression" else []
    if len(parts) < len(("this", "if", "that")):
        return None
    held = holds_in_production(reading, parts[1])
    return None if held is None else parts[0] if held else parts[2]


def in_production(reading: Reading, node: Node) -> bool:
    """Whether a place may be come to in production: not behind `if stage in ("dev", "test")`."""
    place = place_of(reading.module, node.start_byte)
    asked = [*of_branches(reading.module, place)]
    for statement in before(reading.module, place, node.start_byte):
        asked += left_by(reading.module, statement)
    told = [(holds_in_production(reading, one.code), one.holds) for one in asked]
    return all(held is None or held is holds for held, holds in told)


def surely_in_production(reading: Reading, node: Node) -> bool | None:
    """Whether a place in branches is come to in production; `None` where these don't say."""
    place = place_of(reading.module, node.start_byte)
    asked = [*of_branches(reading.module, place)]
    told = [(holds_in_production(reading, one.code), one.holds) for one in asked]
    if any(held is not None and held is not holds for held, holds in told):
        return False
    return True if told and all(held is holds for held, holds in told) else None


def _joined(reading: Reading, node: Node, depth: int) -> bool | None:
    sign = node.child_by_field_name("operator")
    every = sign is not None and reading.module.code(sign) == "and"
    inner = reading.module.children(node)[0]
    told = [holds_in_production(reading, one, depth + 1) for one in inner]
    if (not every) in told:
        return not every
    return None if None in told else every


def _compared(reading: Reading, node: Node) -> bool | None:
    """`stage == "production"`, `stage not in ("dev", "test")`."""
    parts = reading.module.children(node)[0]
    if len(parts) != len(("left", "right")):
        return None
    left, right = parts
    sign = reading.module.plain[left.end_byte : right.start_byte].strip()
    if sign not in ("==", "!=", "in", "not in"):
        return None
    held = reading.builder.flow.value(right) or right
    texts = _TEXT.findall(reading.module.code(held)[:_LONGEST])
    if not texts and right.type == "string":
        return None
    live = any(IN_PRODUCTION.search(one) or one.lower() in _LIVE for one in texts)
    asked = words_of(reading.module.code(left)[:_LONGEST])
    passing = bool(texts) and all(words_of(one) & PASSING_STAGES for one in texts)
    if not live and not (passing and asked & _STAGES):
        return None
    return live is (sign in ("==", "in"))


def _asked(reading: Reading, node: Node) -> bool | None:
    """`stage.startswith("prod")`."""
    call = reading.call(node)
    owner = call.function.child_by_field_name("object")
    if call.last not in ("startswith", "endswith") or owner is None or not call.positional:
        return None
    texts = _TEXT.findall(reading.module.code(call.positional[0])[:_LONGEST])
    if any(IN_PRODUCTION.search(one) or one.lower() in _LIVE for one in texts):
        return True
    staged = words_of(reading.module.code(owner)[:_LONGEST]) & _STAGES
    return False if texts and staged and all(words_of(t) & PASSING_STAGES for t in texts) else None
