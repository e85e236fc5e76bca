"""Where an effect stands decides how loudly it is told."""

import pytest
from guardrail_rules.compatibility.required_column_without_default import (
    RequiredColumnWithoutDefault,
)
from guardrail_rules.data_loss.dropped_column import DroppedColumn
from guardrail_rules.data_loss.dropped_table import DroppedTable
from guardrail_rules.infrastructure.destroyed_resource import DestroyedResource
from guardrail_rules.locking.blocking_index import BlockingIndex
from guardrail_rules.privilege.grant_all import GrantAll
from guardrail_rules.unscoped_write.runtime_scope import RuntimeScope
from guardrail_rules.unscoped_write.unscoped_delete import UnscopedDelete
from msgspec.structs import replace

from guardrail.effects import (
    DataChange,
    Effect,
    ObjectKind,
    PrivilegeChange,
    ResourceChange,
    SchemaChange,
    Scope,
    Verb,
)
from guardrail.effects.guarding import ANSWERED
from guardrail.engine.circumstances import UnitContext
from guardrail.model import (
    Confidence,
    Direction,
    Environment,
    EnvironmentKind,
    Finding,
    Level,
    Span,
    Step,
)
from guardrail.rule import Rule
from guardrail.settings import Database, Settings
from guardrail.stream import UnitKind
from guardrail.unit import Unit

HERE = Span("app/a.sql", 0, 10)
DROP = SchemaChange(span=HERE, verb=Verb.DROP, kind=ObjectKind.TABLE, table="users", name="users")
DELETE = DataChange(span=HERE, verb=Verb.DELETE, target="users")
UNKNOWN = DataChange(span=HERE, verb=Verb.DELETE, target="users", scope=Scope.UNKNOWN)
INDEX = SchemaChange(
    span=HERE,
    verb=Verb.CREATE,
    kind=ObjectKind.INDEX,
    table="public.users",
    name="i",
    dialect="postgres",
)
GRANT = PrivilegeChange(span=HERE, verb=Verb.GRANT, privileges=("ALL",), on="users", whom=("app",))
TOLD: dict[type[Effect], type[Rule]] = {SchemaChange: DroppedTable, DataChange: UnscopedDelete}


def judged(
    rule: type[Rule],
    effect: Effect,
    *,
    path: str = "app/a.sql",
    direction: Direction = Direction.UP,
    settings: Settings | None = None,
    initial: bool = False,
) -> list[Finding]:
    """What the rule says of the effect, alone in a Unit."""
    unit = Unit(UnitKind.MIGRATION, path, "", HERE, direction=direction, initial=initial)
    unit.effects.append(effect)
    return list(rule().judge(effect, UnitContext(unit, settings or Settings())))


def levels(rule: type[Rule], effect: Effect, **circumstances: object) -> list[Level]:
    """The levels of what the rule says."""
    return [found.level for found in judged(rule, effect, **circumstances)]  # type: ignore[arg-type]


def located(effect: Effect, kind: EnvironmentKind) -> Effect:
    """The effect with a target in that environment."""
    return replace(effect, environment=Environment(kind))


def test_on_its_own_an_effect_has_its_rules_level() -> None:
    assert levels(DroppedTable, DROP) == [Level.ERROR]
    assert levels(UnscopedDelete, DELETE) == [Level.ERROR]
    assert levels(RuntimeScope, UNKNOWN) == [Level.INFO]
    assert levels(BlockingIndex, INDEX) == [Level.WARNING]


def test_the_way_back_drops_what_the_way_forward_made() -> None:
    assert levels(DroppedTable, DROP, direction=Direction.DOWN) == []
    assert levels(BlockingIndex, INDEX, direction=Direction.DOWN) == []
    assert levels(UnscopedDelete, DELETE, direction=Direction.DOWN) == [Level.INFO]


def test_a_way_back_that_a_command_runs_is_judged_as_what_it_does() -> None:
    run = replace(DROP, via=(Step("psql -f", Span("deploy.sh", 0, 9)),))
    assert levels(DroppedTable, run, direction=Direction.DOWN) == [Level.ERROR]


@pytest.mark.parametrize(
    ("runner", "expected"),
    [
        ("deploy.sh", [Level.ERROR]),
        (".github/workflows/test.yml", [Level.WARNING]),
        ("tests/clean.sql", []),
    ],
)
def test_a_tests_file_empties_whatever_database_its_runner_names(
    runner: str, expected: list[Level]
) -> None:
    where = Span("tests/clean.sql", 0, 9)
    run = replace(DELETE, span=where, via=(Step("psql -f", Span(runner, 0, 9)),))
    assert levels(UnscopedDelete, run, path=runner) == expected


