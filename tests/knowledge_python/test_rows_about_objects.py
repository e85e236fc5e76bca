"""Every row about an object of a library: its example does something, its twin does not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from guardrail.effects import (
    CodeRun,
    DataChange,
    Effect,
    FileChange,
    PrivilegeChange,
    ResourceChange,
    SchemaChange,
    Scope,
    Verb,
)
from guardrail.frontends import reader
from guardrail.knowledge.python import all_kinds, all_rows
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Extends,
    Gives,
    Is,
    Makes,
    OfKind,
)
from guardrail.knowledge.python.rows import NOWHERE
from guardrail.model import Confidence, Source
from guardrail.settings import Settings
from guardrail.stream import Embedded, Item

ROWS = [row for row in all_rows() if isinstance(row, OfKind)]
TEXTS = ("cypher", "sql", "shell")
PICKED = (Scope.FILTERED, Scope.KEYED)
NAMES = {row: f"{row.names[0]} of {row.store}" for row in ROWS}


def dangers(code: str) -> list[Effect]:
    """What a program does that it should be asked about."""
    items = _opened(Source("shop/clean.py", "python", code))
    return [item for item in items if isinstance(item, Effect) and _is_danger(item)]


def _opened(source: Source) -> Iterator[Item]:
    """What a text yields, and what the texts of a store's own language in it do."""
    read = reader(source.language)
    assert read is not None
    for item in read(source, Settings()):
        if isinstance(item, Embedded) and item.source.language in TEXTS:
            yield from _opened(item.source)
        else:
            yield item


def _is_danger(effect: Effect) -> bool:
    if isinstance(effect, DataChange):
        return effect.verb is not Verb.INSERT and effect.scope not in PICKED
    if isinstance(effect, SchemaChange):
        expires = effect.verb is Verb.ALTER and effect.options[:1] == ("expiration",)
        return effect.verb in (Verb.DROP, Verb.RENAME) or effect.replace or expires
    if isinstance(effect, ResourceChange):
        return effect.verb in (Verb.DELETE, Verb.DROP) or bool(effect.protections)
    if isinstance(effect, FileChange):
        return effect.verb in (Verb.DELETE, Verb.OVERWRITE)
    return isinstance(effect, (PrivilegeChange, CodeRun))


@pytest.mark.parametrize("row", ROWS, ids=NAMES.__getitem__)
def test_the_example_of_a_row_does_what_the_row_says(row: OfKind) -> None:
    found = dangers(row.example)
    if isinstance(row, (ChangesData, ChangesObject)):
        of_a_store = [one for one in found if isinstance(one, (DataChange, SchemaChange))]
        assert {one.dialect for one in of_a_store} <= {row.store, ""}
    assert any(effect.confidence is Confidence.HIGH for effect in found), row.example


@pytest.mark.parametrize("row", ROWS, ids=NAMES.__getitem__)
def test_the_twin_of_a_row_is_harmless(row: OfKind) -> None:
    assert dangers(row.twin) == []


@pytest.mark.parametrize("row", ROWS, ids=NAMES.__getitem__)
def test_a_kind_that_a_row_is_about_can_be_come_by(row: OfKind) -> None:
    reached = {kind.gives for kind in all_kinds() if isinstance(kind, Gives)}
    for kind in all_kinds():
        if isinstance(kind, (Makes, Is, Extends)):
            reached.add(kind.kind)
        if isinstance(kind, Extends):
            reached.add(kind.instances)
    # An argument's text ends the name of these: "aws rds", "kubernetes object Namespace".
    begun = tuple(
        f"{kind.gives if isinstance(kind, Gives) else kind.kind} "
        for kind in all_kinds()
        if isinstance(kind, (Gives, Makes)) and kind.by != NOWHERE
    )
    assert all(one in reached or one.startswith(begun) for one in row.on)


def test_a_method_of_an_unknown_receiver_is_told_only_where_its_name_is_unmistakable() -> None:
    assert dangers("def clean(users):\n    users.drop()\n") == []
    (found,) = dangers("def clean(collection):\n    collection.delete_many({})\n")
    assert found.confidence is Confidence.LOW
