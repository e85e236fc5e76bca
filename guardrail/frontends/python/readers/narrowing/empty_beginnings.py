"""Conditions that ask how a name begins, ends or goes where that is nothing: every name does.

`if name.startswith(args.prefix)` picks nothing where nobody gives a prefix, and so doesn't
`if settings.suffix in name` where the suffix is an empty text.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.readers.narrowing.left_out import may_be_left_out
from guardrail.frontends.python.readers.narrowing.matching_whatever import matches_whatever
from guardrail.frontends.python.readers.narrowing.one_or_other import reaches_all
from guardrail.frontends.python.readers.narrowing.saying_nothing import says_nothing
from guardrail.frontends.python.readers.narrowing.split_of_nothing import is_part_of_nothing
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_ASKING = (".startswith", ".endswith")
_ASKS_KIND = late(
    r"(?:not\s+)?(?:\w+\.)?S_IS(?:DIR|REG|LNK)\([\w.\[\]\"']+\)"
    r"|(?:not\s+)?[\w.]+\.is(?:_)?(?:dir|file|_symlink|link)\([\w./]*\)"
    r"""|(?:not\s+)?[\w.]+(?:\[["']\w+["']\])?\.endswith\(["']/["']\)"""
    r"""|\w+(?:\[["']type["']\]|\.get\(["']type["'](?:, ?["']\w*["'])?\))(?:\.lower\(\))? ?(?:"""
    r"""[!=]= ?["'][cp]?(?:dir|file)["']"""
    r"""|(?:not )?in [({\[](?:["'][cp]?(?:dir|file)["'](?:, ?)?)+[)}\]])"""
    r"""|\w+ (?:not )?in [({\[]["']\.{1,2}["'], ?["']\.{1,2}["'][)}\]]"""
    r"""|\w+ ?[!=]= ?["']OK["']"""
    r"""|\w+(?:\[["']type["']\]|\.get\(["']type["']\)) ?[!=]= ?["']searchRes\w+["']"""
)
"""Whether an entry of a folder is a folder, or itself: who goes through it comes to both.

Nor does it pick anything whether a mailbox could be asked, or whether a directory of people gives
an entry or names another server.
"""
_DEEPEST = 6


def asks_kind(reading: Reading, condition: Node) -> bool:
    """Whether a condition asks what sort of thing something is, and picks none of that sort."""
    return _ASKS_KIND.fullmatch(reading.module.code(condition)) is not None


def is_around(condition: Node, node: Node) -> bool:
    """Whether a node stands behind a condition, rather than behind what it goes on without."""
    statement = condition.parent
    behind = statement.child_by_field_name("consequence") if statement is not None else None
    return behind is not None and behind.start_byte <= node.start_byte < behind.end_byte


def always_holds(reading: Reading, condition: Node, depth: int = 0) -> bool:
    """Whether a condition, or its opposite, lets every name through where nobody sets anything."""
    node = unwrapped(condition)
    inner = reading.module.children(node)[0]
    if depth > _DEEPEST or not inner:
        return False
    if node.type == "not_operator":
        return always_holds(reading, inner[-1], depth + 1)
    if node.type == "boolean_operator":
        return bool(reaches_all(reading, node))
    if matches_whatever(reading, node):
        return True
    if (body := _of_any(reading, node)) is not None:
        return always_holds(reading, body, depth + 1)
    wanted = _wanted(reading, node, inner)
    return wanted is not None and _is_nothing(reading, wanted)


def _of_any(reading: Reading, node: Node) -> Node | None:
    """What `any(name.startswith(one) for one in prefixes)` asks of each."""
    if node.type != "call" or reading.module.code(node)[:4] != "any(":
        return None
    given = node.child_by_field_name("arguments")
    body = given.child_by_field_name("body") if given is not None else None
    if body is None and given is not None and given.named_children:
        body = given.named_children[0].child_by_field_name("body")
    return body


def _wanted(reading: Reading, node: Node, inner: list[Node]) -> Node | None:
    """The text that a name has to begin with, end with, or hold."""
    if node.type == "comparison_operator" and len(inner) == 2:
        code = reading.module.code(node)[inner[0].end_byte - node.start_byte :]
        return inner[0] if code.lstrip().startswith(("in ", "not in ")) else None
    function = node.child_by_field_name("function") if node.type == "call" else None
    if function is None or not reading.module.code(function).endswith(_ASKING):
        return None
    given = call_of(reading.module, node, "").positional
    return given[0] if len(given) == 1 else None


def _is_nothing(reading: Reading, node: Node) -> bool:
    if _asked_beside(reading, node):
        return False
    if node.type == "tuple":
        # One of several is enough.
        return any(_is_nothing(reading, one) for one in reading.module.children(node)[0][:_DEEPEST])
    if node.type == "string":
        return len(reading.module.code(node).strip("rbuRBU")) == len("''")
    if _is_empty_text(reading, node) or may_be_left_out(reading, node):
        return True
    return is_part_of_nothing(reading, node)


def _is_empty_text(reading: Reading, node: Node) -> bool:
    value = reading.builder.flow.value(node)
    return value is not None and value.type == "string" and says_nothing(reading, value)


def _asked_beside(reading: Reading, node: Node) -> bool:
    """Whether it is asked beside whether there is any: `prefix and name.startswith(prefix)`."""
    around, code = node.parent, reading.module.code(node)
    while around is not None and around.type != "boolean_operator":
        if around.type.endswith(("statement", "clause", "comprehension")):
            return False
        around = around.parent
    parts = reading.module.children(around)[0] if around is not None else ()
    return any(reading.module.code(unwrapped(one)) in (code, f"not {code}") for one in parts)
