"""Files that a script or a notebook fetches outside any function, and the names that lead to them.

A whole script is too much to say that what it fetches is what it loads, so that one has to lead to
the other: the name of the file, or what its path is made of.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import bare
from guardrail.frontends.python.source.structure import DEFINITIONS
from guardrail.knowledge.python.outside import CHECKED
from guardrail.patterns import late

_WRITTEN = late(
    r"\b(?:urlretrieve|download_file(?:obj)?|download_to_(?:filename|file|stream)|gdown\.download"
    r"|wget\.download|fget_object|get_blob_to_path|retrbinary)\("
    r"|\bwrite(?:_bytes)?\([^\n]*(?:\b(?:requests|httpx|client|session)\.get\(|urlopen\()"
    r"|\bwrite(?:_bytes)?\(\s*\w+(?:\.content|\.read\(\))\s*\)"
)
"""How a line looks that writes a file with what was fetched."""
_FETCHES = late(r"\b(?:requests|httpx|client|session)\.(?:get|stream)\(|urlopen\(|download|retr")
_WORD = late(r"(?<![\w.])([^\W\d]\w*)\b(?!\s*\()|[\"']([^\"'\n]{3,200})[\"']")
_DEEPEST = 3
_LONGEST = 300
_LONGEST_TEXT = 60_000


def led_to_by_fetch(reading: Reading, names: frozenset[str]) -> bool:
    """Whether a line outside any function fetches a file that has one of some names or texts."""
    return bool(names & _led_to(reading))


def _led_to(reading: Reading) -> frozenset[str]:
    """The names and texts from which the paths of the fetched files are made, worked out once."""
    facts = reading.module.facts
    if "files fetched at the top" not in facts:
        facts["files fetched at the top"] = frozenset(_found(reading))
    held: frozenset[str] = facts["files fetched at the top"]
    return held


def _found(reading: Reading) -> Iterator[str]:
    if _WRITTEN.search(reading.module.plain) is None:
        return
    top = reading.module.children(reading.module.root)[0]
    parts = (
        bare(reading.module, one, _LONGEST_TEXT)
        for one in top
        if one.type not in DEFINITIONS and one.type != "decorated_definition"
    )
    code = "\n".join(parts)
    if _FETCHES.search(code) is None or CHECKED.search(code) is not None:
        return
    bindings = reading.scopes.top().bindings
    for line in code.splitlines():
        found = _WRITTEN.search(line)
        if found is None:
            continue
        # What is written to leads to the file, what is written doesn't.
        waiting = [(line[: found.start()] if found[0].startswith("write") else line, 0)]
        while waiting:
            said, deep = waiting.pop()
            for name, text in _WORD.findall(said[:_LONGEST]):
                bound = bindings.get(name, ()) if name else ()
                values = [one.value for one in bound if one.value is not None]
                if text or values:
                    yield text or name
                if deep < _DEEPEST:
                    waiting += [(reading.module.code(one), deep + 1) for one in values]
