"""Where each value of a policy comes from: what `guardrail config show` tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from guardrail.model import Level
from guardrail.policy.effective import Policy
from guardrail.policy.layer import Layer

BUILT_IN = "default"


class Value(Struct, frozen=True):
    """A key of the policy, what holds, and the file and line that say so."""

    key: str
    value: str
    origin: str


def values(policy: Policy, path: str) -> Iterator[Value]:
    """What holds at the path, key by key."""
    yield _simple(policy, "edition", str(policy.edition), "edition")
    mode = f"report, until {policy.report_until}" if policy.report else "enforce"
    yield _simple(policy, "mode", mode, "report")
    yield _simple(policy, "fail-on", str(policy.fail_on), "fail_on")
    yield _simple(policy, "confidence", str(policy.confidence), "confidence")
    yield _simple(policy, "baseline", policy.baseline, "baseline")
    yield from _lists(policy)
    yield from _levels(policy, path)
    yield from _database(policy, path)
    for waiver in policy.waivers:
        what = " ".join(filter(None, (waiver.rule, waiver.fingerprint, waiver.path)))
        said = f"{what}, until {waiver.until} ({waiver.owner}: {waiver.reason})"
        yield Value("waiver", said, _origin(waiver.origin, waiver.line))


def _simple(policy: Policy, key: str, value: str, attribute: str) -> Value:
    """A single value: from the nearest layer that says what holds."""
    held = getattr(policy, attribute)
    for layer in reversed(policy.layers):
        if getattr(layer, attribute) is not None and getattr(layer, attribute) == held:
            return Value(key, value, _origin(layer.origin, layer.line(key)))
    return Value(key, value, BUILT_IN)


def _lists(policy: Policy) -> Iterator[Value]:
    held: tuple[tuple[str, Iterable[str]], ...] = (
        ("exclude", policy.exclude),
        ("migrations", policy.settings.migrations),
        ("tests", policy.settings.tests),
        ("packs", policy.packs),
        ("environments", (f"{kind}: {name}" for name, kind in policy.settings.environments)),
    )
    for key, entries in held:
        for entry in entries:
            yield Value(key, entry, _saying(policy.layers, key, entry))


def _saying(layers: Iterable[Layer], key: str, entry: str) -> str:
    for layer in layers:
        own = (
            [f"{kind}: {name}" for name, kind in layer.environments]
            if key == "environments"
            else getattr(layer, key)
        )
        if entry in own:
            return _origin(layer.origin, layer.line(key))
    return BUILT_IN


def _levels(policy: Policy, path: str) -> Iterator[Value]:
    """What the layers say of levels on the path: the highest of each name counts."""
    said: dict[str, tuple[Level, str]] = {}
    for place, layer in enumerate(policy.layers):
        for name, (level, origin) in _said(layer, path).items():
            if place == 0 or name not in said or level > said[name][0]:
                said[name] = (level, origin)
    for name, (level, origin) in sorted(said.items()):
        yield Value(f"levels.{name}", str(level), origin)


def _said(layer: Layer, path: str) -> dict[str, tuple[Level, str]]:
    found = {
        name: (level, _origin(layer.origin, layer.line(f"levels.{name}")))
        for name, level in layer.levels.items()
    }
    for override in layer.overrides:
        if override.matches(path):
            origin = _origin(layer.origin, override.line)
            found.update({name: (level, origin) for name, level in override.levels.items()})
    return found


def _database(policy: Policy, path: str) -> Iterator[Value]:
    database = policy.settings.database(path)
    origin = BUILT_IN
    for layer in policy.layers:
        if any(
            each.paths == database.paths and each.name == database.name for each in layer.databases
        ):
            origin = _origin(layer.origin, layer.line("database"))
    shown = {
        "dialect": database.dialect,
        "version": database.version,
        "transaction": database.transaction,
        "timeouts": database.timeouts,
        "stats": database.stats,
        "hot": ", ".join(database.hot),
        "environment": database.environment,
    }
    for key, value in shown.items():
        if value:
            yield Value(f"database.{database.name}.{key}", str(value), origin)


def _origin(path: str, line: int) -> str:
    return f"{path}:{line}" if line else path
