"""Secrets in the body of a request: files that hold them, the whole environment."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.calls import call_of
from guardrail.frontends.python.members import results_of
from guardrail.frontends.python.readers.files import path_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.tree import unwrapped

_FILE = re.compile(
    r"(?:^|/)(?:\.env(?:\.[\w-]+)?|\.aws/credentials|credentials(?:\.json)?|id_(?:rsa|ed25519|ecdsa)"
    r"|\.npmrc|\.pypirc|\.netrc|\.pgpass|\.kube/config|kubeconfig|\.git-credentials"
    r"|\.docker/config\.json|application_default_credentials\.json|[\w.-]+\.(?:pem|p12|pfx|key))$"
)
_WHOLE = re.compile(r"\bos\.environ(?:\.copy\(\)|\.items\(\))?(?=\s*(?:[),}]|$))")
_OPENING = frozenset(("open", "Path", "read_text", "read_bytes", "dotenv_values", "expanduser"))
_GIVEN = frozenset(("open", "Path", "dotenv_values"))
_ONE_OF_THEM = ("os.environ.get", "os.environ.pop", "os.environ.setdefault", "os.getenv")
_MOST = 60


def secrets_inside(reading: Reading, body: Node) -> Iterator[str]:
    """What a body holds that is secret: "file .env", "the environment"."""
    waiting, seen = [body], 0
    while waiting and seen < _MOST:
        node = unwrapped(waiting.pop())
        seen += 1
        if node.type == "identifier":
            value = reading.builder.flow.value(node)
            waiting += [value] if value is not None and value.id != node.id else []
            continue
        if node.type == "attribute" and reading.names.dotted(node) == "os.environ":
            yield "the environment"
            continue
        if node.type == "attribute":
            value = reading.builder.flow.value(node)
            if value is not None and value.id != node.id:
                waiting.append(value)
                continue
        if node.type == "call":
            call = call_of(reading.module, node, reading.names.dotted(node)[:-2])
            if call.last in _OPENING:
                owner = call.function.child_by_field_name("object")
                held = call.positional[0] if call.last in _GIVEN and call.positional else owner
                path = path_of(reading, held) if held is not None else ""
                if _FILE.search(path):
                    yield f"file {path}"
                    continue
            own = reading.scopes.function(call.name)
            if own is not None:
                waiting += results_of(reading.module, own)
            if call.name.startswith(_ONE_OF_THEM):
                continue
            if _WHOLE.search(reading.module.code(node)[:400]) and call.last not in (
                "get",
                "getenv",
            ):
                yield "the environment"
                continue
            waiting += [*call.positional, *call.keywords.values()]
            owner = call.function.child_by_field_name("object")
            waiting += [owner] if owner is not None else []
            continue
        if node.type in ("dictionary", "list", "tuple", "pair", "string", "interpolation"):
            waiting += reading.module.children(node)[0]
        elif node.type in ("binary_operator", "attribute", "dictionary_splat"):
            waiting += reading.module.children(node)[0][:2]
