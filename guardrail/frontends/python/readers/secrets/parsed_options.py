"""Secrets among the options of a command, where all of them are shown: `print(vars(args))`.

Source: argparse of Python 3.13 (an option without `action` holds what is typed; `store_true` says
only whether it was given).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.readers.secrets.secret_names import is_secret
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_PARSING = late(r"\.parse_(?:args|known_args|intermixed_args)\(")
_CALLED = ("args", "opts", "opt", "options", "arguments", "namespace", "ns", "parsed")
"""How what was parsed is called where a function is given it."""
_OPTION = late(
    r"\.add_argument\(\s*(?:[\"']-\w[\"']\s*,\s*)?[\"']--([A-Za-z][\w-]{1,60})[\"'](?P<more>[^()\n]*)"
)
_NO_TEXT = late(r"store_(?:true|false|const)|BooleanOptional|type\s*=\s*(?:int|float|bool)\b|count")
_TOKEN = late(
    r"(?:^|_)(?:hf|hub|api|auth|access|refresh|bearer|bot|github|gitlab|slack|wandb|service)_token$"
)
_FACT = "secret options"
_MOST = 200


def secret_options(reading: Reading, node: Node) -> Iterator[str]:
    """The options of a secret that an expression holds, which is all that a command was given."""
    if not _is_parsed(reading, node):
        return
    name = reading.module.short(node, 20)
    yield from (f"{name}.{one}" for one in islice(_options(reading), 1))


def _is_parsed(reading: Reading, node: Node) -> bool:
    """Whether an expression is what a command was given: `parser.parse_args()`, a parameter."""
    if "parse_" not in reading.module.plain or node.type not in ("identifier", "call"):
        return False
    if node.type == "call":
        return _PARSING.search(reading.module.code(node)) is not None
    bound = reading.builder.flow.reaching(node)
    if len(bound) != 1:
        return False
    value = bound[0].value
    if bound[0].kind is BindingKind.PARAMETER:
        name = reading.module.name(node)
        return value is None and name in _CALLED and not _is_starred(reading, node, name)
    parsed = value is not None and unwrapped(value).type == "call" and not bound[0].index
    return bool(parsed and value and _PARSING.search(reading.module.code(value)))


def _is_starred(reading: Reading, node: Node, name: str) -> bool:
    """Whether a parameter is all that a function is given besides: `def log(*args)`."""
    scope = reading.builder.flow.bindings(node)[0]
    given = scope.node.child_by_field_name("parameters") if scope is not None else None
    return given is None or f"*{name}" in reading.module.code(given)


def _options(reading: Reading) -> tuple[str, ...]:
    """The options that take a secret and aren't taken out again, looked for once."""
    facts = reading.module.facts
    if _FACT not in facts:
        found = islice(_OPTION.finditer(reading.module.text), _MOST)
        names = [one[1].replace("-", "_") for one in found if _NO_TEXT.search(one["more"]) is None]
        secret = (one for one in names if is_secret(one) or _TOKEN.search(one))
        facts[_FACT] = tuple(one for one in secret if not _taken_out(reading, one))
    options: tuple[str, ...] = facts[_FACT]
    return options


def _taken_out(reading: Reading, name: str) -> bool:
    """Whether an option is taken away, or written over, somewhere: `del args.password`."""
    word = re.escape(name)
    gone = (
        rf"\bdel\s+\w+(?:\.{word}\b|\[[\"']{word}[\"'])|\w\.{word}\s*=(?!=)"
        rf"|[\"']{word}[\"']\s*[,)\]}}]"
    )
    text = reading.module.text
    return any(
        "add_argument" not in text[max(0, one.start() - 40) : one.start()]
        for one in re.finditer(gone, text)
    )
