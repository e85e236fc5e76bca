"""Copies of frozen values with some fields changed, made in less than half of the usual time.

`dataclasses.replace` asks each field what it is and runs the initialiser, which for an effect of
forty fields takes longer than reading its statement. A slot is copied as it is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any, TypeVar

T = TypeVar("T")


def altered(value: T, **changes: Any) -> T:
    """The value with these fields changed, for data classes with slots and no `__post_init__`.

    Raises `KeyError` where the class has no such field.
    """
    kind: type = value.__class__
    read, writers = _slots(kind)
    made: T = object.__new__(kind)
    for write, each in zip(writers.values(), read(value), strict=True):
        write(made, each)
    for name, each in changes.items():
        writers[name](made, each)
    return made


@cache
def _slots(kind: type) -> tuple[Callable[[Any], Any], dict[str, Callable[[Any, Any], None]]]:
    """What reads all fields of a class at once, and what writes each of them."""
    names = [field.name for field in fields(kind)]
    return attrgetter(*names), {name: getattr(kind, name).__set__ for name in names}
