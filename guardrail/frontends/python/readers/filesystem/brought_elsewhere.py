"""Whether a file that is deleted was surely brought elsewhere before: what the ways there ask.

It wasn't where a `finally` or an `except` deletes it, where the failure is caught and gone on from,
and where nobody looks at the status of a program or an answer. Sources: the Python library
reference, `subprocess.run` ("check"), `os.system`; requests 2 and httpx 0.28 (`raise_for_status`:
without it an answer of 500 is an answer).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tree_sitter import Node

from guardrail.frontends.python.guarding.way_there import before, left_by
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.own_functions import leaves_for_good
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.knowledge.python.file_transfer import DONE_WITH
from guardrail.knowledge.python.kinds import GoesAtAnyRate
from guardrail.patterns import late

BECAUSE = "it goes also where bringing it elsewhere has failed"
WHEN_FAILED = "it goes where bringing it elsewhere has failed"
CAUGHT = "that bringing it elsewhere has failed is caught and forgotten"
REFUSED = "for good where the trash refuses it"
UNSEEN = "nobody looks whether it was brought elsewhere"

_TRASHING = (
    r"\b(?:send2trash|(?:move|send)_?to_?(?:trash|bin|recycle_?bin)|trash(?:_\w+)?)\("
    r"|[\"']trash(?:-put)?[\"']"
)
"""How a file is put where it can be had again: send2trash 1 and 2, `gio trash`, trash-cli."""
_PROGRAM = late(
    r"(?:subprocess\.(?:run|call|Popen)|os\.system)\(\s*\[?\s*f?[\"'](?:sudo[ \"',]+)?"
    r"(?:cp|scp|sftp|rsync|rclone|aws|gsutil|gcloud|az|azcopy|curl|mc|s3cmd|tar|zip|gpg|lftp)\b"
)
_CHECKED = late(r"\bcheck\s*=\s*True\b")
_ASKED = late(
    r"(?m)^[ \t]*(?:(?P<held>\w+)\s*=\s*)?(?:await\s+)?"
    r"(?:requests|httpx|(?:self\.)?_?(?:http|session|client|web)\w*)\.(?:post|put|patch)\("
)
_RAISES = "raise_for_status"
_OPENED = late(r"\bopen\(|\.open\(|read_bytes\(|read_text\(")
_LEAVING = ("raise_statement", "return_statement", "continue_statement", "break_statement")
_CHOICES = ("if_statement", "elif_clause")
_NAME = late(r"[A-Za-z_]\w*")
_SAYING_NOTHING = frozenset(
    ("not", "None", "is", "and", "or", "True", "os", "path", "exists", "isfile", "is_file", "Path")
)
_READ = r"\bopen\(\s*(?:str\()?{0}\b[^\n]*?\bas\s+(\w+)|\b{0}\.open\([^\n]*?\bas\s+(\w+)"
_NO_FILES = frozenset(("os", "join", "str", "Path", "self", "f"))
_LONGEST = 4_000
_SHORT = 200
_MOST = 8


class _File(NamedTuple):
    """A file that a call deletes: what it goes by, and what words say nothing of how it went."""

    row: GoesAtAnyRate
    names: Sequence[str]
    own: set[str]
    end: int


def gone_because(reading: Reading, call: Call, row: GoesAtAnyRate, names: Sequence[str]) -> str:
    """Why a file of the names goes although nobody knows that it was brought elsewhere, or ""."""
    module = reading.module
    place = place_of(module, call.node.start_byte)
    start = place.definitions[-1].start_byte if place.definitions else 0
    asked: list[Node] = []
    own = {*names, *_NAME.findall(module.code(call.function)), *_SAYING_NOTHING}
    file = _File(row, names, own, call.node.start_byte)
    for block in reversed(place.blocks):
        owner, around = block.owner, block.owner.parent
        if owner.start_byte < start:
            break
        chosen = around if owner.type == "else_clause" else owner
        if chosen is not None and chosen.type in _CHOICES:
            condition = chosen.child_by_field_name("condition")
            asked += [condition] if condition is not None else []
        elif owner.type in ("finally_clause", "except_clause"):
            tried = around.child_by_field_name("body") if around is not None else None
            failed = owner.type == "except_clause"
            taking = row.sending if failed else row.taking
            if failed and tried is not None and _takes(module, _TRASHING, names, tried):
                return REFUSED
            if tried is None or around is None or not _takes(module, taking, names, tried):
                return ""
            why = WHEN_FAILED if failed else BECAUSE
            return why if _free(module, asked, own, around) else ""
        elif block.step is not None and owner.type != "try_statement":
            break
    earlier = [*before(module, place, file.end)][-_MOST:]
    asked += [one.code for statement in earlier for one in left_by(module, statement)]
    return next(_forgotten(module, file, earlier, asked), "")


def _forgotten(
    module: Module, file: _File, earlier: Sequence[Node], asked: Sequence[Node]
) -> Iterator[str]:
    """Why a file goes that a statement before was to bring elsewhere, whatever came of that."""
    for statement in earlier:
        if statement.type == "try_statement":
            body = statement.child_by_field_name("body")
            if body is None or not _takes(module, file.row.sending, file.names, body):
                continue
            if _goes_on(module, statement) and _free(module, asked, file.own, statement):
                yield CAUGHT
        elif file.row.listed and _unseen(module, statement, file):
            yield UNSEEN


def is_done_with(reading: Reading, call: Node, path: Node) -> bool:
    """Whether a loop has brought each file elsewhere, or worked it off, before it deletes it."""
    module = reading.module
    value = reading.builder.flow.value(path) or path
    names = set(_NAME.findall(module.code(path)[:_SHORT] + " " + module.code(value)[:_SHORT]))
    for block in reversed(place_of(module, call.start_byte).blocks):
        if block.owner.type == "for_statement":
            code = module.text[block.node.start_byte : call.start_byte][-_LONGEST:]
            done = f"{DONE_WITH}|{_PROGRAM.pattern}"
            names -= _NO_FILES
            return any(_brings(done, one, code) for one in {*names, *_contents(names, code)})
    return False


def _contents(names: set[str], code: str) -> Iterator[str]:
    """What the content of a file is called that is read: `with open(path) as file`."""
    for name in sorted(names)[:_MOST]:
        for found in re.finditer(_READ.format(name), code):
            yield found[1] or found[2]


def _goes_on(module: Module, statement: Node) -> bool:
    """Whether a handler of a `try` comes to what stands behind it."""
    for handler in [one for one in statement.named_children if one.type.startswith("except")]:
        block = next((one for one in handler.named_children if one.type == "block"), None)
        inner = module.children(block)[0] if block is not None else []
        if not any(one.type in _LEAVING or leaves_for_good(module, one) for one in inner):
            return True
    return False


def _unseen(module: Module, statement: Node, file: _File) -> bool:
    """Whether a statement hands a file to a program or a server whose answer nobody looks at."""
    code = module.code(statement)[:_LONGEST]
    if not any(_word(one).search(code) for one in file.names):
        return False
    program = _PROGRAM.match(code) if statement.type == "expression_statement" else None
    if program is not None:
        return _CHECKED.search(code) is None
    asked = _ASKED.search(code)
    if asked is None or _RAISES in module.plain or not _OPENED.search(code):
        return False
    if asked["held"] is None:
        return True
    rest = module.plain[statement.start_byte + asked.end() : file.end]
    return re.search(rf"\b{asked['held']}\b", rest) is None


def _free(module: Module, asked: Sequence[Node], own: set[str], tried: Node) -> bool:
    """Whether conditions ask nothing of what a `try` has done: `if name:` of its own name."""
    said = {word for one in asked for word in _NAME.findall(module.code(one))} - own
    return said.isdisjoint(_NAME.findall(module.code(tried)[:_LONGEST]))


def _takes(module: Module, taking: str, names: Sequence[str], body: Node) -> bool:
    """Whether code brings something of one of the names elsewhere."""
    code = module.code(body)[:_LONGEST]
    return any(_brings(taking, name, code) for name in names)


def _brings(taking: str, name: str, code: str) -> bool:
    return re.search(rf"(?:{taking})[^\n]{{0,200}}?{_word(name).pattern}", code) is not None


def _word(name: str) -> re.Pattern[str]:
    word = rf"(?<![\w.]){re.escape(name)}\b" if name.isidentifier() else re.escape(name)
    return re.compile(word)
