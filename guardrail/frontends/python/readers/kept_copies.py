"""Whether what a file holds is kept where it is written over or deleted.

It is where the program has found that there is no such file, where a copy is made first, and where
what is written was read from the file itself.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import Recoverable, Verb
from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.readers.roots import function_around
from guardrail.frontends.python.readers.watched_files import written_by_handle
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.way_there import before, left_by, of_branches
from guardrail.knowledge.python.rows import ChangesFile

_COPY = re.compile(
    r"\bcopy(?:2|file|fileobj)?\(|\.rename\(|\bos\.(?:rename|replace)\(|\bmove\(|backup|\.bak\b|\.orig\b"
)
_RESTORING = re.compile(r"\(\s*[\w.]*(?:backup|bak|orig|saved)\b|[\"']\S*\.(?:bak|orig)[\"']")
_THERE = re.compile(r"(?P<not>\bnot\s+)?[\w.]*\b(?:exists|lexists|is_file|isfile)\(")
_READ = (
    r"(?:\bopen\(\s*{0}\s*(?:\)|,\s*(?:mode\s*=\s*)?[\"'][rab]|,\s*encoding)"
    r"|{0}\s*\.\s*(?:read_text|read_bytes)\(|{0}\s*\.\s*open\(\s*(?:\)|[\"'][ra]|encoding)"
    r"|\bload\w*\([^()\n]*{0})"
)
_LONGEST = 200
_FAR = 2_000


def kept(reading: Reading, call: Call, row: ChangesFile, path: Node) -> Recoverable:
    """Whether what was in a file can be had again after a call that writes or deletes it."""
    module = reading.module
    around = function_around(reading, call.node)
    start = around.start_byte if around is not None else 0
    code = module.plain[max(start, call.node.start_byte - _FAR) : call.node.start_byte]
    if _COPY.search(code) or _RESTORING.search(module.code(call.node)[:_LONGEST]):
        return Recoverable.BACKUP
    if row.verb is Verb.DELETE:
        return Recoverable.NO
    if _is_absent(reading, call.node) or _is_read(reading, call, row, path):
        return Recoverable.YES
    return Recoverable.NO


def _is_absent(reading: Reading, node: Node) -> bool:
    """Whether a place is only come to where the program has found no such file."""
    module = reading.module
    place = place_of(module, node.start_byte)
    conditions = [*of_branches(module, place)]
    for statement in before(module, place, node.start_byte):
        conditions += left_by(module, statement)
    for one in conditions:
        asked = _THERE.search(module.code(one.code)[:_LONGEST])
        if asked is not None and one.holds is bool(asked["not"]):
            return True
    return False


def _is_read(reading: Reading, call: Call, row: ChangesFile, path: Node) -> bool:
    """Whether the module reads the same file, and what it writes isn't a text of its own."""
    code = reading.module.code(path)[:_LONGEST]
    key = (f"read {code}", 0)
    if key not in reading.remembered:
        pattern = _READ.format(re.escape(code))
        reading.remembered[key] = re.search(pattern, reading.module.text) is not None
    if not reading.remembered[key]:
        return False
    if row.mode is None:
        written = call.positional[:1] if row.path.keyword == "self" else []
    else:
        written = [told for _, told in written_by_handle(reading, call)]
    return not written or not all(reading.known(one) for one in written)
