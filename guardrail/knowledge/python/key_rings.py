"""Key rings: private keys deleted for good.

Source: the documentation of python-gnupg 0.5 (`GPG.delete_keys`: with `secret` the private key).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_RING = "gnupg key ring"
_START = "import gnupg\nring = gnupg.GPG()\n"

KINDS: tuple[Kind, ...] = (Makes(names=("gnupg.GPG",), kind=_RING),)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete_keys",),
        on=(_RING,),
        what="private key",
        store="gnupg",
        target=Argument(0, "fingerprints"),
        when=((Argument(1, "secret"), ("True",)),),
        beside=("gnupg",),
        example=_START + "ring.delete_keys('D0C1', secret=True)",
        twin=_START + "ring.delete_keys('D0C1')",
    ),
)
