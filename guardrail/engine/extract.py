"""Extraction: a Source becomes an ordered stream of effects, embedded texts spliced in.

Pure: content, language, Settings and the version of the knowledge decide it. A frontend that fails
costs one text: what it had yielded stays, the rest is `Unanalysed`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from guardrail.definitions import Definition, Needs
from guardrail.effects import (
    CodeRun,
    DataChange,
    Effect,
    FileChange,
    HistoryChange,
    PrivilegeChange,
    ResourceChange,
    SchemaChange,
)
from guardrail.engine.named_databases import of_database
from guardrail.engine.weaker_search import dangerous_words
from guardrail.frontends import reader
from guardrail.model import Environment, EnvironmentKind, Source, Surroundings
from guardrail.nouns import FOLDERS
from guardrail.settings import Settings
from guardrail.stream import Comment, Embedded, Enter, Item, Leave, Reference, Unanalysed

DEEPEST = 12
MOST_TEXTS = 20_000
MOST_EFFECTS = 5_000
SPARE_CHARACTERS = 1_000_000
TIMES_UNFOLDED = 2
"""How many times its own length an outermost text and all that it unfolds into may have."""

_ON_DATABASE = (DataChange, SchemaChange, PrivilegeChange)

Fact = Effect | Reference | Enter | Leave | Unanalysed | Comment | Definition | Needs


class Budget(Struct):
    """How much outermost texts may unfold into. `texts` counts those that were read."""

    texts: int = 0
    characters: int = SPARE_CHARACTERS
    _told: set[str] = field(default_factory=set)

    def grow(self, source: Source) -> None:
        """Allow for one more outermost text."""
        self.characters += TIMES_UNFOLDED * len(source.text)

    def spend(self, source: Source) -> bool:
        """Count a text; false where the budget is used up."""
        if self.texts >= MOST_TEXTS or len(source.text) > self.characters:
            return False
        self.texts += 1
        self.characters -= len(source.text)
        return True

    def news(self, words: Iterable[str]) -> bool:
        """Whether a text that no budget was left for must be told: the first, or with new words."""
        seen = {"", *words}
        if seen <= self._told:
            return False
        self._told |= seen
        return True


def extract(source: Source, settings: Settings, budget: Budget | None = None) -> Iterator[Fact]:
    """Everything that the text would do, in execution order, and what could not be read."""
    effects = 0
    budget = budget or Budget()
    budget.grow(source)
    for fact in _read(source, settings, budget, 0):
        yield fact
        effects += isinstance(fact, Effect)
        if effects >= MOST_EFFECTS:
            reason = f"it does more than {MOST_EFFECTS:,} things: the rest was not read"
            rest = source.text[fact.span.start :] if isinstance(fact, Effect) else source.text
            yield replace(_unread(source, reason), words=dangerous_words(rest))
            return


def _read(source: Source, settings: Settings, budget: Budget, depth: int) -> Iterator[Fact]:
    read = reader(source.language)
    if read is None:
        yield _unread(source, f"nothing here reads {source.language}")
        return
    if depth > DEEPEST:
        yield _unread(source, f"it is nested more than {DEEPEST} texts deep")
        return
    if not budget.spend(source):
        unread = _unread(source, "it unfolds into more text than can be judged")
        if budget.news(unread.words):
            yield unread
        return
    entered = 0
    try:
        for item in read(source, settings):
            entered += isinstance(item, Enter) - isinstance(item, Leave)
            yield from _finished(item, source, settings, budget, depth)
    except Exception as problem:  # a defect of a reader must cost one text, not the run
        yield from (Leave() for _ in range(entered))
        kind = type(problem).__name__
        yield replace(
            _unread(source, f"the {source.language} reader failed on it ({kind})"), failed=True
        )


def _finished(
    item: Item, source: Source, settings: Settings, budget: Budget, depth: int
) -> Iterator[Fact]:
    if isinstance(item, Embedded):
        yield from _read(item.source, settings, budget, depth + 1)
    elif isinstance(item, Effect):
        yield _inherit(item, source, settings)
    elif isinstance(item, Unanalysed) and not item.words and not item.absent:
        yield replace(item, words=_words_within(item, source))
    else:
        yield item


def _inherit(effect: Effect, source: Source, settings: Settings) -> Effect:
    """The effect with what it inherits from the texts around it and from the policy."""
    around: Surroundings = source.surroundings
    place = effect.environment
    if place == Environment() and _of_machine(effect):
        place = around.machine
    inherits = not isinstance(effect, DataChange) or effect.dialect != FOLDERS
    if inherits and place.kind is EnvironmentKind.UNKNOWN and around.environment != Environment():
        place = around.environment
    if place.kind is EnvironmentKind.UNKNOWN and isinstance(effect, _ON_DATABASE):
        said = _said(settings, source.path)
        place = said if said != Environment() else place
        place = place if place.reason else of_database(effect)
    if around.autocommit and isinstance(effect, SchemaChange):
        effect = replace(effect, options=(*effect.options, "autocommit"))
    return replace(
        effect,
        via=(*source.via, *effect.via),
        language=effect.language or source.language,
        guards=(*around.guards, *effect.guards),
        reached=effect.reached or around.reached,
        environment=place,
        hidden_in=effect.hidden_in or around.hidden_in,
        dialect=effect.dialect or (around.dialect if source.language == "sql" else ""),
    )


def _of_machine(effect: Effect) -> bool:
    """Whether the effect strikes the machine that the text runs on."""
    if isinstance(effect, PrivilegeChange):
        return effect.protection.startswith("file mode")
    if isinstance(effect, ResourceChange):
        return effect.provider == "docker"
    if isinstance(effect, HistoryChange):
        return not effect.action.startswith("push")
    return isinstance(effect, (FileChange, CodeRun))


def _said(settings: Settings, path: str) -> Environment:
    """Where the policy says that the database of a path lives."""
    known = settings.database(path)
    if not known.environment:
        return Environment()
    return Environment(
        EnvironmentKind(known.environment), f"the database {known.name} of the policy"
    )


def _unread(source: Source, reason: str) -> Unanalysed:
    return Unanalysed(source.span(0, len(source.text)), reason, dangerous_words(source.text))


def _words_within(item: Unanalysed, source: Source) -> tuple[str, ...]:
    if source.map is None:
        return dangerous_words(source.text[item.span.start : item.span.end])
    return dangerous_words(source.text)
