"""What an expression shows of secrets: by their names, by where they were read, by their class."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.readers.secrets.entries_changed import (
    keys_gone,
    put_further,
    without,
)
from guardrail.frontends.python.readers.secrets.login_headers import (
    filled_in,
    header_filled,
    login_shown,
    masked,
)
from guardrail.frontends.python.readers.secrets.parsed_options import secret_options
from guardrail.frontends.python.readers.secrets.secret_answers import answered
from guardrail.frontends.python.readers.secrets.secret_bodies import private_file
from guardrail.frontends.python.readers.secrets.secret_names import (
    holds_by_names,
    is_key,
    is_own,
    is_secret,
    named_secret,
    secret_fields,
)
from guardrail.frontends.python.readers.secrets.shown_entries import (
    entries_left,
    record_of,
    secrets_left,
)
from guardrail.frontends.python.readers.secrets.shown_environment import (
    ENVIRONMENT,
    each_by_key,
    each_in_clause,
    each_in_loop,
    each_of_mapping,
    picked_in_clause,
    picked_in_loop,
    whole_mapping,
)
from guardrail.frontends.python.readers.secrets.shown_records import (
    RECORDS,
    record_shown,
    secrets_of_record,
)
from guardrail.frontends.python.readers.secrets.steps_back import (
    GROWING,
    behind_attribute,
    behind_binding,
    behind_entry,
    behind_name,
    called,
    hides,
    made_with,
    packed,
)
from guardrail.frontends.python.readers.secrets.stored_secrets import (
    cuts_short,
    fetched_secret,
    may_fetch,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.comprehensions import clause_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.secret_answers import ADDRESS, SAYING, SETTINGS, STORED
from guardrail.knowledge.python.telling import HARMLESS, NAMES_ONLY, SHOWING_CALLS, TAKEN_APART
from guardrail.patterns import late

_WITH_PASSWORDS = ("app.config", "settings.DATABASES")
_EVERY_SETTING = late(
    r"\bgetattr\(\s*(?:\w+\.)?settings\s*,[^\n]*\bin\s+(?:sorted\()?dir\(\s*(?:\w+\.)?settings\b"
)
_SOME = late(r"\bnot\s+in\b|\bin\s+[A-Z(\[{\"']|SECRET|PASSWORD|mask|redact|clean|safe", re.ASCII)
"""A condition that leaves out some of them."""
_LOOKUPS = ("get", "getenv", "pop", "config", "env", "environ", "getitem", "require")
_PARTS = frozenset(
    (
        *("string", "concatenated_string", "interpolation", "tuple", "list", "dictionary", "set"),
        *("expression_list", "argument_list", "dictionary_splat", "list_splat"),
    )
)
_LOGINS = frozenset(("string", "pair"))
_COMPREHENSIONS = frozenset(
    ("list_comprehension", "dictionary_comprehension", "generator_expression", "set_comprehension")
)
_HIDING = "hide_password"
_PICKED = frozenset(("exclude", "include"))
_RENDERED = "render_as_string"
"""How SQLAlchemy's `URL` is written out, with `hide_password=False` with its password."""
_COMPARED = late(r"^not\s+|\s+(?:is|==|!=)\s.*$", re.DOTALL)
"""What a condition says of what it asks for."""
_MOST, _DEEPEST = 80, 24
_GETTING = late(r"_?(?:get|read|load|fetch|decrypt|resolve|lookup)_")
"""How functions are called that give what the rest of their name says: `get_db_password()`."""
_MOST_RESULTS, _FEW = 4, 8


