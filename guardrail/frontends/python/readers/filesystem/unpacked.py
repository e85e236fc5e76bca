"""Archives that are unpacked: where, and whether anybody looks at the names in them."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import FileChange, Recoverable
from guardrail.frontends.python.conditions import may_be
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.looks_on_the_way import looked_at
from guardrail.frontends.python.readers.code.outside import By, Outside, fetched_file
from guardrail.frontends.python.readers.filesystem.handed_in import UPLOADED, handed_in
from guardrail.frontends.python.readers.filesystem.paths_named import paths_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.knowledge.python.outside import CHECKED
from guardrail.knowledge.python.rows import ChangesFile
from guardrail.patterns import late
from guardrail.stream import Item

_TRUSTING = frozenset(("fully_trusted", "fully_trusted_filter"))
_TRUSTED = ("fully_trusted", r"~~\bfully_trusted_filter$")
_CHECKED = late(
    r"is_relative_to|relative_to\(|\.parents\b|\.parent\s*[!=]=|startswith(?!\(\s*\(?[rbf]?[\"'](?:https?|ftp|s3|gs)\b)|commonp(?:ath|refix)|is_safe|safe_|isabs"
    r"|\.\.[\"']|extraction_filter|data_filter|\bislnk\(|\bissym\("
)
"""How a function looks that looks at the names in an archive before it is unpacked."""
_ALL_OF_THEM = ("getmembers()", "getnames()")
_CHECKSUM = late(rf"{CHECKED.pattern}|signature", re.IGNORECASE)
"""How one looks that compares the archive with something: to work out a checksum tells nothing."""
_ZIP = late(r"\.(?:zip|whl|jar)\b|\bzip\b")
_FAR = 8_000
_WHOSE: dict[By, str] = {
    By.CALLER: "a caller's",
    By.FETCHED_FILE: "a fetched",
    By.MESSAGE: "an uploaded",
    By.NETWORK: "a fetched",
    By.REQUEST: "an uploaded",
}


def unpacked(reading: Reading, call: Call, row: ChangesFile) -> list[Item]:
    """The files that are written over, and whose archive decides which where nobody looks."""
    given = call.argument(row.path)
    paths = paths_of(reading, given) if given is not None else (".",)
    return [
        FileChange(
            **reading.stated(call.node),
            verb=row.verb,
            path=one,
            recursive=row.recursive,
            recoverable=Recoverable.NO,
            unfiltered=_whose(reading, call, row),
        )
        for one in paths
    ]


def _whose(reading: Reading, call: Call, row: ChangesFile) -> str:
    """Whose archive is unpacked with no look at its names, "" where somebody looks."""
    for name in row.filters:
        node = call.keywords.get(name)
        node = reading.builder.flow.value(node) or node if node is not None else None
        if node is not None and reading.module.code(node).endswith(_ALL_OF_THEM):
            continue
        said = reading.module.code(node).strip("'\"").rpartition(".")[2] if node is not None else ""
        if said and said not in _TRUSTING and not (node and may_be(reading, node, _TRUSTED)):
            return ""
    if not row.recursive and _is_written_down(reading, call):
        return ""
    found = _archive(reading, call)
    if found.by is By.NOBODY:
        return ""
    around = function_around(reading.module, call.node)
    others = tuple(one for one in found.through if around is None or one.id != around.id)
    elsewhere = Outside(found.by, call.node, others)
    start = around.start_byte if around is not None else 0
    before = reading.module.plain[start : call.node.end_byte][-_FAR:]
    for how in (_CHECKED, _CHECKSUM):
        if how.search(before) or looked_at(reading, elsewhere, how):
            return ""
    return _WHOSE[found.by]


def _is_written_down(reading: Reading, call: Call) -> bool:
    """Whether the program says which one file it takes out: `tar.extract("toc.json", path)`."""
    node = call.positional[0] if call.positional else call.keywords.get("member")
    if node is None:
        return False
    name = reading.module.name(node).rpartition(".")[2]
    constant = node.type in ("identifier", "attribute") and name.isupper() and len(name) > 1
    return constant or bool(reading.known(node))


def _archive(reading: Reading, call: Call) -> Outside:
    """Who has written the archive that a call unpacks."""
    owner = call.function.child_by_field_name("object")
    opened = reading.builder.flow.value(owner) if owner is not None else None
    if opened is not None and opened.type == "call":
        made = reading.call(opened)
        given: list[Node] = [*made.positional[:1], *made.keywords.values()]
    else:
        given = call.positional[:1]
        said = (*call.positional, *call.keywords.values())
        if any(_ZIP.search(reading.module.code(one)) for one in said):
            return Outside(By.NOBODY, call.node, ())
    nobody = Outside(By.NOBODY, call.node, ())
    found = max((nobody, *(fetched_file(reading, one) for one in given)), key=lambda one: one.by)
    uploaded = found.by < By.FETCHED_FILE and any(
        handed_in(reading, one) == UPLOADED for one in given
    )
    return found._replace(by=By.REQUEST) if uploaded else found
