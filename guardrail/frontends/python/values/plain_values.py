"""What an expression amounts to as plain data: dictionaries, lists, texts, numbers.

Documents that clouds take (policies, rules, request bodies) are judged by what is inside them,
whether they are written as Python, as JSON in a text, or handed to `json.dumps`.
"""

from __future__ import annotations

import json
import re

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.in_light import in_the_light_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.as_called import as_called
from guardrail.frontends.python.values.plain_additions import appended, appended_below, entered
from guardrail.frontends.python.values.plain_data import UNKNOWN, Plain, end_of_network
from guardrail.frontends.python.values.plain_places import (
    entry_under,
    in_portions,
    in_turn,
    own_function,
)
from guardrail.frontends.python.values.plain_shapes import is_put_together, member, part_of, written
from guardrail.frontends.python.values.settings_elsewhere import said_elsewhere
from guardrail.frontends.python.values.stages import by_stage
from guardrail.frontends.python.values.unfolding import unfolded
from guardrail.patterns import late

_DEEPEST = 16
_MOST = 2_000
_LONGEST = 100_000
_MOST_CALLS = 9
_FEW = 16
_CONSTANTS = {"true": True, "false": False, "none": None}
_NAMED = frozenset(("identifier", "attribute", "subscript"))
_LOOKED_UP = frozenset(("identifier", "subscript", "call"))
_DUMPING = frozenset(
    ("dumps", "dump", "json_dumps", "str", "encode", "b64encode", "deepcopy", "copy")
)
_ADDRESSES = late(r"(?:ip_|IPv[46]?)(?:network|address|interface)", re.IGNORECASE)
"""Classes and functions of the module `ipaddress`: what they make says what they were given."""
_JOINED = frozenset(("binary_operator", "call", "concatenated_string"))
_LOADING = frozenset(("safe_load", "load", "full_load", "safe_load_all", "load_all"))
_COLLECTED = frozenset(("list", "tuple", "set", "frozenset", "sorted"))
_OF_ENVIRONMENT = ("os.environ.get", "os.getenv", "environ.get", "getenv")
_ENDS = (".network_address", ".broadcast_address")
_WRITTEN_OUT = (".with_prefixlen", ".compressed", ".exploded")


def plain_value(reading: Reading, node: Node, *, by_default: bool = False) -> Plain:
    """The value of an expression as far as it is written out, `UNKNOWN` for what isn't.

    Where it is asked `by_default`, what the environment says is what stands for it otherwise.
    """
    return _Values(reading, by_default).of(node, 0)


