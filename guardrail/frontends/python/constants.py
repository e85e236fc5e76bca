"""Constant texts of a module, for the modules that import them."""

from __future__ import annotations

from functools import lru_cache

from guardrail.frontends.python.bindings import BindingKind
from guardrail.frontends.python.names import Names
from guardrail.frontends.python.scopes import Scope, Scopes
from guardrail.frontends.python.strings.building import Builder
from guardrail.frontends.python.strings.rope import known
from guardrail.frontends.python.tree import Module, TooDeep
from guardrail.model import Source

LONGEST = 20_000
"""A longer constant is not followed into other modules."""


@lru_cache(maxsize=512)
def constant(text: str, name: str) -> str | None:
    """The text that "NAME", "Class.NAME" or "object.NAME" stands for in a module, if it is one.

    A name that is bound twice may stand for either.
    """
    found = _module(text)
    if found is None:
        return None
    scopes, builder = found
    owner, _, last = name.rpartition(".")
    scope = scopes.top() if not owner else scopes.of_class(owner) or scopes.of_object(owner)
    bound = scope.bindings.get(last, ()) if scope is not None else ()
    if len(bound) != 1 or bound[0].kind is not BindingKind.ASSIGNED or bound[0].value is None:
        return None
    if bound[0].index is not None:
        return None
    variants = builder.variants(bound[0].value)
    said = known(variants[0]) if len(variants) == 1 else None
    if not said or len(said) > LONGEST or (scope is not None and _is_default(scope, said)):
        return None
    return said


def _is_default(scope: Scope, said: str) -> bool:
    """Whether a text is an address that the environment replaces: a default of settings."""
    superclasses = scope.node.child_by_field_name("superclasses") if scope.is_class else None
    settings = superclasses is not None and b"Settings" in (superclasses.text or b"")
    return settings and "://" in said


@lru_cache(maxsize=8)
def _module(text: str) -> tuple[Scopes, Builder] | None:
    try:
        module = Module(Source("", "python", text))
    except TooDeep:
        return None
    scopes = Scopes(module)
    return scopes, Builder(module, scopes, Names(module, scopes))
