"""What a language model writes and a program runs: tools that are there for it, and one's own."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import CodeRun
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.looks_before_runs import (
    is_guarded,
    is_looked_at,
    is_seen,
    may_only_read,
)
from guardrail.frontends.python.readers.code.model_answers import (
    KEEPING,
    answered_by_model,
    asks_a_model,
    asks_models,
)
from guardrail.frontends.python.readers.code.outside import By, parameter_by
from guardrail.frontends.python.readers.code.own_tools import tool_around
from guardrail.frontends.python.readers.code.tool_arguments import argument_of_tool
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.roots import roots
from guardrail.knowledge.python.rows import LetsModelRun
from guardrail.model import Confidence
from guardrail.stream import Item

BY_MODEL = "that a language model writes"
_LINE = "a command line"
_FILTER = "a filter of what is changed"
_QUERIES = ("SQL", "Cypher")
"""What a store runs with the rights of the connection: one for reading alone is no harm."""
_WRAPPING = ("text", "SQL", "dedent", "str")
_COMPILING = (
    *("builtins.compile", "compile", "ast.parse", "ast.Expression", "ast.fix_missing_locations"),
    "ast.unparse",
)
"""What makes code of a source: `exec(compile(source, "<tool>", "exec"))`."""
_DEEPEST = 8
_WITH_DEFAULT = 2
_WITH_CALLER = 2


def lets_model_run(reading: Reading, call: Call, row: LetsModelRun) -> list[Item] | None:
    """A tool of a library that runs what a model writes."""
    if row.only_if and reading.truth(call.keywords.get(row.only_if)) is not True:
        return None
    if not row.shell and any(may_only_read(reading, one) for one in _given(call)):
        return None
    return [run_by(reading, call, row.what, call.last, row.shell)]


def _given(call: Call) -> list[Node]:
    return [*call.positional, *call.keywords.values()]


def run_for_model(reading: Reading, call: Call, node: Node, what: str) -> Item | None:
    """The run of a text that a model gives a function of the module's own, `None` for others.

    The function is handed to a model by its decorator, and looks at the text in no way before.
    A query on a connection that was opened for reading alone is none.
    """
    run = _run_unseen(reading, call, node, what)
    if run is None or what not in _QUERIES:
        return run
    owner = call.function.child_by_field_name("object")
    return None if owner is not None and may_only_read(reading, owner) else run


def filter_by_model(reading: Reading, call: Call, node: Node | None) -> Item | None:
    """That a model says which rows of a store change: `delete_many(asked)` in a tool."""
    function = tool_around(reading, call.node) if node is not None else None
    if node is None or function is None:
        return None
    node = unwrapped(node)
    if node.type != "identifier" or not _is_what_it_is_given(reading, node, function):
        return None
    if is_seen(reading, function, node):
        return None
    return run_by(reading, call, _FILTER, reading.module.defined(function), shell=False)


_TOOL = "tool"
"""What a module says somewhere that has tools; looked for once."""


def handed_by_tool(reading: Reading, call: Call, node: Node, what: str) -> Item | None:
    """The run of a text that one of the module's tools hands the function around, just as it came.

    `def run(sql): return client.query(sql)`, called by `search(sql)`, which is a tool.
    """
    facts = reading.module.facts
    if _TOOL not in facts:
        facts[_TOOL] = _TOOL in reading.module.text
    for root in roots(reading, node) if facts[_TOOL] else ():
        function = root.function
        if function is None or len(root.through) < _WITH_CALLER:
            continue
        body = function.child_by_field_name("body")
        tool = tool_around(reading, body) if body is not None else None
        if tool is None or tool.id != function.id or parameter_by(reading, root) is By.NOBODY:
            continue
        owner = call.function.child_by_field_name("object")
        if any(is_guarded(body_of(reading.module, one)) for one in root.through):
            continue
        if what not in _QUERIES or owner is None or not may_only_read(reading, owner):
            return run_by(
                reading, call, what, reading.module.defined(function), what not in _QUERIES
            )
    return None


def _run_unseen(reading: Reading, call: Call, node: Node, what: str) -> Item | None:
    function = tool_around(reading, call.node)
    if argument_of_tool(reading, node):
        return None if is_looked_at(reading, call) else run_by(reading, call, what, call.last)
    if function is None:
        if not (answered_by_model(reading, node) or _is_handed_on(reading, node)):
            return None
        if what in _QUERIES and is_looked_at(reading, call):
            return None
        return run_by(reading, call, what, call.last, what not in _QUERIES)
    node = _made_of(reading, unwrapped(node))
    given = node.type == "identifier" and _is_what_it_is_given(reading, node, function)
    if given and not _is_partly_given(reading, node, function):
        # `limit: int` is no text.
        return None
    if not given and not (what == _LINE and _is_partly_given(reading, node, function)):
        return None
    if is_seen(reading, function, node):
        return None
    return run_by(reading, call, what, reading.module.defined(function), what not in _QUERIES)


def program_by_model(reading: Reading, call: Call, first: Node) -> Item | None:
    """The run of whichever program a model names: `subprocess.run([program, *args])`."""
    function = tool_around(reading, call.node)
    if function is None:
        return None
    if first.type == "list_splat":
        first = first.named_children[0] if first.named_children else first
    if first.type != "identifier" or not _is_what_it_is_given(reading, first, function):
        return None
    if not _is_partly_given(reading, first, function):
        return None
    if is_seen(reading, function, first):
        return None
    return run_by(reading, call, _LINE, reading.module.defined(function))


def _otherwise(reading: Reading, node: Node) -> Node:
    """What stands in for a statement that isn't among the known ones: `SAVED.get(query, query)`."""
    parts = reading.module.children(node)[0]
    if node.type == "boolean_operator":
        return unwrapped(parts[-1])
    if node.type == "conditional_expression":
        named = [one for one in (parts[0], parts[-1]) if one.type == "identifier"]
        return named[0] if named else node
    if node.type == "call":
        call = reading.call(node)
        if call.last == "get" and len(call.positional) == _WITH_DEFAULT:
            return unwrapped(call.positional[1])
    return node


