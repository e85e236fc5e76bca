"""Whether a literal under a name is a secret: names, values, and what vetoes them.

A name or a position gives the reason, the value can only take it away: no text is called a secret
for its randomness. Measured on Django's package, 63 % of all literals of 16 to 64 characters pass
the usual entropy threshold of 3.5 bits.
"""

from __future__ import annotations

import math
from collections import Counter

from guardrail.knowledge.credentials.decoys import (
    is_run,
    letters_of,
    only_words,
    placeholder,
    word_set,
    words_of,
)
from guardrail.model import Confidence
from guardrail.patterns import late

SHORTEST = 8
_HEADER = late(r"[a-z]+(?:\d[a-z]*)?(?:-[a-z]+(?:\d[a-z]*)?)+")

# What a name must end in, as whole words.
_STRONG: frozenset[tuple[str, ...]] = frozenset(
    tuple(words.split())
    for words in (
        "passphrase",
        "passcode",
        "pwd",
        "pw",
        "secret",
        "bearer",
        "apikey",
        "apitoken",
        "apisecret",
        "authtoken",
        "accesstoken",
        "accesskey",
        "secretkey",
        "privatekey",
        "clientsecret",
        "api key",
        "api token",
        "auth key",
        "auth token",
        "access key",
        "access token",
        "refresh token",
        "bearer token",
        "bot token",
        "deploy token",
        "security token",
        "service token",
        "secret token",
        "personal token",
        "github token",
        "gitlab token",
        "slack token",
        "npm token",
        "pypi token",
        "vault token",
        "railway token",
        "secret key",
        "secret access key",
        "private key",
        "signing key",
        "encryption key",
        "master key",
        "storage key",
        "account key",
        "fernet key",
        "secret key base",
        "auth pass",
        "db pass",
        "user pass",
        "admin pass",
        "root pass",
        "smtp pass",
        "mail pass",
        "email pass",
        "redis pass",
        "mysql pass",
        "postgres pass",
        "ftp pass",
        "ldap pass",
    )
)
_LONGEST_STRONG = max(len(words) for words in _STRONG)
_ENDINGS = ("password", "passwd")
# Words that may follow without changing what the name means.
_TRAILING = word_set(
    "prod production live stg staging uat qa dev development test local default value plain"
    " plaintext raw old new current previous a b"
)
_LEADING_VETO = word_set("public is has num min max no use show hide with without require")

# Passwords so common that in code they are nearly always an example.
_COMMON = word_set(
    "password passwd passw pass secret secrets token admin administrator root postgres guest user"
    " username foo bar baz foobar hunter letmein qwerty welcome swordfish donuts monkey dragon"
    " masterkey taosdata mysql redis rabbitmq superset airflow django key apikey secretkey"
    " supersecret topsecret verysecret mypass pw pwd testpass testpassword testuser testing"
    " testtest testsecret adminadmin rootroot userpass correcthorsebatterystaple"
)
_SPOKEN = late(r"[A-Za-z]+(?:[_-][A-Za-z]+)+")
_HASHED = late(
    r"^(?:\$(?:2[abxy]?|5|6|1|y|argon2\w*|pbkdf2\S*|scrypt|P|H)\$"
    r"|pbkdf2_|argon2|bcrypt\$?|bcrypt_|scrypt[:$]|SCRAM-SHA|\{[A-Z0-9]+\}|md5[0-9a-f]{32}$"
    r"|\*[0-9A-F]{40}$|sha\d+[-:$])"
)
_HASH_NAMES = word_set("sha sha1 sha256 sha512 md5 digest etag commit rev integrity hash checksum")
_HEX_LENGTHS = frozenset((32, 40, 56, 64, 96, 128))
_HEX = late(r"[0-9a-fA-F]+\Z")
_PUBLIC = ("ssh-", "ecdsa-", "pk_live_", "pk_test_", "sb_publishable_", "phc_", "-----BEGIN")
# A path, a URL, a dotted reference, a MIME type, an address, an action of a cloud's rights
# (`route53:DeleteKeySigningKey`): things that names point to.
_REFERENCE = late(
    r"^(?:[a-z][a-z0-9+.-]*://|[.~]{0,2}/|[A-Za-z]:\\)|^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:[(\[].*)?$"
    r"|^[\w.]+\([^)]*\)$|^[a-z_][\w.]*\([A-Za-z_\"'$]|\.(?:pem|key|txt|json|ya?ml|env|html?|py|cfg|ini)$|^[\w.+-]+@[\w-]+\.[\w.]+$"
    r"|^[a-z][a-z0-9-]{1,40}:(?:[A-Z][a-z]+){2,}\*?$"
)


