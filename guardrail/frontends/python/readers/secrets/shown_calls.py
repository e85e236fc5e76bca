"""What calls, attributes and entries show of secrets: by whom they are asked, by their class."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.readers.secrets.entries_changed import (
    put_further,
)
from guardrail.frontends.python.readers.secrets.named_files import holds_path
from guardrail.frontends.python.readers.secrets.parsed_options import secret_options
from guardrail.frontends.python.readers.secrets.secret_answers import answered
from guardrail.frontends.python.readers.secrets.secret_bodies import private_file
from guardrail.frontends.python.readers.secrets.secret_names import (
    holds_by_names,
    is_key,
    is_secret,
)
from guardrail.frontends.python.readers.secrets.shown_entries import (
    record_of,
)
from guardrail.frontends.python.readers.secrets.shown_environment import (
    each_by_key,
    each_of_mapping,
    names_alone,
    whole_mapping,
)
from guardrail.frontends.python.readers.secrets.shown_records import (
    RECORDS,
    record_shown,
    secrets_of_record,
)
from guardrail.frontends.python.readers.secrets.steps_back import (
    behind_attribute,
    behind_entry,
    called,
    hides,
    is_collected,
    made_with,
)
from guardrail.frontends.python.readers.secrets.stored_secrets import (
    cuts_short,
    fetched_secret,
    may_fetch,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.secret_answers import (
    ADDRESS,
    CREDENTIALS_OF_AWS,
    ENVIRONMENT,
    KEY_OF_AWS,
    SAYING,
    SETTINGS,
)
from guardrail.knowledge.python.telling import HARMLESS, NAMES_ONLY, SHOWING_CALLS, TAKEN_APART
from guardrail.patterns import late

_MEMBER = late(
    r"(?:\A|\.)[A-Z]\w*?(?:Type|Kind|Method|Mode|Scheme|Grant|Status|Scope|Field|Event|Action|Code"
    r"|Flow|Enum|Name|Provider|Strategy)s?(?:es)?\.[A-Z][A-Z\d_]*\Z"
)
"""A member of an enumeration: `GrantType.PASSWORD` says which way, and is no password."""
_WITH_PASSWORDS = ("app.config", "settings.DATABASES")
_LOOKUPS = ("get", "getenv", "pop", "config", "env", "environ", "getitem", "require")
_HIDING = "hide_password"
_PICKED = frozenset(("exclude", "include"))
_RENDERED = "render_as_string"
"""How SQLAlchemy's `URL` is written out, with `hide_password=False` with its password."""
_GETTING = late(r"_?(?:get|read|load|fetch|decrypt|resolve|lookup)_")
"""How functions are called that give what the rest of their name says: `get_db_password()`."""
_MOST_RESULTS = 4


class ShownCalls(ABC):
    """Tells what is shown of what calls give; `of` tells it of any expression."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._module = reading.module
        self._from_stores = may_fetch(reading.module.text)

    @abstractmethod
    def of(self, node: Node) -> Iterator[str]:
        """What an expression shows that is secret."""

    def _is_mapping(self, node: Node) -> bool:
        """Whether an expression holds secrets by their names, which may be shown."""
        fetched = self._from_stores and fetched_secret(self._reading, node)
        value = self._reading.builder.flow.value(node)
        if value is not None and (
            value.type in ("dictionary_comprehension", "dictionary")
            or record_of(self._reading, value) is not None
        ):
            return True
        if is_collected(self._reading, node):
            return True
        shown = fetched or bool(whole_mapping(self._reading, node))
        return shown or holds_by_names(self._reading, node)

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
            if holds_path(self._reading, node) or _MEMBER.search(self._module.code(node)):
                return
            own = KEY_OF_AWS if self._is_key_of_aws(node, name) else ""
            yield own or self._module.short(node, 40)
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

    def _is_key_of_aws(self, node: Node, name: str) -> bool:
        """Whether it is the key that the program itself has: `session.get_credentials()`."""
        owner = node.child_by_field_name("object")
        if name not in ("secret_key", "token") or owner is None:
            return False
        value = self._reading.builder.flow.value(owner) or unwrapped(owner)
        return value.type == "call" and self._reading.call(value).last in CREDENTIALS_OF_AWS

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
        if call.last not in SHOWING_CALLS or names_alone(self._reading, call):
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
