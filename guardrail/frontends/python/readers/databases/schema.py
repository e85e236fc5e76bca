"""Calls that change one object of a database: the parameters of a row become an effect's names."""

from __future__ import annotations

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Aspect, SchemaChange
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.rows import Argument, ChangesSchema


class Given:
    """The arguments of a call by the names that a row gives its parameters."""

    def __init__(
        self,
        reading: Reading,
        call: Call,
        row: ChangesSchema,
        missing: frozenset[str] = frozenset(),
    ) -> None:
        self.reading = reading
        self.call = call
        self.row = row
        self._parameters = [name for name in row.arguments if name not in missing]

    def node(self, parameter: str) -> Node | None:
        """The expression given for a parameter."""
        if not parameter:
            return None
        known = parameter in self._parameters
        position = self._parameters.index(parameter) if known else -1
        return self.call.argument(Argument(position, parameter))

    def text(self, parameter: str) -> str:
        """The text given for a parameter, "" where it isn't known."""
        return self.reading.known(self.node(parameter))

    def texts(self, parameter: str) -> tuple[str, ...]:
        """The texts of a list given for a parameter, or of the single text."""
        node = self.node(parameter)
        return texts_of(self.reading, node) if node is not None else ()

    def true(self, parameter: str) -> bool:
        """Whether a parameter is given and true."""
        return self.reading.truth(self.node(parameter)) is True


def texts_of(reading: Reading, node: Node) -> tuple[str, ...]:
    """The known texts of a written list, or of a single text."""
    elements = reading.builder.flow.elements(node)
    if elements is None:
        known = reading.known(node)
        return (known,) if known else ()
    return tuple(text for one in elements if (text := reading.known(one)))


def schema_change(given: Given, table: str) -> SchemaChange:
    """The effect that a row describes, on a table whose name is known to the caller."""
    row = given.row
    name = given.text(row.name)
    if row.name == row.table:
        name = table
    return SchemaChange(
        **given.reading.stated(given.call.node),
        verb=row.verb,
        kind=row.kind,
        table=table,
        name=name,
        new_name=given.text(row.new_name),
        columns=given.texts(row.columns),
        references=given.text(row.references),
        constraint=row.constraint,
        concurrently=row.concurrently or given.true("postgresql_concurrently"),
        not_valid=row.not_valid or given.true("postgresql_not_valid"),
        cascade=given.true("cascade"),
        if_exists=given.true("if_exists") or given.true("if_not_exists"),
        aspect=Aspect.VALIDATION if row.validates else Aspect.NONE,
    )


def in_transaction_of_its_own(change: SchemaChange) -> SchemaChange:
    """The change marked as standing outside the migration's transaction."""
    return replace(change, options=(*change.options, "autocommit"))
