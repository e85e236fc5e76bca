"""Keys that are changed without keeping the one before: what was encrypted can't be read any more.

`def rotate(self): self.path.write_bytes(Fernet.generate_key())`. Who keeps the old key, or encrypts
anew what there is, says so somewhere in the function.
"""

from __future__ import annotations

from guardrail.effects import FileChange, Verb
from guardrail.frontends.python.naming.calls import Call
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
_WRITES = late(
    r"\.write(?:_bytes|_text|lines)?\(|\bset_key\(|\bset_password\(|\.dump\(|\bos\.write\("
)
_KEEPS = late(
    r"(?i)crypt\(|re_?encrypt|\.rotate\(|\.(?:insert|append|appendleft|extend|add)\(|\bold|_old|previous"
    r"|prior\b|former|backup|\.bak|cop(?:y|ied)|history|retired|archive|[,\[(]\s*\*\s*\w|\w\s*\+=?\s*"
    r"(?:self\.)?\w*keys?\b|keys?(?:\(\))?\s*\+|exists\(|is_file\(|FileNotFoundError|[\"']x[b\"']|O_EXCL"
    r"|\brename\("
)
_LONGEST = 6_000


def draws_key(reading: Reading, call: Call, row: DrawsKey) -> list[Item] | None:
    """The key that a function writes over by a new one, `None` where the old one is kept."""
    del row
    around = function_around(reading.module, call.node)
    if around is None or reading.in_test:
        return None
    if _CHANGING.search(reading.module.defined(around).lower()) is None:
        return None
    body = body_of(reading.module, around)[:_LONGEST]
    if _WRITES.search(body) is None or _KEEPS.search(body) is not None:
        return None
    stated = reading.stated(call.node)
    return [FileChange(**stated, verb=Verb.OVERWRITE, path="", because=BECAUSE)]
