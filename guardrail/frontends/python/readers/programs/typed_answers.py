"""Answers that are typed into a program which asks: "yes" to the key of a host nobody knows.

ssh(1): "The authenticity of host … can't be established. Are you sure you want to continue
connecting (yes/no/[fingerprint])?"
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import GuardChange
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.strings.rope import plain
from guardrail.knowledge.python.loosened_spots import Loosens
from guardrail.patterns import late
from guardrail.stream import Item

_ASKED = late(
    r"continue connecting|authenticity of|\(yes/no|yes/no[)/\]?]|are you sure you want to", re.I
)
_YES = late(r"\s*yes\s*", re.IGNORECASE)
_NAME = late(r"(?<![\w.\"'])[A-Za-z_]\w{2,}")
_FAR = 900
_MOST = 40


def answered_unseen(reading: Reading, call: Call, answer: Node) -> Item | None:
    """That any key of a host is taken, where a call says yes to the question whether to."""
    if not _YES.fullmatch(plain(reading.builder.text(answer))):
        return None
    around = place_of(reading.module, call.node.start_byte).definitions
    start = max(around[-1].start_byte if around else 0, call.node.start_byte - _FAR)
    if not _asks(reading, reading.module.text[start : call.node.start_byte]):
        return None
    detail = f"{call.last}({reading.module.code(answer)})"
    return GuardChange(**reading.stated(call.node), guard=Loosens.HOST_KEY, path="", detail=detail)


def _asks(reading: Reading, code: str) -> bool:
    """Whether code, or the text of a constant that it names, is ssh's question."""
    if _ASKED.search(code):
        return True
    for name in dict.fromkeys(_NAME.findall(code)[-_MOST:]):
        if name.isupper():
            set_to = re.search(rf"(?m)^{name}\s*(?::[^=\n]*)?=([^\n]*)", reading.module.text)
            if set_to is not None and _ASKED.search(set_to[1]):
                return True
    return False
