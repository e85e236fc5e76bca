"""Names that a program makes up: what is called `f"test_{uuid4().hex}"` is nobody else's."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, arguments_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.made_by import made_by
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.kinds import OfKind
from guardrail.knowledge.python.rows import Argument, words
from guardrail.model import Environment, EnvironmentKind
from guardrail.patterns import late

_RANDOM = late(
    r"\b(?:uuid[14]|token_hex|token_urlsafe|get_random_string|randint|randrange|getrandbits"
    r"|urandom|ObjectId|ULID|ulid|nanoid|time_ns)\s*\(|\btime\.time\(\)"
    r"|\brandom\.(?!(?:choices?|sample|shuffle)\()\w+\("
    r"|\brandom\.(?:choices?|sample)\(\s*(?:[\"']|string\.|\w*(?i:ascii|letters|digits|alphabet|chars))"
)
"""What makes up a text. What is drawn from a list of what there is (`random.choice(ids)`) isn't."""
_TIMED = late(r"\b(?:utc)?now\([\w.]*\)(?::|\.strftime\(.)[^\"'{}]{0,40}%[MSsfTXc]")
"""The minute at which the program runs, put into a text."""
_UNKNOWN = Environment()
_LONGEST = 300
_DEEPEST = 4
_FARTHEST = 8
_MOST = 6
_PARTS_OF_STORES = words(
    "namespace namespaces tenant tenant_name tenants partition partition_name partition_names"
    " collection collection_name index index_name database database_name db_name schema keyspace"
)
_TOLD_TIME = (".strftime", ".isoformat")
_PUT_TOGETHER = ("string", "concatenated_string", "binary_operator")
_ORDERING = words("sorted list set tuple reversed")
_TEXTS = ("string", "concatenated_string", "binary_operator", "call", "attribute", "subscript")


def made_up(reading: Reading, call: Call, row: OfKind) -> Environment:
    """That what a call changes is the program's own, where its name was made up at random.

    Nothing that was there before can have such a name.
    """
    nodes = [*_named(reading, call), *_places(call)]
    if isinstance(row.target, Argument):
        given = call.argument(row.target)
        nodes += [given] if given is not None else []
    return next((found for node in nodes if (found := named_anew(reading, node)).reason), _UNKNOWN)


def named_anew(reading: Reading, node: Node) -> Environment:
    """That what a name stands for is the program's own, where the name was made up."""
    if _is_random(reading, node, 0) and not reading.known(node):
        return Environment(EnvironmentKind.THROWAWAY, "its name is made up at random")
    return _UNKNOWN


def _named(reading: Reading, call: Call) -> list[Node]:
    """What names the object that a method is called on: `client[name]`, `client.get(name)`."""
    found: list[Node] = []
    node = reading.matching.owner(call)
    for _ in range(_FARTHEST):
        if node is None:
            break
        node = unwrapped(node)
        if node.type in ("identifier", "attribute"):
            made = reading.builder.flow.value(node)
            if made is not None and made.id != node.id:
                node = made
                continue
        if node.type == "call":
            found += arguments_of(reading.module, node)[:1]
            node = node.child_by_field_name("function")
            continue
        key = node.child_by_field_name("subscript")
        found += [key] if key is not None else []
        node = node.child_by_field_name("object") or node.child_by_field_name("value")
    return found


def _places(call: Call) -> list[Node]:
    """The arguments that say in which part of a store a call does its work."""
    return [one for name, one in call.keywords.items() if name in _PARTS_OF_STORES]


def _is_random(reading: Reading, node: Node, depth: int) -> bool:
    node = unwrapped(node)
    if node.type == "keyword_argument":
        node = node.child_by_field_name("value") or node
    node = made_by(reading, reading.builder.flow.value(node) or node)
    if node.type == "boolean_operator":
        return any(_is_random(reading, one, depth + 1) for one in node.named_children[:_MOST])
    if node.type == "call" and depth < _DEEPEST:
        given = arguments_of(reading.module, node)[:_MOST]
        if any(_is_random(reading, one, depth + 1) for one in given):
            return True
    if node.type == "identifier" and depth < _DEEPEST:
        return any(_is_random(reading, one, depth + 1) for one in _listed_by(reading, node))
    if node.type not in _TEXTS or node.end_byte - node.start_byte > _LONGEST:
        return False
    code = reading.module.code(node)
    timed = node.type in _PUT_TOGETHER or _tells_time(reading, node)
    if _RANDOM.search(code) or (timed and _TIMED.search(code)):
        return True
    if depth >= _DEEPEST or ("{" not in code and node.type == "string"):
        return False
    parts = [one for one in _parts(node) if one.id != node.id][:_MOST]
    return any(_is_random(reading, one, depth + 1) for one in parts)


def _listed_by(reading: Reading, node: Node) -> list[Node]:
    """The texts by which a call lists what a loop takes in turn: `client.get(f"tmp-{run}-*")`."""
    flow = reading.builder.flow
    bound = flow.reaching(node)
    over = bound[0].value if len(bound) == 1 and bound[0].kind is BindingKind.LOOPED else None
    listing = flow.value(over) or over if over is not None else None
    if listing is not None and listing.type == "call":
        called = listing.child_by_field_name("function")
        if called is not None and reading.module.code(called) in _ORDERING:
            first = (flow.value(one) or one for one in arguments_of(reading.module, listing)[:1])
            listing = next(first, None)
    if listing is None or listing.type != "call":
        return []
    given = [
        one.child_by_field_name("value") or one if one.type == "keyword_argument" else one
        for one in arguments_of(reading.module, listing)[:_MOST]
    ]
    return [one for one in given if (flow.value(one) or one).type in _PUT_TOGETHER]


def _tells_time(reading: Reading, node: Node) -> bool:
    function = node.child_by_field_name("function") if node.type == "call" else None
    return function is not None and reading.module.code(function).endswith(_TOLD_TIME)


def _parts(node: Node) -> list[Node]:
    """The names and calls that a text is put together of."""
    if node.type == "string":
        inner = [one for one in node.named_children if one.type == "interpolation"]
        return [one.named_children[0] for one in inner if one.named_children]
    if node.type == "binary_operator":
        sides = (node.child_by_field_name(side) for side in ("left", "right"))
        return [one for one in sides if one is not None]
    if node.type == "subscript":
        held = node.child_by_field_name("value")
        return [held] if held is not None else []
    if node.type == "concatenated_string":
        return [part for one in node.named_children for part in _parts(one)]
    return []
