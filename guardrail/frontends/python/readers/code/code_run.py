"""Code from elsewhere that is run, and objects from elsewhere that are rebuilt."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import CodeRun
from guardrail.frontends.python.conditions import given, may_be
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.code.looks_on_the_way import looked_at
from guardrail.frontends.python.readers.code.model_tools import handed_by_tool, run_for_model
from guardrail.frontends.python.readers.code.outside import (
    By,
    Outside,
    fetched_file,
    written_outside,
)
from guardrail.frontends.python.readers.code.stored_code import from_record
from guardrail.frontends.python.readers.code.unpicklers import given_to_own
from guardrail.frontends.python.readers.filesystem.handed_in import handed_in
from guardrail.frontends.python.readers.secrets.steps_back import (
    behind_attribute,
    behind_name,
    called,
)
from guardrail.frontends.python.readers.ways_from import from_elsewhere
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import bases_of_class
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.strings.rope import known, plain
from guardrail.frontends.python.values.roots import roots
from guardrail.knowledge.python.code import BOUNDED, TEMPLATE
from guardrail.knowledge.python.outside import CHECKED
from guardrail.knowledge.python.rows import NOWHERE, Argument, RunsCode
from guardrail.model import Confidence
from guardrail.patterns import late
from guardrail.stream import Item

_SOURCE = "Python source"
_EXPRESSION = "an expression of"
"""How what is run begins that is no whole source, and reaches as far: pandas' own language."""
_ADDRESS = late(r"(?:https?|ftp)://", re.IGNORECASE)
_DECODED = late(r"(?:^|\.)(?:b64decode|decompress|a85decode|unhexlify)\(\)$")
_IMPORT = late(r"\s*(?:from|import)\s")
_STORED = "from a stored record"
_TABLE = "from a file of data"
_READ_TABLE = late(
    r"(?:^|\.)(?:(?:pd|pl|pandas|polars|dask\.dataframe)\.(?:read|scan)_(?:csv|excel|parquet|json|ndjson"
    r"|table|feather|ipc|fwf)|csv\.(?:DictR|r)eader|load_workbook)\(\)$"
)
_SANDBOXES = frozenset(
    f"jinja2.sandbox.{one}" for one in ("SandboxedEnvironment", "ImmutableSandboxedEnvironment")
)
_DEEPEST = 6
_FROM: dict[By, str] = {
    By.REQUEST: "from a request",
    By.NETWORK: "fetched over the network",
    By.MESSAGE: "from a message",
    By.FETCHED_FILE: "from a file that was fetched",
    By.CALLER: "from whoever calls it",
}
_LOOKED_AT = late(
    r"fullmatch|\.match\(|isalnum\(|isidentifier\(|isdigit\(|allow(?:ed|list)|whitelist"
    r"|\bnot in\b|\bvalid|NodeVisitor|NodeTransformer|ast\.walk|\.visit\(|iter_child_nodes"
    r"|restrict|hmac|signature|\bverif(?!y\s*=)"
    rf"|{CHECKED.pattern}",
    re.IGNORECASE,
)
"""How a function looks that looks at what it runs before."""


def runs_code(reading: Reading, call: Call, row: RunsCode) -> list[Item] | None:
    """Python written out is read as Python; what comes from elsewhere can't be read."""
    node = call.function if row.code == NOWHERE else call.argument(row.code)
    if row.indexed:
        around = call.node.parent
        asked = around is not None and around.type == "subscript"
        node = around.child_by_field_name("subscript") if around is not None and asked else None
    elif row.of:
        node = given_to_own(reading, call, row.of)
    elif node is None and call.stars and not (call.first_star or call.positional):
        # `frame["box"].map(eval)` runs the cells of a column one after the other.
        node = call.stars[0]
    elif node is None and row.by_file:
        node = next(iter((*call.positional[1:2], *call.keywords.values())), None)
    if node is None or not all(_is_so(reading, call, *one) for one in row.when):
        return None
    if row.unless and _is_bounded(reading, call, row.unless):
        return None
    by_model = _by_model(reading, call, node, row)
    if by_model is not None:
        return [by_model]
    rope = reading.builder.text(node)
    whole = all(known(one) is not None for one in reading.builder.variants(node))
    if whole and known(rope) is not None and not row.by_file:
        return [reading.embedded("python", rope, call)] if row.what == _SOURCE else None
    origin, by = _origin(reading, node, row)
    if not origin and not row.always:
        return None
    if origin == _STORED and call.name.startswith("django."):
        # Django's templates reach no Python; whoever may edit a record may write one.
        return None
    return [
        CodeRun(
            **reading.stated(call.node, Confidence.MEDIUM),
            what=f"{row.what} {origin}, by {call.last}()" if origin else row.what,
            origin=reading.module.short(by),
            via=from_elsewhere(reading, call.node, by if origin else None),
        )
    ]


