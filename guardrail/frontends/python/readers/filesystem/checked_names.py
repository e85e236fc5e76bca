"""Names in paths that somebody has looked at before, and that can be nothing but a name.

`if not JOB_ID.fullmatch(job_id): raise`, in the function itself or in the one that makes the path.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import parameters_of
from guardrail.frontends.python.functions.helpers_given import helpers_given
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.strings.rope import Rope
from guardrail.frontends.python.values.origins import standing_at
from guardrail.frontends.python.values.value_origins import origin_of
from guardrail.model import Origin
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_LOOKS = late(
    r"fullmatch\(|(?<!path)\.match\(|\.is(?:digit|alnum|identifier|decimal)\(|\bUUID\("
    r"|\bnot in [A-Z][A-Z0-9_]+\b|is_relative_to\("
)
"""How a line looks that lets nothing but a plain name through."""
_LEAVES = late(r"\b(?:raise|return|continue|abort|sys\.exit|fail)\b|\bassert\b")
_NAME = late(r"[^\W\d]\w*")
_FAR = 4_000


def only_names(reading: Reading, rope: Rope) -> bool:
    """Whether whatever isn't known of a path is a name that was looked at."""
    holes = [one for one in rope if one.kind is PieceKind.HOLE]
    return bool(holes) and all(_is_looked_at(reading, *one.made) for one in holes)


def _is_looked_at(reading: Reading, start: int, end: int) -> bool:
    if not end:
        return False
    node = standing_at(reading.module, start, end)
    if _is_plain(reading, node):
        return True
    name = reading.module.code(node)
    around = function_around(reading.module, node)
    if around is None or _NAME.fullmatch(name) is None:
        return False
    if _looks(reading.module.text[max(around.start_byte, start - _FAR) : start], (name,)):
        return True
    return any(
        _looks(body_of(reading.module, own), tuple(parameters_of(reading.module, own)))
        for own in helpers_given(reading, around, around.end_byte, name)
    )


def _is_plain(reading: Reading, node: Node) -> bool:
    """Whether a value is a number, a date or the like, which leads nowhere else: `UUID(job)`."""
    if node.type not in ("identifier", "call") or reading.module.code(node).isupper():
        return False
    return origin_of(reading, node, 0) is Origin.PROGRAM


def _looks(code: str, names: tuple[str, ...]) -> bool:
    """Whether code looks at one of some names, and goes no further where it is none."""
    lines = code.splitlines()
    for number, line in enumerate(lines):
        asks = _LOOKS.search(line) and _NAME.findall(line)
        if asks and not {*names}.isdisjoint(asks):
            return any(map(_LEAVES.search, lines[number : number + 3]))
    return False
