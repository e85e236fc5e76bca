"""Links that let whoever has them in, and how long they do: signatures of clouds' storages."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import PrivilegeChange, Verb
from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.in_light import in_the_light_of
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.store_cases import case_of, stated_of
from guardrail.frontends.python.readers.databases.targets import targets_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.amounts import amount
from guardrail.frontends.python.values.plain_data import UNKNOWN
from guardrail.frontends.python.values.plain_values import plain_value
from guardrail.knowledge.python.kinds import SignsLink
from guardrail.patterns import late
from guardrail.stream import Item

LINK = "whoever has the link"
_DAY = 86_400
_DEEPEST = 8
_FAR = late(r"\b(?:20[3-9]\d|2[1-9]\d\d|[3-9]\d\d\d)\b")
"""A year that is so far off that nobody remembers the link by then."""
_DATED = late(r"(?:\w+\.)*(?:datetime|date|fromisoformat|strptime|parse)\Z")
_KEEPING = late(r"isoformat|strftime|timestamp|replace|astimezone|total_seconds|int|str")
_WRITING = late(r"(?i)\b(?:write|delete|create|add|update|put|post|all|process)")
_LETTERS = {"r": "read", "w": "write", "d": "delete", "c": "create", "a": "add", "l": "list"}
_FOREVER = float("inf")


def signs_link(reading: Reading, call: Call, row: SignsLink) -> list[Item] | None:
    """A link that lasts, `None` for one that ends soon or whose end isn't known."""
    node = call.argument(row.time)
    seconds = _lasts(reading, call, node, row) if node is not None else None
    rights = _rights(reading, call, row)
    writes = any(map(_WRITING.search, rights))
    least = _DAY if row.whole and writes else row.least
    if seconds is None or seconds < least:
        return None
    case = case_of(reading, call, row)
    if case is None:
        return None
    return [
        PrivilegeChange(
            **stated_of(reading, call, case),
            dialect=row.store,
            verb=Verb.GRANT,
            privileges=(*(rights or ("read",)), _words(seconds)),
            on=f"the {row.what} {name}".strip(),
            whom=(LINK,),
        )
        for name in targets_of(reading, call, row, case.things) or ("",)
    ]


def _lasts(reading: Reading, call: Call, node: Node, row: SignsLink) -> float | None:
    """For how long a link is good; where a parameter says that, what it is by default."""
    told = _seconds(reading, node, row.seconds, 0)
    if told is not None:
        return told
    definitions = place_of(reading.module, call.node.start_byte).definitions
    function = definitions[-1] if definitions else None
    if function is None or function.type != "function_definition":
        return None
    by_default = {function.id: given_to(reading.module, function, None)}
    return _seconds(in_the_light_of(reading, by_default, None), node, row.seconds, 0)


def _seconds(reading: Reading, node: Node, unit: float, depth: int) -> float | None:
    node = unwrapped(node)
    if depth > _DEEPEST:
        return None
    known = amount(reading, node)
    if known is not None:
        return known.number if known.of_seconds else known.number * unit
    if node.type in ("identifier", "attribute"):
        value = reading.builder.flow.value(node)
        other = value is not None and value.id != node.id
        return _seconds(reading, value, unit, depth + 1) if value is not None and other else None
    if node.type == "binary_operator":
        # `datetime.now(UTC) + timedelta(days=7)`, `int(time.time()) + 3600`.
        sides = (node.child_by_field_name(part) for part in ("right", "left"))
        told = (_seconds(reading, one, 1, depth + 1) for one in sides if one is not None)
        return next((one for one in told if one is not None), None)
    if node.type == "string":
        return _FOREVER if _FAR.search(reading.module.code(node)) else None
    return _of_call(reading, node, unit, depth) if node.type == "call" else None


def _of_call(reading: Reading, node: Node, unit: float, depth: int) -> float | None:
    function, arguments = (node.child_by_field_name(part) for part in ("function", "arguments"))
    if function is None or arguments is None:
        return None
    name = reading.module.code(function)
    if _DATED.match(name) and _FAR.search(reading.module.code(arguments)):
        return _FOREVER
    if not _KEEPING.fullmatch(name.rpartition(".")[2]):
        return None
    given = reading.module.children(arguments)[0]
    inner = function.child_by_field_name("object") or next(iter(given), None)
    return _seconds(reading, inner, unit, depth + 1) if inner is not None else None


def _rights(reading: Reading, call: Call, row: SignsLink) -> tuple[str, ...]:
    """What a link is good for, in words: of `BlobSasPermissions(read=True)`, "rw", "put_object"."""
    node = call.argument(row.rights)
    if node is None:
        return ()
    plain = plain_value(reading, node)
    if isinstance(plain, dict):
        return tuple(name for name, value in plain.items() if value is True)
    text = plain if isinstance(plain, str) else _from_text(reading, node)
    if plain is UNKNOWN and not text:
        return ()
    if text.isupper():
        return (text.lower(),)
    if 0 < len(text) <= len(_LETTERS) and set(text) <= _LETTERS.keys():
        return tuple(_LETTERS[one] for one in text)
    return (text.removesuffix("_object").replace("_", " "),) if text else ()


def _from_text(reading: Reading, node: Node) -> str:
    """The letters of `BlobSasPermissions.from_string("rwd")`."""
    value = reading.builder.flow.value(node) or node
    arguments = value.child_by_field_name("arguments") if value.type == "call" else None
    given = reading.module.children(arguments)[0] if arguments is not None else []
    return reading.known(given[0]) if len(given) == 1 else ""


def _words(seconds: float) -> str:
    if seconds == _FOREVER:
        return "for many years"
    days = int(seconds // _DAY)
    return f"for {days} day{'s' if days > 1 else ''}"
