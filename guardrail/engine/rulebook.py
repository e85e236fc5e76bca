"""The rules that take part in a run.

The built-in pack is listed beforehand, and a rule of it is loaded when an effect asks for it: a run
needs few of them. Any other pack loads only where policy names it, and as a whole; it can add
rules, never replace or remove one.
"""

from __future__ import annotations

import pkgutil
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib import import_module
from types import ModuleType
from typing import Generic, TypeVar

from guardrail.effects import Effect, SchemaChange
from guardrail.rule import Listing, Rule, RuleInfo, info, listing_of
from guardrail.unit import Unit

BUILT_IN = "guardrail_rules"

T = TypeVar("T")


class UnknownPack(Exception):
    """A rule pack that policy names and that isn't installed, or that replaces a rule."""


_Kind = tuple[object, ...]
"""What effects have in common that the same rules ask for: see `_kind_of`."""


class OnDemand(Mapping[str, T], Generic[T]):
    """A mapping whose keys are known and whose values are made when they are asked for."""

    def __init__(self, names: Collection[str], make: Callable[[str], T]) -> None:
        """`make` makes the value for a name, once."""
        self._names = names
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, name: str) -> T:
        """The value for a name. Raises `KeyError`."""
        if name not in self._made:
            if name not in self._names:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is a value; it isn't made for that."""
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        """The names, in order."""
        return iter(self._names)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._names)


class Rulebook:
    """Rules by what they judge, and what the doors show of each.

    Most rules have nothing to say of most effects. Which ones do is worked out once for effects of
    one type, verb and kind.
    """

    def __init__(self, listings: Iterable[Listing]) -> None:
        """The rules that are listed, none loaded yet."""
        self._listings = {one.name: one for one in listings}
        self.classes: Mapping[str, type[Rule]] = OnDemand(self._listings, self._load)
        self.infos: Mapping[str, RuleInfo] = OnDemand(
            self._listings, lambda name: info(self.classes[name])
        )
        self._rules = OnDemand(self._listings, lambda name: self.classes[name]())
        self._asked: dict[_Kind, Sequence[Rule]] = {}
        self._of_units: dict[_Kind, Sequence[str]] = {}

    def _load(self, name: str) -> type[Rule]:
        listed = self._listings[name]
        found: type[Rule] = getattr(import_module(listed.module), listed.attribute)
        return found

    @cached_property
    def _by_type(self) -> Mapping[type, Sequence[Listing]]:
        by_type: dict[type, list[Listing]] = defaultdict(list)
        for listed in self._listings.values():
            for kind in listed.judges:
                by_type[kind].append(listed)
        return by_type

    def for_effect(self, effect: Effect) -> Sequence[Rule]:
        """The rules that may find something in an effect."""
        kind = _kind_of(effect)
        asked = self._asked.get(kind)
        if asked is None:
            listed = self._by_type.get(type(effect), ())
            asked = [self._rules[one.name] for one in listed if one.asks(effect)]
            self._asked[kind] = asked
        return asked

    def for_unit(self, unit: Unit) -> Sequence[Rule]:
        """The rules that may find something in a Unit as a whole."""
        listed = self._by_type.get(Unit, ())
        wanted = {one.name for one in listed if not one.only}
        for effect in unit.effects:
            kind = _kind_of(effect)
            if kind not in self._of_units:
                fitting = [one for one in listed if any(only.fits(effect) for only in one.only)]
                self._of_units[kind] = [one.name for one in fitting]
            wanted.update(self._of_units[kind])
        return [self._rules[one.name] for one in listed if one.name in wanted]


def _kind_of(effect: Effect) -> _Kind:
    if type(effect) is SchemaChange:
        return (SchemaChange, effect.verb, effect.kind)
    return (type(effect), getattr(effect, "verb", None))


@lru_cache(maxsize=8)
def _loaded(packs: tuple[str, ...]) -> Rulebook:
    listings: dict[str, Listing] = {one.name: one for one in built_in()}
    for pack in packs:
        for rule in rules_of(pack):
            if rule.name in listings:
                raise UnknownPack(f"the rule pack {pack} replaces the rule {rule.name}")
            listings[rule.name] = listing_of(rule)
    return Rulebook(listings.values())


def load(packs: Iterable[str] = ()) -> Rulebook:
    """The built-in rules and those of the packs that policy names, by their import names.

    Raises `UnknownPack`.
    """
    return _loaded(tuple(packs))


def built_in() -> Sequence[Listing]:
    """The built-in rules as they are listed, by name."""
    listed: Sequence[Listing] = import_module(f"{BUILT_IN}.listed").RULES
    return listed


def rule_names(packs: Sequence[str]) -> Collection[str]:
    """The names of the rules that exist, given the packs that a policy names."""
    return load(packs).classes


def rules_of(pack: str) -> list[type[Rule]]:
    """Every rule class of a package, found by walking its modules, ordered by name."""
    try:
        package = import_module(pack)
    except ImportError as problem:
        raise UnknownPack(f"the rule pack {pack} isn't installed") from problem
    found = {
        value
        for module in _modules(package)
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Rule)
        and value.__module__ == module.__name__
        and hasattr(value, "name")
    }
    return sorted(found, key=lambda rule: rule.name)


def _modules(package: ModuleType) -> Iterable[ModuleType]:
    yield package
    for entry in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(entry.name)
