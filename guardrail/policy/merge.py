"""Merging policies: a nearer file tightens what a farther one says, never loosens it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from guardrail.model import EnvironmentKind, Level
from guardrail.policy.effective import Policy
from guardrail.policy.layer import Layer, Waiver
from guardrail.policy.problems import PolicyProblem
from guardrail.settings import Database, Settings

_Number = TypeVar("_Number", bound=int)
_ROOT_ALONE = "it holds for a whole run, so only the root folder's policy can say it"
_QUIETER = "only the outermost policy can call a place harmless"
_STRICT = (EnvironmentKind.SHARED, EnvironmentKind.PRODUCTION)


class _Merging(Struct):
    """One merge on its way. `first`: nothing was said before, so nothing can be loosened."""

    far: Policy
    near: Layer
    outermost: bool
    at_root: bool
    problems: list[PolicyProblem] = field(default_factory=list)

    @property
    def first(self) -> bool:
        return not self.far.layers

    def refuse(self, key: str, why: str) -> None:
        message = f"{key} has no effect here: {why}"
        self.problems.append(PolicyProblem(self.near.origin, self.near.line(key), message))

    def tighter(self, key: str, far: _Number, near: _Number | None, *, up: bool) -> _Number:
        """The tighter of the two; `up` is whether more is tighter."""
        if near is None or near == far:
            return far
        if self.first or (near > far) == up:
            return near
        self.refuse(key, "a nearer policy can't loosen a farther one")
        return far


def merge(far: Policy, near: Layer, *, outermost: bool = False, at_root: bool = False) -> Policy:
    """The policy of a folder: its parent's, and what its own file says.

    `outermost` is whether no other file of the project stands farther out: exceptions (waivers)
    and facts that quieten (tests, environments) are for that one. `at_root` is whether the file
    stands in the root folder, as what holds for a whole run must. A `far` without layers is the
    built-in default, which may be loosened.
    """
    merging = _Merging(far, near, outermost, at_root)
    merged = Policy(
        layers=(*far.layers, near),
        settings=_settings(merging),
        edition=merging.tighter("edition", far.edition, near.edition, up=True),
        report=_report(merging),
        report_until=_until(merging),
        fail_on=_fail_on(merging),
        confidence=merging.tighter("confidence", far.confidence, near.confidence, up=False),
        exclude=_exclude(merging),
        waivers=_waivers(merging),
        baseline=_baseline(merging),
        packs=_packs(merging),
    )
    return replace(merged, problems=(*far.problems, *merging.problems))


def _report(merging: _Merging) -> bool:
    far, near = merging.far.report, merging.near.report
    if near and not far and not merging.first:
        merging.refuse("mode", "a farther policy enforces")
        return False
    return far if near is None else near


def _until(merging: _Merging) -> str:
    far, near = merging.far.report_until, merging.near.report_until
    if merging.far.report and merging.near.report:
        return min(far, near)
    return near or far


def _fail_on(merging: _Merging) -> Level:
    if merging.near.fail_on is not None and not merging.at_root:
        merging.refuse("fail-on", _ROOT_ALONE)
        return merging.far.fail_on
    return merging.tighter("fail-on", merging.far.fail_on, merging.near.fail_on, up=False)


def _exclude(merging: _Merging) -> tuple[str, ...]:
    if merging.first:
        return merging.near.exclude
    if set(merging.near.exclude) - set(merging.far.exclude):
        merging.refuse("exclude", "a nearer policy can't leave out what a farther one judges")
    return merging.far.exclude


def _waivers(merging: _Merging) -> tuple[Waiver, ...]:
    if merging.outermost:
        return (*merging.far.waivers, *merging.near.waivers)
    if merging.near.waivers:
        merging.refuse("waiver", "waivers stand in the outermost policy of the project")
    return merging.far.waivers


def _baseline(merging: _Merging) -> str:
    near = merging.near.baseline
    if near is not None and not merging.at_root:
        merging.refuse("baseline", _ROOT_ALONE)
        return merging.far.baseline
    return merging.far.baseline if near is None else near


def _packs(merging: _Merging) -> tuple[str, ...]:
    if merging.near.packs and not merging.at_root:
        merging.refuse("packs", _ROOT_ALONE)
        return merging.far.packs
    return tuple(dict.fromkeys((*merging.far.packs, *merging.near.packs)))


def _settings(merging: _Merging) -> Settings:
    """The facts of both. Where two databases fit a path the last one counts: the farther one."""
    far, near = merging.far.settings, merging.near
    tests = near.tests
    if tests and not merging.outermost:
        merging.refuse("tests", "only the outermost policy says what is test code")
        tests = ()
    return replace(
        far,
        databases=(*_databases(merging), *far.databases),
        migrations=(*far.migrations, *near.migrations),
        tests=(*far.tests, *tests),
        environments=(*far.environments, *_environments(merging)),
    )


def _databases(merging: _Merging) -> Iterator[Database]:
    for database in merging.near.databases:
        if merging.outermost or database.environment in ("", *_STRICT):
            yield database
        else:
            merging.refuse("database", f"{_QUIETER} ({database.environment})")
            yield replace(database, environment="")


def _environments(merging: _Merging) -> Iterator[tuple[str, str]]:
    for pattern, kind in merging.near.environments:
        if merging.outermost or kind in _STRICT:
            yield pattern, kind
        else:
            merging.refuse("environments", f"{_QUIETER} ({kind})")
