"""What a mode of a file lets everybody do that nobody but its owner should.

Source: chmod(1) and chmod(2), sshd_config(5) and ssh(1) on the modes of keys.
"""

from __future__ import annotations

from guardrail.kept_files import KEY, kept_in
from guardrail.knowledge.shared_programs import is_shared
from guardrail.patterns import late

WRITE, READ, SETUID = "WRITE", "READ", "SETUID"
_OTHERS_WRITE, _OTHERS_READ, _AS_OWNER = 0o002, 0o004, 0o4000
_SECRETS = frozenset((KEY, "a private key", "a person's logins"))
_SHADOW = late(r"/etc/g?shadow|/etc/ssl/private(?:/.*)?")
_DOES_ALL = late(r"(?:.*/)?(?:find|vim?|nano|less|more|awk|cp|mv|tee|dd|env|tar|su|sudo|rootbash)")
_SYMBOLIC = late(r"([ugoa]*)([+=])([rwxXst]*)")
_BITS = {"r": 0o4, "w": 0o2, "x": 0o1}


def right_of(mode: int, path: str) -> str:
    """What a mode gives everybody: to write, to read a secret, to be the owner; "" for nothing."""
    if mode & _AS_OWNER and (is_shared(path.rpartition("/")[2]) or _DOES_ALL.fullmatch(path)):
        return SETUID
    if mode & _OTHERS_WRITE:
        return WRITE
    secret = kept_in(path) in _SECRETS or _SHADOW.fullmatch(path) is not None
    return READ if mode & _OTHERS_READ and secret else ""


def mode_in_signs(text: str) -> int:
    """What is added by a mode in signs: 6 of `a+rw`, 4000 of `u+s`; what is taken away is none."""
    mode = 0
    for part in text.split(","):
        found = _SYMBOLIC.fullmatch(part)
        if found is None:
            continue
        who, sign, rights = found.groups()
        everybody = "a" in who or "o" in who or (not who and sign == "=")
        mode |= sum(_BITS.get(one, 0) for one in set(rights)) if everybody else 0
        mode |= _AS_OWNER if "s" in rights and (not who or "u" in who or "a" in who) else 0
    return mode
