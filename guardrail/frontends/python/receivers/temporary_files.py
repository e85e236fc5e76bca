"""Databases in files that go with the program: below a folder of `tempfile`, or of a test run.

The folder is followed through what paths are put together by; a parameter is one by the names that
pytest gives its own fixtures: https://docs.pytest.org/en/stable/how-to/tmp_path.html.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import Rope, plain
from guardrail.frontends.python.values.origins import standing_at
from guardrail.knowledge.python.files import PATH_CLASSES
from guardrail.knowledge.python.rows import words
from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

TEMPORARY = Environment(EnvironmentKind.THROWAWAY, "a file in a temporary folder")
_FIXTURES = words("tmp_path tmp_path_factory tmpdir tmpdir_factory")
_WRITTEN = late(r"sqlite[\w+]*:/{3,4}tmp/")
_IN_FILES = late(r"(?:sqlite|duckdb)[\w+]*:///?", re.IGNORECASE)
_FROM_FIRST = frozenset(("str", "os.fspath", "os.path.join", "os.path.abspath", *PATH_CLASSES))
_DEEPEST = 8


def in_temporary_folder(reading: Reading, node: Node) -> bool:
    """Whether the path that an expression stands for lies in a folder that goes again."""
    found: Node | None = node
    for _ in range(_DEEPEST):
        if found is None:
            return False
        found = unwrapped(found)
        made = (reading.matching.typed(found), reading.names.dotted(found))
        if any(one.startswith("tempfile.") for one in made):
            return True
        found = _beginning(reading, found)
        if found is not None and _is_fixture(reading, found):
            return True
    return False


def address_of_temporary(reading: Reading, node: Node) -> bool:
    """Whether every address that an expression may be is that of a file in such a folder."""
    ropes = reading.builder.variants(node)
    return bool(ropes) and all(temporary_address(reading, one) for one in ropes)


def temporary_address(reading: Reading, rope: Rope) -> bool:
    """Whether a text is the address of a database in a file that lies in such a folder."""
    text = plain(rope)
    if _WRITTEN.match(text):
        return True
    if not _IN_FILES.match(text):
        return False
    part = next((one for one in rope if one.kind is PieceKind.HOLE), None)
    if part is None or not part.made[1]:
        return False
    before = _IN_FILES.sub("", plain(rope[: rope.index(part)]), count=1).strip("/")
    return not before and in_temporary_folder(reading, standing_at(reading.module, *part.made))


def _beginning(reading: Reading, node: Node) -> Node | None:
    """What a path goes on from, `None` where that can't be followed."""
    if node.type == "binary_operator":
        return node.child_by_field_name("left")
    if node.type == "attribute":
        return node.child_by_field_name("object")
    if node.type == "identifier":
        bound = reading.builder.flow.reaching(node)
        if len(bound) == 1 and bound[0].kind is BindingKind.PARAMETER:
            return node
        value = reading.builder.flow.value(node)
        return value if value is not None and value.id != node.id else None
    if node.type != "call":
        return None
    call = reading.call(node)
    if call.name in _FROM_FIRST:
        return call.positional[0] if call.positional else None
    return call.function.child_by_field_name("object")


def _is_fixture(reading: Reading, node: Node) -> bool:
    """Whether a name is a parameter that pytest fills with a folder of its own."""
    node = unwrapped(node)
    if node.type != "identifier" or reading.module.name(node) not in _FIXTURES:
        return False
    return any(one.kind is BindingKind.PARAMETER for one in reading.builder.flow.reaching(node))
