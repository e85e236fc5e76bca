"""Keys: private ones deleted for good, new ones drawn by which data are encrypted.

Source: the documentation of python-gnupg 0.5 (`GPG.delete_keys`: with `secret` the private key), of
cryptography 45 (`Fernet`: "Anyone with this key is able to create and read messages"; `MultiFernet`
reads by all keys that it is given) and of keyring 25 (`delete_password`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Kind, Makes
from guardrail.knowledge.python.rows import Argument, DrawsKey, Row

_RING = "gnupg key ring"
_CIPHERS = "cryptography.hazmat.primitives.ciphers.aead"
_OF_DATA = r"~(?i).*(?:fernet|master|encrypt\w*|data|field|records?|backup|vault)[-_ ]?key"
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
    ChangesObject(
        names=("keyring.delete_password",),
        what="key by which data are encrypted",
        store="keyring",
        target=Argument(1, "username"),
        when=((Argument(1, "username"), (_OF_DATA,)),),
        beside=("keyring",),
        unproved="it is in no environment",
        example="import keyring\nkeyring.delete_password('records', 'fernet-key')",
        twin="import keyring\nkeyring.delete_password('records', 'mailbox')",
    ),
    DrawsKey(
        names=(
            "cryptography.fernet.Fernet.generate_key",
            *(f"{_CIPHERS}.{one}.generate_key" for one in ("AESGCM", "AESCCM", "AESSIV")),
            f"{_CIPHERS}.ChaCha20Poly1305.generate_key",
            "nacl.public.PrivateKey.generate",
        ),
        unproved="it is in no environment",
        example=(
            "from cryptography.fernet import Fernet\ndef rotate(path):\n"
            "    path.write_bytes(Fernet.generate_key())"
        ),
    ),
)
