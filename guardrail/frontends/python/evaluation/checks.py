"""What is asked on the way to a place, and which values are empty: checks leave these out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from guardrail.frontends.python.evaluation.values import Known, Value
from guardrail.frontends.python.guarding.way_there import (
    Condition,
    before,
    left_by,
    of_branches,
)
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_EMPTY = ("None", '""', "''", "{}", "[]", "()", "False", "0")
_ALIKE = late(r"([\w.\[\]\"'()]{1,100}) == ([\w.\[\]\"'()]{1,100})")
"""Whether one thing is another."""
_LEAVING = ("if_statement", "match_statement", "while_statement", "for_statement")


def conditions_before(module: Module, offset: int) -> str:
    """The conditions on which a place is come to, as one text."""
    key = f"asked before {offset}"
    held: str | None = module.facts.get(key)
    if held is None:
        place = place_of(module, offset)
        asked = [_said(module, one) for one in of_branches(module, place)]
        for statement in before(module, place, offset):
            if statement.type in _LEAVING:
                asked += [_said(module, one) for one in left_by(module, statement)]
            elif statement.type == "assert_statement":
                asked.append(module.code(statement))
        held = module.facts[key] = ";".join(asked)
    return held


def _said(module: Module, asked: Condition) -> str:
    """A condition as code that holds: `a != b` where it is left for `a == b`."""
    code = module.code(asked.code)
    alike = _ALIKE.fullmatch(code) if not asked.holds else None
    return f"{alike[1]} != {alike[2]}" if alike is not None else code


def coming_by(conditions: str, code: str, told: Sequence[str | None]) -> list[str]:
    """The texts that may come by conditions which speak of what stands there as `code`.

    Where it is only asked whether there is something, these are the texts that aren't empty; where
    anything else is asked, none is sure to come by.
    """
    known = [one for one in told if one is not None]
    if not mentions(conditions, code):
        return known
    asks_for_any = re.compile(
        rf"(?:^|;|\band\b|\bor\b|\bnot\b)\s*{re.escape(code)}(\s+is\s+(?:not\s+)?None)?"
        r"(?=\s*(?:$|;|and\b|or\b))"
    )
    left = asks_for_any.sub(" ", conditions)
    if mentions(left, code) and mentions(_differing(code).sub(" ", left), code):
        return []
    truth = any(not one[1] for one in asks_for_any.finditer(conditions))
    return [one for one in known if one not in (_EMPTY if truth else ("None",))]


def _differing(code: str) -> re.Pattern[str]:
    """Where it is only asked whether what stands there is already so: `if current != mode`."""
    other = r"(?!None\b|True\b|False\b)[^\W\d][\w.]{0,80}(?:\([^;!=<>]{0,80}\))?"
    spoken = re.escape(code)
    return re.compile(rf"(?:^|;)\s*(?:{other}\s*!=\s*{spoken}|{spoken}\s*!=\s*{other})\s*(?=$|;)")


def mentions(conditions: str, code: str) -> bool:
    """Whether conditions speak of what stands there as `code`."""
    if code not in conditions:
        return False
    return re.search(rf"(?<![\w.]){re.escape(code)}(?!\w)", conditions) is not None


def is_empty(module: Module, value: Value) -> bool:
    """Whether a value is written out and counts as false."""
    if not isinstance(value, Known):
        return False
    node = value.node
    if node.type in ("none", "false"):
        return True
    if node.type in ("list", "dictionary", "tuple"):
        return not module.children(node)[0]
    return node.type == "string" and len(module.code(node).strip("rbfuRBFU")) == 2
