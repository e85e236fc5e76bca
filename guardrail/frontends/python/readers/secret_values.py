"""What an expression shows of secrets: by their names, by where they were read, by their class."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.bindings import Binding, BindingKind
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.comprehensions import clause_around, place_in
from guardrail.frontends.python.made_by import made_by
from guardrail.frontends.python.members import results_of
from guardrail.frontends.python.objects import objects
from guardrail.frontends.python.readers.roots import own_function
from guardrail.frontends.python.readers.stored_secrets import fetched_secret
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.secret_literals import names_secret
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.telling import (
    CONNECTIONS,
    HARMLESS,
    MADE_UP,
    NAMES_ONLY,
    SHOWING_CALLS,
    WEAK,
)
from guardrail.screen import hands_secrets

ENVIRONMENT = "the environment"
STORED = "a secret from its store"
NEW = "new "
"""How a secret is told that the program has just made."""
_ENVIRON = ("os.environ", "environ")
_LOOKUPS = ("get", "getenv", "pop", "config", "env", "environ", "getitem")
_PARTS = frozenset(
    (
        *("string", "concatenated_string", "interpolation", "tuple", "list", "dictionary", "set"),
        *("expression_list", "argument_list", "dictionary_splat", "list_splat"),
    )
)
_COMPREHENSIONS = frozenset(
    ("list_comprehension", "dictionary_comprehension", "generator_expression", "set_comprehension")
)
_DATA = ("dataclass", "BaseModel", "BaseSettings", "NamedTuple", "Struct", "define", "frozen")
_RENDERED = "render_as_string"
"""How SQLAlchemy's `URL` is written out, with `hide_password=False` with its password."""
_MOST = 60
_MOST_RESULTS = 4