class Shows:
    """Tells what expressions of a module show."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._module = reading.module
        self._seen: set[int] = set()
        self._depth = 0
        self._from_stores = may_fetch(reading.module.text)

    def of(self, node: Node) -> Iterator[str]:
        """What an expression shows that is secret: "password config.password"."""
        node = unwrapped(node)
        if node.id in self._seen or len(self._seen) > _MOST or self._depth > _DEEPEST:
            return
        self._seen.add(node.id)
        self._depth += 1
        found = [*self._within(node)]
        self._depth -= 1
        yield from found

    def _within(self, node: Node) -> Iterator[str]:
        kind = node.type
        if self._from_stores and fetched_secret(self._reading, node):
            yield STORED
            return
        whole = whole_mapping(self._reading, node) if kind == "call" else ""
        if whole:
            yield whole
            return
        if kind == "list_splat" and any(map(self._is_mapping, node.named_children)):
            return  # names alone
        told = login_shown(self._reading, node) if kind in _LOGINS else ""
        if kind in _PARTS:
            found = [what for one in self._parts(node) for what in self.of(one)]
            yield from found or filter(None, (told,))
        elif kind in ("pair", "keyword_argument", "named_expression"):
            value = node.child_by_field_name("value")
            found = [*self.of(value)] if value is not None else []
            yield from found or filter(None, (told,))
        elif kind == "binary_operator":
            yield from self._sum(node)
        elif kind == "boolean_operator":
            yield from self._either(node)
        elif kind == "conditional_expression":
            yield from self._chosen(node)
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

    def _parts(self, node: Node) -> list[Node]:
        """What an expression is made of, but for mappings whose secrets are written over in it."""
        parts = self._module.children(node)[0]
        if node.type == "dictionary" and masked(self._reading, node):
            return [one for one in parts if one.type != "dictionary_splat"]
        return parts

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

    def _chosen(self, node: Node) -> Iterator[str]:
        """One of two, but for `password if show else "***"`: there somebody asks to see it."""
        first, condition, last = self._module.children(node)[0][:3]
        asked = _COMPARED.sub("", self._module.code(condition))
        whether = re.compile(rf"(?<![\w.]){re.escape(asked)}(?![\w.])")
        for one, other in ((first, last), (last, first)):
            if other.type != "string" or whether.search(self._module.code(one)):
                yield from self.of(one)

    def _is_mapping(self, node: Node) -> bool:
        """Whether an expression holds secrets by their names, which may be shown."""
        fetched = self._from_stores and fetched_secret(self._reading, node)
        value = self._reading.builder.flow.value(node)
        if value is not None and (
            value.type in ("dictionary_comprehension", "dictionary")
            or record_of(self._reading, value) is not None
        ):
            return True
        shown = fetched or bool(whole_mapping(self._reading, node))
        return shown or holds_by_names(self._reading, node)

    def _name(self, node: Node) -> Iterator[str]:
        name = self._module.name(node)
        whole = whole_mapping(self._reading, node)
        if whole:
            yield whole
            return
        if HARMLESS.search(name):
            return
        clause = clause_around(self._module, node)
        if clause is not None:
            yield from self._of_clause(node, clause)
            return
        reaching = self._reading.builder.flow.reaching(node)
        if is_secret(name):
            yield from named_secret(self._module, name, reaching)
            return
        if masked(self._reading, node):
            return
        for binding in reaching[:4]:
            yield from self._bound(node, binding)
        for one in filled_in(self._reading, node):
            told = header_filled(self._reading, one)
            yield from (told,) if told else ()
        for _, one in put_further(self._reading, node):
            yield from self.of(one)
        for binding in self._reading.builder.flow.bindings(node)[1][-_FEW:]:
            if binding.kind in GROWING and binding.value is not None:
                yield from self.of(binding.value)
        for one in packed(self._reading, node):
            yield from self.of(one)
        yield from secret_fields(self._reading, node)
        yield from secret_options(self._reading, node)

    def _of_clause(self, node: Node, clause: Node) -> Iterator[str]:
        """What a name of a comprehension is each of, unless only some are taken."""
        each = each_in_clause(self._reading, clause, self._module.name(node))
        if each:
            yield each
            return
        left = entries_left(self._reading, clause)
        if left is None and not picked_in_clause(self._reading, clause):
            left = behind_name(self._reading, node)
        for one in left or ():
            yield from self.of(one)

    def _bound(self, node: Node, binding: Binding) -> Iterator[str]:
        if binding.value is not None and binding.kind in GROWING:
            yield from self.of(binding.value)
        if binding.kind is BindingKind.LOOPED and binding.value is not None:
            each = each_in_loop(self._reading, binding.value, binding.after)
            if each and binding.index == 1:
                yield each
                return
            if picked_in_loop(self._reading, binding.after):
                return
        handed = binding.kind is BindingKind.PARAMETER
        gone = keys_gone(self._reading, node)
        for one in behind_binding(self._reading, node, binding):
            given = called(self._reading, one) if gone and one.type == "call" else []
            left = [each for part in given or [one] for each in without(self._reading, part, gone)]
            told: Iterator[str] = (what for each in left for what in self.of(each))
            # What only has the name of a secret elsewhere may be something else here.
            yield from filter(is_own, told) if handed else told

    def _comprehension(self, node: Node) -> Iterator[str]:
        code = self._module.code(node)
        if _EVERY_SETTING.search(code) and not _SOME.search(code):
            yield SETTINGS
            return
        body = node.child_by_field_name("body")
        yield from secrets_left(self._reading, node)
        yield from self.of(body) if body is not None else ()

    def _attribute(self, node: Node) -> Iterator[str]:
        whole = whole_mapping(self._reading, node)
        if whole:
            yield whole
            return
        named = node.child_by_field_name("attribute")
        name = self._module.name(named) if named is not None else ""
        if HARMLESS.search(name):
            return
        if is_secret(name) or (name in ("secret", "pwd") and "." in self._module.code(node)):
            yield self._module.short(node, 40)
            return
        owner = node.child_by_field_name("object")
        if name == "__dict__":
            if owner is not None:
                yield from secret_options(self._reading, owner)
                yield from secrets_of_record(self._reading, owner)
            return
        if name in SAYING and owner is not None:
            yield from self._said(owner)
        if self._module.code(node).endswith(_WITH_PASSWORDS):
            yield SETTINGS
            return
        for one in behind_attribute(self._reading, node):
            yield from self.of(one)
        for _, one in put_further(self._reading, node):
            yield from self.of(one)

    def _said(self, owner: Node) -> Iterator[str]:
        """What a command that prints secrets said: `subprocess.run(["printenv"]).stdout`."""
        given = self._reading.builder.flow.value(owner)
        if given is not None and given.type == "call":
            said = answered(self._reading, self._reading.call(given))
            yield from (said,) if said else ()

    def _entry(self, node: Node) -> Iterator[str]:
        owner, key = node.child_by_field_name("value"), node.child_by_field_name("subscript")
        if owner is None or key is None:
            return
        if key.type == "slice":
            yield from () if cuts_short(self._module, key) else self.of(owner)
            return
        known = self._reading.known(key)
        if known and is_key(known):
            yield known
        elif known:
            for one in behind_entry(self._reading, owner, known):
                yield from self.of(one)
        elif each_by_key(self._reading, owner, key):
            yield ENVIRONMENT
        elif each_of_mapping(self._reading, owner, key):
            yield from self.of(owner)

    def _call(self, node: Node) -> Iterator[str]:
        call = self._reading.call(node)
        owner = call.function.child_by_field_name("object")
        if call.last == _RENDERED and self._shows_password(call):
            yield ADDRESS
            return
        if call.last in TAKEN_APART and not all(map(self._reading.known, call.positional[:1])):
            yield ADDRESS
            return
        said = answered(self._reading, call) or private_file(self._reading, call)
        if said:
            yield said
            return
        if call.last in _LOOKUPS and call.positional:
            known = self._reading.known(call.positional[0])
            if known and is_key(known):
                yield known
            elif known and owner is not None:
                for one in behind_entry(self._reading, owner, known):
                    yield from self.of(one)
            elif not known and (each := self._each_variable(call, owner)):
                yield each
            return
        got = _GETTING.match(call.last)
        if got is not None and is_secret(call.last[got.end() :]) and not HARMLESS.search(call.last):
            yield f"{call.last}()"
            return
        if call.last == "getpass" and "getpass" in call.name:
            yield "a password that is typed in"
            return
        given = called(self._reading, node)
        if given:
            if not HARMLESS.search(call.last) and not hides(self._reading, call):
                for one in given[:_MOST_RESULTS]:
                    yield from self.of(one)
            return
        if (made := self._reading.scopes.of_class(call.name)) is not None:
            yield from self._text_of(made)
            return
        if call.last not in SHOWING_CALLS:
            return
        given = [*call.positional, *call.keywords.values(), *call.double_stars, *call.stars]
        if call.last in NAMES_ONLY:
            given = [one for one in given if not self._is_mapping(one)]
        if call.last in RECORDS and (held := record_shown(self._reading, call)) is not None:
            yield from secrets_of_record(self._reading, held, call)
            given += made_with(self._reading, held)
            if not _PICKED.isdisjoint(call.keywords):
                return
        for one in (*given, *([owner] if owner is not None else [])):
            yield from self.of(one)

    def _each_variable(self, call: Call, owner: Node | None) -> str:
        """All variables where each is asked for by its name: `os.environ.get(key)`."""
        if call.last == "getenv":
            owner = call.function
        if owner is None:
            return ""
        return ENVIRONMENT if each_by_key(self._reading, owner, call.positional[0]) else ""

    def _text_of(self, made: Scope) -> Iterator[str]:
        """What the text of an object shows, as its class says: `__str__`, else `__repr__`."""
        for name in ("__str__", "__repr__"):
            bound = [one.value for one in made.bindings.get(name, ()) if one.value is not None]
            for method in bound[:1]:
                for one in results_of(self._module, method)[:_MOST_RESULTS]:
                    yield from self.of(one)
            if bound:
                return

    def _shows_password(self, call: Call) -> bool:
        given = call.keywords.get(_HIDING)
        told = [given] if given is not None else []
        for one in call.double_stars:
            told += behind_entry(self._reading, one, _HIDING)
        return any(self._reading.truth(one) is False for one in told)
