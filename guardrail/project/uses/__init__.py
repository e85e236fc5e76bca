"""Who uses a table or a column in a project's code.

A search of texts, not an analysis: the words first, then what stands around them. What is found is
ranked, surest first; what may mean anything else isn't told at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from guardrail.model import Related, Span
from guardrail.project.uses.files import LARGEST, File, language
from guardrail.project.uses.hit import Hit
from guardrail.project.uses.names import Names, names_of
from guardrail.project.uses.other import other_hits
from guardrail.project.uses.python import python_hits
from guardrail.project.uses.sql import sql_hits
from guardrail.snapshot import Snapshot, Unreadable

SHOWN = 10
"""How many places are told."""

SURE, LIKELY = 60, 45
"""Beside places that are so sure, only those that are so likely count."""

OFTEN = 8
"""Who asks more often is answered from an index of all words: until then one is dearer."""

MOST_TEXT = 60_000_000
"""How many code points of a project are looked at."""


class Places(Struct, frozen=True):
    """The surest places, and how many there are in all."""

    shown: tuple[Related, ...]
    count: int


class Code:
    """The running code of a project at a Snapshot, read when first asked and asked often.

    `left_out` is how many of its files were not read because there is more of it than `MOST_TEXT`.
    """

    def __init__(self, snapshot: Snapshot, paths: Iterable[str]) -> None:
        """The paths may be all of the Snapshot's: what is no code of its own is left out."""
        self._snapshot = snapshot
        self._paths = paths
        self._asked = 0
        self.left_out = 0

    def places(self, table: str, column: str = "", models: Sequence[str] = ()) -> Places:
        """The places that use a table, or a column of it."""
        names = names_of(table, column, models)
        if not names.table or not names.table.isidentifier():
            return Places((), 0)
        if column and not names.column.isidentifier():
            return Places((), 0)
        found: list[tuple[int, str, Hit]] = []
        for file in self._candidates(names):
            if _worth_it(file, names):
                found += [(-hit.weight, file.path, hit) for hit in _one_a_line(file, names)]
        surest = -min((weight for weight, _, _ in found), default=0)
        if surest >= SURE:
            found = [one for one in found if -one[0] >= LIKELY]
        found.sort(key=lambda one: (one[0], one[1], one[2].start))
        shown = [
            Related(hit.message, Span(path, hit.start, hit.end)) for _, path, hit in found[:SHOWN]
        ]
        if len(found) > SHOWN:
            more = f"{shown[-1].message}, and {len(found) - SHOWN} more places do"
            shown[-1] = replace(shown[-1], message=more)
        return Places(tuple(shown), len(found))

    def _candidates(self, names: Names) -> Sequence[File]:
        """The files that may be worth it."""
        self._asked += 1
        if self._asked <= OFTEN:
            return self._files
        words, classes = self._words, self._classes
        places = set(words.get(names.table, ()))
        for variable in names.variables:
            places.update(words.get(variable, ()))
        for model in (*names.models, *names.others):
            places.update(classes.get(model, ()))
        return [self._files[place] for place in sorted(places)]

    @cached_property
    def _words(self) -> Mapping[str, Sequence[int]]:
        """The files in which each identifier stands."""
        return _index(file.words for file in self._files)

    @cached_property
    def _classes(self) -> Mapping[str, Sequence[int]]:
        """The files in which each class stands, by its normal forms."""
        return _index(file.classes for file in self._files)

    @cached_property
    def _files(self) -> Sequence[File]:
        return list(self._load())

    def _load(self) -> Iterator[File]:
        left = MOST_TEXT
        for path in self._paths:
            kind = language(path)
            if not kind:
                continue
            if left <= 0:
                self.left_out += 1
                continue
            try:
                text = self._snapshot.text(path).text
            except Unreadable:
                continue
            left -= min(len(text), LARGEST)
            if len(text) <= LARGEST:
                yield File(path, kind, text)


def _index(words: Iterable[Iterable[str]]) -> Mapping[str, Sequence[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place, own in enumerate(words):
        for word in own:
            found[word].append(place)
    return found


def uses(
    snapshot: Snapshot,
    paths: Iterable[str],
    table: str,
    column: str = "",
    *,
    model_names: Sequence[str] = (),
) -> list[Related]:
    """The places among the paths that use the table or the column, the surest first.

    `model_names` are the classes known to be the table's models; without them they are guessed from
    its name. Who asks more than once keeps a `Code`.
    """
    return list(Code(snapshot, paths).places(table, column, model_names).shown)


def _worth_it(file: File, names: Names) -> bool:
    """Whether the words stand in the text at all, whatever they mean there."""
    if names.column and not any(one in file.text for one in (*names.columns, *names.fields)):
        return False
    # The words of a text are dear to tell apart: first it is searched.
    if names.table in file.text and names.table in file.words:
        return True
    spoken = names.variables if file.language == "other" else ()
    if any(one in file.text and one in file.words for one in spoken):
        return True
    models = (*names.models, *names.others)
    return any(model in file.plain and model in file.classes for model in models)


def _one_a_line(file: File, names: Names) -> Iterator[Hit]:
    """The surest hit of each line."""
    best: dict[int, Hit] = {}
    for hit in _hits(file, names):
        line = file.text.rfind("\n", 0, hit.start)
        if line not in best or best[line].weight < hit.weight:
            best[line] = hit
    yield from best.values()


def _hits(file: File, names: Names) -> Iterator[Hit]:
    yield from sql_hits(file, names)
    if file.language == "python":
        yield from python_hits(file, names)
    elif file.language == "other":
        yield from other_hits(file, names)