def _is_used(reading: Reading, word: str) -> bool:
    """Whether a module does something with a name that has a word in it, and not only imports it.

    Which of its calls that is about isn't asked.
    """
    lines = reading.module.text.splitlines() if word in reading.module.text else ()
    return any(word in line and _IMPORT.match(line) is None for line in lines)


def _by_model(reading: Reading, call: Call, node: Node, row: RunsCode) -> Item | None:
    """That a language model writes what is run, in a tool or in what a tool hands it to."""
    if row.what == _SOURCE or row.what.startswith(_EXPRESSION):
        what = "Python"
    elif row.by_file or row.indexed:
        return None
    else:
        what = row.what
    told = run_for_model(reading, call, node, what)
    return told or handed_by_tool(reading, call, node, what)


def _is_bounded(reading: Reading, call: Call, word: str) -> bool:
    """Whether what runs it is a sandbox, or may be one where nothing is known of it."""
    kinds = reading.matching.known_kinds(call)
    if not kinds:
        return _is_used(reading, word)
    owner = call.function.child_by_field_name("object")
    return BOUNDED in kinds or (owner is not None and _is_made_bounded(reading, owner))


def _is_made_bounded(reading: Reading, node: Node, depth: int = 0) -> bool:
    """Whether what is declared as what a sandbox extends is one: `def make() -> Environment`."""
    if BOUNDED in reading.matching.kinds_of(node):
        return True
    if depth > _DEEPEST:
        return False
    if node.type == "call":
        behind = called(reading, node)
        made = call_of(reading.module, node, "").function
        behind = behind or ([made] if made.type == "identifier" else [])
    elif node.type in ("identifier", "attribute"):
        named = reading.names.dotted(node)
        if named in _SANDBOXES:
            return True
        behind = behind_name(reading, node) if node.type == "identifier" else []
        behind = behind or behind_attribute(reading, node)
    else:
        return False
    return bool(behind) and all(_is_made_bounded(reading, one, depth + 1) for one in behind)


def runs_as_given(reading: Reading, call: Call, row: RunsCode, around: Node) -> bool:
    """Whether a function runs what it is given with no look at it."""
    if row.unless and _is_bounded(reading, call, row.unless):
        return False
    if not all(_is_so(reading, call, *one) for one in row.when):
        return False
    return around.type == "function_definition" and not _LOOKED_AT.search(
        body_of(reading.module, around)
    )


def _is_so(reading: Reading, call: Call, argument: str | Argument, values: tuple[str, ...]) -> bool:
    """Whether an argument has one of the values, or is a class made from one of them."""
    if given(reading, call, argument, values):
        return True
    wanted = argument if isinstance(argument, Argument) else Argument(-1, argument)
    node = call.argument(wanted)
    if node is None or node.type != "identifier":
        return False
    if may_be(reading, node, values):
        return True
    return not bases_of_class(reading, reading.module.code(node)).isdisjoint(values)


def _of_table(reading: Reading, node: Node) -> Outside | None:
    """The call that reads the file of data which a text is a cell of, `None` where none does."""
    for root in roots(reading, node):
        if root.node.type == "call" and _READ_TABLE.search(reading.matching.typed(root.node)):
            return Outside(By.CALLER, root.node, root.through, root.way, root.holders)
    return None


def _origin(reading: Reading, node: Node, row: RunsCode) -> tuple[str, Node]:
    """Where what is run comes from in words, "" from the program, and what stands for it."""
    if row.by_file and any(_ADDRESS.match(plain(one)) for one in reading.builder.variants(node)):
        return _FROM[By.NETWORK], node
    found = fetched_file(reading, node) if row.by_file else written_outside(reading, node)
    if not found.through:
        # A script looks at it between fetching and running it.
        found = found._replace(through=(reading.module.root,))
    if found.by > By.CALLER and not looked_at(reading, found, _LOOKED_AT, node.end_byte):
        itself = found.by in (By.NETWORK, By.FETCHED_FILE)
        return _FROM[found.by], node if itself else found.node
    typed = (reading.matching.typed(one.node) for one in roots(reading, node))
    others = handed_in(reading, node) if row.by_file else ""
    if others:
        return others, node
    if not row.always and any(_DECODED.search(name) for name in typed):
        return "decoded", node
    told = _of_table(reading, node) if row.what == _SOURCE else None
    if told is not None and not looked_at(reading, told, _LOOKED_AT):
        return _TABLE, told.node
    kept = from_record(reading, node) if row.what in (_SOURCE, TEMPLATE) else None
    if kept is not None and not looked_at(reading, kept, _LOOKED_AT):
        return _STORED, kept.node
    if row.by_others:
        return "", node
    if found.by is By.CALLER and not looked_at(reading, found, _LOOKED_AT):
        return _FROM[found.by], found.node
    return "", node
