"""What a parameter is where nothing is given for it: its default, as frameworks write it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.emptiness import refused_when_empty
from guardrail.frontends.python.readers.narrowing.saying_nothing import says_nothing
from guardrail.frontends.python.readers.narrowing.unset import unset_by_default
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.options import default_texts
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_WRAPPED = words("Query Option Argument Body Form Path Header Field")
_DECLARED = words("option argument")
PARSED = late(r"(?:vars\()?\w*(?:args|arguments|opts?|options|namespace|ns|parsed)\)?")
"""What people call what a command was given: `options` of Django, `vars(args)`."""
_DEEPEST = 2
_MOST = 8


def default_of(reading: Reading, node: Node) -> Node | None:
    """The default of the parameter that a name is, `None` where it has none or is something else.

    `Query("*")` and `typer.Option("*")` give what is written first; Click writes defaults into the
    decorators of a function.
    """
    reaching = reading.builder.flow.reaching(node)
    if len(reaching) != 1 or reaching[0].kind is not BindingKind.PARAMETER:
        return None
    value = reaching[0].value
    if value is None:
        return _declared(reading, node)
    if value.type != "call":
        return value
    call = reading.call(value)
    return _given(call) if call.last in _WRAPPED else None


def parameter_kept(reading: Reading, node: Node) -> Node:
    """The parameter of a constructor that an attribute keeps as it is: `self.prefix = prefix`.

    Any other expression is itself.
    """
    bound = reading.builder.flow.attributes(node) if node.type == "attribute" else ()
    value = bound[0].value if len(bound) == 1 and bound[0].index is None else None
    if value is None or value.type != "identifier" or bound[0].kind is not BindingKind.ASSIGNED:
        return node
    reaching = reading.builder.flow.reaching(value)
    return value if [one.kind for one in reaching] == [BindingKind.PARAMETER] else node


def given_as_it_is(reading: Reading, node: Node) -> Node | None:
    """The name or the attribute that another name stands for, and nothing else."""
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    value = bound[0].value if len(bound) == 1 and bound[0].index is None else None
    assigned = value is not None and bound[0].kind is BindingKind.ASSIGNED
    named = value is not None and value.type in ("identifier", "attribute") and value.id != node.id
    return value if assigned and named else None


def option_defaults(reading: Reading, node: Node) -> Sequence[Node]:
    """What an option of the program is by default: `args.depot`, `options["depot"]`."""
    module = reading.module
    if node.type == "attribute":
        named = node.child_by_field_name("attribute")
        return default_texts(module, module.name(named)) if named is not None else ()
    owner, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
    if node.type == "call":
        call = reading.call(node)
        owner = call.function.child_by_field_name("object") if call.last == "get" else None
        key = call.positional[0] if len(call.positional) == 1 else None
    if owner is None or key is None or PARSED.fullmatch(module.code(owner)) is None:
        return ()
    return default_texts(module, reading.known(key).replace("-", "_"))


def default_handed_on(reading: Reading, node: Node, depth: int = 0) -> Node | None:
    """The default that a call of the function around hands to a parameter without one.

    `def main(tenant: str = typer.Option("")): invalidate(tenant)`, `invalidate(args.tenant)`.
    """
    for value in given_by_calls(reading, node) if depth <= _DEEPEST else ():
        if refused_when_empty(reading, value):
            continue
        value = given_as_it_is(reading, value) or value
        found: Node | None = None
        if says_nothing(reading, value) or unset_by_default(reading, value):
            found = value
        elif value.type == "identifier":
            found = default_of(reading, value) or default_handed_on(reading, value, depth + 1)
        else:
            found = next(iter(option_defaults(reading, value)), None)
        if found is not None:
            return found
    return None


def given_by_calls(reading: Reading, node: Node) -> Iterator[Node]:
    """What the calls of the function around give to a parameter of it that has no default."""
    reaching = reading.builder.flow.reaching(node)
    if len(reaching) != 1 or reaching[0].kind is not BindingKind.PARAMETER:
        return
    scope = reading.builder.flow.bindings(node)[0]
    function = scope.node if scope is not None else None
    if function is None or function.type != "function_definition" or reaching[0].value is not None:
        return
    name = reading.module.name(node)
    for call in calls_of_function(reading, function, class_around(function))[:_MOST]:
        given = given_to(reading.module, function, call).get(name)
        if given is not None and given.value is not None:
            yield given.value


def _given(call: Call) -> Node | None:
    if "default" in call.keywords:
        return call.keywords["default"]
    first = call.positional[0] if call.positional else None
    return first if first is not None and first.type != "ellipsis" else None


def _declared(reading: Reading, node: Node) -> Node | None:
    """The default that a decorator of Click gives: `@click.option("--pattern", default="*")`."""
    function = reading.scopes.at(node.start_byte)[0].node
    above = function.parent
    if above is None or above.type != "decorated_definition":
        return None
    name = reading.module.name(node)
    for decorator in above.named_children:
        called = decorator.named_children[0] if decorator.named_children else None
        if decorator.type != "decorator" or called is None or called.type != "call":
            continue
        call = reading.call(called)
        options = {
            said.lstrip("-").replace("-", "_").lower()
            for one in call.positional
            for said in reading.known(one).split("/")
        }
        if call.last in _DECLARED and name in options:
            return call.keywords.get("default")
    return None
