"""Files that are written elsewhere and then put where they give lasting rights.

`draft.write_text(rule)`, `run(["sudo", "install", "-m", "0440", draft, "/etc/sudoers.d/app"])`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.effects import PrivilegeChange, Recoverable, Verb
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.filesystem.paths_named import path_of
from guardrail.frontends.python.readers.programs.written_programs import text_written
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import plain
from guardrail.knowledge.python.rows import words
from guardrail.knowledge.watched_files import WORDS, lasting_right
from guardrail.stream import Item

_PUTTING = words("cp mv install ln")
_FEWEST = 3


def installed_by(reading: Reading, call: Call, elements: Sequence[Node]) -> Iterator[Item]:
    """The right that a command gives which copies or moves a file that was written before."""
    if not _is_spoken_of(reading) or len(elements) < _FEWEST:
        return
    if _PUTTING.isdisjoint(reading.known(one).rpartition("/")[2] for one in elements[:_FEWEST]):
        return
    yield from put_in_place(reading, call, elements[-2], path_of(reading, elements[-1]))


def put_in_place(reading: Reading, call: Call, source: Node, path: str) -> Iterator[Item]:
    """The right that a file gives at a path, by what was written to it elsewhere."""
    if not _is_spoken_of(reading) or not any(one in path for one in WORDS):
        return
    # A helper may stand above what writes the file that it is given.
    at = max(call.node.start_byte, source.start_byte)
    right = lasting_right(path, plain(text_written(reading, source, at)))
    given = passed_to(reading, source) if not right and source.type == "identifier" else []
    for one in given:
        # `install(draft.name)`, written by who calls.
        right = right or lasting_right(path, plain(text_written(reading, one, one.start_byte)))
    if right:
        yield PrivilegeChange(
            **reading.stated(call.node),
            recoverable=Recoverable.YES,
            verb=Verb.ESCALATE,
            on=path,
            protection=right,
        )


def _is_spoken_of(reading: Reading) -> bool:
    """Whether such a file is named anywhere in the module, asked once."""
    facts = reading.module.facts
    if "names watched files" not in facts:
        facts["names watched files"] = any(one in reading.module.text for one in WORDS)
    return bool(facts["names watched files"])
