"""Reads one module: locates calls, reads them, and assembles what they do."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.frontends.python.alembic.migration import alembic_migrations
from guardrail.frontends.python.dispatch import read_call
from guardrail.frontends.python.django.migration import django_migrations
from guardrail.frontends.python.found import Found
from guardrail.frontends.python.locate import located
from guardrail.frontends.python.matching import Matching
from guardrail.frontends.python.names import Names
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.scopes import Scopes
from guardrail.frontends.python.strings.building import Builder
from guardrail.frontends.python.tree import Module
from guardrail.frontends.python.units import Assembly, outermost
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Item


def read_module(source: Source, settings: Settings) -> Iterator[Item]:
    """The items of a module that the screen has kept."""
    module = Module(source)
    scopes = Scopes(module)
    names = Names(module, scopes)
    builder = Builder(module, scopes, names)
    reading = Reading(
        source, settings, module, scopes, names, builder, Matching(names, builder.flow)
    )
    migrations = [*django_migrations(reading), *alembic_migrations(reading)]
    found: list[Found] = []
    for call in located(module, names):
        one = read_call(reading, call)
        if one is not None:
            found.append(one)
    yield from Assembly(reading, outermost(found, []), migrations).stream()
