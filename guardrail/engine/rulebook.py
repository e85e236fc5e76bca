"""The rules that take part in a run.

The built-in pack loads by itself. Any other one loads only where policy names it, and can add
rules, never replace or remove one.
"""

from __future__ import annotations

import pkgutil
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from types import ModuleType

from guardrail.rule import Rule, RuleInfo, info
from guardrail.unit import Unit

BUILT_IN = "guardrail_rules"


class UnknownPack(Exception):
    """A rule pack that policy names and that isn't installed, or that replaces a rule."""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Rules by what they judge, and what the doors show of each."""

    by_type: Mapping[type, Sequence[Rule]]
    infos: Mapping[str, RuleInfo]
    classes: Mapping[str, type[Rule]]

    def for_effect(self, kind: type) -> Sequence[Rule]:
        """The rules that judge effects of a type."""
        return self.by_type.get(kind, ())

    def for_units(self) -> Sequence[Rule]:
        """The rules that judge whole Units."""
        return self.by_type.get(Unit, ())


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
