"""What a loop empties of a server or a mailbox: what is meant to go, or was fetched, is none."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.defaults import option_defaults
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around, place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.file_transfer import LISTING
from guardrail.knowledge.python.picking import PASSING, words_of
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_DEEPEST = 4
_FEW = 8
_FAR = 3_000
_PASSING = PASSING | words(
    "partial partials incomplete unfinished trash junk spam bin deleted bulk"
)
_MADE_OF = words("str fspath Path PurePath PurePosixPath")
_ORDERING = words("list tuple sorted reversed")
_KEEPS = (
    r"\.(?:retr(?:binary|lines)?|mget|download\w*|rename\w*|copy|move)\("
    r"|\w*(?:ftp|scp|conn|connection|client|host)\.get(?:f\w)?\("
    r"|(?<![\w.])\w*(?:download|fetch|save|(?:backup|archive|mirror)(?!s\()|pull|retrieve|keep)\w*\("
    r"|\.write(?:_bytes|_text)?\(|\.as_bytes\(|\b(?:process|handle|ingest|forward|insert)\w*\("
    r"|\.(?:create|save|put_object|upload\w*|publish|insert\w*|send\w*)\("
    r"|[\"'](?:COPY|MOVE)[\"']|RFC822(?!\.(?:HEADER|SIZE))|BODY(?:\.PEEK)?\[\]"
)
_KEPT = late(_KEEPS, re.IGNORECASE)
"""How what is on another machine is brought here, or put elsewhere there.

Several of them are what there is: `for name in backups(ftp)` only lists.
"""
_SELECTED = late(r"\.(?:select|select_folder|set)\(\s*(?P<folder>[^),\n]+)")


def of_passing_folder(reading: Reading, call: Call) -> bool:
    """Whether the loop around a call lists a folder whose files are meant to go, whoever calls."""
    listed = _listed(reading, call)
    told = _paths(reading, listed, 0) if listed is not None else []
    return bool(told) and all(not _PASSING.isdisjoint(words_of(one)) for one in told)


def taken_before(reading: Reading, call: Call) -> bool:
    """Whether the code around fetches, copies or moves what is there before it deletes it."""
    around = function_around(reading.module, call.node)
    start = around.start_byte if around is not None else 0
    before = reading.module.text[max(start, call.node.start_byte - _FAR) : call.node.start_byte]
    return _KEPT.search(before) is not None


def of_passing_messages(reading: Reading) -> bool:
    """Whether each folder of a mailbox that a module selects is one for what is meant to go."""
    held = [one["folder"] for one in _SELECTED.finditer(reading.module.text)]
    return bool(held) and all(not _PASSING.isdisjoint(words_of(one)) for one in held)


def _listed(reading: Reading, call: Call) -> Node | None:
    """The folder that the innermost loop around a call lists: `for one in sftp.listdir(folder)`."""
    for block in reversed(place_of(reading.module, call.node.start_byte).blocks):
        over = block.owner.child_by_field_name("right")
        if block.owner.type != "for_statement" or over is None:
            continue
        made = reading.builder.flow.value(over) or unwrapped(over)
        if made.type != "call":
            continue
        asked = reading.call(made)
        inner = unwrapped(asked.positional[0]) if asked.positional else None
        if asked.last in _ORDERING and inner is not None and inner.type == "call":
            asked = reading.call(inner)
        if asked.last in LISTING and asked.positional:
            return asked.positional[0]
    return None


def _paths(reading: Reading, node: Node, depth: int) -> list[str]:
    """The paths that an expression may stand for, "" for one that isn't known.

    Those of a parameter are what the module's own calls give it, but for the function itself.
    """
    inner = reading.call(node) if node.type == "call" else None
    if inner is not None and inner.last in _MADE_OF and len(inner.positional) == 1:
        return _paths(reading, inner.positional[0], depth)
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    scope = reading.builder.flow.bindings(node)[0] if bound else None
    if scope is None or all(one.kind is not BindingKind.PARAMETER for one in bound):
        value = reading.builder.flow.value(node) if node.type == "identifier" else None
        if value is not None and value.id != node.id and depth <= _DEEPEST:
            return _paths(reading, value, depth + 1)
        defaults = option_defaults(reading, node) if depth <= _DEEPEST else ()
        by_default = [one for each in defaults for one in _paths(reading, each, depth + 1)]
        return by_default or [*reading.texts(node)] or [reading.partly_known(node)]
    function = scope.node
    if depth > _DEEPEST or function.type != "function_definition":
        return [""]
    name, found = reading.module.name(node), list[str]()
    for one in calls_of_function(reading, function, class_around(function))[:_FEW]:
        if function.start_byte <= one.node.start_byte < function.end_byte:
            continue
        given = given_to(reading.module, function, one).get(name)
        value = given.value if given is not None else None
        found += _paths(reading, value, depth + 1) if value is not None else [""]
    return found
