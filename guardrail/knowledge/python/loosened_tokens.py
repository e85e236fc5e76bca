"""Signatures that aren't checked, logins in the clear, passwords that are kept to be read.

Sources: PyJWT 2, python-jose 3 and Authlib 1 ("none"), itsdangerous 2 (`loads_unsafe`), Stripe's
library 15 (`Webhook.construct_event`); Django 5.2 ("Password management"), passlib 1.7
(`CryptContext`), keyring 25 and keyrings.alt 5; the library's `ssl`, `smtplib`, `imaplib`, `poplib`
and `hashlib`; Tornado 6 (`HTTPRequest`), PycURL 7, pyOpenSSL 25.
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import ANY_CALL, Loosens, Spot, Takes
from guardrail.knowledge.python.rows import words

_FALSE = r"\s*=\s*False\b"
_WEAK = r"(?:Unsalted)?(?:MD5|SHA1)PasswordHasher|CryptPasswordHasher"
_OWN_CA = r"cafile|capath|cadata|load_verify_locations|\bCERT_NONE\b"
"""A private authority's certificates may be for no name; and where none is checked, that's told."""

TOKENS: tuple[Spot, ...] = (
    Spot(
        word="PASSWORD_HASHERS",
        pattern=rf"""\s*=\s*[\[(]\s*["'][\w.]*\.(?:{_WEAK})["']""",
        what=Loosens.PASSWORDS,
        example='PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]',
        twin='PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]',
    ),
    Spot(
        word="schemes",
        pattern=r"""\s*=\s*\[\s*["'](?:plaintext|hex_\w+|md5_crypt|des_crypt|ldap_plaintext|ldap_md5"""
        r"""|ldap_sha1|lmhash|nthash|mysql323|unix_disabled)["']""",
        what=Loosens.PASSWORDS,
        calls=words("CryptContext LazyCryptContext"),
        beside=("passlib",),
        example='from passlib.context import CryptContext\nCryptContext(schemes=["plaintext"])',
        twin='from passlib.context import CryptContext\nCryptContext(schemes=["argon2"])',
    ),
    Spot(
        word="PlaintextKeyring",
        pattern=r"\s*\(\s*\)",
        what=Loosens.PASSWORDS,
        calls=words("PlaintextKeyring"),
        beside=("keyring", "keyrings"),
        lacking=r"\bset_keyring\(",
        example=(
            "from keyrings.alt.file import PlaintextKeyring\n"
            "PlaintextKeyring().set_password('shop', user, password)"
        ),
        twin=(
            "from keyrings.alt.file import EncryptedKeyring, PlaintextKeyring\n"
            "EncryptedKeyring().set_password('shop', user, password)"
        ),
    ),
    Spot(
        word="set_keyring",
        pattern=r"\s*\(\s*[\w.(]+",
        what=Loosens.PASSWORDS,
        takes=Takes(words("PlaintextKeyring"), "PlaintextKeyring", "set_password"),
        calls=words("set_keyring"),
        beside=("PlaintextKeyring",),
        example=(
            "import keyring\nfrom keyrings.alt.file import EncryptedKeyring, PlaintextKeyring\n"
            "KEPT = {'plain': PlaintextKeyring, 'locked': EncryptedKeyring}\n"
            "keyring.set_keyring(KEPT['plain']())"
        ),
        twin=(
            "import keyring\nfrom keyrings.alt.file import EncryptedKeyring, PlaintextKeyring\n"
            "KEPT = {'plain': PlaintextKeyring, 'locked': EncryptedKeyring}\n"
            "keyring.set_keyring(KEPT['locked']())"
        ),
    ),
    Spot(
        word="PYTHON_KEYRING_BACKEND",
        pattern=r"""["']\s*\]?\s*[=:,]\s*["'][\w.]*PlaintextKeyring["']""",
        what=Loosens.PASSWORDS,
        example="e['PYTHON_KEYRING_BACKEND'] = 'keyrings.alt.file.PlaintextKeyring'",
        twin="e['PYTHON_KEYRING_BACKEND'] = 'keyring.backends.SecretService.Keyring'",
    ),
    Spot(
        word="login",
        pattern=r"\s*\(",
        what=Loosens.ENCRYPTION,
        calls=words("login"),
        beside=("smtplib",),
        along=r"\bsmtplib\.SMTP\(|from smtplib import (?:[\w, ]+, )?SMTP\b",
        lacking=r"(?i)starttls|SMTP_SSL|imap|localhost|127\.0\.0\.1|use_?tls|use_?ssl|\bmailhog\b",
        example="import smtplib\nbox = smtplib.SMTP('mail.acme.io', 25)\nbox.login(user, password)",
        twin=(
            "import smtplib\nbox = smtplib.SMTP('mail.acme.io', 587)\nbox.starttls()\n"
            "box.login(user, password)"
        ),
    ),
    *(
        Spot(
            word=word,
            pattern=(
                r"\s*\(\s*(?:(?:salt|\w*_salt)\s*\+\s*)?(?:str\(|bytes\(|f?[\"']\{)?"
                r"(?:\w+\.)?(?:raw_|plain_|new_|user_)?(?:password|passwd|pwd)\b"
            ),
            what=Loosens.PASSWORDS,
            calls=words(word),
            beside=("hashlib",),
            lacking=r"(?i)pwned|hibp|haveibeen|\brealm\b|digest_?auth|pbkdf2|bcrypt|argon2|scrypt|legacy",
            example=f"import hashlib\ndigest = hashlib.{word}(password.encode()).hexdigest()",
            twin=f"import hashlib\ndigest = hashlib.{word}(path.read_bytes()).hexdigest()",
        )
        for word in ("md5", "sha1", "sha256", "sha512")
    ),
    *(
        Spot(
            word=word,
            pattern=r"\s*\(",
            what=Loosens.ENCRYPTION,
            calls=words(word),
            beside=(module,),
            lacking=rf"(?i)starttls|stls\(|{word}_SSL|localhost|127\.0\.0\.1",
            example=f"import {module}\nbox = {module}.{word}('mail.acme.io')\nbox.{login}",
            twin=f"import {module}\nbox = {module}.{word}_SSL('mail.acme.io')\nbox.{login}",
        )
        for module, word, login in (
            ("imaplib", "IMAP4", "login(user, password)"),
            ("poplib", "POP3", "pass_(password)"),
        )
    ),
    Spot(
        word="construct_from",
        pattern=r"\s*\(\s*(?:json\.loads\(|payload\b|request\b|body\b|data\b)",
        what=Loosens.TOKEN,
        calls=words("construct_from"),
        beside=("stripe",),
        along=r"\brequest\.(?:data|body|get_data|json|get_json)\b",
        lacking=r"construct_event|verify_header|WebhookSignature",
        example=(
            "import json, stripe\ndef hook(request):\n"
            "    stripe.Event.construct_from(json.loads(request.body), stripe.api_key)"
        ),
        twin=(
            "import stripe\ndef hook(request):\n"
            "    stripe.Webhook.construct_event(request.body, signature, SECRET)"
        ),
    ),
    Spot(
        word="algorithms",
        pattern=r"""\s*=\s*[\[(][^\])]{0,120}["'][nN][oO][nN][eE]["']""",
        what=Loosens.TOKEN,
        calls=words("decode decode_complete"),
        beside=("jwt", "jose"),
        example='import jwt\njwt.decode(token, key, algorithms=["HS256", "none"])',
        twin='import jwt\njwt.decode(token, key, algorithms=["HS256"])',
    ),
    Spot(
        word="algorithm",
        pattern=r"""\s*=\s*["'][nN][oO][nN][eE]["']""",
        what=Loosens.TOKEN,
        calls=words("encode"),
        beside=("jwt",),
        example='import jwt\njwt.encode({"sub": "7"}, None, algorithm="none")',
        twin='import jwt\njwt.encode({"sub": "7"}, key, algorithm="HS256")',
    ),
    Spot(
        word="JsonWebToken",
        pattern=r"""\s*\(\s*[\[(][^\])]{0,120}["'][nN][oO][nN][eE]["']""",
        what=Loosens.TOKEN,
        calls=words("JsonWebToken"),
        beside=("authlib",),
        example="from authlib.jose import JsonWebToken\nJsonWebToken(['HS256', 'none'])",
        twin="from authlib.jose import JsonWebToken\nJsonWebToken(['HS256'])",
    ),
    Spot(
        word="verify_ssl_certs",
        pattern=_FALSE,
        what=Loosens.CERTIFICATE,
        beside=("stripe",),
        example="import stripe\nstripe.verify_ssl_certs = False",
        twin="import stripe\nstripe.verify_ssl_certs = True",
    ),
    Spot(
        word="loads_unsafe",
        pattern=r"\s*\(",
        what=Loosens.TOKEN,
        calls=words("loads_unsafe"),
        beside=("itsdangerous",),
        example="import itsdangerous\nitsdangerous.Serializer(KEY).loads_unsafe(token)",
        twin="import itsdangerous\nitsdangerous.Serializer(KEY).loads(token)",
    ),
    Spot(
        word="check_hostname",
        pattern=_FALSE,
        what=Loosens.CERTIFICATE,
        lacking=_OWN_CA,
        example="context = ssl.create_default_context()\ncontext.check_hostname = False",
        twin="context = ssl.create_default_context(cafile=CA)\ncontext.check_hostname = False",
    ),
    Spot(
        word="validate_cert",
        pattern=_FALSE,
        what=Loosens.CERTIFICATE,
        calls=words(ANY_CALL),
        beside=("tornado",),
        example="import tornado\nclient.fetch('https://a.acme.io', validate_cert=False)",
        twin="import tornado\nclient.fetch('https://a.acme.io', validate_cert=True)",
    ),
    *(
        Spot(
            word=word,
            pattern=r"\s*,\s*(?:0|False)\b",
            what=Loosens.CERTIFICATE,
            calls=words("setopt"),
            example=f"curl.setopt(pycurl.{word}, 0)",
            twin=f"curl.setopt(pycurl.{word}, 2)",
        )
        for word in ("SSL_VERIFYPEER", "SSL_VERIFYHOST")
    ),
    Spot(
        word="set_verify",
        pattern=r"\s*\(\s*(?:[\w.]+\.)?VERIFY_NONE\b",
        what=Loosens.CERTIFICATE,
        calls=words("set_verify"),
        beside=("OpenSSL",),
        example="from OpenSSL import SSL\ncontext.set_verify(SSL.VERIFY_NONE, none)",
        twin="from OpenSSL import SSL\ncontext.set_verify(SSL.VERIFY_PEER, none)",
    ),
)
