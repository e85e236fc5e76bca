"""What pydantic found wrong, in words for people: the place, what is expected, the nearest name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from guardrail.policy.model import keys_of
from guardrail.policy.problems import shown, suggestion

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def place(error: ErrorDetails) -> tuple[int | str, ...]:
    """The key that an error is about; what is wrong with a whole file names its key first."""
    if error["loc"] or error["type"] != "value_error":
        return error["loc"]
    return (str(error.get("ctx", {}).get("error", "")).split(" ", maxsplit=1)[0],)


def sentence(error: ErrorDetails) -> str:
    """One error of pydantic, for people; no value but a short one is repeated."""
    where = error["loc"]
    key = next((str(part) for part in reversed(where) if isinstance(part, str)), "")
    context = error.get("ctx", {})
    match error["type"]:
        case "extra_forbidden":
            table = str(where[0]) if len(where) > 1 else ""
            return f"there is no key {shown(key)}{suggestion(key, keys_of(table))}"
        case "missing":
            return f"{shown(key)} is missing"
        case "literal_error":
            return f"{_at(where)} must be one of {context['expected']}{_meant(error)}"
        case "value_error":
            said = str(context["error"])
            return (
                said if said.startswith(("mode", "report", "edition")) else f"{_at(where)} {said}"
            )
        case "int_type":
            return f"{_at(where)} must be a whole number"
        case "string_type":
            return f"{_at(where)} must be text"
        case "list_type":
            return f"{_at(where)} must be a list"
        case "dict_type" | "model_type" | "model_attributes_type":
            return f"{_at(where)} must be a table"
        case "date_type":
            return f"{_at(where)} must be a date, YYYY-MM-DD"
        case "string_pattern_mismatch":
            return f"{_at(where)} doesn't have the form it must have"
        case "string_too_short" | "too_short":
            return f"{_at(where)} is empty"
        case _:
            return f"{_at(where)}: {error['msg'].lower()}"


def _at(where: Sequence[int | str]) -> str:
    """A place for people: `waiver 2 until`, places counted from 1."""
    parts = [str(p + 1) if isinstance(p, int) else p for p in where[:6] if p != "[key]"]
    return shown(" ".join(parts)) if parts else "the file"


def _meant(error: ErrorDetails) -> str:
    given = error["input"]
    expected = re.findall(r"'([^']+)'", str(error.get("ctx", {}).get("expected", "")))
    return suggestion(given, expected) if isinstance(given, str) else ""
