"""What a language model writes and a program runs: tools that are there for it, and one's own."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import CodeRun
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.code.outside import By, parameter_by
from guardrail.frontends.python.readers.code.tool_arguments import argument_of_tool
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.bare_code import bare
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.roots import body_of, roots
from guardrail.knowledge.python.model_tools import (
    AGENT_PACKAGES,
    LANGCHAIN_MODELS,
    TOOL_CLASSES,
    TOOL_DECORATORS,
    TOOL_MAKERS,
    TOOL_METHODS,
)
from guardrail.knowledge.python.rows import LetsModelRun
from guardrail.model import Confidence
from guardrail.stream import Item

BY_MODEL = "that a language model writes"
_LINE = "a command line"
_GUARDED = re.compile(
    r"startswith\((?!\s*[\"']```)|read[_ ]?only|mode=ro\b|query_only|allow(?:ed|list)|whitelist"
    r"|\bnot in (?-i:(?:self\.|cls\.)?_?(?!\w*(?:BLOCK|DEN[YI]|FORBID|DANGER|BANNED))"
    r"[A-Z][A-Z_]{2,}\b)"
    r"|sqlglot|sqlparse|is_select|is_safe|fullmatch|isidentifier|\bvalidate\w*\("
    r"|\b(?:if|while|assert|and|or)\b[^\n]{0,80}(?:confirm|approv)\w*\(|\binterrupt\("
    r"|\b(?:require|must|needs?|wait_for|get|ask_for|request)_\w*(?:confirm|approv)\w*\(",
    re.IGNORECASE,
)
_READING = re.compile(
    r"mode=ro\b|read[_-]?only|query_only|immutable=1|(?<![a-z])ro_|_ro(?![a-z])|replica"
    r"|set_authorizer",
    re.IGNORECASE,
)
_ASKING = re.compile(
    r"\.(?:create|acreate|parse|completion|acompletion|generate_content|generate|chat|complete"
    r"|a?invoke|predict)\(\)$"
)
_KEEPING = frozenset(("strip", "removeprefix", "removesuffix", "replace", "split", "decode"))
_ONLY_READING = re.compile(r"\w*read_?only\w*", re.IGNORECASE)
_WRITING_TOO = re.compile(r"\bread_?only\s*=\s*False\b", re.IGNORECASE)
"""How it is said that a connection is for more than reading: then no other word of it counts."""
_BOUNDED = re.compile(
    r"is_relative_to\(|relative_to\(|commonpath\(|commonprefix\(|\.parents\b|\.parent\s*[!=]="
)
_MODELS = frozenset(
    (
        "openai",
        "anthropic",
        "litellm",
        "ollama",
        "mistralai",
        "groq",
        "cohere",
        "google",
        "together",
        *LANGCHAIN_MODELS,
    )
)
_REFUSES = re.compile(
    r"\bif\b[^\n]{0,200}(?:is_relative_to\(|\.parents\b|\.parent\s*!=|commonpath\()[^\n]{0,200}:\s*"
    r"(?:raise|return|continue|sys\.exit|exit)\b"
)
_CALLED = re.compile(r"\b([^\W\d]\w*)\(")
_MOST_CALLED = 40
_WRITING = frozenset(("write_text", "write_bytes", "open", "copy", "copy2", "copyfile"))
_WRAPPING = ("text", "SQL", "dedent", "str")
_FAR = 4_000
_LONGEST = 8_000
_DEEPEST = 8


def lets_model_run(reading: Reading, call: Call, row: LetsModelRun) -> list[Item] | None:
    """A tool of a library that runs what a model writes."""
    if row.only_if and reading.truth(call.keywords.get(row.only_if)) is not True:
        return None
    if not row.shell and any(_may_only_read(reading, one) for one in _given(call)):
        return None
    return [_run(reading, call, row.what, call.last, row.shell)]


def _given(call: Call) -> list[Node]:
    return [*call.positional, *call.keywords.values()]


def _may_only_read(reading: Reading, node: Node) -> bool:
    """Whether a database is opened for reading alone, as a URL, an option or a name says."""
    around = tool_around(reading, node)
    if around is not None and _WRITING_TOO.search(body_of(reading, around)):
        return False
    return any(
        _READING.search(code)
        for root in roots(reading, node)
        for code in (
            reading.module.code(root.node)[:_FAR],
            *(body_of(reading, one) for one in root.through[1:]),
        )
    )


def run_for_model(reading: Reading, call: Call, node: Node, what: str) -> Item | None:
    """The run of a text that a model gives a function of the module's own, `None` for others.

    The function is handed to a model by its decorator, and looks at the text in no way before.
    SQL on a connection that was opened for reading alone is none.
    """
    run = _run_unseen(reading, call, node, what)
    if run is None or what != "SQL":
        return run
    owner = call.function.child_by_field_name("object")
    return None if owner is not None and _may_only_read(reading, owner) else run


def _run_unseen(reading: Reading, call: Call, node: Node, what: str) -> Item | None:
    function = tool_around(reading, call.node)
    if argument_of_tool(reading, node):
        return None if _is_looked_at(reading, call) else _run(reading, call, what, call.last, True)
    if function is None:
        if not (_comes_from_model(reading, node, 0) or _is_handed_on(reading, node)):
            return None
        if what == "SQL" and _is_looked_at(reading, call):
            return None
        return _run(reading, call, what, call.last, what != "SQL")
    node = _made_of(reading, unwrapped(node))
    given = node.type == "identifier" and _is_what_it_is_given(reading, node, function)
    if not given and not (what == _LINE and _is_partly_given(reading, node, function)):
        return None
    if _GUARDED.search(_with_what_it_calls(reading, function)):
        return None
    named = function.child_by_field_name("name")
    name = reading.module.name(named) if named is not None else ""
    return _run(reading, call, what, name, what != "SQL")


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
    if _GUARDED.search(_with_what_it_calls(reading, function)):
        return None
    named = function.child_by_field_name("name")
    return _run(reading, call, _LINE, reading.module.name(named) if named else "", True)


def _with_what_it_calls(reading: Reading, function: Node) -> str:
    """The code of a function and of the module's own ones that it names: `with connect() as c`."""
    code = body_of(reading, function)
    named = dict.fromkeys(_CALLED.findall(code))
    own = [reading.scopes.function(name) for name in (*named,)[:_MOST_CALLED]]
    others = [one for one in own if one is not None and one.id != function.id]
    whole = "\n".join((code, *(body_of(reading, one) for one in others)))
    if _WRITING_TOO.search(whole):
        return _ONLY_READING.sub("", whole)
    return whole