def test_a_way_back_through_a_function_of_the_project_stays_a_way_back() -> None:
    own, helper = Step("db.run", HERE), Step("cursor.execute", Span("app/db.py", 0, 9))
    assert levels(DroppedTable, replace(DROP, via=(own, helper)), direction=Direction.DOWN) == []


def test_tests_empty_their_own_databases() -> None:
    assert levels(UnscopedDelete, DELETE, path="tests/test_a.py") == []
    assert levels(DroppedTable, DROP, path="tests/test_a.py") == []


@pytest.mark.parametrize("kind", [EnvironmentKind.SHARED, EnvironmentKind.PRODUCTION])
def test_but_not_those_of_others(kind: EnvironmentKind) -> None:
    wiped = located(DELETE, kind)
    assert levels(UnscopedDelete, wiped, path="tests/test_a.py") == [Level.ERROR]


def test_production_makes_everything_louder() -> None:
    production = EnvironmentKind.PRODUCTION
    assert levels(RuntimeScope, located(UNKNOWN, production)) == [Level.WARNING]
    assert levels(BlockingIndex, located(INDEX, production)) == [Level.ERROR]
    assert levels(GrantAll, located(GRANT, production)) == [Level.ERROR]
    down = located(DROP, production)
    assert levels(DroppedTable, down, direction=Direction.DOWN) == [Level.ERROR]


def test_what_is_thrown_away_or_ones_own_is_told_quietly() -> None:
    assert levels(DroppedTable, located(DROP, EnvironmentKind.THROWAWAY)) == [Level.INFO]
    assert levels(DroppedTable, located(DROP, EnvironmentKind.LOCAL)) == [Level.WARNING]


def test_a_resource_of_a_cloud_on_this_machine_is_an_emulators() -> None:
    table = ResourceChange(span=HERE, verb=Verb.DELETE, provider="aws", kind="table", id="users")
    assert levels(DestroyedResource, located(table, EnvironmentKind.LOCAL)) == [Level.INFO]
    assert levels(DestroyedResource, table) == [Level.ERROR]


def test_a_question_before_it_and_a_mere_definition_lower_it_one_step() -> None:
    assert levels(DroppedTable, replace(DROP, guards=("a prompt",))) == [Level.WARNING]
    assert levels(UnscopedDelete, replace(DELETE, hidden_in="function body")) == [Level.WARNING]
    assert levels(UnscopedDelete, replace(DELETE, hidden_in="EXPLAIN ANALYZE")) == [Level.ERROR]


@pytest.mark.parametrize(
    "guard",
    [ANSWERED, "unless dry_run, a dry run by default", "if apply, not by default"],
)
def test_what_has_to_be_asked_for_is_only_told_and_in_production_a_step_quieter(guard: str) -> None:
    asked = replace(DROP, guards=(guard,))
    assert levels(DroppedTable, asked) == [Level.INFO]
    assert levels(DroppedTable, located(asked, EnvironmentKind.PRODUCTION)) == [Level.WARNING]
    assert levels(DroppedTable, replace(DROP, guards=("if args.what",))) == [Level.WARNING]


@pytest.mark.parametrize(
    ("chosen", "kind", "level", "unsaved"),
    [
        ("", "snapshot", Level.ERROR, Level.ERROR),
        ("label", "database", Level.INFO, Level.WARNING),
        ("made", "database", Level.INFO, Level.INFO),
        ("age", "ecr image", Level.INFO, Level.ERROR),
        ("name", "snapshot", Level.INFO, Level.ERROR),
        ("age", "database", Level.WARNING, Level.ERROR),
        ("name", "virtual machine with its disks", Level.WARNING, Level.ERROR),
    ],
)
def test_a_resource_that_was_picked_out_is_told_more_quietly(
    chosen: str, kind: str, level: Level, unsaved: Level
) -> None:
    gone = ResourceChange(span=HERE, verb=Verb.DELETE, provider="aws", kind=kind, chosen=chosen)
    assert levels(DestroyedResource, gone) == [level]
    given_up = replace(gone, protections=("a final snapshot",))
    assert levels(DestroyedResource, given_up) == [unsaved]


@pytest.mark.parametrize(
    ("named", "level"),
    [
        ("tmp-7", Level.INFO),
        ("shop-preview-gr_hole_0", Level.INFO),
        ("pr-gr_hole_0", Level.INFO),
        ("rg_pr_12", Level.INFO),
        ("template", Level.ERROR),
        ("prod", Level.ERROR),
        ("previews-of-films", Level.ERROR),
        ("pr-department", Level.ERROR),
    ],
)
def test_a_name_may_say_that_a_resource_was_made_to_go(named: str, level: Level) -> None:
    gone = ResourceChange(span=HERE, verb=Verb.DELETE, provider="aws", kind="stack", id=named)
    assert levels(DestroyedResource, gone) == [level]
    unsaved = replace(gone, protections=("a final snapshot",))
    assert levels(DestroyedResource, unsaved) == [Level.ERROR]


