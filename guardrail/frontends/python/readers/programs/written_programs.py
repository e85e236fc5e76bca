"""Scripts and SQL that a program writes to a file itself and has run from there.

`path.write_text(sql)` and `run(["psql", "-f", str(path)])` run the SQL as much as `psql -c` would.
What is written is looked for before the run, in the function around it and in one that the path
comes from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.functions.in_light import in_the_light_of
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.programs.fetched_programs import path_itself
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.strings.rope import Rope, only_hole
from guardrail.knowledge.python.rows import words

_PROGRAMS = words(
    "psql mysql mariadb sqlite3 sqlplus clickhouse-client mongosh bash sh zsh dash ksh python"
    " python3"
)
_WRITTEN = (".write(", ".write_text(", ".write_bytes(", ".writelines(")
_OPENED = (
    r"(?:open\(\s*(?:str\(\s*)?{0}\s*\)?\s*,\s*[\"'][wax]|(?<![\w.]){0}\.open\(\s*[\"'][wax])"
    r"[^\n]*?\bas\s+(\w+)|(\w+)\s*=\s*(?:open\(\s*{0}\s*,\s*[\"'][wax]|{0}\.open\(\s*[\"'][wax])"
)
_AT_ONCE = r"(?<![\w.]){0}\.(write_(?:text|bytes))(?=\s*\()"
_TEMPORARY = r"(\w+)\s*,\s*{0}\s*=\s*(?:tempfile\.)?mkstemp\("
_BY_NUMBER = r"\b(?:os\.fdopen|fdopen|open)\(\s*{0}\s*,[^\n]*?\bas\s+(\w+)"
_INTO = r"(?<![\w.]){0}\.(write)(?=\s*\()"
_DEEPEST = 4
_FAR = 8_000
_WRITES = ("writes files", 0)
_MOST = 12


def written_program(
    reading: Reading, call: Call, elements: Sequence[Node]
) -> tuple[int, Rope] | None:
    """Which word of a command is such a file, and what was written to it; `None` for none."""
    if len(elements) < 2 or not writes_files(reading):
        return None
    name = reading.known(elements[0]).rsplit("/", 1)[-1]
    if name not in _PROGRAMS and reading.names.dotted(elements[0]) != "sys.executable":
        return None
    for at, word in enumerate(elements[1:_MOST], 1):
        if reading.known(word).startswith("-") and word.type == "string":
            continue
        text = text_written(reading, word, call.node.start_byte)
        if text:
            return at, text
    return None


def writes_files(reading: Reading) -> bool:
    """Whether anything in the module is written anywhere."""
    held: bool | None = reading.remembered.get(_WRITES)
    if held is None:
        held = any(one in reading.module.text for one in _WRITTEN)
        reading.remembered[_WRITES] = held
    return held


def text_written(reading: Reading, path: Node, place: int, depth: int = 0) -> Rope:
    """What is written to the file of a path before a place, nothing where that isn't known."""
    node = path_itself(reading, path)
    if not writes_files(reading):
        return ()
    if node.type not in ("identifier", "attribute", "string", "call"):
        return ()
    around = function_around(reading.module, node)
    start = around.start_byte if around is not None else 0
    found = _between(reading, node, max(start, place - _FAR), place)
    if found or depth > _DEEPEST:
        return found
    value = reading.builder.flow.value(node) or node
    if value.type == "call":
        return _by_function(reading, value, depth)
    return text_written(reading, value, place, depth + 1) if value.id != node.id else ()


def _between(reading: Reading, path: Node, start: int, end: int) -> Rope:
    """What is written to a file that is called by the same name all the way, joined in order."""
    code = re.escape(reading.module.code(path))
    if "\n" in code:
        return ()
    places = [*_places(reading, _AT_ONCE.format(code), start, end)]
    names = [
        one[1] or one[2] for one in re.finditer(_OPENED.format(code), _slice(reading, start, end))
    ]
    if code.endswith(r"\.name"):
        names.append(code.removesuffix(r"\.name"))
    for made in re.finditer(_TEMPORARY.format(code), _slice(reading, start, end)):
        opened = re.finditer(_BY_NUMBER.format(made[1]), _slice(reading, start, end))
        names += [one[1] for one in opened]
    for name in names[:_DEEPEST]:
        places += _places(reading, _INTO.format(name), start, end)
    parts = [_text_of(reading, one) for one in _given_at(reading, places)]
    if not parts or any(only_hole(one) for one in parts):
        return ()
    return tuple(part for one in parts for part in one)


def _text_of(reading: Reading, node: Node) -> Rope:
    """The text of an expression, of a parameter what its only caller gives for it."""
    text = reading.builder.text(node)
    given = passed_to(reading, node) if only_hole(text) and node.type == "identifier" else []
    return reading.builder.text(given[0]) if len(given) == 1 else text


def _slice(reading: Reading, start: int, end: int) -> str:
    return reading.module.text[start:end]


def _places(reading: Reading, pattern: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in re.finditer(pattern, _slice(reading, start, end)):
        yield start + match.start(1), start + match.end(1)


def _given_at(reading: Reading, places: Sequence[tuple[int, int]]) -> Iterator[Node]:
    """The first arguments of the calls whose names stand at places."""
    for trail in reading.module.around(sorted(set(places))[:_MOST]):
        outer = next((one for one in trail[:4] if one.type == "call"), None)
        made = call_of(reading.module, outer, "") if outer is not None else None
        if made is not None and made.positional:
            yield made.positional[0]


def _by_function(reading: Reading, made: Node, depth: int) -> Rope:
    """What a function of the module writes to the file whose path it gives back."""
    call = reading.call(made)
    own = own_function(reading, call)
    results = results_of(reading.module, own) if own is not None else []
    if own is None or len(results) != 1:
        return ()
    light = in_the_light_of(reading, {own.id: given_to(reading.module, own, call)}, call.node)
    found = text_written(light, results[0], own.end_byte, depth + 1)
    reading.builder.spend(light.builder)
    return found
