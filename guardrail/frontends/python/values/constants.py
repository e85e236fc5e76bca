"""Constant texts of a module, for the modules that import them."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.names import Names
from guardrail.frontends.python.naming.scopes import Scope, Scopes
from guardrail.frontends.python.source.tree import Module, TooDeep
from guardrail.frontends.python.strings.building import Builder
from guardrail.frontends.python.strings.rope import Rope, known
from guardrail.frontends.python.values.left_unset import is_nothing, left_unset
from guardrail.model import EnvironmentKind, Source
from guardrail.patterns import late
from guardrail.project.environment import classify

LONGEST = 20_000
"""A longer constant is not followed into other modules."""

_MOST = 32

_SET_OR_NOT = 2
_OF_ENVIRONMENT = late(r"(?:os\.)?(?:environ\.get|getenv)\(")
_PATH = late(r"~?/[\w.@+-]")
_PLAIN = frozenset(("true", "false", "integer", "float"))
"""Constants that say themselves what they are as a text."""


@lru_cache(maxsize=512)
def constant(text: str, name: str) -> str | None:
    """The text that "NAME", "Class.NAME" or "object.NAME" stands for in a module, if it is one.

    A name that is bound twice may stand for either.
    """
    found = _module(text)
    if found is None:
        return None
    scopes, builder = found
    scope, value = _bound(scopes, name)
    if value is not None and value.type in _PLAIN:
        return builder.module.code(value)[:LONGEST]
    variants = builder.variants(value) if value is not None else ()
    said = known(variants[0]) if len(variants) == 1 else _by_default(variants)
    if not said or len(said) > LONGEST or (scope is not None and _is_default(scope, said)):
        return None
    return said


@lru_cache(maxsize=512)
def is_empty(text: str, name: str) -> bool:
    """Whether such a name is bound to nothing, or to what nobody sets by default."""
    found = _module(text)
    if found is None:
        return False
    scopes, builder = found
    _, value = _bound(scopes, name)
    made = [value] if value is not None else _made_with(scopes, name)
    return bool(made) and all(is_nothing(builder, one) or left_unset(builder, one) for one in made)


def _made_with(scopes: Scopes, name: str) -> list[Node]:
    """What the module gives a field of a class of its own wherever it makes an object of it."""
    owner, _, field = name.rpartition(".")
    scope = scopes.of_class(owner) if owner else None
    if scope is None or any(one.value is not None for one in scope.bindings.get(field, ())):
        return []
    return _given_to(scopes, owner, field, None)


def _given_to(scopes: Scopes, owner: str, field: str, within: Node | None) -> list[Node]:
    """What calls of a class give a field by name, anywhere or `within` one of its methods."""
    module = scopes.module
    start, end = (within.start_byte, within.end_byte) if within is not None else (0, sys.maxsize)
    named = re.compile(rf"\b{re.escape(field)}(?=\s*=[^=])")
    places = named.finditer(module.plain, start, end)
    found = []
    for trail in module.around([one.span() for one in islice(places, _MOST)]):
        given = trail[1] if len(trail) > 3 and trail[1].type == "keyword_argument" else None
        called = trail[3].child_by_field_name("function") if given is not None else None
        value = given.child_by_field_name("value") if given is not None else None
        if called is not None and value is not None and module.name(called) in ("cls", owner):
            found.append(value)
    return found


def _bound(scopes: Scopes, name: str) -> tuple[Scope | None, Node | None]:
    """The only expression that a name is bound to, and the scope that binds it."""
    owner, _, last = name.rpartition(".")
    scope: Scope | None = scopes.top()
    if "." in owner:
        return _of_method(scopes, owner, last)
    if owner:
        scope = scopes.of_class(owner) or scopes.of_object(owner) or _given_by(scopes, owner)
    bound: Sequence[Binding] = scope.bindings.get(last, ()) if scope is not None else ()
    plain = len(bound) == 1 and bound[0].kind is BindingKind.ASSIGNED and bound[0].index is None
    return scope, bound[0].value if plain else None


def _of_method(scopes: Scopes, owner: str, field: str) -> tuple[Scope | None, Node | None]:
    """What a field holds of the object that a method of its class makes: `Settings.from_env`."""
    of, _, method = owner.rpartition(".")
    scope = scopes.of_class(of)
    made = scope.bindings.get(method, ()) if scope is not None else ()
    if scope is None or len(made) != 1 or made[0].kind is not BindingKind.DEFINED:
        return None, None
    function = made[0].value
    given = _given_to(scopes, of, field, function) if function is not None else []
    bound = scope.bindings.get(field, ())
    by_default = bound[0].value if len(bound) == 1 else None
    return scope, given[0] if len(given) == 1 else None if given else by_default


def _given_by(scopes: Scopes, name: str) -> Scope | None:
    """The class of the module of which a function gives an object: `get_settings`."""
    function = scopes.function(name)
    typed = function.child_by_field_name("return_type") if function is not None else None
    if typed is None:
        return None
    return scopes.of_class((typed.text or b"").decode("utf-8", "replace").strip("\"'"))


def _by_default(variants: Sequence[Rope]) -> str | None:
    """The folder, file or production's address that a setting names where nobody sets it."""
    if len(variants) != _SET_OR_NOT or not variants[0]:
        return None
    said = known(variants[1])
    asked = _OF_ENVIRONMENT.match(variants[0][0].name) is not None
    if not asked or said is None:
        return None
    return said if _PATH.match(said) or _is_of_production(said) else None


def _is_default(scope: Scope, said: str) -> bool:
    """Whether a text is an address that the environment replaces: a default of settings.

    Production's stays what it is: who sets nothing works on that.
    """
    superclasses = scope.node.child_by_field_name("superclasses") if scope.is_class else None
    settings = superclasses is not None and b"Settings" in (superclasses.text or b"")
    return settings and "://" in said and not _is_of_production(said)


def _is_of_production(said: str) -> bool:
    if "://" not in said:
        return False
    return classify(url=said, services=frozenset()).kind is EnvironmentKind.PRODUCTION


@lru_cache(maxsize=8)
def _module(text: str) -> tuple[Scopes, Builder] | None:
    try:
        module = Module(Source("", "python", text))
    except TooDeep:
        return None
    scopes = Scopes(module)
    return scopes, Builder(module, scopes, Names(module, scopes))