@pytest.mark.parametrize("named", ["", "projects/gr_hole_0/secrets/gr_hole_1", "acme-gr_hole_0"])
def test_a_resource_that_is_named_at_run_time_is_a_warning(named: str) -> None:
    gone = ResourceChange(span=HERE, verb=Verb.DELETE, provider="x", kind="secret", id=named)
    assert levels(DestroyedResource, replace(gone, language="python")) == [Level.WARNING]


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("lake/staging/gr_hole_0", []),
        ("lake/tmp/a", []),
        ("lake", [Level.ERROR]),
        ("s3://lake/events", [Level.ERROR]),
    ],
)
def test_a_folder_of_what_is_meant_to_go_is_not_told(path: str, found: list[Level]) -> None:
    gone = ResourceChange(span=HERE, verb=Verb.DELETE, provider="x", kind="folder", id=path)
    assert levels(DestroyedResource, gone) == found


def test_where_it_hides_is_said() -> None:
    found = judged(UnscopedDelete, replace(DELETE, hidden_in="EXPLAIN ANALYZE"))
    assert found[0].message == "every row of users is deleted (inside an EXPLAIN ANALYZE)"


def test_locks_are_a_matter_of_postgresql() -> None:
    assert levels(BlockingIndex, replace(INDEX, dialect="mysql")) == []
    policy = Settings(databases=(Database(dialect="sqlite"),))
    assert levels(BlockingIndex, INDEX, settings=policy) == []


def test_a_database_that_nothing_is_known_of_may_be_one() -> None:
    found = judged(BlockingIndex, replace(INDEX, dialect="", language="sql"))
    assert [(each.level, each.confidence) for each in found] == [(Level.WARNING, Confidence.MEDIUM)]
    framework = replace(INDEX, dialect="", language="python")
    found = judged(BlockingIndex, framework)
    assert [(each.level, each.confidence) for each in found] == [(Level.WARNING, Confidence.MEDIUM)]


def test_a_framework_that_a_whole_project_ties_to_no_database_is_told_quietly() -> None:
    policy = Settings(databases=(Database(looked_for=True),))
    found = judged(BlockingIndex, replace(INDEX, dialect="", language="python"), settings=policy)
    assert [(each.level, each.confidence) for each in found] == [(Level.INFO, Confidence.LOW)]


def test_a_lock_on_a_hot_table_is_an_error() -> None:
    policy = Settings(databases=(Database(dialect="postgres", hot=("users",)),))
    assert levels(BlockingIndex, INDEX, settings=policy) == [Level.ERROR]
    assert levels(BlockingIndex, replace(INDEX, table="notes"), settings=policy) == [Level.WARNING]


def test_a_migration_that_starts_from_nothing_locks_nobody() -> None:
    assert levels(BlockingIndex, INDEX, initial=True) == []


def test_a_finding_is_never_surer_than_its_effect() -> None:
    unsure = replace(DELETE, confidence=Confidence.MEDIUM)
    assert judged(UnscopedDelete, unsure)[0].confidence is Confidence.MEDIUM


def test_a_name_known_only_at_run_time_is_called_that() -> None:
    found = judged(DroppedTable, replace(DROP, table="gr_hole_0", name="gr_hole_0"))
    assert found[0].message == "a table that is only known at run time is dropped"


def test_a_required_column_of_a_table_that_starts_from_nothing_is_told_quietly() -> None:
    column = SchemaChange(
        span=HERE,
        verb=Verb.CREATE,
        kind=ObjectKind.COLUMN,
        table="users",
        name="email",
        new_type="text",
        nullable=False,
    )
    assert levels(RequiredColumnWithoutDefault, column) == [Level.WARNING]
    assert levels(RequiredColumnWithoutDefault, column, initial=True) == [Level.INFO]


@pytest.mark.parametrize(
    ("table", "name", "called"),
    [
        ("users", "email", "the column users.email"),
        ("users", "gr_hole_1", "a column of users that is only known at run time"),
        ("gr_hole_1", "email", "the column email"),
        ("gr_hole_1", "gr_hole_2", "a column that is only known at run time"),
    ],
)
def test_what_a_message_calls_a_column(table: str, name: str, called: str) -> None:
    drop = SchemaChange(span=HERE, verb=Verb.DROP, kind=ObjectKind.COLUMN, table=table, name=name)
    (found,) = judged(DroppedColumn, drop)
    assert found.message == f"{called} is dropped with all its values"
