"""What a program that is run is given on its standard input."""

from __future__ import annotations

import re

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.filesystem.project_paths import project_path
from guardrail.frontends.python.readers.programs.quoting import in_quotes
from guardrail.frontends.python.readers.programs.scripts import path_opened
from guardrail.frontends.python.readers.programs.written_programs import text_written, writes_files
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import Rope, gap, only_hole, plain
from guardrail.knowledge.python.rows import Argument
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_SEVERAL = late(r"[|;&<\n]")
_HANDED_ON = late(r"[(,]\s*input\s*=\s*([^\W\d]\w*)\s*[,)]")
_STARTING = frozenset(("Popen", "create_subprocess_exec", "create_subprocess_shell"))
_RUN_FROM = late(
    r"\A\s*(?:sudo\s+)?(?:[\w./-]*/)?(?:"
    r"(?:psql|mysql|mariadb|sqlite3|mongosh|clickhouse-client)\s[^|;&<>]*(?:(?P<read><)|-f|--file=?)"
    r"|(?:ba|z|da|k)?sh(?:\s+-[exuo]+)*|python3?)\s*\Z"
)
"""A command line up to the path of the file that it runs."""


def with_input(reading: Reading, call: Call, line: Rope) -> Rope:
    """The command line with what is written to its standard input as a here-string."""
    given = fed_with(reading, call)
    if given is None:
        return (*line, *_read_from_file(reading, call))
    text = reading.builder.text(given)
    if only_hole(text) or not plain(text).strip():
        return line
    return (*line, *input_of(text))


def fed_with(reading: Reading, call: Call) -> Node | None:
    """What a call gives a program on its standard input, or the program is given afterwards."""
    return (
        call.keywords.get("input") or _written_to(reading, call) or _handed_through(reading, call)
    )


def _handed_through(reading: Reading, call: Call) -> Node | None:
    """What a helper of the module's own is given that it hands on: `run(argv, input=stdin)`."""
    own = own_function(reading, call)
    if own is None:
        return None
    named = _HANDED_ON.search(reading.module.plain, own.start_byte, own.end_byte)
    bound = given_to(reading.module, own, call).get(named[1]) if named is not None else None
    value = bound.value if bound is not None and bound.kind is BindingKind.ASSIGNED else None
    return value if value is not None and value.type != "none" else None


def _read_from_file(reading: Reading, call: Call) -> Rope:
    """What is read from a file instead: what was written to it before, or a file of the project."""
    stdin = call.keywords.get("stdin")
    path = path_opened(reading, stdin) if stdin is not None else None
    if path is None:
        return ()
    text = text_written(reading, path, call.node.start_byte)
    if text:
        return input_of(text)
    known = project_path(reading, path)
    return (gap(" < "), *in_quotes(reading.constant(known, path))) if known else ()


def input_of(text: Rope) -> Rope:
    """A text as what a command is given on its standard input."""
    return (gap(" <<< "), *in_quotes(text))


def in_shell(reading: Reading, call: Call, node: Node, line: Rope) -> Rope:
    """A line of a shell, with what its only command is given on its standard input."""
    told = with_written(reading, call, node, line)
    if told is line and _SEVERAL.search(plain(line)) is None:
        return with_input(reading, call, line)
    return told


def with_written(reading: Reading, call: Call, node: Node, line: Rope) -> Rope:
    """A command line that ends in a file which was written before, with what was written to it.

    `f"psql shop -f {path}"`, `f"bash {path}"`, `f"mysql shop < {path}"`.
    """
    path = _ends_in(reading, node) if writes_files(reading) else None
    ending = reading.builder.text(path) if path is not None else ()
    if not ending or len(line) <= len(ending) or plain(line[-len(ending) :]) != plain(ending):
        return line
    *kept, last = line[: -len(ending)]
    run = _RUN_FROM.search(plain((*kept, last)))
    written = text_written(reading, path, call.node.start_byte) if run and path else ()
    if run is None or not written:
        return line
    # Without the sign that has it read, or with one that has it read from standard input.
    cut = last.text.rstrip().removesuffix("<") if run["read"] else f"{last.text}-"
    return (*kept, replace(last, text=cut, kind=PieceKind.ATOM), *input_of(written))


def _ends_in(reading: Reading, node: Node) -> Node | None:
    """The expression whose value a text ends with that is put together in place."""
    value = unwrapped(reading.builder.flow.value(node) or node)
    parts = [one for one in value.named_children if one.type != "string_start"]
    inner = parts[-2] if len(parts) > 1 and parts[-1].type == "string_end" else None
    if value.type != "string" or inner is None or inner.type != "interpolation":
        return None
    return next(iter(inner.named_children), None)


def _written_to(reading: Reading, call: Call) -> Node | None:
    """What is written to a program that runs under a name: `psql.communicate("DROP …")`."""
    around, module = call.node.parent, reading.module
    if around is not None and around.type == "await":
        around = around.parent
    left = around.child_by_field_name("left") if around is not None else None
    if call.last not in _STARTING or left is None or left.type != "identifier":
        return None
    scope = reading.scopes.at(call.node.start_byte)[0].node
    writing = re.compile(
        rf"\b{re.escape(module.name(left))}\.(?:communicate|stdin\.write)(?=\s*\()"
    )
    for match in writing.finditer(module.plain, call.node.end_byte, scope.end_byte):
        for trail in module.around([match.span()]):
            outer = next((one for one in trail[:5] if one.type == "call"), None)
            made = call_of(module, outer, "") if outer is not None else None
            told = made.argument(Argument(0, "input")) if made is not None else None
            if told is not None:
                return told
    return None
