"""What is written into files that give lasting rights, run by themselves, or no longer check."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import GuardChange, PrivilegeChange, Recoverable, Verb
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.filesystem.paths_named import paths_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.strings.rope import Rope, cut, plain
from guardrail.frontends.python.values.iteration import yielded
from guardrail.knowledge.python.rows import NOWHERE, WritesWatchedFile
from guardrail.knowledge.started_files import lines_started
from guardrail.knowledge.watched_files import (
    is_empty_hook,
    is_pipeline,
    lasting_right,
    weakens_pipeline,
)
from guardrail.model import Confidence
from guardrail.stream import Item

_MOST_WRITES = 20
_LONGEST = 8_000
_WRITING = ("w", "a", "x", "+")


def writes_watched_file(reading: Reading, call: Call, row: WritesWatchedFile) -> list[Item] | None:
    """The rights that the writing of a file gives, and the check that it stops."""
    if row.mode is not None:
        mode = call.argument(row.mode)
        if mode is None or not any(one in reading.known(mode) for one in _WRITING):
            return None
    if row.path.keyword == "self":
        path = call.function.child_by_field_name("object")
    else:
        path = call.argument(row.path)
    if path is None:
        return None
    found = [
        item
        for told in paths_of(reading, path)
        for place, rope in _written(reading, call, row)
        for item in (
            *_told(reading, place, told, plain(rope)),
            *_started(reading, told, rope, call),
        )
    ]
    return found or None


def _started(reading: Reading, path: str, rope: Rope, call: Call) -> Iterator[Item]:
    """The command lines of a file that the machine runs by itself."""
    text = plain(rope)
    for start, end in lines_started(path, text):
        yield reading.embedded("shell", cut(rope, ((0, start), (end, len(text)))), call)


def _told(reading: Reading, place: Node, path: str, text: str) -> Iterator[Item]:
    right = lasting_right(path, text)
    if right:
        yield PrivilegeChange(
            **reading.stated(place),
            recoverable=Recoverable.YES,
            verb=Verb.ESCALATE,
            on=path,
            protection=right,
        )
    elif is_empty_hook(path, text):
        detail = "a hook is written that lets everything pass"
        yield GuardChange(**reading.stated(place), guard="git hooks", path=path, detail=detail)
    elif is_pipeline(path):
        around = place_of(reading.module, place.start_byte).definitions
        code = reading.module.code(around[-1])[:_LONGEST] if around else reading.module.text
        if deed := weakens_pipeline(text, code):
            stated = reading.stated(place, Confidence.MEDIUM)
            detail = f"a program writes {path}: {deed}"
            yield GuardChange(**stated, guard="CI check", path=path, detail=detail)


def _written(reading: Reading, call: Call, row: WritesWatchedFile) -> Iterator[tuple[Node, Rope]]:
    """The texts that are written, each with the call that does."""
    if row.text != NOWHERE:
        given = call.argument(row.text)
        if given is not None:
            yield call.node, reading.builder.text(given)
        return
    for place, told in written_by_handle(reading, call):
        for one in (yielded(reading.builder.flow, told) or [told])[:_MOST_WRITES]:
            yield place, reading.builder.text(one)


def written_by_handle(reading: Reading, call: Call) -> Iterator[tuple[Node, Node]]:
    """What is written with an opened file: `file.write(text)`, `print(text, file=file)`."""
    module, around = reading.module, call.node.parent
    if around is not None and around.type == "attribute":
        outer = around.parent
        if outer is not None and outer.type == "call":
            given = call_of(module, outer, "").positional
            yield from ((outer, one) for one in given[:1])
        return
    name = name_of_opened(reading, call.node)
    if not name:
        return
    scope = reading.scopes.at(call.node.start_byte)[0].node
    writing = re.compile(
        rf"\b{re.escape(name)}\s*\.\s*write(?:lines)?(?=\s*\()|\bprint(?=\s*\([^\n]*{re.escape(name)})"
        rf"|\.(?:safe_|round_trip_)?dump(?=\s*\([^\n]*\b{re.escape(name)}\b)"
    )
    places = [
        m.span() for m in writing.finditer(module.plain, call.node.start_byte, scope.end_byte)
    ]
    for trail in module.around(places[:_MOST_WRITES]):
        outer = next((one for one in trail[:4] if one.type == "call"), None)
        if outer is not None:
            given = call_of(module, outer, "").positional
            yield from ((outer, one) for one in given[:1])


def name_of_opened(reading: Reading, node: Node) -> str:
    """The name under which an opened file is kept."""
    around = node.parent
    if around is not None and around.type == "await":
        around = around.parent
    if around is None:
        return ""
    if around.type == "as_pattern":
        alias = around.child_by_field_name("alias")
        return reading.module.code(alias) if alias is not None else ""
    left = around.child_by_field_name("left") if around.type == "assignment" else None
    return reading.module.code(left) if left is not None and left.type == "identifier" else ""
