"""The rules that take part in a run.

The built-in pack loads by itself. Any other one loads only where policy names it, and can add
rules, never replace or remove one.
"""

from __future__ import annotations

import pkgutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import import_module
from types import ModuleType

from msgspec import Struct, field

from guardrail.effects import Effect, SchemaChange
from guardrail.rule import Rule, RuleInfo, info
from guardrail.unit import Unit

BUILT_IN = "guardrail_rules"


class UnknownPack(Exception):
    """A rule pack that policy names and that isn't installed, or that replaces a rule."""


_Kind = tuple[object, ...]
"""What effects have in common that the same rules ask for: see `_kind_of`."""


class Rulebook(Struct, frozen=True):
    """Rules by what they judge, and what the doors show of each.

    Most rules have nothing to say of most effects. Which ones do is worked out once for effects of
    one type, verb and kind.
    """

    by_type: Mapping[type, Sequence[Rule]]
    infos: Mapping[str, RuleInfo]
    classes: Mapping[str, type[Rule]]
    _asked: dict[_Kind, Sequence[Rule]] = field(default_factory=dict)
    _of_units: dict[_Kind, Sequence[int]] = field(default_factory=dict)

    def for_effect(self, effect: Effect) -> Sequence[Rule]:
        """The rules that may find something in an effect."""
        kind = _kind_of(effect)
        asked = self._asked.get(kind)
        if asked is None:
            rules = self.by_type.get(type(effect), ())
            asked = self._asked[kind] = [rule for rule in rules if _asks(rule, effect)]
        return asked

    def for_unit(self, unit: Unit) -> Sequence[Rule]:
        """The rules that may find something in a Unit as a whole."""
        rules = self.by_type.get(Unit, ())
        wanted = {number for number, rule in enumerate(rules) if not rule.only}
        for effect in unit.effects:
            kind = _kind_of(effect)
            if kind not in self._of_units:
                self._of_units[kind] = [
                    number
                    for number, rule in enumerate(rules)
                    if any(only.fits(effect) for only in rule.only)
                ]
            wanted.update(self._of_units[kind])
        return [rules[number] for number in sorted(wanted)]


def _kind_of(effect: Effect) -> _Kind:
    if type(effect) is SchemaChange:
        return (SchemaChange, effect.verb, effect.kind)
    return (type(effect), getattr(effect, "verb", None))


def _asks(rule: Rule, effect: Effect) -> bool:
    """Whether a rule that judges such effects may find something in this one."""
    told = [only for only in rule.only if only.type is type(effect)]
    return not told or any(only.fits(effect) for only in told)


@lru_cache(maxsize=8)
def _loaded(packs: tuple[str, ...]) -> Rulebook:
    classes: dict[str, type[Rule]] = {}
    for pack in (BUILT_IN, *packs):
        for rule in rules_of(pack):
            if rule.name in classes:
                raise UnknownPack(f"the rule pack {pack} replaces the rule {rule.name}")
            classes[rule.name] = rule
    by_type: dict[type, list[Rule]] = defaultdict(list)
    for rule in classes.values():
        for kind in rule.judges:
            by_type[kind].append(rule())
    infos = {name: info(rule) for name, rule in sorted(classes.items())}
    return Rulebook(by_type, infos, classes)


def load(packs: Iterable[str] = ()) -> Rulebook:
    """The built-in rules and those of the packs that policy names, by their import names.

    Raises `UnknownPack`.
    """
    return _loaded(tuple(packs))


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
