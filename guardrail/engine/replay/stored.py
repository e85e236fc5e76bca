"""The tables at the end of a prefix of a history, as they are kept between runs."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from guardrail.engine.facts import dump_shape, load_shape
from guardrail.names import plain, short
from guardrail.schema.given_names import index_of
from guardrail.schema.moment import Moment
from guardrail.schema.referrers import targets_of
from guardrail.shapes import TableShape

LARGEST = 8_000_000
"""A schema that takes more text than this is folded anew each time."""


def dump(moment: Moment, dialects: Mapping[str, int]) -> str:
    """The tables of a moment and what its files speak: a line about all, then a line a table.

    "" where that would be too much to keep.
    """
    names: list[str] = []
    tables: list[str] = []
    indexes: dict[str, list[str]] = defaultdict(list)
    referrers: dict[str, list[str]] = defaultdict(list)
    models: dict[str, str] = {}
    size = 0
    for shape in moment.tables():
        name = plain(shape.name)
        names.append(name)
        tables.append(dump_shape(shape))
        size += len(tables[-1])
        if shape.model:
            models[shape.model] = name
        for index in shape.indexes:
            indexes[short(index.name)].append(name)
        for part in shape.constraints:
            if key := index_of(shape.name, part):
                indexes[key].append(name)
        for target in targets_of(shape):
            referrers[target].append(name)
        if size > LARGEST:
            return ""
    head = {
        "known": moment.known,
        "names": names,
        "views": sorted(moment.all_views()),
        "indexes": indexes,
        "referrers": referrers,
        "models": models,
        "without_table": list(moment.all_without_table()),
        "dialects": dict(dialects),
    }
    return "\n".join([json.dumps(head, separators=(",", ":")), *tables])


@lru_cache(maxsize=2)
def load(text: str) -> Stored:
    """The tables in a kept text, those of the latest ones held. Raises `ValueError`."""
    return Stored(text)


class Stored:
    """A `Base` that `dump` wrote. A table is decoded when it is asked for."""

    def __init__(self, text: str) -> None:
        """The tables in a kept text. Raises `ValueError` where it isn't one."""
        head, *self._tables = text.split("\n")
        try:
            plain_head = json.loads(head)
            self.known = bool(plain_head["known"])
            self._names = list(map(str, plain_head["names"]))
            self._views = list(map(str, plain_head["views"]))
            self._indexes = _names_by_name(plain_head["indexes"])
            self._referrers = _names_by_name(plain_head["referrers"])
            self._models = {str(k): str(v) for k, v in plain_head["models"].items()}
            self._without_table = frozenset(map(str, plain_head["without_table"]))
            self.dialects = {str(k): int(v) for k, v in plain_head["dialects"].items()}
        except (KeyError, TypeError, AttributeError, RecursionError) as problem:
            raise ValueError("not a kept schema") from problem
        if len(self._names) != len(self._tables):
            raise ValueError("not a whole kept schema")
        self._decoded: dict[int, TableShape] = {}

    @cached_property
    def _by_short(self) -> Mapping[str, Sequence[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names):
            found[short(name)].append(number)
        return found

    @cached_property
    def _in_order(self) -> Sequence[str]:
        return sorted(self._by_short)

    @cached_property
    def _views_by_short(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for name in self._views:
            found[short(name)].append(name)
        return found

    def alike(self, short_name: str) -> Sequence[TableShape]:
        """The tables with that last part of their plain names."""
        return [self._table(number) for number in self._by_short.get(short_name, ())]

    def views(self, short_name: str) -> Sequence[str]:
        """The views with that last part of their plain names."""
        return self._views_by_short.get(short_name, ())

    def all_views(self) -> Iterable[str]:
        """The plain names of all views."""
        return self._views

    def names(self) -> Iterable[str]:
        """The plain names of all tables."""
        return self._names

    def shorts(self) -> Iterable[str]:
        """The last parts of the plain names of all tables, in order."""
        return self._in_order

    def referrers(self, short_name: str) -> Sequence[str]:
        """The plain names of the tables that may refer to one of that name."""
        return self._referrers.get(short_name, ())

    def index_owners(self, short_name: str) -> Sequence[str]:
        """The plain names of the tables that may have an index of that name."""
        return self._indexes.get(short_name, ())

    def pairs_of(self, model: str) -> Sequence[str]:
        """The many-to-many fields of a model that have a table."""
        return [known for known in self._models if known.startswith(f"{model}.")]

    def of_model(self, model: str) -> str:
        """The plain name of the table that belongs to an ORM's model, "" where none is known."""
        return self._models.get(model, "")

    def without_table(self, model: str) -> bool:
        """Whether a model ("shop.order"), or a field of one, is known to have no table."""
        return model in self._without_table

    def all_without_table(self) -> Iterable[str]:
        """The models and fields that are known to have no table."""
        return self._without_table

    def _table(self, number: int) -> TableShape:
        if number not in self._decoded:
            try:
                self._decoded[number] = load_shape(self._tables[number])
            except ValueError:
                self._decoded[number] = TableShape(self._names[number], complete=False)
        return self._decoded[number]


def _names_by_name(plain: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    return {str(key): list(map(str, names)) for key, names in plain.items()}
