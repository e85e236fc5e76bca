"""The Context of an effect, answered from its Unit and the Settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec.structs import replace

from guardrail.cost import Cost
from guardrail.effects import (
    DataChange,
    Effect,
    ObjectKind,
    PrivilegeChange,
    SchemaChange,
    SessionChange,
    Verb,
)
from guardrail.engine.past import Past
from guardrail.model import Related
from guardrail.names import same, short
from guardrail.schema.timeline import Timeline
from guardrail.settings import Database, Settings
from guardrail.shapes import TableShape
from guardrail.unit import Unit

_HOLE_SIGN = "{"
"""What the name of a table holds whose text is only known at run time: `{table}_stage`."""

_ON_DATABASE = (DataChange, SchemaChange, SessionChange, PrivilegeChange)


class UnitContext:
    """The `Context` of the effects of one Unit."""

    def __init__(self, unit: Unit, settings: Settings, past: Past | None = None) -> None:
        """A context for `unit` under the facts of `settings`, after what lies in its `past`."""
        self._unit = unit
        self._settings = settings
        self._past = past or Past()
        self._order = {id(effect): place for place, effect in enumerate(unit.effects)}
        self._costs: dict[int, Cost] = {}
        self._databases: dict[tuple[str, str], Database] = {}

    @cached_property
    def _own(self) -> Timeline:
        """The Unit by itself: nothing is replayed to say what it made."""
        return Timeline(self._unit.effects)

    @cached_property
    def _whole(self) -> Timeline:
        """The Unit on top of the history before it."""
        return Timeline(self._unit.effects, self._past.base())

    @property
    def unit(self) -> Unit:
        """The Unit the effect runs in."""
        return self._unit

    @property
    def settings(self) -> Settings:
        """The facts of the policy."""
        return self._settings

    @cached_property
    def in_test(self) -> bool:
        """Whether the text is test code."""
        return self._settings.is_test(self._unit.path)

    def database(self, effect: Effect) -> Database:
        """What is known of the database the effect would meet."""
        path = effect.span.path
        if not isinstance(effect, _ON_DATABASE):
            return self._settings.database(path)
        key = (path, effect.dialect)
        if key not in self._databases:
            self._databases[key] = self._database(path, effect.dialect)
        return self._databases[key]

    def _database(self, path: str, dialect: str) -> Database:
        known = self._settings.database(path)
        if not known.dialect:
            known = replace(known, dialect=dialect or _by_path(path))
        if known.dialect and known.version:
            return known
        return self._past.detect(known, path)

    def before(self, effect: Effect) -> Sequence[Effect]:
        """The effects that run before this one in its Unit, in order."""
        return self._unit.effects[: self._order[id(effect)]]

    def after(self, effect: Effect) -> Sequence[Effect]:
        """The effects that run after this one in its Unit, in order."""
        return self._unit.effects[self._order[id(effect)] + 1 :]

    def created_here(self, table: str, effect: Effect) -> bool:
        """Whether the table was made earlier in the Unit, or is temporary."""
        place = self._order[id(effect)]
        if place <= self._first_made:
            return False
        if _HOLE_SIGN in short(table):
            return self._made_as_written(table, effect)
        return self._own.is_new(table, place)

    @cached_property
    def _first_made(self) -> int:
        """The place of the first effect that makes a table; the end where none does."""
        made = (place for place, each in enumerate(self._unit.effects) if _makes_table(each))
        return next(made, len(self._unit.effects))

    def _made_as_written(self, table: str, effect: Effect) -> bool:
        """Whether a name that is only known at run time was made, written in the same way."""
        made = False
        for other in self.before(effect):
            if not isinstance(other, SchemaChange) or other.kind is not ObjectKind.TABLE:
                continue
            if same(other.table, table):
                kept = other.verb is Verb.CREATE and not other.replace
                made = kept and (other.temporary or not other.if_exists)
        return made

    def column_type(self, table: str, column: str, effect: Effect) -> str:
        """The column's type just before the effect, "" where it isn't known."""
        shape = self.table(table, effect)
        if shape is None:
            return ""
        known = shape.column(column)
        if known is None and isinstance(effect, SchemaChange) and same(column, effect.name):
            known = next((each for each in shape.columns if same(each.field, effect.field)), None)
        return known.type if known else ""

    def table(self, name: str, effect: Effect) -> TableShape | None:
        """The table just before the effect, as far as it is known."""
        place = self._order[id(effect)]
        if isinstance(effect, SchemaChange) and effect.model and same(name, effect.table):
            name = self._whole.named(effect.model, name, place)
        return self._whole.table(name, place)

    def tables(self, effect: Effect) -> Iterator[TableShape]:
        """Every table that is known just before the effect."""
        return self._whole.tables(self._order[id(effect)])

    def index_owner(self, name: str, effect: Effect) -> str:
        """The table that has the index just before the effect, "" where it isn't known."""
        return self._whole.index_owner(name, self._order[id(effect)])

    def history_known(self, effect: Effect) -> bool:
        """Whether the whole history before the effect was replayed."""
        return self._whole.known(self._order[id(effect)])

    def cost(self, effect: Effect) -> Cost:
        """The locks and the work of the effect on the database it would meet."""
        known = self._costs.get(id(effect))
        if known is None:
            from guardrail.knowledge.databases import cost_of

            database = self.database(effect)
            name = concerned(effect) or self._of_index(effect)
            shape = self.table(name, effect) if name else None
            server = database.server or database.dialect
            known = cost_of(effect, server, database.version, shape)
            self._costs[id(effect)] = known
        return known

    def _of_index(self, effect: Effect) -> str:
        """The table of an index that is changed by its name alone."""
        if not isinstance(effect, SchemaChange) or effect.kind is not ObjectKind.INDEX:
            return ""
        return self.index_owner(effect.name, effect)

    def uses(self, table: str, column: str = "") -> Sequence[Related]:
        """The places of the base's code that use the table or the column.

        What a migration itself says of them, wherever it is kept, is no use of what it takes away.
        """
        model, field = self._meant(table, column)
        table = self._whole.named(model, table, 0) if model else table
        known = self._whole.table(table, 0)
        if known is not None and field:
            named = next((each.name for each in known.columns if same(each.field, field)), "")
            column = named or column
        models = (known.model.rpartition(".")[2],) if known and known.model else ()
        found = self._past.uses(table, column, models)
        if not self._unit.is_migration:
            return found
        return [one for one in found if one.span.path != self._unit.path]

    def _meant(self, table: str, column: str) -> tuple[str, str]:
        """The model and the field that the Unit's own changes mean by a table and a column."""
        model = field = ""
        for effect in self._of_models.get(short(table), ()):
            if same(effect.table, table):
                model = effect.model
                if effect.field and same(effect.name, column):
                    field = effect.field
                    break
        return model, field

    @cached_property
    def _of_models(self) -> Mapping[str, Sequence[SchemaChange]]:
        """The changes of an ORM's models in the Unit, by the last part of their table's name."""
        found: dict[str, list[SchemaChange]] = {}
        for effect in self._unit.effects:
            if isinstance(effect, SchemaChange) and effect.model:
                found.setdefault(short(effect.table), []).append(effect)
        return found

    def rows(self, table: str, effect: Effect) -> int | None:
        """How many rows the table holds by the project's statistics."""
        return self._past.rows_of(table)


def concerned(effect: Effect) -> str:
    """The table that an effect is about, "" where it is about none."""
    if isinstance(effect, SchemaChange):
        return effect.table
    if isinstance(effect, DataChange):
        return effect.target
    if isinstance(effect, SessionChange):
        return effect.name
    return effect.on if isinstance(effect, PrivilegeChange) else ""


def _makes_table(effect: Effect) -> bool:
    return (
        isinstance(effect, SchemaChange)
        and effect.kind is ObjectKind.TABLE
        and effect.verb is Verb.CREATE
    )


def _by_path(path: str) -> str:
    from guardrail.frontends.sql.dialect import by_path

    return by_path(path)
