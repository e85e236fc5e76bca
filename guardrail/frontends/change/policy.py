"""Guardrail's own policy made looser: what two texts of it say, compared key by key.

A missing key is the built-in default. Where the default of a level isn't known here (it is the
rule's), a new level below `error` counts as a loosening: the defaults of what matters are `error`.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from guardrail.frontends.change.plain import Data, jsonc, listed, table, toml, words
from guardrail.frontends.change.weakening import Weakening, place_of
from guardrail.model import Confidence, FileEdit

POLICY = "guardrail policy"
WAIVERS = "guardrail waivers"
BASELINE = "guardrail baseline"

_LEVELS = {"off": 0, "info": 1, "warning": 2, "error": 3}
_CONFIDENCES = {"low": 1, "medium": 2, "high": 3}
_GROWING = {"exclude": "more is excluded", "tests": "more counts as test code"}
_SHRINKING = {"migrations": "fewer files count as migrations", "packs": "a rule pack is left out"}


def guardrail_toml(edit: FileEdit) -> Iterator[Weakening]:
    """What a change of a `guardrail.toml` loosens."""
    yield from _compared(edit, toml(edit.before), toml(edit.after))


def pyproject(edit: FileEdit) -> Iterator[Weakening]:
    """What a change of a `pyproject.toml` loosens in `[tool.guardrail]`."""
    before = table(toml(edit.before), "tool", "guardrail")
    if before or "guardrail" in (edit.after or ""):
        yield from _compared(edit, before, table(toml(edit.after), "tool", "guardrail"))


def _compared(edit: FileEdit, before: Data, after: Data) -> Iterator[Weakening]:
    old = before if isinstance(before, dict) else {}
    new = after if isinstance(after, dict) else {}
    whole = "the file is deleted: " if edit.after is None and edit.before else ""
    for guard, detail, needles in (*_scalars(old, new), *_lists(old, new), *_levels(old, new)):
        place = place_of(edit.before, edit.after, *needles)
        yield Weakening(guard, whole + detail, place)
    yield from _waivers(edit, old, new)


Loosening = tuple[str, str, tuple[str, ...]]


def _scalars(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Loosening]:
    if new.get("mode") == "report" and old.get("mode") != "report":
        yield POLICY, "report mode is switched on: nothing blocks", ("mode",)
    if new.get("mode") == old.get("mode") == "report" and _later(new, old, "report-until"):
        yield POLICY, "report mode is prolonged", ("report-until",)
    # `error` is the highest level, so a check that failed on less now fails on fewer findings.
    if _rank(new, "fail-on", "error", _LEVELS) > _rank(old, "fail-on", "error", _LEVELS):
        yield POLICY, f"fail-on is raised to {new.get('fail-on', 'error')}", ("fail-on",)
    if _rank(new, "confidence", "medium", _CONFIDENCES) > _rank(
        old, "confidence", "medium", _CONFIDENCES
    ):
        yield (
            POLICY,
            f"findings below {new.get('confidence')} confidence no longer count",
            ("confidence",),
        )
    was, now = old.get("edition"), new.get("edition")
    if isinstance(now, int) and isinstance(was, int) and now < was:
        yield POLICY, f"the edition goes back to {now}: newer rules no longer block", ("edition",)
    if new.get("baseline") != old.get("baseline") and new.get("baseline"):
        yield BASELINE, "another baseline counts", ("baseline",)


def _rank(of: dict[str, Any], key: str, default: str, ranks: dict[str, int]) -> int:
    return ranks.get(str(of.get(key, default)), ranks[default])


def _later(new: dict[str, Any], old: dict[str, Any], key: str) -> bool:
    return str(new.get(key, "")) > str(old.get(key, ""))


def _lists(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Loosening]:
    for key, detail in _GROWING.items():
        for entry in sorted(set(words(new.get(key))) - set(words(old.get(key)))):
            yield POLICY, f"{detail}: {entry}", (entry,)
    for key, detail in _SHRINKING.items():
        for entry in sorted(set(words(old.get(key))) - set(words(new.get(key)))):
            yield POLICY, f"{detail}: {entry}", (key,)
    for kind in ("production", "shared"):
        was, now = (set(words(table(of, "environments").get(kind))) for of in (old, new))
        for entry in sorted(was - now):
            yield POLICY, f"{entry} no longer counts as {kind}", ("environments",)
    for kind in ("throwaway", "local"):
        was, now = (set(words(table(of, "environments").get(kind))) for of in (old, new))
        for entry in sorted(now - was):
            if not entry.strip("*?."):
                yield POLICY, f"every target counts as {kind}", (kind,)
    was, now = (_hot(of) for of in (old, new))
    for entry in sorted(was - now):
        yield POLICY, f"{entry} no longer counts as a hot table", ("hot",)


def _hot(of: dict[str, Any]) -> set[str]:
    return {
        name
        for database in listed(of.get("database"))
        if isinstance(database, dict)
        for name in words(database.get("hot"))
    }


def _levels(old: dict[str, Any], new: dict[str, Any]) -> Iterator[Loosening]:
    was, now = _stated(old), _stated(new)
    for (paths, name), level in sorted(now.items()):
        before = was.get((paths, name), "error")
        if _LEVELS[level] < _LEVELS[before]:
            where = f" on {paths}" if paths else ""
            said = "switched off" if level == "off" else f"lowered to {level}"
            yield POLICY, f"{name} is {said}{where}", (name, level)
    for (paths, name), level in sorted(was.items()):
        if level == "error" and (paths, name) not in now:
            where = f" on {paths}" if paths else ""
            yield POLICY, f"{name} is no longer set to error{where}", ()


def _stated(of: dict[str, Any]) -> dict[tuple[str, str], str]:
    """Levels by where they hold ("" is everywhere) and by rule or category."""
    found: dict[tuple[str, str], str] = {}
    stated = [("", table(of, "levels"))]
    for override in listed(of.get("override")):
        if isinstance(override, dict):
            stated.append((", ".join(words(override.get("paths"))), table(override, "levels")))
    for paths, levels in stated:
        for name, level in levels.items():
            if level in _LEVELS:
                found[(paths, name)] = level
    return found


def _waivers(edit: FileEdit, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Weakening]:
    known = {_bound(waiver): str(waiver.get("until", "")) for waiver in _tables(old, "waiver")}
    for waiver in _tables(new, "waiver"):
        until = str(waiver.get("until", ""))
        held = known.get(_bound(waiver))
        if held is not None and until <= held:
            continue
        rule = str(waiver.get("rule", "a finding"))
        verb = "a waiver is prolonged" if held is not None else "a waiver is added"
        needle = until if held is not None else str(waiver.get("fingerprint") or rule)
        detail = f"{verb}: {rule} until {until or 'any day'}"
        yield Weakening(WAIVERS, detail, place_of(edit.before, edit.after, needle))


def _tables(of: dict[str, Any], key: str) -> list[dict[str, Any]]:
    return [item for item in listed(of.get(key)) if isinstance(item, dict)]


def _bound(waiver: dict[str, Any]) -> str:
    """What a waiver allows."""
    return json.dumps([str(waiver.get(key)) for key in ("rule", "fingerprint", "path")])


def baseline(edit: FileEdit) -> Iterator[Weakening]:
    """Findings that a change adds to the baseline. A first baseline is told too, once."""
    old, new = _counted(jsonc(edit.before)), _counted(jsonc(edit.after))
    grown = {entry: n for entry, n in (new - old).items() if n > 0}
    if not grown:
        return
    total = sum(grown.values())
    entry = next(iter(grown))
    detail = f"{total} finding{'s' if total > 1 else ''} more count as known"
    yield Weakening(BASELINE, detail, place_of(edit.before, edit.after, entry[2]), Confidence.HIGH)


def _counted(data: Data) -> Counter[tuple[str, str, str]]:
    found: Counter[tuple[str, str, str]] = Counter()
    findings = table(data).get("findings")
    for each in findings if isinstance(findings, list) else ():
        if isinstance(each, dict):
            count = each.get("count", 1)
            key = (str(each.get("path")), str(each.get("rule")), str(each.get("fingerprint")))
            found[key] += count if isinstance(count, int) else 1
    return found
