"""From the text of a policy file to what it says, checked: every error names its line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from guardrail import __version__
from guardrail.model import Category, Confidence, Level
from guardrail.patterns import late
from guardrail.policy.layer import Layer, Override, Waiver
from guardrail.policy.lines import Key, key_lines, line_of
from guardrail.policy.problems import PolicyError, shown, suggestion
from guardrail.settings import SPOKEN_BY, Database

if TYPE_CHECKING:
    from guardrail.policy.model import PolicyFile

LARGEST = 400_000
"""The longest policy text that is read, in code points."""

RuleNames = Callable[[Sequence[str]], Collection[str]]
"""The names of the rules that exist, given the packs that a policy names."""

_AT_LINE = late(r"\(at line (\d+), column \d+\)")


def read_layer(
    text: str, path: str, *, inside: tuple[str, ...] = (), names: RuleNames | None = None
) -> Layer | None:
    """What the policy file at `path` says; `None` where it has no table `inside`.

    `inside` is `("tool", "guardrail")` for a `pyproject.toml`. Where `names` is given, rules that
    don't exist are errors. Raises `PolicyError`.
    """
    table = _toml(text, path)
    for part in inside:
        if not isinstance(table, dict) or part not in table:
            return None
        table = table[part]
    lines = {key[len(inside) :]: n for key, n in key_lines(text).items() if _below(key, inside)}
    if not isinstance(table, dict):
        raise PolicyError(path, line_of(lines, ()), "must be a table")
    _check_version(table, path, lines)
    layer = _layer(_checked(table, path, lines), path, lines)
    if names is not None:
        _check_names(layer, set(names(layer.packs)) | set(Category), path, lines)
    return layer


def _below(key: Key, inside: tuple[str, ...]) -> bool:
    return len(key) > len(inside) and key[: len(inside)] == inside


def _toml(text: str, path: str) -> Any:
    import tomllib

    if len(text) > LARGEST:
        raise PolicyError(path, 0, "is too large for a policy")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        said = str(problem)
        found = _AT_LINE.search(said)
        line = int(found[1]) if found else text.count("\n") + 1
        plain = _AT_LINE.sub("", said).split("(", maxsplit=1)[0].strip()
        raise PolicyError(path, line, f"isn't valid TOML: {plain}") from None
    except (RecursionError, ValueError):
        raise PolicyError(
            path, 0, "isn't valid TOML: nested too deeply, or a number too long"
        ) from None


def _check_version(table: Mapping[str, object], path: str, lines: dict[Key, int]) -> None:
    """Before all else: an older Guardrail can't know the keys of a newer one."""
    from guardrail.policy.requires import satisfied

    wanted = table.get("requires")
    if not isinstance(wanted, str):
        return
    try:
        fits = satisfied(wanted, __version__)
    except ValueError:
        return
    if not fits:
        message = f"needs Guardrail {wanted}, this is {__version__}"
        raise PolicyError(path, line_of(lines, ("requires",)), message)


def _checked(table: Mapping[str, object], path: str, lines: dict[Key, int]) -> PolicyFile:
    from pydantic import ValidationError

    from guardrail.policy.model import PolicyFile
    from guardrail.policy.wording import place, sentence

    try:
        return PolicyFile.model_validate(table)
    except ValidationError as problem:
        found = [
            (line_of(lines, place(error)), sentence(error))
            for error in problem.errors(include_url=False)
        ]
    line, message = min(found, key=lambda each: each[0])
    more = len(found) - 1
    raise PolicyError(path, line, message + (f" ({more} more like this)" if more else ""))


def _layer(file: PolicyFile, path: str, lines: dict[Key, int]) -> Layer:
    wanted = {
        ".".join(map(str, key)): line
        for key, line in lines.items()
        if len(key) == 1 or (key[0] == "levels" and len(key) == 2)
    }
    return Layer(
        origin=path,
        requires=file.requires or "",
        edition=file.edition,
        report=None if file.mode is None else file.mode == "report",
        report_until=file.report_until.isoformat() if file.report_until else "",
        fail_on=None if file.fail_on is None else Level[file.fail_on.upper()],
        confidence=None if file.confidence is None else Confidence[file.confidence.upper()],
        levels=_levels(file.levels),
        overrides=tuple(
            Override(tuple(o.paths), _levels(o.levels), line_of(lines, ("override", place)))
            for place, o in enumerate(file.override)
        ),
        exclude=tuple(file.exclude),
        databases=tuple(
            Database(
                name=d.name,
                paths=tuple(d.paths),
                dialect=SPOKEN_BY.get(d.dialect or "", d.dialect or ""),
                server=d.dialect if d.dialect in SPOKEN_BY else "",
                version=d.version or 0,
                transaction=d.transaction or "",
                timeouts=d.timeouts or "",
                hot=tuple(d.hot),
                environment=d.environment or "",
                stats=d.stats or "",
            )
            for d in file.database
        ),
        migrations=tuple(file.migrations),
        tests=tuple(file.tests),
        environments=tuple(
            (pattern, kind)
            for kind, patterns in (
                file.environments.model_dump() if file.environments else {}
            ).items()
            for pattern in patterns
        ),
        waivers=tuple(
            Waiver(
                rule=w.rule,
                reason=w.reason,
                owner=w.owner,
                until=w.until.isoformat(),
                fingerprint=w.fingerprint or "",
                path=w.path or "",
                origin=path,
                line=line_of(lines, ("waiver", place)),
            )
            for place, w in enumerate(file.waiver)
        ),
        baseline=file.baseline,
        packs=tuple(file.packs),
        lines=wanted,
    )


def _levels(levels: Mapping[str, str]) -> dict[str, Level]:
    return {name: Level[level.upper()] for name, level in levels.items()}


def _check_names(layer: Layer, known: set[str], path: str, lines: dict[Key, int]) -> None:
    named: list[tuple[str, Key]] = [(name, ("levels", name)) for name in layer.levels]
    for place, override in enumerate(layer.overrides):
        named += [(name, ("override", place, "levels", name)) for name in override.levels]
    for place, waiver in enumerate(layer.waivers):
        named.append((waiver.rule, ("waiver", place, "rule")))
    for name, key in named:
        if name not in known or (key[-1] == "rule" and name in set(Category)):
            what = "rule" if key[-1] == "rule" else "rule or category"
            raise PolicyError(
                path,
                line_of(lines, key),
                f"there is no {what} {shown(name)}{suggestion(name, known)}",
            )