def _made_of(reading: Reading, node: Node) -> Node:
    """What a statement is made of: `text(query)`, `f"{query}"`, `query.replace(…)`."""
    for _ in range(_DEEPEST):
        called = node.child_by_field_name("function") if node.type == "call" else None
        named = called.child_by_field_name("attribute") if called is not None else None
        held = called.child_by_field_name("object") if called is not None else None
        if named is None or held is None or reading.module.name(named) not in _KEEPING:
            break
        node = unwrapped(held)
    if node.type == "call":
        call = call_of(reading.module, node, reading.names.dotted(node)[:-2])
        if call.last in _WRAPPING and len(call.positional) == 1:
            return unwrapped(call.positional[0])
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
    value = reading.builder.flow.value(node)
    picked = value is not None and value.type in ("subscript", "call")
    return picked and any(
        root.function is not None and root.function.id == function.id
        for root in roots(reading, node)
    )


def _is_looked_at(reading: Reading, call: Call) -> bool:
    """Whether the function around a call looks at what it runs, or may only read."""
    around = place_of(reading.module, call.node.start_byte).definitions
    code = bare(reading.module, around[-1] if around else reading.module.root, _LONGEST)
    return _GUARDED.search(code) is not None


def asks_models(reading: Reading) -> bool:
    """Whether a module knows a library of language models."""
    return not _MODELS.isdisjoint(reading.names.packages)


def answered_by_model(reading: Reading, node: Node) -> bool:
    """Whether a text is what a model answered."""
    return _comes_from_model(reading, node, 0)


def run_by(reading: Reading, call: Call, what: str, by: str) -> Item:
    """The run of something that a model has written."""
    return _run(reading, call, what, by, True)


def _is_handed_on(reading: Reading, node: Node) -> bool:
    """Whether the module's own calls hand a function what a model gave, and nobody looks at it."""
    if _MODELS.isdisjoint(reading.names.packages):
        return False
    return any(
        _asks_a_model(reading, root.node)
        and not any(_GUARDED.search(body_of(reading, one)) for one in root.through)
        for root in roots(reading, node)
        if root.node.type == "call" and len(root.through) > 1
    )


def _asks_a_model(reading: Reading, node: Node) -> bool:
    typed = reading.matching.typed(node)
    return _ASKING.search(typed) is not None and typed.split(".", 1)[0] in _MODELS


def _is_partly_given(reading: Reading, node: Node, function: Node) -> bool:
    """Whether text that a tool is given is a part of a line, or the line on one of two ways."""
    return any(
        root.function is not None
        and root.function.id == function.id
        and parameter_by(reading, root) is not By.NOBODY
        for root in roots(reading, node)
    )


