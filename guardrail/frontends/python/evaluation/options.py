"""Values by default: of an option of a command, of a field; the fields of a named tuple."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation.checks import is_empty
from guardrail.frontends.python.evaluation.values import UNKNOWN, Known, Value
from guardrail.frontends.python.naming.calls import call_of
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

_ADDING = ("add_argument", "add_option")
_NAMED = frozenset(("field", "ib", "attrib", "SwitchAttr", "Flag"))
"""Those whose first argument is no default: of plumbum's `SwitchAttr` it is the option's name."""
_DECLARING = _NAMED | {"Field", "Option", "Argument", "Query", "Body"}
_NAMES = late(r"[^\W\d]\w*")


def by_default(evaluator: Evaluator, name: str) -> Sequence[Value]:
    """What an option of the module's parser is where nobody gives it."""
    module = evaluator.module
    wanted = re.compile(rf"[\"'](?:--?)?{re.escape(name).replace('_', '[-_]')}[\"']")
    found: list[Value] = []
    places = [match.span() for match in wanted.finditer(module.text)]
    for trail in module.around(places[:8]):
        node = next((one for one in trail[:5] if one.type == "call"), None)
        function = node.child_by_field_name("function") if node is not None else None
        if node is None or function is None or not module.code(function).endswith(_ADDING):
            continue
        call = call_of(module, node, "")
        default = call.keywords.get("default")
        if default is not None:
            found += evaluator.values(default)
    return found or UNKNOWN


def of_parameter(
    evaluator: Evaluator, function: Node, name: str, default: Node | None
) -> Sequence[Value]:
    """What a parameter is where nobody says otherwise, by its own default or by its option's."""
    default = default_of(default)
    if default is not None:
        return [one for one in evaluator.values(default) if not _is_left_out(evaluator, one)]
    above = function.parent
    if above is None or above.type != "decorated_definition":
        return ()
    module = evaluator.module
    wanted = re.compile(rf"[\"']--?{re.escape(name).replace('_', '[-_]')}[\"'/]")
    found: list[Value] = []
    for decorator in above.named_children:
        node = next(iter(decorator.named_children), None)
        if decorator.type != "decorator" or node is None or node.type != "call":
            continue
        if wanted.search(module.code(node)):
            told = call_of(module, node, "").keywords.get("default")
            found += evaluator.values(told) if told is not None else ()
    return found


def _is_left_out(evaluator: Evaluator, value: Value) -> bool:
    """Whether a default only says that nothing is given: `""`, `None`."""
    nothing = isinstance(value, Known) and value.node.type in ("string", "none")
    return nothing and is_empty(evaluator.module, value)


def default_of(value: Node | None) -> Node | None:
    """What a field is by default: of `field(default_factory=lambda: {})` the dictionary."""
    function = value.child_by_field_name("function") if value is not None else None
    name = (function.text or b"").decode().rpartition(".")[2] if function is not None else ""
    arguments = value.child_by_field_name("arguments") if value is not None else None
    if name not in _DECLARING or arguments is None:
        return value
    first = next(iter(arguments.named_children), None)
    for one in arguments.named_children:
        key, told = (one.child_by_field_name(part) for part in ("name", "value"))
        if one.type != "keyword_argument" or key is None or told is None:
            continue
        if key.text in (b"default_factory", b"factory"):
            return told.child_by_field_name("body") if told.type == "lambda" else None
        if key.text == b"default":
            return told
    positional = first is not None and first.type not in ("keyword_argument", "ellipsis")
    return first if positional and name not in _NAMED else None


def named_tuple_fields(evaluator: Evaluator, value: Known) -> list[str]:
    """The fields of `Step = namedtuple("Step", ["name", "what"])` that a call makes one of."""
    function = value.node.child_by_field_name("function") if value.node.type == "call" else None
    if function is None or function.type != "identifier":
        return []
    if "namedtuple" not in evaluator.module.plain:
        return []
    for made in evaluator.values(function):
        if not isinstance(made, Known) or made.node.type != "call":
            continue
        call = call_of(evaluator.module, made.node, "")
        called = evaluator.module.code(call.function).rpartition(".")[2]
        if called in ("namedtuple", "NamedTuple") and len(call.positional) > 1:
            code = evaluator.module.code(call.positional[1])
            return _NAMES.findall(code)
    return []