def secret_name(name: str) -> bool:
    """Whether a variable, argument, key or column of that name holds a secret.

    Whole words decide, at the end of the name: `db_password` and `clientSecretProd` do,
    `password_field`, `monkey`, `max_tokens` and `public_key` don't.
    """
    words = words_of(name)
    while len(words) > 1 and words[-1] in _TRAILING:
        words.pop()
    if not words or (len(words) > 1 and words[0] in _LEADING_VETO):
        return False
    if words[-1].endswith(_ENDINGS):
        return True
    return any(
        tuple(words[-size:]) in _STRONG for size in range(1, min(_LONGEST_STRONG, len(words)) + 1)
    )


def plausible_password(value: str) -> bool:
    """Whether the value is a password where the position leaves no doubt that one belongs there.

    For `CREATE USER … PASSWORD '…'` or `connect(password="…")`: weak ones count, placeholders,
    references and hashes don't. Nor do tokens, which are told as such.
    """
    value = value.strip()
    return not placeholder(value) and _HASHED.match(value) is None and not _is_token(value)


def is_common(value: str) -> bool:
    """Whether the password is one that everybody knows: more likely an example than a secret.

    So is what only says what it is, as in `secret-password` or `zoom_client_secret`.
    """
    return letters_of(value) in _COMMON or is_run(value) or says_what_it_is(value)


def says_what_it_is(value: str) -> bool:
    """Whether a password is nothing but a name for one: `app_password`."""
    return _SPOKEN.fullmatch(value) is not None and secret_name(value)


def likelihood(password: str, user: str = "") -> Confidence:
    """How likely it is that a written password protects something.

    One that only says the user's name again is what development machines and examples have.
    """
    if user and password.lower() == user.lower():
        return Confidence.LOW
    return Confidence.MEDIUM if is_common(password) else Confidence.HIGH


def plausible_secret(value: str, name: str = "") -> bool:
    """Whether the value under a secret's name is one, and not an example or a label.

    `name` is the name it stands under, for values that only repeat it.
    """
    value = value.strip()
    if len(value) < SHORTEST or any(c.isspace() for c in value) or placeholder(value):
        return False
    if _HASHED.match(value) or value.startswith(_PUBLIC) or _REFERENCE.search(value):
        return False
    if is_common(value) or _echoes(value, name):
        return False
    if _is_digest(value, name):
        return False
    if not (_rich(value) and not only_words(value) and _random_enough(value)):
        return False
    return not _is_token(value)


def _is_token(value: str) -> bool:
    """Whether the value holds a provider's token. Imported late: most values never come so far."""
    from guardrail.knowledge.credentials.scan import tokens

    return any(tokens(value))


def _echoes(value: str, name: str) -> bool:
    """Whether the value says its own name again: `test_password`, the header `x-acme-api-key`."""
    spoken, named = set(words_of(value)), set(words_of(name))
    if bool(spoken) and spoken <= {*named, "my", "the", "test", "a"}:
        return True
    return len(named) > 1 and named <= spoken and _HEADER.fullmatch(value) is not None


def _is_digest(value: str, name: str) -> bool:
    return (
        len(value) in _HEX_LENGTHS
        and _HEX.match(value) is not None
        and not _HASH_NAMES.isdisjoint(words_of(name))
    )


def _classes(value: str) -> int:
    return sum(
        (
            any(c.islower() for c in value),
            any(c.isupper() for c in value),
            any(c.isdigit() for c in value),
            any(not c.isalnum() and c not in "_-." for c in value),
        )
    )


def _rich(value: str) -> bool:
    return _classes(value) >= (3 if len(value) < 12 else 2)


def _random_enough(value: str) -> bool:
    """A veto for what repeats itself: 0.75 of the entropy that the length and alphabet allow."""
    counts = Counter(value)
    total = len(value)
    entropy = -sum(n / total * math.log2(n / total) for n in counts.values())
    alphabet = 16 if _HEX.match(value) else 64
    return entropy >= 0.75 * math.log2(min(total, alphabet))
