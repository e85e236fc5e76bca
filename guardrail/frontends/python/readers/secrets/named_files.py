"""Names of secrets that hold the path of a file with one, as what is done with them shows.

`open(settings.DB_ENCRYPTION_KEY)`, `os.path.exists(PRIVATE_KEY)`, `load_cert_chain(cert, key)`.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_NAMED = r"((?:[^\W\d]\w*\.)*[^\W\d]\w*(?:\[[\"']\w+[\"']\])?)"
_OPENED = late(
    rf"(?<![\w])(?:(?:io|aiofiles|codecs|gzip|builtins|os|os\.path|pathlib|path|shutil)\.)?"
    r"(?:open|Path|PurePath|exists|isfile|islink|expanduser|expandvars|abspath|realpath|dirname"
    rf"|basename|getsize|getmtime|chmod|copyfile|copy2)\(\s*{_NAMED}\s*[,)]"
)
_ASKED = late(
    r"(?<![\w.])((?:[^\W\d]\w*\.)*[^\W\d]\w*)\."
    r"(?:read_text|read_bytes|write_text|write_bytes|is_file|is_dir|exists|open|expanduser|resolve)\("
)
_CHAIN = late(
    r"\bload_cert_chain\(\s*[\w.\"'/-]+\s*,\s*(?:keyfile\s*=\s*)?((?:[^\W\d]\w*\.)*[^\W\d]\w*)"
    r"|\b(?:certfile|keyfile|ssl_keyfile|ssl_certfile|key_filename|sslkey|ssl_key|tls_key_file)\s*=\s*"
    r"((?:[^\W\d]\w*\.)*[^\W\d]\w*)"
)
_FACT = "names that hold paths"


def holds_path(reading: Reading, node: Node) -> bool:
    """Whether a name or an attribute is the path of a file, as it is opened or looked for.

    A name of a function counts where that is done in the same function.
    """
    code = reading.module.code(node)
    places = _opened(reading).get(code, ())
    if not places or node.type != "identifier":
        return bool(places)
    scope = reading.builder.flow.bindings(node)[0]
    start, end = (scope.node.start_byte, scope.node.end_byte) if scope is not None else (0, 0)
    return any(start <= one < end for one in places)


def _opened(reading: Reading) -> dict[str, tuple[int, ...]]:
    facts = reading.module.facts
    if _FACT not in facts:
        found: dict[str, tuple[int, ...]] = {}
        for pattern in (_OPENED, _ASKED, _CHAIN):
            for match in pattern.finditer(reading.module.plain):
                name = next(filter(None, match.groups()))
                found[name] = (*found.get(name, ()), match.start())
        facts[_FACT] = found
    held: dict[str, tuple[int, ...]] = facts[_FACT]
    return held
