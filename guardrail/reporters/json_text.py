"""JSON that is safe on a terminal and in a runner's log: ASCII alone, and no runner's commands."""

from __future__ import annotations

import json
from enum import IntEnum
from typing import Any

from msgspec import Struct

from guardrail.model import Location
from guardrail.reporters.escaping import without_surrogates
from guardrail.reporters.options import Options


def json_text(data: Any, options: Options, *, indent: int | None = 2) -> str:
    """The data as JSON. Within strings `##` is written so that a runner doesn't read it."""
    text = json.dumps(_valid(data), indent=indent, ensure_ascii=True)
    return text.replace("##", "\\u0023#") if options.github_actions else text


def _valid(value: Any) -> Any:
    if isinstance(value, str):
        return without_surrogates(value)
    if isinstance(value, dict):
        return {_valid(key): _valid(each) for key, each in value.items()}
    return [_valid(each) for each in value] if isinstance(value, list | tuple) else value


def plain(value: Any) -> Any:
    """Structs as mappings of their fields, enumerations by the name people use."""
    if isinstance(value, IntEnum):
        return str(value)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    if isinstance(value, Struct):
        return {name: plain(getattr(value, name)) for name in value.__struct_fields__}
    return value


def start_of(location: Location) -> dict[str, int]:
    """Where a place begins: 1-based, columns in code points."""
    return {"line": location.line, "column": location.column}


def end_of(location: Location) -> dict[str, int]:
    """Where a place ends, exclusive."""
    return {"line": location.end_line, "column": location.end_column}
