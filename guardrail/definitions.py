"""What a project's own functions do with what they are given, and what that means elsewhere.

A `Definition` is a fact of the text that holds the function. `Given` is what a text's imports
stand for, worked out from the Definitions, constants and objects of the modules they lead to.
"""

from __future__ import annotations

import hashlib
from functools import cached_property

from msgspec import Struct

from guardrail.effects.words import Scope
from guardrail.model import Environment, Span, Step

ROWS = "rows"
"""What becomes of a filter: the rows that it leaves are changed."""


TOLD = "told"
"""What becomes of nothing: what the function does is told where its own module calls it."""


class Definition(Struct, frozen=True):
    """A function that hands one of its parameters on to be run or deleted, or to pick rows.

    `name` is "run", of a method "Db.run". `does` says what becomes of the argument at `position`
    (-1 for none) or named `keyword`: it is run as a "text" of `language`, as the arguments of a
    "program", is the path of a "file" that `verb` is done to, "code" of the kind `what` (in a file
    where it is `by_file`), or the filter that leaves the `ROWS`
    of `target` that it is done to. What is `TOLD` at its callers stands at `span`. `certain` and
    `sure` are how well known it is that the text runs as that language: by the call alone, or by
    what it is called on.
    `spread` says that all arguments from there on are meant; `before` and `after` are the words of
    a program's command line around them, "" for one that isn't known. `guards` hold it back where a
    call says no more than what it hands on. `via` leads from the function to the call that does it.
    """

    name: str
    span: Span
    does: str
    position: int
    keyword: str = ""
    language: str = ""
    dialect: str = ""
    certain: bool = False
    sure: bool = False
    spread: bool = False
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    shell_if: str = ""
    verb: str = ""
    recursive: bool = False
    what: str = ""
    by_file: bool = False
    target: str = ""
    via: tuple[Step, ...] = ()
    guards: tuple[str, ...] = ()


class KnownObject(Struct, frozen=True):
    """An object of a known kind that another module makes: its kind and its names on the way to it.

    `scope` is which of its rows it stands for, `reason` says on which way, `where` where what
    it keeps lives. It is not `sure` where the other module only presumes what it is.
    """

    kind: str
    parts: tuple[str, ...] = ()
    scope: Scope = Scope.NONE
    reason: str = ""
    where: Environment = Environment()
    sure: bool = True


class Needs(Struct, frozen=True):
    """Imported names of which a text must know what they stand for, as its imports spell them.

    `names` may be constant texts. `objects` are ways from an imported name to an object, with `()`
    for a call: ".db.client", "app.deps.get_session()", ".db.Store().client.shop".
    """

    names: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.names or self.objects)


class Given(Struct, frozen=True, dict=True):
    """What the names that a text imports stand for: functions, constant texts, objects.

    Names are spelled as the text's own imports spell them: "app.db.run", ".db.Db().run". `beside`
    are packages that the text doesn't name, but modules do that it takes names from. `empty` are
    settings that hold nothing, or nothing where the environment doesn't say otherwise, and calls
    that give a filter which picks nothing; `sometimes` are calls that do on some ways, and when.
    """

    functions: tuple[tuple[str, Definition], ...] = ()
    constants: tuple[tuple[str, str], ...] = ()
    objects: tuple[tuple[str, tuple[KnownObject, ...]], ...] = ()
    beside: tuple[str, ...] = ()
    empty: tuple[str, ...] = ()
    sometimes: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything in it."""
        return any(self._all())

    def _all(self) -> tuple[tuple[object, ...], ...]:
        told = (self.functions, self.constants, self.objects, self.beside)
        return (*told, self.empty, self.sometimes)

    def digest(self) -> str:
        """A name for all of it, "" for nothing: equal ones are read alike."""
        return self._digest if self else ""

    @cached_property
    def _digest(self) -> str:
        said = repr(self._all()).encode("utf-8", "surrogateescape")
        return hashlib.sha256(said).hexdigest()[:16]
