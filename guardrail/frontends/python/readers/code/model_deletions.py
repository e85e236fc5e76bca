"""Files that a language model names, and a tool of the module's own deletes or writes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.looks_before_runs import is_guarded, with_what_it_calls
from guardrail.frontends.python.readers.code.model_tools import run_by
from guardrail.frontends.python.readers.code.own_tools import tool_around
from guardrail.frontends.python.readers.code.tool_arguments import argument_of_tool
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import bare, body_of
from guardrail.frontends.python.source.structure import function_around, place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late
from guardrail.stream import Item

_BOUNDED = late(
    r"is_relative_to\(|relative_to\(|commonpath\(|commonprefix\(|\.parents\b|\.parent\s*[!=]="
)
_REFUSES = late(
    r"\bif\b[^\n]{0,200}(?:is_relative_to\(|\.parents\b|\.parent\s*!=|commonpath\()[^\n]{0,200}:\s*"
    r"(?:raise|return|continue|sys\.exit|exit)\b"
)
_WRITING = frozenset(("write_text", "write_bytes", "open", "copy", "copy2", "copyfile"))
_REMOVING = frozenset(("rm", "rmdir", "unlink", "shred", "trash"))
_TWO = 2
_FAR = 4_000
_LONGEST = 8_000
_DEEPEST = 8


def deletion_for_model(reading: Reading, call: Call, node: Node) -> Item | None:
    """The deletion or writing of a file that a model names to a function of the module's own."""
    function = tool_around(reading, call.node)
    if function is None:
        return _by_argument(reading, call, node)
    body = function.child_by_field_name("body") if function is not None else None
    if body is None:
        return None
    code = f"{bare(reading.module, body, _LONGEST)}\n{with_what_it_calls(reading, function)}"
    if is_guarded(code) or _BOUNDED.search(code) or not _is_given(reading, node, function):
        return None
    return run_by(reading, call, _deed(call), reading.module.defined(function))


def _by_argument(reading: Reading, call: Call, node: Node) -> Item | None:
    """The same of a path that is an argument of one of the tools that the module declares."""
    joined = call.last not in _WRITING
    argument = argument_of_tool(reading, node, in_path=joined)
    if not argument:
        return None
    around = function_around(reading.module, node)
    if around is None:
        code = bare(reading.module, reading.module.root, _LONGEST)
    else:
        code = f"{body_of(reading.module, around)}\n{with_what_it_calls(reading, around)}"
    if is_guarded(code) or _BOUNDED.search(code):
        return None
    return run_by(reading, call, _deed(call), argument)


def _deed(call: Call) -> str:
    what = "folder" if call.last in ("rmtree", "remove_tree", "removedirs") else "file"
    deed = "writing" if call.last in _WRITING else "deletion"
    return f"the {deed} of a {what}"


def deletion_by_command(reading: Reading, call: Call, words: Sequence[Node]) -> Item | None:
    """The same of a command that is given a path: `run(["rm", "-rf", path])`."""
    if len(words) < _TWO or reading.known(words[0]).rpartition("/")[2] not in _REMOVING:
        return None
    paths = (one for one in words[1:] if not reading.known(one))
    found = (deletion_for_model(reading, call, one) for one in paths)
    return next((one for one in found if one is not None), None)


def kept_inside(reading: Reading, call: Call) -> bool:
    """Whether the function around a deletion refuses what doesn't lie below a folder of its own."""
    around = place_of(reading.module, call.node.start_byte).definitions
    if not around or around[-1].type != "function_definition":
        return False
    before = reading.module.plain[around[-1].start_byte : call.node.start_byte][-_FAR:]
    if _REFUSES.search(before) is not None:
        return True
    path = call.positional[0] if call.positional else None
    asked = _asking(reading, path, before) if path is not None and path.type == "identifier" else ()
    return any(_REFUSES.search(body_of(reading.module, one)) for one in asked)


def _asking(reading: Reading, path: Node, before: str) -> Iterator[Node]:
    """The module's own functions that gave a path, or were given it: `path = inside(name)`."""
    value = reading.builder.flow.value(path)
    if value is not None and value.type == "call":
        yield from called_functions(reading.builder.flow, value)
    given = re.compile(rf"\b([^\W\d]\w*)\(\s*{re.escape(reading.module.name(path))}\s*[,)]")
    named = (reading.scopes.function(one) for one in dict.fromkeys(given.findall(before)))
    yield from (one for one in named if one is not None)


def _is_given(reading: Reading, node: Node, function: Node) -> bool:
    """Whether a path begins with a parameter of the function: it may lead anywhere."""
    for _ in range(_DEEPEST):
        node = unwrapped(node)
        if node.type == "identifier":
            reaching = reading.builder.flow.reaching(node)
            if len(reaching) != 1:
                return False
            if reaching[0].kind is BindingKind.PARAMETER:
                return reading.scopes.at(node.start_byte)[0].node.id == function.id
            if reaching[0].kind is not BindingKind.ASSIGNED or reaching[0].value is None:
                return False
            node = reaching[0].value
        elif node.type == "call":
            call = reading.call(node)
            owner = call.function.child_by_field_name("object")
            joins = call.last in ("join", "joinpath")
            below = call.positional[-1 if joins else 0] if call.positional else owner
            if below is None:
                return False
            node = below
        elif node.type == "binary_operator":
            # What is joined to a folder stays below it only if nobody writes `..` or `/`.
            right = node.child_by_field_name("right")
            if right is None:
                return False
            node = right
        else:
            return False
    return False
