"""The packages that a text uses through other modules: `from app.db import client`.

A common word (`delete`, `drop`) counts only beside the name of a package. A text that takes an
object from a module need not name the package that the object comes from: the module does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import lru_cache

from guardrail import screen
from guardrail.automaton import Automaton
from guardrail.patterns import late
from guardrail.project.imports import Imports
from guardrail.project.modules import Modules
from guardrail.project.top_statements import statements_of
from guardrail.screen_table import OBJECT_PACKAGES

_DEEPEST = 5
_MOST_IMPORTS = 300
_MOST_SAID = 2_000
_WORD = late(r"\w+")
_PARTS = late(r"(?<![\w.])(\w+)((?:\.\w+)*)")
_NONE: frozenset[str] = frozenset()
_HANDED_ON = frozenset(OBJECT_PACKAGES)

ImportsOf = Callable[[str, str], Imports]
"""Reads the imports of the text at a path."""


class Companions:
    """Finds the packages that modules name which a text takes names from."""

    def __init__(self, text: Callable[[str], str], modules: Modules, imports: ImportsOf) -> None:
        """`text` gives a module's text, `modules` finds the file that a name leads to."""
        self._text = text
        self._modules = modules
        self._imports = imports
        self._packages: dict[str, frozenset[str]] = {}
        self._behind: dict[tuple[str, str], frozenset[str]] = {}
        self._beside: dict[str, tuple[str, ...]] = {}

    def beside(self, path: str, text: str) -> tuple[str, ...]:
        """The packages beside which words of the text at a path would count, and don't yet."""
        held = self._beside.get(path)
        if held is None:
            imports = _all_of(self._imports(path, text))
            named = _NONE.union(*(self._of_name(name, path, 0) for name in imports))
            held = self._beside[path] = tuple(sorted(screen.lacking(text, named)))
        return held

    def _of_name(self, name: str, path: str, depth: int) -> frozenset[str]:
        """The packages that an imported name comes from, as the modules on the way name them."""
        found = self._modules.find(name, path)
        if found is None or depth > _DEEPEST:
            return _NONE
        at, rest = found
        head = _WORD.match(rest)
        key = (at, head[0] if head is not None else "")
        held = self._behind.get(key)
        if held is None:
            # A name that leads back to itself comes from nowhere.
            self._behind[key] = _NONE
            held = self._behind[key] = self._of_part(at, key[1], depth)
        return held

    def _of_part(self, at: str, name: str, depth: int) -> frozenset[str]:
        text = self._text(at)
        imports = self._imports(at, text)
        if not name:
            return self.named_in(at, text).union(*self._each(_all_of(imports), at, depth))
        taken = imports.names.get(name)
        if taken is not None:
            return self._of_name(taken, at, depth + 1)
        said = [one[:_MOST_SAID] for one in statements_of(name, text)]
        if not said:
            return _NONE.union(*self._each((f"{one}.{name}" for one in imports.starred), at, depth))
        words = {word: part for one in said for word, part in _PARTS.findall(one)}
        used = [
            name
            for bound, origin in _bound_by(imports)
            if bound in words
            for name in (origin, f"{origin}{words[bound]}")
        ]
        return self.named_in(at, text).union(*self._each(used, at, depth))

    def _each(self, names: Iterable[str], at: str, depth: int) -> Iterator[frozenset[str]]:
        return (self._of_name(name, at, depth + 1) for name in names)

    def named_in(self, path: str, text: str) -> frozenset[str]:
        """The packages that a module imports, of those whose objects may be handed on."""
        held = self._packages.get(path)
        if held is None:
            held = _NONE
            if names_package(text):
                every = _all_of(self._imports(path, text))
                words = {word for one in every for word in _words(one.partition(".")[0])}
                held = _HANDED_ON & words
            self._packages[path] = held
        return held


def names_package(text: str) -> bool:
    """Whether a text may import a package whose objects are handed on."""
    return _automaton().finds(text)


def users_of(texts: Mapping[str, str], packages: Set[str]) -> Iterator[str]:
    """The paths of the texts that have words which count beside one of some packages.

    Texts that name the packages themselves are left out.
    """
    beside = screen.words_beside(frozenset(packages))
    words = sorted(beside)
    automaton = Automaton([f".{word}" for word in words], overlapping=True)
    for path, text in texts.items() if words else ():
        matches = automaton.find(text)
        found = {index for index, _, end in matches if not screen.goes_on(text, end)}
        wanted = {package for index in found for package in beside[words[index]]}
        if any(package not in text for package in wanted):
            yield path


def _bound_by(imports: Imports) -> Iterator[tuple[str, str]]:
    """The names that imports bind, each with what it stands for."""
    yield from imports.names.items()
    for one in imports.modules:
        top = one.partition(".")[0]
        yield top, top


def _all_of(imports: Imports) -> tuple[str, ...]:
    return (*imports.names.values(), *imports.modules, *imports.starred)[:_MOST_IMPORTS]


def _words(package: str) -> tuple[str, ...]:
    """A package, and those that its name is made of: "types_boto3_s3" is about "boto3"."""
    return (package, *package.split("_"))


@lru_cache(maxsize=1)
def _automaton() -> Automaton:
    return Automaton([f"{word} {name}" for name in OBJECT_PACKAGES for word in ("import", "from")])
