"""Secrets in what is sent: files that hold them, the whole environment.

What is sent is followed through names, attributes, the module's own functions, what lists are
built of, and what is attached to a mail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.filesystem.packed import packed_into
from guardrail.frontends.python.readers.filesystem.paths_named import endings_of, paths_of
from guardrail.frontends.python.readers.secrets.shown_environment import names_alone
from guardrail.frontends.python.readers.secrets.steps_back import FINDING, behind_name, hides
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.telling import HARMLESS
from guardrail.patterns import late

_FILE = late(
    r"(?:^|/)(?:\.env(?:\.(?!example|sample|te?mpl|dist\b|tests?\b|ci\b|default|schema)[\w-]+)?|\.aws/credentials|credentials(?:\.json)?|id_(?:rsa|ed25519|ecdsa)"
    r"|\.npmrc|\.pypirc|\.netrc|\.pgpass|\.kube/config|kubeconfig|\.git-credentials"
    r"|\.docker/config\.json|application_default_credentials\.json|[\w.-]+\.(?:pem|p12|pfx|key))$"
)
_NAMED = "".join(
    rf"(?<!\b{one}\()" for one in ("sorted", "list", "tuple", "set", "len", "join", "iter", "bool")
)
"""Functions that show the names of the variables alone, or how many there are."""
_NAMES_ONLY = frozenset(("sorted", "list", "tuple", "set", "len", "join", "iter", "bool"))
_SAYING_LITTLE = frozenset(
    (
        *("len", "bool", "type", "isinstance", "hash", "id", "any", "all", "sum", "count", "md5"),
        *("sha1", "sha256", "sha512", "blake2b", "hexdigest", "digest", "compare_digest"),
    )
)
"""Calls that say something of a value, and nothing of what is in it."""
_SAID_OF = frozenset(
    ("name", "status", "status_code", "id", "url", "host", "port", "ok", "state", "version")
)
"""Attributes that say something of what they are asked of."""
_MAPPINGS = ("os.environ", "dotenv_values()")
_LOOKING = frozenset(("keys", "exists", "is_file", "stat", "unlink", "touch", "is_dir", "samefile"))
"""Methods that say something of a mapping or a file, and nothing of what is in it."""
_WHOLE = late(_NAMED + r"\bos\.environ(?:\.copy\(\)|\.items\(\))?(?=\s*(?:[),}]|$))")
_NAMES_MAPPED = late(r"\bmap\(\s*lambda\s+(\w+)\s*:\s*\1\[0\]\s*,[^()]*(?:\(\))?\s*\)")
_OPENING = frozenset(("open", "Path", "read_text", "read_bytes", "dotenv_values", "expanduser"))
_NO_TEXT = frozenset(("Path", "expanduser", "dotenv_values"))
_CERTIFICATE = late(r"(?:^|[/_.\- ])(?:ca|cert\w*|chain|fullchain|public|pub|bundle|root\w*)[_.\-]")
_GIVEN = frozenset(("open", "Path", "dotenv_values"))
_OPENS = late(r"\b(?:open|read_bytes|read_text)\s*\(")
_OPENERS = ("io", "codecs", "aiofiles", "gzip", "bz2", "builtins")
"""Modules whose `open` is given the path; any other `open` with a point is of a path."""
_ONE_OF_THEM = ("os.environ.get", "os.environ.pop", "os.environ.setdefault", "os.getenv")
_ONE_OF_MANY = ("get", "pop", "setdefault")
"""Methods that give one entry of a mapping, whatever it is called here."""
_FILLED = ("attach", "add_attachment", "set_payload", "set_content", "add_alternative")
_MESSAGE = late(r"(?:^|\.)(?:MIME\w+|EmailMessage|EmailMultiAlternatives|Message)$")
_PARTS = frozenset(
    ("dictionary", "list", "tuple", "set", "pair", "string", "interpolation", "keyword_argument")
)
_EITHER = frozenset(
    (
        "binary_operator",
        "boolean_operator",
        "dictionary_splat",
        "list_splat",
    )
)
_MADE = frozenset(("list_comprehension", "dictionary_comprehension", "generator_expression"))
_GROWING = (BindingKind.APPENDED, BindingKind.EXTENDED, BindingKind.AUGMENTED)
_FOR_NOW = ("/tmp/mkdtemp/", "/tmp/TemporaryDirectory/", "/tmp/NamedTemporaryFile")
"""How the paths of files begin that a program makes for itself alone."""
_MOST, _DEEPEST = 80, 4


def secrets_inside(reading: Reading, body: Node) -> Iterator[str]:
    """What a body holds that is secret: "file .env", "the environment"."""
    waiting, seen = [body], set[int]()
    while waiting and len(seen) < _MOST:
        node = unwrapped(waiting.pop())
        if node.id in seen:
            continue
        seen.add(node.id)
        if node.type in ("identifier", "attribute"):
            if reading.names.dotted(node) == "os.environ":
                yield "the environment"
            waiting += _held(reading, node)
        elif node.type == "call":
            call = reading.call(node)
            path = _opened(reading, call)
            if path:
                yield f"file {path}"
            elif _whole_environment(reading, call):
                yield "the environment"
            elif not call.name.startswith(_ONE_OF_THEM):
                waiting += _within(reading, call)
        elif node.type == "string" and (path := _opened_there(reading, node)):
            yield f"file {path}"
        elif node.type in _PARTS:
            waiting += reading.module.children(node)[0]
        elif node.type in _MADE:
            waiting += _of_comprehension(reading, node)
        elif node.type == "conditional_expression":
            waiting += [*reading.module.children(node)[0]][::2]
        elif node.type in _EITHER:
            waiting += reading.module.children(node)[0]


def secret_file(reading: Reading, node: Node) -> str:
    """The file of secrets whose path an expression is, "" for any other."""
    paths = _paths(reading, node)
    return next((f"file {path}" for path in paths if _FILE.search(path)), "")


def _paths(reading: Reading, node: Node) -> list[str]:
    """The paths that an expression stands for, but for those of files that are only there now."""
    paths = paths_of(reading, node)
    if any(path.startswith(_FOR_NOW) for path in paths):
        return []
    return [*paths, *endings_of(reading, node)]


def private_file(reading: Reading, call: Call) -> str:
    """The file of secrets that a call reads, but for certificates, "" for any other call."""
    if call.last not in _OPENING or call.last in _NO_TEXT:
        return ""
    held = _path_opened(reading, call)
    told = _opened(reading, call) or next(_handed_paths(reading, held), "")
    return f"file {told}" if told and not is_for_all(told) else ""


def _handed_paths(reading: Reading, node: Node | None, depth: int = 0) -> Iterator[str]:
    """The files of secrets that a name may be the path of: what a loop takes, what calls give."""
    if node is None or depth > _DEEPEST:
        return
    if node.type == "call" and (found := reading.call(node)).last in FINDING:
        patterns = (each for one in found.positional[:1] for each in _texts(reading, one))
        yield from filter(_FILE.search, patterns)
    if node.type != "identifier":
        return
    for one in behind_name(reading, node):
        yield from (found.removeprefix("file ") for found in [secret_file(reading, one)] if found)
        yield from _handed_paths(reading, one, depth + 1)


def _texts(reading: Reading, node: Node) -> list[str]:
    """The texts that an expression is, or is one after the other in a loop."""
    known = reading.known(node)
    if known or node.type != "identifier":
        return [known]
    return [reading.known(one) for one in behind_name(reading, node)]


def is_for_all(path: str) -> bool:
    """Whether a file is one that everybody may have: the certificate of an authority."""
    return path.endswith(".pem") and _CERTIFICATE.search(path) is not None


def _held(reading: Reading, node: Node) -> list[Node]:
    """The expressions that a name or an attribute stands for, with what its list grew by."""
    value = reading.builder.flow.value(node)
    found = [value] if value is not None and value.id != node.id else []
    if node.type == "attribute":
        owner, asked = (node.child_by_field_name(part) for part in ("object", "attribute"))
        said = asked is not None and reading.module.name(asked) in _SAID_OF
        return found or ([owner] if owner is not None and not said else [])
    scope, bound, _ = reading.builder.flow.bindings(node)
    if scope is not None:
        put = reading.scopes.put_into(scope, reading.module.name(node), node.start_byte)
        found += [one.value for one in put if one.value is not None]
    found += [one.value for one in bound[-_MOST:] if one.kind in _GROWING and one.value]
    made = (
        call_of(reading.module, value, "") if value is not None and value.type == "call" else None
    )
    if made is not None and _MESSAGE.search(reading.module.code(made.function)):
        found += _attached(reading, node)
    return found


def _attached(reading: Reading, message: Node) -> list[Node]:
    """What is attached to a message in the function that makes it."""
    module = reading.module
    scope = reading.scopes.at(message.start_byte)[0].node
    name = re.escape(module.name(message))
    pattern = re.compile(rf"\b{name}\s*\.\s*(?:{'|'.join(_FILLED)})(?=\s*\()")
    places = [m.span() for m in pattern.finditer(module.plain, scope.start_byte, scope.end_byte)]
    found: list[Node] = []
    for trail in module.around(places[:_MOST]):
        call = next((one for one in trail[:4] if one.type == "call"), None)
        if call is not None:
            given = call_of(module, call, "")
            found += [*given.positional, *given.keywords.values()]
    return [*found, *_given_along(reading, scope, name, message)]


def _given_along(reading: Reading, scope: Node, name: str, message: Node) -> list[Node]:
    """What functions of the module are given along with a message, to put into it."""
    module = reading.module
    pattern = re.compile(rf"\b\w+\s*(?=\([^()\n]{{0,80}}\b{name}\b)")
    places = [m.span() for m in pattern.finditer(module.plain, scope.start_byte, scope.end_byte)]
    found: list[Node] = []
    for trail in module.around(places[:_MOST]):
        node = next((one for one in trail[:3] if one.type == "call"), None)
        if node is None:
            continue
        call = reading.call(node)
        own = reading.scopes.function(call.name)
        given = [*call.positional, *call.keywords.values()]
        if own is not None and any(module.code(one) == module.name(message) for one in given):
            found += [one for one in given if one.id != message.id]
    return found


def _opened_there(reading: Reading, node: Node) -> str:
    """The path of a file of secrets that a function of the module is given, which opens it."""
    arguments = node.parent
    call = arguments.parent if arguments is not None else None
    function = call.child_by_field_name("function") if call is not None else None
    if arguments is None or arguments.type != "argument_list" or function is None:
        return ""
    own = reading.scopes.function(reading.module.name(function))
    path = reading.known(node) if own is not None else ""
    opens = own is not None and _OPENS.search(reading.module.code(own)) is not None
    return path if opens and _FILE.search(path) else ""


def _opened(reading: Reading, call: Call) -> str:
    """The path of a file of secrets that a call opens or reads, "" for any other call."""
    held = _path_opened(reading, call)
    if held is None:
        return ""
    paths = [*_paths(reading, held), *packed_into(reading, held)]
    return next((path for path in paths if _FILE.search(path)), "")


def _path_opened(reading: Reading, call: Call) -> Node | None:
    """The path that a call opens or reads, `None` for any other call."""
    if call.last not in _OPENING:
        return None
    owner = call.function.child_by_field_name("object")
    by_method = owner is not None and reading.module.code(owner) not in _OPENERS
    if call.last == "open" and by_method:
        return owner
    return call.positional[0] if call.last in _GIVEN and call.positional else owner


def _whole_environment(reading: Reading, call: Call) -> bool:
    code = _NAMES_MAPPED.sub(" ", reading.module.code(call.node)[:400])
    return bool(_WHOLE.search(code)) and call.last not in ("get", "getenv")


def _within(reading: Reading, call: Call) -> list[Node]:
    if call.last in _SAYING_LITTLE or HARMLESS.search(call.last) or hides(reading, call):
        return []
    if names_alone(reading, call):
        return []
    found = [*call.positional, *call.keywords.values()]
    own = reading.scopes.function(call.name)
    if own is not None:
        found += results_of(reading.module, own)
    owner = call.function.child_by_field_name("object")
    if call.last in _NAMES_ONLY:
        found = [one for one in found if not _is_mapping(reading, one)]
    if call.last in _LOOKING:
        return found
    one = call.last in _ONE_OF_MANY and bool(call.positional)
    return [*found, owner] if owner is not None and not one else found


def _is_mapping(reading: Reading, node: Node) -> bool:
    """Whether it is all the variables by their names, also under a name of its own."""
    value = reading.builder.flow.value(node) or node
    if value.type in ("dictionary", "dictionary_comprehension"):
        return True
    return any(reading.names.dotted(one).endswith(_MAPPINGS) for one in (node, value))


def _of_comprehension(reading: Reading, node: Node) -> list[Node]:
    """What a comprehension makes of each, and what it runs over whole."""
    parts, body = reading.module.children(node)[0], node.child_by_field_name("body")
    made = body.child_by_field_name("value") if body is not None and body.type == "pair" else body
    found = [made] if made is not None else []
    if all(one.type != "if_clause" for one in parts):
        loops = [one.child_by_field_name("right") for one in parts if one.type == "for_in_clause"]
        found += [one for one in loops if one is not None]
    return found
