"""Calls with their arguments, as the knowledge speaks of them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct, field
from tree_sitter import Node

from guardrail.frontends.python.source.passing import PASSES_EACH, PASSES_LISTED, PASSES_ON
from guardrail.frontends.python.source.tree import Module
from guardrail.knowledge.python.rows import Argument
from guardrail.patterns import late

_LISTED = frozenset(("args", "op_args"))
_OF_COLUMNS = frozenset(("map", "apply"))
_ADDING, _OF_INVOKE = "add_task", "is of invoke"
_INVOKE = late(r"\b(?:from|import)\s+(?:invoke|fabric)\b(?![\s\S]*\bBackgroundTasks\b)")
"""Methods of a column of pandas or polars that call what they are given with each cell."""
_NAMED = frozenset(("kwargs", "kwds", "op_kwargs"))
HANDED_AS = frozenset(("target", "func", "function", "fn", "python_callable"))
"""What arguments are called that take a function and have it called with others."""


class Call(Struct):
    """A call: what is called by its qualified name, and with what.

    `node` is the whole expression, `function` what is called. `stars` and `double_stars` are what
    is unpacked into it, `first_star` how many positional arguments stand before the first. With
    `more` it is given further arguments later: `partial(os.remove)`. What is `kept` is called by
    another expression than the one that `function` is, and `doubted` where that may be others too.
    """

    node: Node
    function: Node
    name: str
    positional: list[Node] = field(default_factory=list)
    keywords: dict[str, Node] = field(default_factory=dict)
    stars: list[Node] = field(default_factory=list)
    double_stars: list[Node] = field(default_factory=list)
    first_star: int | None = None
    more: bool = False
    kept: bool = False
    doubted: bool = False

    @property
    def last(self) -> str:
        """The last part of the name: the method's or the function's own."""
        return self.name.rsplit(".", 1)[-1]

    @property
    def bare(self) -> bool:
        """Whether it is called with nothing at all."""
        return not (self.positional or self.keywords or self.stars or self.double_stars)

    def argument(self, wanted: Argument) -> Node | None:
        """The argument at a position or under a name, `None` where none can be told."""
        if wanted.keyword and wanted.keyword in self.keywords:
            return self.keywords[wanted.keyword]
        position = wanted.position
        if position < 0 or position >= len(self.positional):
            return None
        if self.first_star is not None and position >= self.first_star:
            return None
        return self.positional[position]


def with_arguments(module: Module, call: Call, given: list[Node]) -> Call:
    """The call with its arguments sorted into their kinds."""
    for node in given:
        if node.type == "keyword_argument":
            name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
            if name is not None and value is not None:
                call.keywords[module.name(name)] = value
        elif node.type == "dictionary_splat":
            call.double_stars += module.children(node)[0]
        elif node.type == "list_splat":
            if call.first_star is None:
                call.first_star = len(call.positional)
            call.stars += module.children(node)[0]
        else:
            call.positional.append(node)
    return call


def arguments_of(module: Module, node: Node) -> list[Node]:
    """The argument nodes of a call node."""
    arguments = node.child_by_field_name("arguments")
    if arguments is None:
        return []
    if arguments.type == "generator_expression":
        return [arguments]
    return module.children(arguments)[0]


def collected(module: Module, arguments: Node, first: int) -> list[Node]:
    """The arguments of a call that a starred parameter collects, which begins at a place."""
    given = module.children(arguments)[0]
    return [one for one in given if one.type not in ("keyword_argument", "dictionary_splat")][
        first:
    ]


def call_of(module: Module, node: Node, name: str) -> Call:
    """The call that a `call` node is; `name` is what it calls."""
    function = node.child_by_field_name("function")
    call = Call(node, node if function is None else function, name)
    return with_arguments(module, call, arguments_of(module, node))


def _is_of_invoke(module: Module) -> bool:
    """Whether what adds tasks to something is a collection of invoke's, which runs none of them."""
    if _OF_INVOKE not in module.facts:
        module.facts[_OF_INVOKE] = _INVOKE.search(module.plain) is not None
    return bool(module.facts[_OF_INVOKE])


def passed_on(module: Module, node: Node, function: Node, name: str) -> Call | None:
    """The call that comes of a call handing a function on: `partial(os.remove, path)`.

    `map(os.remove, paths)` calls it with one after the other: the paths stand as what is unpacked.
    `apply_async(os.remove, (path,))` is given all of its arguments in one. The
    cells of a column are given one after the other too: `frame["path"].map(os.remove)`.
    """
    caller = node.child_by_field_name("function")
    by = module.name(caller).rsplit(".", 1)[-1] if caller is not None else ""
    if by not in PASSES_ON or (by == _ADDING and _is_of_invoke(module)):
        return None
    given = arguments_of(module, node)
    index = next((i for i, child in enumerate(given) if child.id == function.id), len(given))
    call = Call(node, function, name, more=by in ("partial", "delayed"))
    column = caller.child_by_field_name("object") if by in _OF_COLUMNS and caller else None
    if column is not None and not any(_is_argument(module, one) for one in given[index + 1 :]):
        call.stars, call.first_star = [column], 0
        return call
    if by in PASSES_EACH:
        call.stars, call.first_star = given[index + 1 :][:1], 0
        return call
    if by in PASSES_LISTED:
        first = given[index + 1 :][:1]
        if first and first[0].type in ("list", "tuple"):
            call.positional += module.children(first[0])[0]
        elif first and first[0].type in ("identifier", "attribute", "call"):
            call.stars, call.first_star = first, 0
        return _with_named_arguments(module, call, given)
    return with_arguments(module, call, given[index + 1 :])


def _is_argument(module: Module, node: Node) -> bool:
    """Whether what stands behind a function is for it, and not for what calls it (`axis=1`)."""
    name = node.child_by_field_name("name") if node.type == "keyword_argument" else None
    return name is None or module.name(name) in _LISTED or module.name(name) in _NAMED


def handed_by_name(module: Module, node: Node, function: Node, name: str) -> Call | None:
    """The call that comes of `Thread(target=run, args=(…))`, `PythonOperator(python_callable=…)`.

    What the function is given stands in a list and a dictionary that are written out.
    """
    call = _with_named_arguments(module, Call(node, function, name), arguments_of(module, node))
    return call if call.positional or call.keywords else None


def _with_named_arguments(module: Module, call: Call, given: list[Node]) -> Call:
    """The call with what the arguments `args` and `kwargs` hold among others."""
    for one in given:
        keyword, value = (one.child_by_field_name(part) for part in ("name", "value"))
        if one.type != "keyword_argument" or keyword is None or value is None:
            continue
        listed = module.children(value)[0]
        if module.name(keyword) in _LISTED and value.type in ("list", "tuple"):
            call.positional += listed
        elif module.name(keyword) in _NAMED and value.type == "dictionary":
            for pair in listed:
                key, held = (pair.child_by_field_name(part) for part in ("key", "value"))
                if key is not None and held is not None and key.type == "string":
                    call.keywords[module.code(key).strip("'\"")] = held
    return call


def chain(module: Module, node: Node) -> Iterator[Node]:
    """The nodes of a method chain from its end to its beginning: calls, attributes, the base."""
    while True:
        yield node
        below: Node | None = None
        if node.type == "call":
            below = node.child_by_field_name("function")
        elif node.type == "attribute":
            below = node.child_by_field_name("object")
        elif node.type == "subscript":
            below = node.child_by_field_name("value")
        elif node.type in ("parenthesized_expression", "await"):
            below = next(iter(module.children(node)[0]), None)
        if below is None:
            return
        node = below