class _Values:
    def __init__(self, reading: Reading, by_default: bool = False) -> None:
        self._reading = reading
        self._by_default = by_default
        self._seen = 0

    def of(self, node: Node, depth: int) -> Plain:
        self._seen += 1
        if depth > _DEEPEST or self._seen > _MOST:
            return UNKNOWN
        node = unwrapped(node)
        if node.type in _CONSTANTS:
            return _CONSTANTS[node.type]
        if node.type == "integer":
            return self._number(node)
        if node.type == "dictionary":
            return self._dictionary(node, depth)
        if node.type in ("list", "tuple", "set"):
            return [self.of(one, depth + 1) for one in self._reading.module.children(node)[0]]
        if node.type == "argument_list":
            return UNKNOWN
        if node.type in ("comparison_operator", "not_operator"):
            return self._truth(node, depth)
        if node.type == "boolean_operator":
            return self._either(node, depth)
        if node.type in ("list_comprehension", "generator_expression"):
            body = node.child_by_field_name("body")
            return [self.of(body, depth + 1)] if body is not None else UNKNOWN
        if node.type == "call":
            return self._call(node, depth)
        if node.type == "subscript" and (whole := part_of(node)) is not None:
            return self.of(whole, depth + 1)
        if node.type == "identifier" and (whole := in_portions(self._reading, node)) is not None:
            return self.of(whole, depth + 1)
        if node.type in _LOOKED_UP and (several := by_stage(self._reading, node)):
            told = [self.of(one, depth + 1) for one in several[:_FEW]]
            return told[0] if len(told) == 1 else told
        if node.type in _NAMED and (several := in_turn(self._reading, node)):
            told = [self.of(one, depth + 1) for one in several[:_FEW]]
            return told[0] if len(told) == 1 else told
        if node.type in ("identifier", "attribute"):
            value = self._reading.builder.flow.value(node)
            if value is not None and value.id != node.id:
                if value.type == "list":
                    held = self._reading.builder.flow.elements(node)
                    return [self.of(one, depth + 1) for one in held or ()]
                return self._with_more(node, self.of(value, depth + 1), depth + 1)
            if value is None and (held := self._reading.builder.flow.elements(node)):
                return [self.of(one, depth + 1) for one in held]
            if value is None and (several := as_called(self._reading, node)):
                told = [self.of(one, depth + 1) for one in several[:_FEW]]
                return told[0] if len(told) == 1 else told
        if node.type == "attribute" and self._reading.module.name(node).endswith(_WRITTEN_OUT):
            owner = node.child_by_field_name("object")
            return self.of(owner, depth + 1) if owner is not None else UNKNOWN
        if node.type == "attribute" and self._reading.module.name(node).endswith(_ENDS):
            owner = node.child_by_field_name("object")
            network = self.of(owner, depth + 1) if owner is not None else UNKNOWN
            if (address := end_of_network(network, self._reading.module.name(node))) is not None:
                return address
        if node.type == "subscript" and (entry := entry_under(self._reading, node)) is not None:
            return self.of(entry, depth + 1)
        if node.type == "subscript" and (inside := self._made_under(node, depth)) is not UNKNOWN:
            return inside
        found = self._text(node)
        if found is UNKNOWN and node.type == "attribute":
            said = said_elsewhere(self._reading, node)
            found = UNKNOWN if said is None else written(said)
        if found is UNKNOWN:
            return member(self._reading.module.code(node)) or UNKNOWN
        return found

    def _with_more(self, node: Node, made: Plain, depth: int) -> Plain:
        """What a name stands for after what was added to it since it was made."""
        if node.type != "identifier":
            return made
        if isinstance(made, dict):
            return self._entered(node, made, depth)
        added: list[Plain] = []
        for one, several in appended(self._reading, node):
            more = self.of(one, depth)
            added += more if several and isinstance(more, list) else [more]
        if not added:
            return made
        return [*(made if isinstance(made, list) else [made]), *added]

    def _entered(self, node: Node, made: dict[str, Plain], depth: int) -> dict[str, Plain]:
        found = dict(made)
        for key, value, surely in entered(self._reading, node):
            told = self.of(value, depth)
            text = self._key(key) if key is not None else ""
            for name, one in (
                {text: told} if text else told if isinstance(told, dict) else {}
            ).items():
                if surely or name not in found:
                    found[name] = one
        for name, one, several in appended_below(self._reading, node):
            more, held = self.of(one, depth), found.get(name)
            new = more if several and isinstance(more, list) else [more]
            found[name] = [*(held if isinstance(held, list) else []), *new]
        return found

    def _key(self, key: Node) -> str:
        name = self._reading.module.name(key) if key.type == "identifier" else ""
        given = key.parent is not None and key.parent.type == "keyword_argument"
        return name if given else self._reading.known(key)

    def _made_under(self, node: Node, depth: int) -> Plain:
        """What stands under a key of what a function makes: `body = build()`, `body["filter"]`."""
        whole, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
        if whole is None or key is None or key.type != "string":
            return UNKNOWN
        made = self._reading.builder.flow.value(whole)
        if made is None or made.type != "call":
            return UNKNOWN
        told = self.of(whole, depth + 1)
        return told.get(self._reading.known(key), UNKNOWN) if isinstance(told, dict) else UNKNOWN

    def _truth(self, node: Node, depth: int) -> Plain:
        """What `x is None`, `x is not None`, `x == "prod"` or `not x` comes to."""
        parts = self._reading.module.children(node)[0]
        told = [self.of(one, depth + 1) for one in parts[:2]]
        if len(parts) > 2 or any(one is UNKNOWN or isinstance(one, (dict, list)) for one in told):
            return UNKNOWN
        if node.type == "not_operator":
            return not told[0]
        code = self._reading.module.code(node)
        start, end = parts[0].end_byte - node.start_byte, parts[1].start_byte - node.start_byte
        alike = told[0] == told[1]
        sign = " ".join(code[start:end].split())
        return {"is": alike, "==": alike, "is not": not alike, "!=": not alike}.get(sign, UNKNOWN)

    def _either(self, node: Node, depth: int) -> Plain:
        """What `days or 1` comes to, where it is known what stands before the "or"."""
        first, *_, last = self._reading.module.children(node)[0]
        sign = node.child_by_field_name("operator")
        told = self.of(first, depth + 1)
        if told is UNKNOWN or isinstance(told, (dict, list)) or sign is None:
            return UNKNOWN
        taken = bool(told) is (self._reading.module.code(sign) == "or")
        return told if taken else self.of(last, depth + 1)

    def _number(self, node: Node) -> Plain:
        try:
            return int(self._reading.module.code(node)[:40], 0)
        except ValueError:
            return UNKNOWN

    def _text(self, node: Node) -> Plain:
        several = self._reading.texts(node) if node.type in _NAMED or is_put_together(node) else ()
        if len(several) > 1:
            return list(several)
        text = several[0] if several else self._reading.known(node)
        if not text and (node.type in _JOINED or is_put_together(node)):
            # As far as it is known: `f"arn:{partition}:iam::aws:policy/AdministratorAccess"`.
            text = self._reading.partly_known(node)
        if not text:
            return "" if node.type == "string" and len(node.named_children) < 3 else UNKNOWN
        if text.lstrip()[:1] in ("{", "[") and len(text) < _LONGEST:
            try:
                return json.loads(text)
            except (ValueError, RecursionError):
                return text
        return text

    def _dictionary(self, node: Node, depth: int) -> dict[str, Plain]:
        found: dict[str, Plain] = {}
        for child in self._reading.module.children(node)[0]:
            if child.type == "dictionary_splat":
                inner = self._reading.module.children(child)[0]
                more = self.of(inner[0], depth + 1) if inner else UNKNOWN
                found.update(more if isinstance(more, dict) else {})
                continue
            key, value = child.child_by_field_name("key"), child.child_by_field_name("value")
            if key is not None and value is not None:
                text = self._reading.known(key) or f"?{key.start_byte}"
                found[text] = self.of(value, depth + 1)
        return found

    def _applied(self, function: Node, depth: int) -> Plain:
        """What a function of the module, or a lambda, gives that is called later on."""
        name = self._reading.module.name(function)
        own = self._reading.scopes.function(name) if function.type == "identifier" else function
        if own is None or own.type not in ("function_definition", "lambda"):
            return UNKNOWN
        body = own.child_by_field_name("body")
        is_lambda = own.type == "lambda" and body is not None
        results = [body] if is_lambda else results_of(self._reading.module, own)
        one = results[0] if len(results) == 1 else None
        return self.of(one, depth + 4) if one is not None and depth < _MOST_CALLS else UNKNOWN

    def _call(self, node: Node, depth: int) -> Plain:
        call = self._reading.call(node)
        if call.last[:1].isupper():
            # Objects that stand for documents: `SecurityGroupIngressArgs(cidr_blocks=[…])`, also
            # where they are filled later: `rule.source_ranges = […]`.
            call = unfolded(self._reading, call)
        if call.last[:1].isupper() and call.keywords:
            return {name: self.of(one, depth + 1) for name, one in call.keywords.items()}
        if call.last == "dict" and not call.positional:
            return {name: self.of(one, depth + 1) for name, one in call.keywords.items()}
        if call.name == "dict.fromkeys" and call.positional:
            keys = self.of(call.positional[0], depth + 1)
            told = self.of(call.positional[1], depth + 1) if call.positional[1:] else None
            return {str(key): told for key in keys} if isinstance(keys, list) else UNKNOWN
        if call.positional and (call.last in _DUMPING or _ADDRESSES.fullmatch(call.last)):
            return self.of(call.positional[0], depth + 1)
        if call.name in _COLLECTED and len(call.positional) == 1:
            lists = self._reading.builder.flow.lists(node)
            if not lists:
                return self.of(call.positional[0], depth + 1)
            return [self.of(one, depth + 1) for one in lists[0]]
        if call.last in _LOADING and "yaml" in call.name and call.positional:
            return self._loaded(call.positional[0], depth)
        own = own_function(self._reading, call)
        results = results_of(self._reading.module, own) if own is not None else []
        if own is not None and len(results) == 1 and depth < _MOST_CALLS:
            given = {own.id: given_to(self._reading.module, own, call)}
            told = _Values(in_the_light_of(self._reading, given, None), self._by_default)
            told._seen = self._seen
            found = told.of(results[0], depth + 4)
            self._seen = told._seen
            return found
        if call.last == "apply" and len(call.positional) == 1:
            # Pulumi: `bucket.arn.apply(policy_for)` is what the function makes of the name.
            return self._applied(call.positional[0], depth)
        if call.last in ("replace", "strip") and (
            owner := call.function.child_by_field_name("object")
        ):
            # `json.dumps(POLICY).replace("{bucket}", name)` is the document all the same.
            held = self.of(owner, depth + 1)
            if isinstance(held, (dict, list)):
                return held
        if call.last == "encode":
            owner = call.function.child_by_field_name("object")
            return self.of(owner, depth + 1) if owner is not None else UNKNOWN
        found = self._text(node)
        if found is UNKNOWN and self._by_default and call.name in _OF_ENVIRONMENT:
            given_else = call.positional[1:2]
            return self.of(given_else[0], depth + 1) if given_else else UNKNOWN
        return found

    def _loaded(self, node: Node, depth: int) -> Plain:
        """What a text of YAML holds: `yaml.safe_load(MANIFEST)`, as far as the text is known."""
        from guardrail.frontends.python.values.plain_yaml import plain_yaml

        text = self.of(node, depth + 1)
        text = text if isinstance(text, str) else self._reading.partly_known(node)
        told = plain_yaml(text) if text else None
        return UNKNOWN if told is None else told
