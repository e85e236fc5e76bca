"""Django's migration classes: their operations in order, and the way back."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Effect, MigrationChange, MigrationChangeKind
from guardrail.frontends.python.django.custom import built_on
from guardrail.frontends.python.django.elsewhere import function_elsewhere
from guardrail.frontends.python.django.moved_rows import moved_rows
from guardrail.frontends.python.django.operations import operation_effects
from guardrail.frontends.python.django.read_before import code_that_runs, told_as_read
from guardrail.frontends.python.django.run_sql import BACKWARD, FORWARD, STATE, statements
from guardrail.frontends.python.django.tables import label_of, tables_for
from guardrail.frontends.python.django.todays_models import todays_models
from guardrail.frontends.python.django.vendors import for_others
from guardrail.frontends.python.found import Migration, Piece, Spliced
from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.functions.in_light import in_the_light_of
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.branches import ADDING
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.source.whole_words import whole
from guardrail.frontends.python.strings.returning import given_back, returned
from guardrail.knowledge.python.django_migrations import HARMLESS
from guardrail.knowledge.python.rows import Argument, ChangesSchema, Row, Runs
from guardrail.patterns import late
from guardrail.schema.state import state_only
from guardrail.stream import Unanalysed

_CLASS = late(whole("class"))
_MOST_LISTS = 200
_DEEPEST = 20
_COMPREHENSIONS = ("list_comprehension", "generator_expression")


def django_migrations(reading: Reading) -> list[Migration]:
    """The migrations of a module."""
    if "Migration" not in reading.module.plain:
        return []
    module = reading.module
    words = (match.span() for match in _CLASS.finditer(module.plain))
    classes = [trail[1] for trail in module.around(words) if len(trail) > 1]
    found = [
        _Reader(reading, node).migration
        for node in classes
        if node.type == "class_definition" and _is_migration(reading, node)
    ]
    if found and "RunPython" in module.plain:
        found[0].forward += todays_models(reading)
    return found


def _is_migration(reading: Reading, node: Node) -> bool:
    bases = node.child_by_field_name("superclasses")
    if bases is None:
        return False
    names = [reading.names.dotted(one) for one in reading.module.children(bases)[0]]
    return any(name.rsplit(".", 1)[-1] == "Migration" for name in names)


_OLD_NAME = Argument(1, "old_name")
_NEW_NAME = Argument(2, "new_name")


class _Reader:
    """Reads one class."""

    def __init__(self, reading: Reading, node: Node) -> None:
        self._reading = reading
        self._depth = 0
        self._ran: list[str] = []
        self._former: dict[str, str] = {}
        body = node.child_by_field_name("body")
        attributes = list(_attributes(reading, body)) if body is not None else []
        after, before, replaces = (
            tuple(_names(reading, attributes, name))
            for name in ("dependencies", "run_before", "replaces")
        )
        app = label_of(reading.source.path, after, replaces)
        self._tables = tables_for(reading, app)
        stem = reading.source.path.rpartition("/")[2].removesuffix(".py")
        self.migration = Migration(
            node=node,
            name="Migration",
            framework="django",
            start=node.start_byte,
            end=node.end_byte,
            atomic=True,
            revision=f"{app}.{stem}",
            after=after,
            before=before,
            replaces=replaces,
        )
        for name, value, kind in attributes:
            if for_others(reading, value.start_byte):
                continue
            if kind is BindingKind.APPENDED:
                if name == "operations":
                    self._operation(value, self.migration.forward, self.migration.backward)
            elif name == "atomic":
                self.migration.atomic = reading.truth(value)
            elif name == "initial":
                self.migration.initial = reading.truth(value) is True
            elif name == "operations":
                self._list(value)

    def _list(self, node: Node) -> None:
        waiting = [node]
        for _ in range(_MOST_LISTS):
            if not waiting:
                return
            one = unwrapped(waiting.pop())
            if one.type == "binary_operator":
                sides = (one.child_by_field_name("right"), one.child_by_field_name("left"))
                waiting += [side for side in sides if side is not None]
                continue
            if one.type == "conditional_expression":
                ways = self._reading.module.children(one)[0]
                waiting += [ways[-1], ways[0]]
                continue
            if (
                one.type in _COMPREHENSIONS
                and (body := one.child_by_field_name("body")) is not None
            ):
                # What it makes of each is told once, with all that its variable stands for.
                self._operation(body, self.migration.forward, self.migration.backward)
                continue
            elements = self._reading.builder.flow.elements(one)
            given = _given_by(self._reading, one) if elements is None else None
            if given is not None:
                waiting.append(given)
                continue
            if elements is None:
                self._unread(one, "these operations are only known at run time")
            for element in elements or ():
                self._operation(element, self.migration.forward, self.migration.backward)
        if waiting:
            self._unread(node, "these operations are only known at run time")

    def _operation(self, node: Node, forward: list[Piece], backward: list[Piece]) -> None:
        value = self._reading.builder.flow.value(node)
        if node.type == "list_splat":
            self._list(self._reading.module.children(node)[0][0])
            return
        if value is None or value.type != "call":
            self._unread(node, "this operation is only known at run time")
            return
        call = self._reading.call(value)
        self.migration.taken.add(value.start_byte)
        rows: list[Row] = [
            row
            for row in self._reading.matching.rows(call)
            if getattr(row, "framework", "") == "django"
        ]
        if rows:
            self._known(call, rows[0], forward, backward)
            return
        built = built_on(self._reading, call)
        if built is None and self._made_by(call, forward, backward):
            return
        if built is None:
            if call.last not in HARMLESS:
                self._unread(node, f"it isn't known what the operation {call.last} does")
            return
        if built.extends:
            self._known(replace(built.call, node=call.node), built.row, forward, backward)
        if built.forwards is not None:
            body = built.forwards
            forward.append(Spliced("", body.start_byte, body.end_byte))

    def _made_by(self, call: Call, forward: list[Piece], backward: list[Piece]) -> bool:
        """Whether a function of the module makes the operation; it is read as this call has it."""
        own = own_function(self._reading, call)
        made = given_back(self._reading.module, own) if own is not None else ()
        if own is None or len(made) != 1 or made[0].type != "call" or self._depth >= _DEEPEST:
            return False
        before = self._reading
        given = given_to(before.module, own, call)
        self._reading = in_the_light_of(before, {own.id: given}, call.node)
        self._depth += 1
        self._operation(made[0], forward, backward)
        self._depth -= 1
        before.builder.spend(self._reading.builder)
        self._reading = before
        return True

    def _known(self, call: Call, row: Row, forward: list[Piece], backward: list[Piece]) -> None:
        if isinstance(row, ChangesSchema):
            found = operation_effects(self._reading, call, row, self._tables)
            forward += told_as_read(found, self._ran, self._former) if self._ran else found
            if self._ran and call.last == "RenameField":
                new = self._reading.known(call.argument(_NEW_NAME))
                self._former[new] = self._reading.known(call.argument(_OLD_NAME))
        elif isinstance(row, Runs):
            {"sql": self._sql, "python": self._python, "steps": self._steps}[row.what](
                call, forward, backward
            )

    def _sql(self, call: Call, forward: list[Piece], backward: list[Piece]) -> None:
        ahead, reverse = call.argument(FORWARD), call.argument(BACKWARD)
        if ahead is not None:
            forward += statements(self._reading, call, ahead)
        if reverse is None or self._reading.module.code(reverse) == "None":
            forward.append(self._irreversible(call))
        elif not self._reading.module.code(reverse).endswith("noop"):
            backward[:0] = statements(self._reading, call, reverse)
        self._state(call.argument(STATE), forward)

    def _python(self, call: Call, forward: list[Piece], backward: list[Piece]) -> None:
        code = call.argument(Argument(0, "code"))
        reverse = call.argument(Argument(1, "reverse_code"))
        if code is not None:
            self._ran.append(code_that_runs(self._reading, code))
            forward += moved_rows(self._reading, call.node, self._ran[-1])
            forward.append(_spliced(self._reading, code))
        if reverse is None or self._reading.module.code(reverse) == "None":
            forward.append(self._irreversible(call))
        elif not self._reading.module.code(reverse).endswith("noop"):
            backward.insert(0, _spliced(self._reading, reverse))

    def _steps(self, call: Call, forward: list[Piece], backward: list[Piece]) -> None:
        operations = call.argument(Argument(0, "database_operations"))
        if operations is not None and self._depth < _DEEPEST:
            self._depth += 1
            for one in self._reading.builder.flow.elements(operations) or ():
                self._operation(one, forward, backward)
            self._depth -= 1
        self._state(call.argument(Argument(1, "state_operations")), forward)

    def _state(self, operations: Node | None, forward: list[Piece]) -> None:
        """What operations that change the models alone say of names; nothing of them runs."""
        if operations is None or self._depth >= _DEEPEST:
            return
        self._depth += 1
        said: list[Piece] = []
        for one in self._reading.builder.flow.elements(operations) or ():
            self._operation(one, said, [])
        self._depth -= 1
        forward += state_only(piece for piece in said if isinstance(piece, Effect))

    def _irreversible(self, call: Call) -> MigrationChange:
        return MigrationChange(
            **self._reading.stated(call.node),
            kind=MigrationChangeKind.IRREVERSIBLE,
            path=self._reading.source.path,
            operation=call.last,
        )

    def _unread(self, node: Node, reason: str) -> None:
        self.migration.forward.append(self._gap(node, reason))

    def _gap(self, node: Node, reason: str) -> Unanalysed:
        return Unanalysed(self._reading.span(node), reason)


def _given_by(reading: Reading, node: Node) -> Node | None:
    """What the module's own function gives where `node` calls it."""
    if node.type != "call":
        return None
    return returned(reading.scopes, reading.names.dotted(node)[:-2])


