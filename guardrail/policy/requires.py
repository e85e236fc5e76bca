"""Whether this Guardrail is one that a policy can be read by: `requires = ">=1.4"`."""

from __future__ import annotations

from guardrail.patterns import late

_CLAUSE = late(r"\s*(>=|<=|==|!=|>|<)?\s*(\d{1,6}(?:\.\d{1,6}){0,4})\s*\Z")
_NUMBER = late(r"\d{1,6}(?:\.\d{1,6}){0,4}")

Version = tuple[int, ...]


def satisfied(requires: str, version: str) -> bool:
    """Whether every comma-separated clause holds of the version.

    A clause is an operator (`>=` where there is none) and a version of numbers. Of `version` only
    the leading numbers count: a pre-release counts as its release. Raises `ValueError` for a
    clause that can't be read.
    """
    found = _NUMBER.match(version)
    here = _numbers(found[0]) if found else ()
    return all(_holds(clause, here) for clause in requires.split(","))


def _holds(clause: str, here: Version) -> bool:
    found = _CLAUSE.match(clause)
    if found is None:
        raise ValueError(clause)
    wanted = _numbers(found[2])
    match found[1]:
        case "==":
            return here == wanted
        case "!=":
            return here != wanted
        case ">":
            return here > wanted
        case "<":
            return here < wanted
        case "<=":
            return here <= wanted
        case _:
            return here >= wanted


def _numbers(text: str) -> Version:
    """The numbers without trailing zeros: 1.4.0 is 1.4."""
    numbers = [int(part) for part in text.split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)
