"""Values that are an empty text where nobody gives one, by how they are asked for."""

from __future__ import annotations

from collections.abc import Iterable

from guardrail.patterns import late

EMPTY_OTHERWISE = ' or ""'
"""How the name of a hole ends whose value is empty where nobody gives one."""
_LEFT_EMPTY = late(
    r"""\b(?:getenv|get|pop)\([^()]*,\s*(?:default\s*=\s*)?(?:""|'')\s*\)\)*$|\sor\s+(?:""|'')$"""
)


def left_empty(name: str) -> bool:
    """Whether what a hole stands for is empty by default: `os.environ.get("ROOT", "")`."""
    return _LEFT_EMPTY.search(name) is not None


def unless_given(names: Iterable[str]) -> str:
    """How the guard is worded of what only happens where such values are left out."""
    return f"unless {' and '.join(names)} is given"
