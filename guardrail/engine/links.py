"""What the imports of Python texts stand for in the project: followed to where names are made."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence, Set
from typing import TYPE_CHECKING, Protocol

from guardrail.definitions import Definition, Given, Needs
from guardrail.engine.abroad import Abroad
from guardrail.engine.companions import Companions
from guardrail.engine.in_texts import made_as, parts_of
from guardrail.project.imports import Imports, imports_of
from guardrail.project.modules import Modules

if TYPE_CHECKING:
    from guardrail.frontends.python.receivers.offered import Offers

DEEPEST = 5
"""Over how many modules a name is followed that one takes from the next."""

MOST = 200
"""How many functions and constants a text is told of."""

_DEEP = 2
_CALLING = "__call__"

Named = tuple[tuple[str, Definition], ...]
"""What stands behind a name: "" is the name itself, ".run" a part of it, "().run" of its object."""


class Library(Protocol):
    """The modules of a project, as far as they can be read."""

    def text(self, path: str) -> str:
        """The text of a module, "" where it can't be read."""

    def definitions(self, path: str, name: str) -> Sequence[Definition]:
        """The functions of a module that hand something on; `name` is what is looked for."""

    def offers(self, path: str, ways: Sequence[str], given: Given) -> Offers:
        """What ways into a module lead to, where its own imports stand for what is given."""