def _comes_from_model(reading: Reading, node: Node, depth: int) -> bool:
    """Whether a text is what a call of a language model's library gave."""
    if depth >= _DEEPEST or _MODELS.isdisjoint(reading.names.packages):
        return False
    value = reading.builder.flow.value(node)
    if value is None:
        return False
    if value.type in ("attribute", "subscript"):
        below = value.child_by_field_name("object") or value.child_by_field_name("value")
        return below is not None and _comes_from_model(reading, below, depth + 1)
    if value.type != "call":
        return False
    if _asks_a_model(reading, value):
        return True
    made = call_of(reading.module, value, reading.names.dotted(value)[:-2])
    own = reading.scopes.function(made.name)
    below = made.function.child_by_field_name("object")
    inner = [*(results_of(reading.module, own) if own is not None else ())]
    inner += [below] if below is not None and made.last in _KEEPING else []
    return any(_comes_from_model(reading, one, depth + 1) for one in inner)


def _run(reading: Reading, call: Call, what: str, by: str, shell: bool) -> Item:
    sure = Confidence.HIGH if shell else Confidence.MEDIUM
    return CodeRun(**reading.stated(call.node, sure), what=f"{what} {BY_MODEL}", origin=by)


def deletion_for_model(reading: Reading, call: Call, node: Node) -> Item | None:
    """The deletion or writing of a file that a model names to a function of the module's own."""
    function = tool_around(reading, call.node)
    body = function.child_by_field_name("body") if function is not None else None
    if function is None or body is None:
        return None
    code = f"{bare(reading.module, body, _LONGEST)}\n{_with_what_it_calls(reading, function)}"
    if _GUARDED.search(code) or _BOUNDED.search(code) or not _is_given(reading, node, function):
        return None
    named = function.child_by_field_name("name")
    name = reading.module.name(named) if named is not None else ""
    what = "folder" if call.last in ("rmtree", "remove_tree", "removedirs") else "file"
    deed = "writing" if call.last in _WRITING else "deletion"
    return _run(reading, call, f"the {deed} of a {what}", name, True)


def kept_inside(reading: Reading, call: Call) -> bool:
    """Whether the function around a deletion refuses what doesn't lie below a folder of its own."""
    around = place_of(reading.module, call.node.start_byte).definitions
    if not around or around[-1].type != "function_definition":
        return False
    before = reading.module.plain[around[-1].start_byte : call.node.start_byte][-_FAR:]
    return _REFUSES.search(before) is not None


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
            call = call_of(reading.module, node, reading.names.dotted(node)[:-2])
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


def tool_around(reading: Reading, node: Node) -> Node | None:
    """The function around a node that a decorator hands to a model."""
    for function in reversed(place_of(reading.module, node.start_byte).definitions):
        above = function.parent
        if function.type != "function_definition" or above is None:
            continue
        if above.type != "decorated_definition":
            tool = _is_listed(reading, function) or _is_of_tool(reading, function)
            return function if tool else None
        for decorator in above.named_children:
            if decorator.type == "decorator" and _hands_over(reading, decorator):
                return function
        return None
    return None


def _is_of_tool(reading: Reading, function: Node) -> bool:
    """Whether a function is what a class of tools runs: `_run` of a `BaseTool`."""
    named = function.child_by_field_name("name")
    if named is None or reading.module.name(named) not in TOOL_METHODS:
        return False
    around = place_of(reading.module, function.start_byte).definitions
    held = around[-1] if around else None
    bases = held.child_by_field_name("superclasses") if held is not None else None
    listed = reading.module.children(bases)[0] if bases is not None else []
    return any(reading.names.dotted(one).rsplit(".", 1)[-1] in TOOL_CLASSES for one in listed)


def _is_listed(reading: Reading, function: Node) -> bool:
    """Whether a function's name stands in a list of tools that the module gives a model."""
    named = function.child_by_field_name("name")
    if named is None:
        return False
    name = re.escape(reading.module.name(named))
    if not AGENT_PACKAGES.isdisjoint(reading.names.packages):
        given = TOOL_MAKERS.format(name=name)
        if re.search(given, reading.module.plain) is not None:
            return True
    if _MODELS.isdisjoint(reading.names.packages):
        return False
    return re.search(rf"""["']name["']\s*:\s*["']{name}["']""", reading.module.text) is not None


def _hands_over(reading: Reading, decorator: Node) -> bool:
    held = decorator.named_children[0] if decorator.named_children else None
    if held is not None and held.type == "call":
        held = held.child_by_field_name("function")
    if held is None:
        return False
    return reading.module.code(held).rsplit(".", 1)[-1] in TOOL_DECORATORS
