"""The parts of shell text: words and commands, with their places (code points of the shell text).

Made in great numbers by the parser, so these are plain slotted classes; nobody changes one after
it was made.
"""

from __future__ import annotations

from msgspec import Struct, field

from guardrail.spanmap import BuiltText


class Text(Struct):
    """Characters that stand for themselves."""

    start: int
    end: int
    quoted: bool


class Escaped(Struct):
    """What an escape stands for; always quoted."""

    text: str
    start: int
    end: int


class Expansion(Struct):
    """`$name` or `${name<operator><operand>}`; `prefix` is `#` or `!` before the name."""

    name: str
    start: int
    end: int
    quoted: bool
    operator: str = ""
    operand: tuple[Part, ...] = ()
    prefix: str = ""
    subscript: str = ""


class Substitution(Struct):
    """`$(…)`, backticks or, with `process`, `<(…)`; `file` is the name in `$(<file)`."""

    body: list[Node]
    start: int
    end: int
    quoted: bool
    process: bool = False


class Backquoted(Struct):
    """Backticks with escapes in them: the text inside is another text, one level unescaped."""

    built: BuiltText
    start: int
    end: int
    quoted: bool


class Computed(Struct):
    """Arithmetic or a pattern: a value that isn't followed, with what runs inside it."""

    inner: tuple[Part, ...]
    start: int
    end: int
    quoted: bool


Part = Text | Escaped | Expansion | Substitution | Backquoted | Computed


class RawWord(Struct):
    """A word as written."""

    parts: list[Part]
    start: int
    end: int


class Heredoc(Struct):
    """A here-document; `parts` are filled in when its body is met."""

    delimiter: str
    quoted: bool
    tabs: bool
    parts: list[Part] = field(default_factory=list)
    start: int = 0
    end: int = 0


class Redirect(Struct):
    """`operator` with its target: a word, or a here-document."""

    operator: str
    descriptor: str
    start: int
    end: int
    target: RawWord | None = None
    heredoc: Heredoc | None = None


class Assignment(Struct):
    """`name=value` or `name+=value`; `items` where the value is an array."""

    name: str
    append: bool
    value: RawWord | None
    items: list[RawWord] | None
    start: int
    end: int


class Simple(Struct):
    """A simple command."""

    start: int
    end: int = 0
    assignments: list[Assignment] = field(default_factory=list)
    words: list[RawWord] = field(default_factory=list)
    redirects: list[Redirect] = field(default_factory=list)


class Sequence(Struct):
    """Commands joined by `&&` and `||`; `operators[i]` stands before `nodes[i + 1]`."""

    nodes: list[Node]
    operators: list[str]
    start: int
    end: int


class Pipeline(Struct):
    """Commands joined by `|`."""

    nodes: list[Node]
    start: int
    end: int


class Group(Struct):
    """A compound command.

    `kind` is its first word: `(`, `{`, `if`, `while`, `until`, `case`, `for`. `always` are the
    lists that run in any case (conditions, bodies of braces), `branches` those that may run.
    `variable` and `words` are of `for`; `words` also of what `case` looks at and its patterns.
    """

    kind: str
    start: int
    end: int = 0
    always: list[list[Node]] = field(default_factory=list)
    branches: list[list[Node]] = field(default_factory=list)
    variable: str = ""
    words: list[RawWord] = field(default_factory=list)
    redirects: list[Redirect] = field(default_factory=list)


class Function(Struct):
    """A function's definition."""

    name: str
    body: Node
    start: int
    end: int


class Test(Struct):
    """`[[ … ]]` or `(( … ))`: only what runs inside it matters."""

    parts: tuple[Part, ...]
    start: int
    end: int


Node = Simple | Sequence | Pipeline | Group | Function | Test


class Script(Struct):
    """A whole text.

    `comments` are ranges from `#` to the end of the line, `faults` places that no shell would
    take, with the reason; `statements` are the hulls of all commands, in the order they ended.
    """

    nodes: list[Node]
    comments: list[tuple[int, int]]
    faults: list[tuple[int, int, str]]
    statements: list[tuple[int, int]]
