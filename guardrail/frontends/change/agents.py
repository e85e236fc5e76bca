"""Settings of coding agents: hooks taken away, permissions given."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from guardrail.frontends.change.agent_tables import (
    AGENT_HOOKS,
    ALLOWED,
    PERMISSIONS,
    REFUSED,
    SWITCHES,
    is_broad,
)
from guardrail.frontends.change.commands import names_guardrail
from guardrail.frontends.change.plain import Data, jsonc, listed, strings, table, toml, words
from guardrail.frontends.change.weakening import Weakening, place_of
from guardrail.model import Confidence, FileEdit
from guardrail.patterns import late

_GUARDING_EVENTS = late(
    r"^(?:pre|before|permission|userprompt|configchange|sessionstart)", re.IGNORECASE
)


def agent_settings(edit: FileEdit) -> Iterator[Weakening]:
    """What a change of an agent's settings (JSON or TOML) gives away."""
    read = toml if edit.path.lower().endswith(".toml") else jsonc
    old, new = table(read(edit.before)), table(read(edit.after))
    if edit.after is not None and edit.after.strip() and read(edit.after) is None and old:
        detail = "the agent's settings can't be read any more"
        yield Weakening(AGENT_HOOKS, detail, confidence=Confidence.MEDIUM)
        return
    whole = "the file is deleted: " if edit.after is None else ""
    found = (*_hooks(old, new), *_switches(old, new), *_permissions(old, new))
    for guard, detail, needles in found:
        yield Weakening(guard, whole + detail, place_of(edit.before, edit.after, *needles))


Change = tuple[str, str, tuple[str, ...]]


def _at(data: dict[str, Any], path: str) -> Data:
    """The value at a dotted path; editors' settings may hold the whole path as one key."""
    if path in data:
        return data[path]
    *folders, name = path.split(".")
    return table(data, *folders).get(name)


def _switches(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for path, guard, weak, said in SWITCHES:
        value, before = _at(new, path), _at(old, path)
        if value in weak and type(value) in {type(w) for w in weak} and value != before:
            yield guard, said, (path.rsplit(".", 1)[-1],)
    if _at(old, "sandbox.enabled") is True and _at(new, "sandbox.enabled") is None:
        yield PERMISSIONS, "the agent's sandbox is switched off", ()


def _permissions(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    for path in ALLOWED:
        known = set(words(_at(old, path)))
        for entry in words(_at(new, path)):
            if entry not in known and is_broad(entry):
                yield PERMISSIONS, f"{entry} is allowed without asking", (entry,)
    for path in REFUSED:
        held = set(words(_at(new, path)))
        if path == "permissions.ask":
            held |= set(words(_at(new, "permissions.deny")))
        for entry in words(_at(old, path)):
            if entry not in held:
                kind = "asked about" if path == "permissions.ask" else "refused"
                yield PERMISSIONS, f"{entry} is no longer {kind}", (path.rsplit(".", 1)[-1],)
    known = set(words(_at(old, "permissions.additionalDirectories")))
    for entry in words(_at(new, "permissions.additionalDirectories")):
        if entry not in known and re.match(r"^(?:/|~/?|\.\./?|[A-Za-z]:[\\/])?$", entry):
            yield PERMISSIONS, f"the agent may work in all of {entry}", (entry,)


def _hooks(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Change]:
    was, now = _by_event(old), _by_event(new)
    for event, hooks in was.items():
        left = now.get(event, [])
        guarding = [hook for hook in hooks if _guards(hook)]
        still = [hook for hook in left if _guards(hook)]
        if guarding and not still:
            yield AGENT_HOOKS, f"the check no longer runs before the agent acts ({event})", ()
        elif guarding and _tools(guarding) - _tools(still) and "*" not in _tools(still):
            yield AGENT_HOOKS, f"the check sees fewer of the agent's tools ({event})", ("matcher",)
        elif len(left) < len(hooks) and _GUARDING_EVENTS.match(event):
            yield AGENT_HOOKS, f"a hook is removed ({event})", ()
    servers = {
        name
        for name, server in table(old, "mcpServers").items()
        if any(names_guardrail(text) for text in strings(server))
    }
    for name in sorted(servers):
        server = table(new, "mcpServers").get(name)
        if server is not None and not any(names_guardrail(text) for text in strings(server)):
            yield AGENT_HOOKS, f"the MCP server {name} is no longer watched", (name,)
    for name, server in table(new, "mcpServers").items():
        before = table(old, "mcpServers", name)
        for key in ("alwaysAllow", "autoApprove"):
            if "*" in words(table(server).get(key)) and "*" not in words(before.get(key)):
                yield PERMISSIONS, f"every tool of {name} is allowed without asking", (key,)


def _by_event(settings: dict[str, Any]) -> dict[str, list[Any]]:
    """Hooks by the event they run on: of `hooks`, or of a file that holds nothing else."""
    found: dict[str, list[Any]] = {}
    for event, entries in table(settings, "hooks").items():
        found[event] = listed(entries)
    return found


def _guards(hook: Data) -> bool:
    return any(names_guardrail(text) for text in strings(hook))


def _tools(hooks: list[Any]) -> set[str]:
    """The tools that hooks are asked about; "*" is every one."""
    found: set[str] = set()
    for hook in hooks:
        matcher = table(hook).get("matcher")
        if not isinstance(matcher, str) or matcher.strip() in ("", "*", ".*"):
            return {"*"}
        found |= {part.strip() for part in matcher.split("|")}
    return found
