"""What the client may choose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

SCOPES = ("open", "changed", "workspace")


class Options(Struct, frozen=True):
    """The client's settings, each at its default where it says nothing that can be used.

    `debounce` is in seconds. `commands` are the client commands that exist at the other end.
    """

    scope: str = "changed"
    effect_lens: bool = True
    debounce: float = 0.2
    jobs: int = 1
    commands: frozenset[str] = frozenset()


def read(said: object, before: Options) -> tuple[Options, list[str]]:
    """The options after a client's say, and what of it can't be used."""
    if not isinstance(said, Mapping):
        return before, []
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for key, value in said.items():
        match key, value:
            case "scope", str() if value in SCOPES:
                found["scope"] = value
            case "effectLens", bool():
                found["effect_lens"] = value
            case "debounce", int() | float() if not isinstance(value, bool) and 0 <= value <= 5000:
                found["debounce"] = value / 1000
            case "jobs", int() if not isinstance(value, bool) and 1 <= value <= 64:
                found["jobs"] = value
            case "clientCommands", list() | tuple():
                found["commands"] = frozenset(name for name in value if isinstance(name, str))
            case (("scope" | "effectLens" | "debounce" | "jobs" | "clientCommands"), None):
                pass
            case (("scope" | "effectLens" | "debounce" | "jobs" | "clientCommands"), _):
                wrong.append(f"guardrail.{key} can't be {value!r}"[:200])
    return replace(before, **found), wrong