class Shows:
    """Tells what expressions of a module show."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._module = reading.module
        self._seen: set[int] = set()
        self._from_stores = hands_secrets(reading.module.text)

    def of(self, node: Node) -> Iterator[str]:
        """What an expression shows that is secret: "password config.password"."""
        node = unwrapped(node)
        if node.id in self._seen or len(self._seen) > _MOST:
            return
        self._seen.add(node.id)
        kind = node.type
        if self._from_stores and fetched_secret(self._reading, node):
            yield STORED
            return
        if kind in _PARTS:
            for one in self._module.children(node)[0]:
                yield from self.of(one)
        elif kind in ("pair", "keyword_argument", "named_expression"):
            value = node.child_by_field_name("value")
            if value is not None:
                yield from self.of(value)
        elif kind == "binary_operator":
            yield from self._sum(node)
        elif kind == "boolean_operator":
            yield from self._either(node)
        elif kind == "conditional_expression":
            first, *_, last = self._module.children(node)[0]
            if "string" not in (first.type, last.type):
                yield from self.of(first)
                yield from self.of(last)
        elif kind == "identifier":
            yield from self._name(node)
        elif kind == "attribute":
            yield from self._attribute(node)
        elif kind == "subscript":
            yield from self._entry(node)
        elif kind == "call":
            yield from self._call(node)
        elif kind in _COMPREHENSIONS:
            yield from self._comprehension(node)

    def _sum(self, node: Node) -> Iterator[str]:
        operator = node.child_by_field_name("operator")
        if operator is None or self._module.code(operator) not in ("+", "%", "|"):
            return
        for side in ("left", "right"):
            one = node.child_by_field_name(side)
            if one is not None:
                yield from self.of(one)

    def _either(self, node: Node) -> Iterator[str]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        operator = node.child_by_field_name("operator")
        if left is not None and operator is not None and self._module.code(operator) == "or":
            yield from self.of(left)
        if right is not None:
            yield from self.of(right)

    def _is_mapping(self, node: Node) -> bool:
        """Whether an expression holds secrets by their names, which may be shown."""
        fetched = self._from_stores and fetched_secret(self._reading, node)
        if fetched or self._is_environment(node):
            return True
        value = self._reading.builder.flow.value(node) or node
        made = made_by(self._reading, value) if value.type == "call" else value
        if made.type == "call":
            call = call_of(self._module, made, self._reading.names.dotted(made)[:-2])
            own = own_function(self._reading, call)
            results = results_of(self._module, own) if own is not None else []
            made = results[0] if len(results) == 1 else made
        return made.type == "dictionary"

    def _is_environment(self, node: Node) -> bool:
        return self._reading.names.dotted(node) in _ENVIRON

    def _name(self, node: Node) -> Iterator[str]:
        name = self._module.name(node)
        if self._is_environment(node):
            yield ENVIRONMENT
            return
        if HARMLESS.search(name):
            return
        clause = clause_around(self._module, node)
        if clause is not None:
            yield from self._taken_from(clause, name)
            return
        reaching = self._reading.builder.flow.reaching(node)
        if _is_secret(name):
            yield from self._named(name, reaching)
            return
        for binding in reaching[:4]:
            yield from self._bound(binding)
        yield from self._fields(node)

    def _named(self, name: str, reaching: tuple[Binding, ...]) -> Iterator[str]:
        """What a name of a secret stands for, unless it plainly holds something else."""
        values = [unwrapped(one.value) for one in reaching if one.value is not None]
        if reaching and reaching[0].kind in (BindingKind.LOOPED, BindingKind.DEFINED):
            return
        made = [call_of(self._module, one, "") for one in values if one.type == "call"]
        last = [self._module.code(one.function).rpartition(".")[2] for one in made]
        parameter = any(one.kind is BindingKind.PARAMETER for one in reaching)
        if values and not parameter and all(self._is_written_out(one) for one in values):
            return
        if any(HARMLESS.search(one) for one in last):
            return
        yield f"{NEW if MADE_UP.intersection(last) else ''}{name}"

    def _is_written_out(self, node: Node) -> bool:
        """Whether a value stands in the code, where everybody sees it anyway."""
        if node.type == "none":
            return True
        parts = self._module.children(node)[0] if node.type == "string" else ()
        return node.type == "string" and all(one.type != "interpolation" for one in parts)

    def _bound(self, binding: Binding) -> Iterator[str]:
        if binding.value is None:
            return
        if binding.kind is BindingKind.ASSIGNED and binding.index is None:
            yield from self.of(binding.value)
        elif binding.kind is BindingKind.LOOPED and binding.index == 1:
            yield from self._looped(binding.value, binding.after)

    def _looped(self, over: Node, place: int) -> Iterator[str]:
        """What each of the values shows that a loop runs over."""
        if self._all_entries(over) and not self._picked(place):
            yield ENVIRONMENT

    def _all_entries(self, node: Node) -> bool:
        """Whether an expression gives the variables of the environment with their values."""
        code = self._module.code(node)[:80].removeprefix("sorted(").removeprefix("list(")
        return code.startswith(("os.environ.items(", "environ.items("))

    def _picked(self, place: int) -> bool:
        """Whether a loop leaves out some of what it runs over, or shows it otherwise."""
        for trail in self._module.around([(place, place + 1)]):
            loop = next((one for one in trail if one.type == "for_statement"), None)
            body = loop.child_by_field_name("body") if loop is not None else None
            return body is None or any(
                word in self._module.code(body) for word in ("if ", "continue", "mask", "redact")
            )
        return True

    def _taken_from(self, clause: Node, name: str) -> Iterator[str]:
        over, left = clause.child_by_field_name("right"), clause.child_by_field_name("left")
        if over is None or left is None or clause.parent is None or not self._all_entries(over):
            return
        parts = self._module.children(clause.parent)[0]
        if place_in(self._module, left, name) == 1 and all(
            one.type != "if_clause" for one in parts
        ):
            yield ENVIRONMENT

    def _comprehension(self, node: Node) -> Iterator[str]:
        body = node.child_by_field_name("body")
        if body is not None:
            yield from self.of(body)

    def _attribute(self, node: Node) -> Iterator[str]:
        if self._is_environment(node):
            yield ENVIRONMENT
            return
        named = node.child_by_field_name("attribute")
        name = self._module.name(named) if named is not None else ""
        if HARMLESS.search(name):
            return
        if _is_secret(name) or (name in ("secret", "pwd") and "." in self._module.code(node)):
            yield self._module.short(node, 40)
            return
        if name == "__dict__":
            owner = node.child_by_field_name("object")
            if owner is not None:
                yield from self._fields(owner)
            return
        if self._module.code(node).endswith("app.config"):
            yield "the settings of the application"
            return
        value = self._reading.builder.flow.value(node)
        if value is not None and value.id != node.id:
            yield from self.of(value)

    def _entry(self, node: Node) -> Iterator[str]:
        owner, key = node.child_by_field_name("value"), node.child_by_field_name("subscript")
        if owner is None or key is None or key.type == "slice":
            return
        known = self._reading.known(key)
        if known and _is_key(known):
            yield known
        elif not known and self._is_environment(owner) and key.type == "identifier":
            reaching = self._reading.builder.flow.reaching(key)
            looped = [one for one in reaching if one.kind is BindingKind.LOOPED and one.value]
            over = self._module.code(looped[0].value or key)[:60] if looped else ""
            if "environ" in over and not self._picked(looped[0].after):
                yield ENVIRONMENT

    def _call(self, node: Node) -> Iterator[str]:
        call = call_of(self._module, node, self._reading.names.dotted(node)[:-2])
        owner = call.function.child_by_field_name("object")
        if call.last == _RENDERED and self._shows_password(call):
            yield "the database's address with its password"
            return
        if call.last in _LOOKUPS and call.positional:
            known = self._reading.known(call.positional[0])
            if known and _is_key(known):
                yield known
            return
        own = own_function(self._reading, call)
        if own is not None and not HARMLESS.search(call.last):
            for one in results_of(self._module, own)[:_MOST_RESULTS]:
                yield from self.of(one)
            return
        if call.last not in SHOWING_CALLS:
            return
        given = [*call.positional, *call.keywords.values(), *call.double_stars, *call.stars]
        if call.last in NAMES_ONLY:
            given = [one for one in given if not self._is_mapping(one)]
        if call.last in ("model_dump", "asdict", "vars", "dict", "model_dump_json", "to_dict"):
            yield from self._record(call, owner)
        for one in (*given, *([owner] if owner is not None else [])):
            yield from self.of(one)

    def _shows_password(self, call: Call) -> bool:
        return self._reading.truth(call.keywords.get("hide_password")) is False

    def _record(self, call: Call, owner: Node | None) -> Iterator[str]:
        """The secret fields of an object that is shown whole."""
        held = owner if call.last.startswith(("model_dump", "dict", "to_dict")) else None
        held = held or (call.positional[0] if call.positional else None)
        if held is not None and not {"exclude", "include"} & call.keywords.keys():
            yield from self._fields(held)

    def _fields(self, node: Node) -> Iterator[str]:
        """The fields of a data class of the module that hold a secret as a plain text."""
        for thing in objects(self._reading).of(node):
            scope = thing.of
            if scope is None or not scope.is_class:
                continue
            above = scope.node.parent
            start = scope.node.start_byte
            if above is not None and above.type == "decorated_definition":
                start = above.start_byte
            body = scope.node.child_by_field_name("body")
            head = self._module.text[start : body.start_byte] if body is not None else ""
            if not any(word in head for word in _DATA) or "def __repr__" in self._module.code(
                scope.node
            ):
                continue
            for name, bound in scope.bindings.items():
                typed = bound[0].annotation
                declared = self._module.code(typed) if typed is not None else ""
                value = self._module.code(bound[0].value) if bound[0].value is not None else ""
                if "str" in declared and _is_secret(name) and "repr=False" not in value:
                    yield f"{self._module.short(node, 30)}.{name}"
                    return


def _is_secret(name: str) -> bool:
    """Whether a name is a secret's beyond doubt, or of an address with a password in it."""
    if name.strip("_").lower() in WEAK or HARMLESS.search(name):
        return False
    return names_secret(name) or CONNECTIONS.search(name) is not None


def _is_key(name: str) -> bool:
    """Whether an entry of a mapping, or a variable of the environment, is a secret."""
    if HARMLESS.search(name) or name == "PWD":
        return False
    lower = name.lower()
    token = lower.endswith(("_token", "_secret", "_key")) and name.isupper()
    return token or names_secret(name) or CONNECTIONS.search(name) is not None
