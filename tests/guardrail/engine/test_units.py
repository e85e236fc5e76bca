"""Units: what runs together, in which order, through which files."""

from __future__ import annotations

from guardrail.effects import CodeRun
from guardrail.engine.extract import Fact
from guardrail.engine.units import read_units
from guardrail.model import Direction, Span, Step
from guardrail.stream import Comment, Enter, Leave, Reference, Unanalysed, UnitKind

HERE = Span("a", 0, 1)


def act(name: str, path: str = "a") -> CodeRun:
    return CodeRun(span=Span(path, 0, 1), what=name)


def run(path: str) -> Reference:
    return Reference(path, "shell", Step(f"run {path}", HERE))


def names(unit_effects: list[object]) -> list[str]:
    return [e.what for e in unit_effects if isinstance(e, CodeRun)]


def test_effects_belong_to_the_innermost_unit() -> None:
    facts: list[Fact] = [
        act("1"),
        Enter(UnitKind.FUNCTION, "f", HERE),
        act("2"),
        Enter(UnitKind.FUNCTION, "g", HERE),
        act("3"),
        Leave(),
        act("4"),
        Leave(),
        act("5"),
    ]
    units = read_units("a", facts, lambda path, language: None).units
    assert [(u.symbol, names(u.effects)) for u in units] == [
        ("", ["1", "5"]),
        ("f", ["2", "4"]),
        ("f.g", ["3"]),
    ]


def test_what_is_inside_a_migration_that_goes_down_goes_down() -> None:
    facts: list[Fact] = [
        Enter(UnitKind.MIGRATION, "0002", HERE, Direction.DOWN, "alembic", atomic=True),
        Enter(UnitKind.FUNCTION, "undo", HERE),
    ]
    *_, inner = read_units("a", facts, lambda path, language: None).units
    assert (inner.kind, inner.direction, inner.framework, inner.atomic) == (
        UnitKind.MIGRATION,
        Direction.DOWN,
        "alembic",
        True,
    )


def test_a_file_that_runs_is_spliced_in_where_it_runs() -> None:
    files: dict[str, list[Fact]] = {"b": [act("b1", "b"), run("c"), act("b2", "b")], "c": []}
    facts: list[Fact] = [act("a1"), run("b"), act("a2")]
    reading = read_units("a", facts, lambda path, language: files.get(path))
    effects = reading.units[0].effects
    assert names(list(effects)) == ["a1", "b1", "b2", "a2"]
    assert [[step.label for step in effect.via] for effect in effects] == [
        [],
        ["run b"],
        ["run b"],
        [],
    ]
    assert reading.followed == {"b", "c"}


def test_files_that_run_each_other_end() -> None:
    files: dict[str, list[Fact]] = {"b": [act("b"), run("a"), run("b")], "a": [act("again")]}
    reading = read_units("a", [run("b")], lambda path, language: files.get(path))
    assert names(list(reading.units[0].effects)) == ["b"]


def test_a_file_that_is_not_there_is_told() -> None:
    reading = read_units("a", [run("gone.sh")], lambda path, language: None)
    assert [gap.reason for gap in reading.gaps] == [
        "gone.sh, which runs here, isn't part of the project"
    ]


def test_comments_of_a_file_that_runs_count_and_its_gaps_stay_its_own() -> None:
    there = Comment(Span("b", 0, 1), "allow[x]", Span("b", 2, 3))
    inside: list[Fact] = [there, Unanalysed(HERE, "odd")]
    reading = read_units("a", [run("b")], lambda path, language: inside)
    assert reading.comments == [there]
    assert reading.gaps == []


def test_an_unmatched_end_does_no_harm() -> None:
    reading = read_units("a", [Leave(), Leave(), act("1")], lambda path, language: None)
    assert names(list(reading.units[0].effects)) == ["1"]