def _made_of(reading: Reading, node: Node) -> Node:
    """What a statement is made of: `text(query)`, `f"{query}"`, `query.replace(…)`."""
    for _ in range(_DEEPEST):
        node = _otherwise(reading, node)
        called = node.child_by_field_name("function") if node.type == "call" else None
        named = called.child_by_field_name("attribute") if called is not None else None
        held = called.child_by_field_name("object") if called is not None else None
        if named is None or held is None or reading.module.name(named) not in KEEPING:
            break
        node = unwrapped(held)
    if node.type == "call":
        call = reading.call(node)
        if call.last in _WRAPPING and len(call.positional) == 1:
            return unwrapped(call.positional[0])
        if call.name in _COMPILING and call.positional:
            return _made_of(reading, unwrapped(call.positional[0]))
    if node.type == "string":
        parts = reading.module.children(node)[0]
        inner = [one for one in parts if one.type not in ("string_start", "string_end")]
        if len(inner) == 1 and inner[0].type == "interpolation":
            return inner[0].child_by_field_name("expression") or node
    return node


def _is_what_it_is_given(reading: Reading, node: Node, function: Node) -> bool:
    """Whether a name is a parameter of a tool, or one of the values of its only argument."""
    reaching = reading.builder.flow.reaching(node)
    if not reaching:
        return False
    if all(one.kind is BindingKind.PARAMETER for one in reaching):
        return True
    if any(_is_as_given(reading, one) for one in reaching):
        # `if statement is None: statement = query`, where no saved one has the name.
        return True
    value = reading.builder.flow.value(node)
    picked = value is not None and value.type in ("subscript", "call", "attribute")
    return picked and any(
        root.function is not None and root.function.id == function.id
        for root in roots(reading, node)
    )


def _is_as_given(reading: Reading, binding: Binding) -> bool:
    value = binding.value if binding.kind is BindingKind.ASSIGNED else None
    if value is None or value.type != "identifier" or binding.index is not None:
        return False
    reaching = reading.builder.flow.reaching(value)
    return bool(reaching) and all(one.kind is BindingKind.PARAMETER for one in reaching)


def _is_handed_on(reading: Reading, node: Node) -> bool:
    """Whether the module's own calls hand a function what a model gave, and nobody looks at it."""
    if not asks_models(reading):
        return False
    return any(
        asks_a_model(reading, root.node)
        and not any(is_guarded(body_of(reading.module, one)) for one in root.through)
        for root in roots(reading, node)
        if root.node.type == "call" and len(root.through) > 1
    )


def _is_partly_given(reading: Reading, node: Node, function: Node) -> bool:
    """Whether text that a tool is given is a part of a line, or the line on one of two ways."""
    return any(
        root.function is not None
        and root.function.id == function.id
        and parameter_by(reading, root) is not By.NOBODY
        for root in roots(reading, node)
    )


def run_by(reading: Reading, call: Call, what: str, by: str, shell: bool = True) -> Item:
    """The run of something that a model has written, less sure where no shell or program has it."""
    sure = Confidence.HIGH if shell else Confidence.MEDIUM
    return CodeRun(**reading.stated(call.node, sure), what=f"{what} {BY_MODEL}", origin=by)
