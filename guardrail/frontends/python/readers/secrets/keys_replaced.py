"""Keys that are changed without keeping the one before: what was encrypted can't be read any more.

`def rotate(self): self.path.write_bytes(Fernet.generate_key())`. Who keeps the old key, or encrypts
anew what there is, says so somewhere in the function. `def load_key(): …` that writes a new one
each time it is asked loses it as well; who only makes one (`def generate_key()`) is asked to.
"""

from __future__ import annotations

from itertools import islice

from guardrail.effects import FileChange, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.own_functions import function_named
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.structure import function_around
from guardrail.knowledge.python.rows import DrawsKey
from guardrail.patterns import late
from guardrail.stream import Item

BECAUSE = "what was encrypted with the key that was in it can't be read any more"
_CHANGING = late(
    r"rotate|rotation|renew|roll(?:_?over|_?key)|refresh|regenerat|re_?key|replace|reset|change"
)
_ASKED = late(r"(?:^|_)(?:ensure|load|get|read|open|obtain|provide|start|boot)(?:_|$)|__init__")
"""How a function is called that is asked for the key whenever a program starts."""
_WRITES = late(
    r"\.write(?:_bytes|_text|lines)?\(|\bset_key\(|\bset_password\(|\.dump\(|\bos\.write\("
)
_HELPERS = late(r"(?<![\w.])(?:self\.|cls\.)?(_?(?:write|save|store|persist|dump|put)\w*)\(")
"""What a function of the module is called that writes the key down."""
_KEEPS = late(
    r"(?i)crypt\(|re_?encrypt|\.rotate\(|\.(?:insert|append|appendleft|extend|add)\(|\bold|_old|previous"
    r"|prior\b|former|backup|\.bak|cop(?:y|ied)|history|retired|archive|[,\[(]\s*\*\s*\w|\w\s*\+=?\s*"
    r"(?:self\.)?\w*keys?\b|keys?(?:\(\))?\s*\+|exists\(|is_file\(|FileNotFoundError|[\"']x[b\"']|O_EXCL"
    r"|\brename\("
)
_BY_MODE = late(r"\bopen\([^()\n]*[,=]\s*([A-Z][A-Z_]+)\s*[,)]")
_LONGEST = 6_000
_FEW = 3


def draws_key(reading: Reading, call: Call, row: DrawsKey) -> list[Item] | None:
    """The key that a function writes over by a new one, `None` where the old one is kept."""
    del row
    around = function_around(reading.module, call.node)
    if around is None or reading.in_test:
        return None
    name = reading.module.defined(around).lower()
    if _CHANGING.search(name) is None and _ASKED.search(name) is None:
        return None
    body = body_of(reading.module, around)[:_LONGEST]
    for helper in islice(_HELPERS.finditer(body), _FEW):
        own = function_named(reading.module, helper[1])
        body += body_of(reading.module, own)[:_LONGEST] if own is not None else ""
    if _WRITES.search(body) is None or _KEEPS.search(body) is not None:
        return None
    if any(_makes_only(reading, one[1]) for one in islice(_BY_MODE.finditer(body), _FEW)):
        return None
    stated = reading.stated(call.node)
    return [FileChange(**stated, verb=Verb.OVERWRITE, path="", because=BECAUSE)]


def _makes_only(reading: Reading, name: str) -> bool:
    """Whether a constant is a mode by which no file is opened that is there: `MODE = "xb"`."""
    bound = reading.scopes.top().bindings.get(name, ())
    return any(one.value is not None and reading.known(one.value).startswith("x") for one in bound)
