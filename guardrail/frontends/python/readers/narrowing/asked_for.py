"""Values that are empty where nobody gives one, of which the code has asked for one.

`study = os.environ.get("STUDY", "")` and then `if not study: raise SystemExit`: behind that the
value isn't empty, whatever name it goes by. A pattern that an empty text matches asks for nothing.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.readers.filesystem.checked_names import looks_at
from guardrail.frontends.python.readers.narrowing.emptiness import refused_at
from guardrail.frontends.python.readers.narrowing.holes_made import made_by
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.strings.rope import Part
from guardrail.patterns import late

_HANDED_ON = frozenset(
    ("parenthesized_expression", "attribute", "call", "argument_list", "boolean_operator")
)
_COMPARED = late(r"\s*(?:if|elif|assert|while)\b[^\n]*(?:==|!=)")
_WORD = late(r"[^\W\d]\w*")
_DEEPEST = 6
_FAR = 4_000


def asked_for(reading: Reading, part: Part, offset: int) -> str:
    """The name of what a hole holds, where that can't be empty at an offset; "" where it may."""
    node = made_by(reading, part)
    if node is None:
        return ""
    names = [one for one in (_held_by(reading, node), _spelt(reading, node)) if one]
    return next((one for one in names if _asked(reading, node, one, offset)), "")


def compared(reading: Reading, node: Node) -> bool:
    """Whether the name of a path is compared with another before: `if path == ROOT: return`."""
    around = function_around(reading.module, node)
    if node.type not in ("identifier", "attribute"):
        return False
    name = reading.module.code(node).rpartition(".")[2]
    since = max(around.start_byte if around is not None else 0, node.start_byte - _FAR)
    before = reading.module.text[since : node.start_byte]
    return name in before and any(
        name in _WORD.findall(line) for line in before.splitlines() if _COMPARED.match(line)
    )


def _asked(reading: Reading, node: Node, name: str, offset: int) -> bool:
    module = reading.module
    made_in, used_in = function_around(module, node), _function_at(reading, offset)
    elsewhere = made_in is not None and (used_in is None or used_in.id != made_in.id)
    at = made_in.end_byte - 1 if made_in is not None and elsewhere else offset
    places = [at] if made_in is not None or used_in is None else [at, len(module.text)]
    if any(refused_at(reading, one, name) for one in places):
        return True
    since = max(node.end_byte if node.end_byte < at else 0, at - _FAR)
    return looks_at(module, since, at, (name.rpartition(".")[2],))


def _function_at(reading: Reading, offset: int) -> Node | None:
    from guardrail.frontends.python.source.structure import place_of

    definitions = place_of(reading.module, offset).definitions
    return next((one for one in reversed(definitions) if one.type == "function_definition"), None)


def _spelt(reading: Reading, node: Node) -> str:
    return reading.module.code(node) if node.type in ("identifier", "attribute") else ""


def _held_by(reading: Reading, node: Node) -> str:
    """The name that a value is given to: `study = os.environ.get("STUDY", "").strip()`."""
    for _ in range(_DEEPEST):
        above = node.parent
        if above is None:
            return ""
        if above.type in ("assignment", "named_expression"):
            name = above.child_by_field_name("left") or above.child_by_field_name("name")
            plain = name is not None and name.type in ("identifier", "attribute")
            return reading.module.code(name) if name is not None and plain else ""
        if above.type not in _HANDED_ON:
            return ""
        node = above
    return ""
