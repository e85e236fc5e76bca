"""Objects that are shown whole: `asdict(settings)`, `settings.model_dump(exclude={"region"})`."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.secrets.secret_names import (
    fields_of,
    is_secret,
    secrets_of_object,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.objects import objects
from guardrail.knowledge.python.secret_answers import RECORD, SETTINGS
from guardrail.patterns import late

RECORDS = frozenset(
    ("model_dump", "asdict", "vars", "dict", "model_dump_json", "to_dict", "_asdict")
)
_OF_OBJECTS = ("model_dump", "dict", "to_dict", "_asdict")
_LEAVING_OUT, _PICKING = "exclude", "include"
"""How pydantic is told which fields to show."""
_SETTINGS = late(r"(?i)settings|config|conf$|options|environment|credentials")


def record_shown(reading: Reading, call: Call) -> Node | None:
    """The object that a call gives as a mapping, or as a text, of its fields."""
    owner = call.function.child_by_field_name("object")
    held = owner if call.last.startswith(_OF_OBJECTS) else None
    return held or (call.positional[0] if call.positional else None)


def secrets_of_record(reading: Reading, held: Node, call: Call | None = None) -> Iterator[str]:
    """The secret fields of an object that is shown whole, but for those that are left out."""
    fields = [one for one in fields_of(reading, held) if is_secret(one)]
    picked, left = _named(reading, call, _PICKING), _named(reading, call, _LEAVING_OUT)
    if picked is None or left is None:
        return
    if picked:
        fields = [one for one in fields if one in picked]
    fields = [one for one in fields if one not in left]
    told = [f"{reading.module.short(held, 30)}.{one}" for one in fields[:1]]
    if not (picked or left):
        told += secrets_of_object(reading, held)
    if told and "BaseSettings" in reading.module.text:
        yield SETTINGS
        return
    yield from told
    if told and is_settings(reading, held):
        yield RECORD


def _named(reading: Reading, call: Call | None, word: str) -> frozenset[str] | None:
    """The fields that an argument names, `None` where they aren't written out."""
    node = call.keywords.get(word) if call is not None else None
    if node is None or node.type == "none":
        return frozenset()
    elements = reading.builder.flow.elements(node)
    names = [reading.known(one) for one in elements or ()]
    return frozenset(names) if names and all(names) else None


def is_settings(reading: Reading, node: Node) -> bool:
    """Whether an object is what the whole application is set up with, by its class's name."""
    classes = [one.of.node for one in objects(reading).of(node) if one.of is not None]
    names = [reading.module.defined(one) for one in classes]
    return any(map(_SETTINGS.search, names))
