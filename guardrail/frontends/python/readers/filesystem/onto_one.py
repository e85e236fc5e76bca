"""Files that a loop moves onto one path, one after the other: only the last of them is left.

`for path in inbox.glob("*.csv"): shutil.move(path, "/srv/done/data.csv")`. Sources: the Python
library reference, `os.replace`, `os.rename` ("on Unix, if dst is a file, it will be replaced
silently") and `shutil.move` (what is moved to a folder is put into it).
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.guarding.choices import picking_conditions
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.filesystem.file_loops import looped_over
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.patterns import late

ONTO_ONE = "so is each file before it that the loop has moved there"
_LISTS = late(r"\b(?:glob|iglob|iterdir|listdir|scandir)\s*\(")
_A_FILE = late(r"[^/]\.\w{1,5}\Z")
_NAME = late(r"[A-Za-z_]\w*")
_BOUND = late(
    r"(?m)\b(\w+)\s*(?::[^=\n]+)?(?:[-+|]|//)?=(?!=)|\bas\s+(\w+)|\bfor\s+(\w+)|(\w+)\s*:="
)
_LEAVES = late(r"\b(?:break|return)\b|exists\(|is_file\(|isfile\(")
_BESIDE = (
    r"{0}\.with_name\(\s*[\"'][^\"'{{}}]+[\"']\s*\)|{0}\.parent\s*/\s*[\"'][^\"'{{}}]+[\"']"
    r"|{0}\.parent\.joinpath\(\s*[\"'][^\"'{{}}]+[\"']\s*\)"
)
_SHORT, _LONGEST = 200, 4_000


def moved_onto_one(reading: Reading, call: Call, source: Node, onto: Node) -> bool:
    """Whether a loop over a folder moves every file in it onto the same path."""
    module = reading.module
    loop = next(
        (
            block
            for block in reversed(place_of(module, call.node.start_byte).blocks)
            if block.owner.type == "for_statement"
        ),
        None,
    )
    if loop is None or any(True for _ in picking_conditions(module, call.node)):
        return False
    over, each = (loop.owner.child_by_field_name(part) for part in ("right", "left"))
    listed = looped_over(reading, source, 0)
    if over is None or each is None or listed is None or not _lists(reading, listed):
        return False
    body = module.code(loop.node)[:_LONGEST]
    if _LEAVES.search(body) is not None:
        return False
    changing = set(_NAME.findall(module.code(each)))
    changing |= {name for found in _BOUND.finditer(body) for name in found.groups() if name}
    code = module.code(onto)[:_SHORT]
    if any(re.fullmatch(_BESIDE.format(one), code) for one in _NAME.findall(module.code(each))):
        return True
    if not changing.isdisjoint(_NAME.findall(code)) or "(" in code.replace("Path(", ""):
        return False
    known = reading.known(onto)
    return _A_FILE.search(known) is not None


def _lists(reading: Reading, over: Node) -> bool:
    value = reading.builder.flow.value(over) or over
    return _LISTS.search(reading.module.code(value)[:_SHORT]) is not None
