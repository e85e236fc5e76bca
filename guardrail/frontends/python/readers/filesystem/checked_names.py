"""Names in paths that somebody has looked at before, and that can be nothing but a name.

`if not JOB_ID.fullmatch(job_id): raise`, in the function itself or in the one that makes the path.
"""

from __future__ import annotations

import re
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import parameters_of
from guardrail.frontends.python.functions.helpers_given import helpers_given
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import Module
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
_PATTERN = late(r"\b(?:re\.)?(?:full)?match\(\s*[rR]?([\"'])(?P<said>[^\n]{1,200}?)\1\s*,")
_NAMED = late(r"\b([A-Za-z_]\w*)\.(?:full)?match\(")
_MATCHES_NOTHING = late(
    r"(?:\\A|\^)?(?:(?:\[(?:\\.|[^\]\\])+\]|\\[wdSW]|\.)(?:\*|\{0?,\d*\})[?+]?){1,8}(?:\\[Zz]|\$)?"
)
"""A pattern that an empty text matches as well: `[0-9.]*`."""
_IF_ANY = late(r"\bif\s+[\w.]+\s+and\b")
"""What is looked at only where there is something: `if name and name not in ALLOWED:`."""
_COMPILED = late(
    r"^[ \t]*([A-Za-z_]\w*)\s*=\s*re\.compile\(\s*[rR]?([\"'])(?P<said>[^\n]{1,200}?)\2\s*[,)]",
    re.M,
)
_MOST = 200
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
    module = reading.module
    if looks_at(module, max(around.start_byte, start - _FAR), start, (name,)):
        return True
    return any(
        _looks(module, body_of(module, own), tuple(parameters_of(module, own)))
        for own in helpers_given(reading, around, around.end_byte, name)
    )


def _is_plain(reading: Reading, node: Node) -> bool:
    """Whether a value is a number, a date or the like, which leads nowhere else: `UUID(job)`."""
    if node.type not in ("identifier", "call") or reading.module.code(node).isupper():
        return False
    return origin_of(reading, node, 0) is Origin.PROGRAM


def looks_at(module: Module, since: int, until: int, names: tuple[str, ...]) -> bool:
    """Whether the code between two places looks at one of some names, and lets only names on."""
    return _looks(module, module.text[since:until], names)


def _looks(module: Module, code: str, names: tuple[str, ...]) -> bool:
    """Whether code looks at one of some names, and goes no further where it is none."""
    lines = code.splitlines()
    for number, line in enumerate(lines):
        asks = _LOOKS.search(line) and _NAME.findall(line)
        if asks and not {*names}.isdisjoint(asks) and not _lets_nothing_on(module, line):
            return any(map(_LEAVES.search, lines[number : number + 3]))
    return False


def _lets_nothing_on(module: Module, line: str) -> bool:
    """Whether a line lets an empty text on, which names no file at all: `[0-9.]*` matches it."""
    if _IF_ANY.search(line) is not None:
        return True
    written = _PATTERN.search(line)
    if written is not None:
        return _MATCHES_NOTHING.fullmatch(written["said"]) is not None
    named = _NAMED.search(line)
    if named is None or named[1] == "re":
        return False
    compiled = _compiled(module).get(named[1], "")
    return _MATCHES_NOTHING.fullmatch(compiled) is not None


def _compiled(module: Module) -> dict[str, str]:
    """The patterns that a module compiles, by the names it keeps them under."""
    held: dict[str, str] | None = module.facts.get("compiled patterns")
    if held is None:
        found = islice(_COMPILED.finditer(module.text), _MOST) if "compile(" in module.text else ()
        held = module.facts["compiled patterns"] = {one[1]: one["said"] for one in found}
    return held
