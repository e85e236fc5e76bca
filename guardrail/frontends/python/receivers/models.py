"""Which mapper's model a class is: by what it inherits from, or by what its module imports."""

from __future__ import annotations

from guardrail.frontends.python.naming.known_packages import is_library
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import classes_above
from guardrail.knowledge.python.kinds import Extends, facts
from guardrail.patterns import late

_CLASS = late(r"[A-Z][A-Z0-9]*[a-z][A-Za-z0-9]*")
_BASE = late(r"Base|Model|Document|Table|Entity")


def extended(reading: Reading, scope: Scope) -> list[tuple[Extends, bool]]:
    """The kinds of model that a class of the module is, and whether that is sure."""
    known = facts()
    above = classes_above(reading, scope)
    spoken = [
        *above,
        *(f"{package}.{name}" for package in reading.names.starred for name in above),
    ]
    for name in spoken:
        if (found := known.extends.get(name)) is not None:
            return [(found, True)]
    for name in above:
        found = known.extends.get(f".{name.rsplit('.', 1)[-1]}")
        if found is not None and not known.packages(found).isdisjoint(packages(reading)):
            return [(found, True)]
    bases = [name for name in above if _BASE.search(name.rsplit(".", 1)[-1])]
    return [(one, False) for name in bases[:1] for one in models_of(reading, name, strict=True)]


def models_of(reading: Reading, name: str, *, strict: bool = False) -> list[Extends]:
    """The kinds of model that a class of another module may be: of the mappers that are imported.

    Where none is, of any, unless `strict`.
    """
    top, _, last = name.rpartition(".")
    if not _CLASS.fullmatch(last) or (not top and not reading.names.starred):
        return []
    every = _mappers()
    if is_library(top):
        return []
    here = packages(reading)
    used = [one for one, owners in every if not owners.isdisjoint(here)]
    return used if used or strict else [one for one, _ in every]


def packages(reading: Reading) -> frozenset[str]:
    """The packages that the module imports from."""
    return reading.names.packages | {one.split(".", 1)[0] for one in reading.names.starred}


def _mappers() -> list[tuple[Extends, frozenset[str]]]:
    known = facts()
    distinct = {one.kind: one for one in known.extends.values()}
    return [(one, known.packages(one)) for one in distinct.values()]