class Links:
    """Follows names from the texts that import them. `forget` what changes as Definitions do."""

    def __init__(self, library: Library, modules: Modules) -> None:
        """`modules` finds the files that hold modules, `library` reads them."""
        self._library = library
        self._modules = modules
        self._imports: dict[str, Imports] = {}
        self._named: dict[tuple[str, str], Named] = {}
        self._words: Set[str] | None = None
        self.companions = Companions(library.text, modules, self.imports)
        self.abroad = Abroad(library.text, modules, self.imports, library.offers, self._constants)

    def only(self, words: Set[str] | None) -> None:
        """Follow no names of functions but these; `None` is every name."""
        self._words = words

    def forget(self) -> None:
        """Let go of what was found: the Definitions of some modules are other ones now."""
        self._named.clear()

    def given(self, path: str, text: str, needs: Needs, within: str | None = None) -> Given:
        """What a text's imports stand for, as far as the text calls it or `needs` it.

        With `within` only what stands in that part of the text counts as called.
        """
        imports = self.imports(path, text)
        whole, text = text, text if within is None else within
        functions: dict[str, Definition] = {}
        for bound, name in self._used(path, text, imports):
            for suffix, definition in self._functions(name, path):
                called = suffix.rpartition(".")[2] if suffix else bound or name
                if called == _CALLING:
                    # An object is called by whatever name it has where it is made.
                    called = bound or name.rpartition(".")[2]
                if len(functions) < MOST and f"{called}(" in text:
                    functions[f"{name}{suffix}"] = definition
        constants = self._constants(needs.names, path)
        return Given(
            tuple(sorted(functions.items())),
            tuple(sorted(constants.items())),
            tuple(sorted(self.abroad.given(path, needs.objects).items())),
            self.companions.beside(path, whole),
            *self._empty(needs.names, constants, path),
        )

    def _empty(
        self, names: Sequence[str], known: Container[str], path: str
    ) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """The names of the text at a path that stand for nothing, and those that may, with when."""
        asked = sorted({name for name in names[:MOST] if name not in known})
        told = [(name, self._nothing_when(name, path, 0)) for name in asked]
        always = tuple(name for name, when in told if when == "")
        return always, tuple((name, when) for name, when in told if when)

    def _nothing_when(self, name: str, path: str, depth: int) -> str | None:
        """When a name stands for nothing: "" for always, `None` for never."""
        name, called, given = name.partition("(")
        found = self._modules.find(name, path)
        if found is None or not found[1] or depth > DEEPEST:
            return None
        at, rest = found
        text = self._library.text(at)
        head, _, below = rest.partition(".")
        origin = self.imports(at, text).names.get(head) if head in text else None
        if origin is not None:
            name = f"{origin}.{below}" if below else origin
            return self._nothing_when(f"{name}{called}{given}", at, depth + 1)
        if head not in text or below.count(".") >= _DEEP:
            return None
        if called:
            from guardrail.frontends.python.functions.given_abroad import nothing_when

            return nothing_when(text, f"{rest}({given}")
        from guardrail.frontends.python.values.constants import is_empty

        return "" if is_empty(text, rest) else None

    def _constants(self, names: Iterable[str], path: str) -> dict[str, str]:
        """The constant texts that names of the text at a path stand for."""
        found = {}
        for name in [*names][:MOST]:
            said = self._constant(name, path, 0)
            if said is not None:
                found[name] = said
        return found

    def imports(self, path: str, text: str) -> Imports:
        """The imports of a text, read once."""
        held = self._imports.get(path)
        if held is None:
            held = self._imports[path] = imports_of(text)
        return held

    def _used(self, path: str, text: str, imports: Imports) -> Iterator[tuple[str, str]]:
        """The names that a text calls, or calls something of, and what they stand for."""
        for bound, name in imports.names.items():
            found = self._modules.find(name, path) if bound in text else None
            if found is not None and found[1]:
                if self._asked(bound, name):
                    yield bound, name
            elif found is not None:
                yield from self._parts(bound, name, text)
        for name in imports.modules:
            if name in text and self._modules.find(name, path) is not None:
                yield from self._parts(name, name, text)
        for name in imports.starred:
            yield "", name

    def _asked(self, bound: str, name: str) -> bool:
        words = self._words
        return words is None or bound in words or name.rpartition(".")[2] in words

    def _parts(self, bound: str, name: str, text: str) -> Iterator[tuple[str, str]]:
        """The names that a text uses of a module."""
        for part in dict.fromkeys(parts_of(bound, text)):
            if self._asked(part, part):
                yield part, f"{name}.{part}"

    def _functions(self, name: str, path: str, depth: int = 0) -> Named:
        found = self._modules.find(name, path)
        if found is None or depth > DEEPEST:
            return ()
        held = self._named.get(found)
        if held is None:
            # A name that leads back to itself stands for nothing.
            self._named[found] = ()
            held = self._named[found] = tuple(self._behind(*found, depth))
        return held

    def _behind(self, path: str, name: str, depth: int) -> Iterator[tuple[str, Definition]]:
        own = [(one.name.rpartition("."), one) for one in self._library.definitions(path, name)]
        if not name:
            for (owner, _, last), one in own:
                yield from ((f".{s}", one) for s in _spoken(owner, last))
            if path.endswith("__init__.py"):
                imports = self.imports(path, self._library.text(path))
                for bound, origin in imports.names.items():
                    for suffix, one in self._functions(origin, path, depth + 1):
                        yield f".{bound}{suffix}", one
            return
        known = False
        for (owner, _, last), one in own:
            if name == (owner or last):
                known = True
                yield from ((s.removeprefix(owner), one) for s in _spoken(owner, last) if owner)
                if not owner:
                    yield "", one
        if not known and "." not in name:
            yield from self._taken(path, name, depth)

    def _taken(self, path: str, name: str, depth: int) -> Iterator[tuple[str, Definition]]:
        """What a name stands for that a module takes from another, or makes of a class."""
        text = self._library.text(path)
        imports = self.imports(path, text)
        if name in imports.names:
            yield from self._functions(imports.names[name], path, depth + 1)
            return
        made = made_as(name, text) if name in text else None
        if made is not None:
            for suffix, one in self._of_class(path, made[1], imports, depth):
                if suffix.startswith("()."):
                    yield suffix[2:], one
        elif depth < DEEPEST:
            for star in imports.starred:
                found = self._modules.find(star, path)
                if found is not None and not found[1]:
                    yield from self._functions(f"{star}.{name}", path, depth + 1)

    def _of_class(self, path: str, name: str, imports: Imports, depth: int) -> Named:
        """What stands behind the class that a module calls by a name."""
        head, _, rest = name.partition(".")
        origin = imports.names.get(head, "")
        if origin:
            return self._functions(f"{origin}.{rest}" if rest else origin, path, depth + 1)
        own = self._library.definitions(path, name)
        return tuple(
            (suffix.removeprefix(name), one)
            for one in own
            for owner, _, last in (one.name.rpartition("."),)
            if owner == name
            for suffix in _spoken(owner, last)
        )

    def _constant(self, name: str, path: str, depth: int) -> str | None:
        name, called, given = name.partition("(")
        found = self._modules.find(name, path)
        if found is None or not found[1] or depth > DEEPEST:
            return None
        at, rest = found
        if rest.count(".") > 1:
            # A member of an enumeration: `Query.PURGE.value`.
            rest = rest.removesuffix(".value")
        text = self._library.text(at)
        head, _, below = rest.partition(".")
        imports = self.imports(at, text)
        if head in imports.names:
            origin = imports.names[head]
            name = f"{origin}.{below}" if below else origin
            return self._constant(f"{name}{called}{given}", at, depth + 1)
        if called:
            from guardrail.frontends.python.functions.given_abroad import text_given

            return text_given(text, f"{rest}({given}") if head in text else None
        from guardrail.frontends.python.values.constants import constant

        said = constant(text, rest) if head in text and below.count(".") < _DEEP else None
        for star in imports.starred if said is None else ():
            said = said or self._constant(f"{star}.{rest}", at, depth + 1)
        return said


def _spoken(owner: str, last: str) -> tuple[str, ...]:
    """How a function is called by what stands before it: a method by its class or an object."""
    return (f"{owner}().{last}", f"{owner}.{last}") if owner else (last,)