def _attributes(reading: Reading, body: Node) -> Iterator[tuple[str, Node, BindingKind]]:
    scope, _ = reading.scopes.at(body.start_byte)
    bound = [
        (binding.after, name, binding.value, binding.kind)
        for name, bindings in scope.bindings.items()
        for binding in bindings
        if binding.kind in (BindingKind.ASSIGNED, *ADDING)
    ]
    for _, name, value, kind in sorted(bound, key=lambda one: one[0]):
        if value is not None:
            yield name, value, kind


def _names(
    reading: Reading, attributes: list[tuple[str, Node, BindingKind]], wanted: str
) -> Iterator[str]:
    """The migrations that an attribute lists as pairs of app and name, not what settings name."""
    for name, value, _ in attributes:
        for pair in (reading.builder.flow.elements(value) or ()) if name == wanted else ():
            parts = reading.builder.flow.elements(pair)
            if parts is not None and len(parts) == 2:
                app, step = map(reading.known, parts)
                if app and step:
                    yield f"{app}.{step}"


def _spliced(reading: Reading, node: Node) -> Piece:
    node = unwrapped(node)
    if node.type == "lambda":
        return Spliced("", node.start_byte, node.end_byte)
    if node.type == "call":
        given = node.child_by_field_name("arguments")
        inner = reading.module.children(given)[0] if given is not None else []
        node = inner[0] if inner else node
    return function_elsewhere(reading, node) or Spliced(
        reading.module.name(node).rsplit(".", 1)[-1]
    )
