"""Addresses that whoever asks chooses: what the program fetches from there, or sends people to.

`requests.get(request.args["url"])`, `redirect(request.GET["next"])`. Where the program itself says
which machine it is, and a request a part of the path, nobody chooses.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.code.looks_on_the_way import looked_at
from guardrail.frontends.python.readers.code.outside import By, by_own_program, written_outside
from guardrail.frontends.python.readers.filesystem.strangers import answers_web
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import MASK, plain
from guardrail.frontends.python.values.origins import standing_at
from guardrail.frontends.python.values.roots import DECLARING
from guardrail.knowledge.python.network import REQUEST_TEXTS
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_BEGINS = late(rf"(?:https?://)?{MASK}")
"""How an address begins of which it isn't known to which machine it leads."""
_LOOKED_AT = late(
    r"urlparse|urlsplit|urljoin|\bURL\(|netloc|hostname|\.host\b|url_for|reverse\(|is_safe|safe_?url"
    r"|allowed|whitelist|allow_?list|url_has_allowed|startswith|fullmatch|\.match\(|ipaddress|is_private"
    r"|is_global|gethostbyname|getaddrinfo|validate|validator|check_?url|verify|signature|hmac|\bin\s+[A-Z_]{3,}"
    r"|\.isdigit|isalnum\(|isidentifier\(|\bnot\s+in\b|\bint\(|ssrf|sanitiz|TypeAdapter|trusted",
)
_OWN = late(
    r"(?i)(?:headers|META)\s*(?:\.get\(|\[)\s*[\"'](?:http_)?(?:referer|referrer|host|origin|x.forwarded.\w+)"
)
"""What a browser says of the page that it comes from, and of the site that it asks."""
_OF_STAFF = late(
    r"(?:Depends|Security)\(\s*[\w.]*(?:[Aa]dmin|[Ss]uperuser|[Ss]taff)"
    r"|@[\w.]*(?:admin|superuser|staff)"
)
"""How an endpoint says that administrators alone may ask it: they set such addresses up."""
_AS_IT_IS = words("str get strip rstrip lstrip unquote decode format pop getlist")
"""Calls that give what they are called on, or an entry of it."""
_MOST_WAYS, _SHORT = 4, 200


def chosen_by_request(reading: Reading, call: Call, address: Node | None) -> bool:
    """Whether a request says which machine an address leads to, and nobody looks at it."""
    if address is None or reading.in_test or not answers_web(reading):
        return False
    return any(_is_chosen(reading, call, one) for one in _beginnings(reading, address))


def _beginnings(reading: Reading, address: Node) -> list[Node]:
    """The expressions that an address begins with, where that isn't written out."""
    found = []
    for rope in reading.builder.variants(address)[:_MOST_WAYS]:
        first = next((one for one in rope if one.kind is PieceKind.HOLE), None)
        if first is not None and _BEGINS.match(plain(rope)):
            start, end = first.made or (0, 0)
            found.append(standing_at(reading.module, start, end) if end else address)
    return found


def _is_chosen(reading: Reading, call: Call, node: Node) -> bool:
    if _is_made_elsewhere(reading, node):
        return False
    found = written_outside(reading, node)
    value = reading.builder.flow.value(node) or node
    if (
        found.by is not By.REQUEST
        or by_own_program(reading, found)
        or _OWN.search(reading.module.code(value)[:_SHORT])
    ):
        return False
    definitions = place_of(reading.module, call.node.start_byte).definitions
    here = tuple(one for one in definitions if one.type == "function_definition")
    found = found._replace(through=(*found.through, *here))
    if any(_is_of_staff(reading, one) for one in found.through):
        return False
    return not looked_at(reading, found, _LOOKED_AT, call.node.end_byte)


def _is_of_staff(reading: Reading, function: Node) -> bool:
    """Whether only those who run the site may ask: `user=Depends(get_admin_user)`."""
    body = function.child_by_field_name("body")
    around = function.parent
    decorated = around is not None and around.type == "decorated_definition"
    start = around.start_byte if around is not None and decorated else function.start_byte
    end = body.start_byte if body is not None else function.end_byte
    return _OF_STAFF.search(reading.module.text, start, end) is not None


def _is_made_elsewhere(reading: Reading, node: Node) -> bool:
    """Whether an address is what another function makes of whatever it is given."""
    value = unwrapped(reading.builder.flow.value(node) or node)
    if value.type == "await":
        value = value.named_children[-1]
    if (
        value.type == "call"
        and node.type == "attribute"
        and DECLARING.match(_short(reading, value))
    ):
        # `body.url` of `url: str = Field(max_length=200)`
        return False
    own = own_function(reading, reading.call(value)) if value.type == "call" else None
    if own is not None:
        given = results_of(reading.module, own)[:_MOST_WAYS]
        return not any(_beginnings(reading, one) for one in given)
    if value.type != "call" or REQUEST_TEXTS.match(reading.module.code(value)[:_SHORT]):
        return False
    return reading.call(value).last not in _AS_IT_IS


def _short(reading: Reading, node: Node) -> str:
    return reading.module.code(node)[:_SHORT]
