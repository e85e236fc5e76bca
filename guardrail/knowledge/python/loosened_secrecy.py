"""Secrets that can be foreseen or read all the same, and tokens and passwords sent in the clear.

Sources: the Python library reference, `random` ("should not be used for security purposes"),
`ftplib` (`FTP_TLS`) and, up to Python 3.12, `telnetlib`; cryptography 45 ("Symmetric encryption":
`ECB`, and "Decrepit algorithms": `ARC4`); PyCryptodome 3 (`MODE_ECB`); PyJWT 2 and python-jose 3
(`options`); Flask 3 and Django 5.2 (`set_cookie`, `SESSION_COOKIE_SECURE`); requests 2 and httpx
0.28 (`auth`).
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import Loosens, Spot
from guardrail.knowledge.python.rows import Argument, words

_NEAR = r"(?i)localhost|127\.0\.0\.1|use_?tls|use_?ssl"
_FAR = (
    r"~http://(?![^/]*(?:localhost|\.local|\.internal|\.lan|\.svc|\.test|\.cluster)\b)"
    r"(?!(?:127|10|192\.168)\.)[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?:[:/]|$)"
)
"""An address without encryption, of a machine that anybody may call."""
_FAR_SOCKET = _FAR.replace("http:", "ws:")
_IN_HEADERS = "(?i:authorization|x-api-key|api-key|x-auth-token|private-token)"
_IN_BODIES = "(?i:password|passwd|pwd|client_secret|api_?key|access_token|card_?number|cvv|pin)"
_SECRET_NAME = (
    r"(?i)(?:^|_)(?:secrets?|password|passwd|otp|passcode|api_?key|session_?(?:id|key)|csrf|nonce"
    r"|reset_?code|verif\w*_?code|login_?code|magic_?link|access_?key|signing_?key"
    r"|(?:make|gen\w*|create|new|reset|auth|session|access|csrf|api|refresh|verif\w*|bearer"
    r"|invit\w*|issue)_?token)(?:_|$)|^token$"
)
"""What is called so that it must be hard to guess; a model samples tokens of another sort."""
_NO_SECRET = r"SystemRandom|tokenizer|transformers|\btorch\b|\bvocab|\bfaker?\b|(?i:lorem|seed\()"
_SESSION_COOKIE = r"""["']\w*(?:session|token|auth|jwt|sid)\w*["']"""
_FLASK = "from flask import Flask\napp = Flask('shop')\n"
_AT_WORK = r"(?i)localhost|127\.0\.0\.1|\bdevelop|\bdebug\b|testing"

SECRECY: tuple[Spot, ...] = (
    *(
        Spot(
            word="random",
            pattern=rf"\.{drawn}\s*\(",
            what=Loosens.SECRECY,
            calls=words(drawn),
            beside=("import random",),
            lacking=_NO_SECRET,
            within=_SECRET_NAME,
            example=f"import random\npassword = str(random.{drawn}({given}))",
            twin=f"import random\nflavour = str(random.{drawn}({given}))",
        )
        for drawn, given in (
            ("choice", "ALPHABET"),
            ("choices", "ALPHABET, k=16"),
            ("sample", "ALPHABET, 16"),
            ("randint", "100000, 999999"),
            ("randrange", "1000000"),
            ("getrandbits", "128"),
            ("randbytes", "16"),
        )
    ),
    *(
        Spot(
            word=drawn,
            pattern=r"\s*\(",
            what=Loosens.SECRECY,
            calls=words(drawn),
            beside=("from random import",),
            along=rf"from random import [^\n]*\b{drawn}\b",
            lacking=_NO_SECRET,
            within=_SECRET_NAME,
            example=f"from random import {drawn}\ndef make_token():\n    return {drawn}({given})",
            twin=f"from random import {drawn}\ndef make_salad():\n    return {drawn}({given})",
        )
        for drawn, given in (
            ("choice", "ALPHABET"),
            ("choices", "ALPHABET, k=16"),
            ("randint", "100000, 999999"),
            ("randrange", "1000000"),
            ("getrandbits", "128"),
        )
    ),
    Spot(
        word="ECB",
        pattern=r"\s*\(\s*\)",
        what=Loosens.SECRECY,
        calls=words("ECB"),
        beside=("cryptography",),
        lacking=r"(?i)\bcmac\b|key_?wrap|\bntlm|\bctr\b|\bxex\b|\bxts\b",
        example=(
            "from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\n"
            "Cipher(algorithms.AES(KEY), modes.ECB()).encryptor()"
        ),
        twin=(
            "from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes\n"
            "Cipher(algorithms.AES(KEY), modes.GCM(nonce)).encryptor()"
        ),
    ),
    Spot(
        word="MODE_ECB",
        pattern=r"\s*[,)]",
        what=Loosens.SECRECY,
        calls=words("new"),
        beside=("Crypto", "Cryptodome"),
        lacking=r"(?i)\bcmac\b|key_?wrap|\bntlm|\bctr\b|\bxex\b|\bxts\b",
        example="from Crypto.Cipher import AES\nAES.new(KEY, AES.MODE_ECB).encrypt(text)",
        twin="from Crypto.Cipher import AES\nAES.new(KEY, AES.MODE_GCM).encrypt(text)",
    ),
    Spot(
        word="ARC4",
        pattern=r"\s*\(",
        what=Loosens.SECRECY,
        calls=words("ARC4"),
        beside=("cryptography",),
        example=(
            "from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4\n"
            "Cipher(ARC4(KEY), mode=None)"
        ),
        twin=(
            "from cryptography.hazmat.primitives.ciphers.algorithms import AES\n"
            "Cipher(AES(KEY), mode=modes.GCM(nonce))"
        ),
    ),
    *(
        Spot(
            word="verify_exp",
            pattern=r"""["']?\s*[:=]\s*False\b""",
            what=Loosens.TOKEN,
            calls=calls,
            beside=("jwt", "jose"),
            lacking=r"(?i)(?:claims|payload|decoded|data)(?:\.get\(|\[)\s*[\"']exp[\"']",
            example=f"import jwt\n{example}",
            twin=f"import jwt\n{example.replace('False', 'True')}",
        )
        for calls, example in (
            (
                words("decode decode_complete"),
                "jwt.decode(token, KEY, ['HS256'], options={'verify_exp': False})",
            ),
            (frozenset[str](), "OPTIONS = {'verify_exp': False}"),
        )
    ),
    Spot(
        word="login",
        pattern=r"""\s*\(\s*(?:user\s*=\s*)?(?!\)|["'](?:anonymous|ftp)?["'])""",
        what=Loosens.ENCRYPTION,
        calls=words("login"),
        beside=("ftplib",),
        along=r"\bftplib\.FTP\(|from ftplib import (?:[\w, ]+, )?FTP\b",
        lacking=rf"{_NEAR}|FTP_TLS",
        example="import ftplib\nftp = ftplib.FTP('ftp.acme.io')\nftp.login(user, password)",
        twin="import ftplib\nftp = ftplib.FTP('ftp.acme.io')\nftp.login()",
    ),
    Spot(
        word="FTP",
        pattern=(
            r"""\s*\(\s*(?:[^(),]|\([^()]{0,80}\)){1,80},\s*(?:user\s*=\s*)?"""
            r"""(?!["'](?:anonymous|ftp)?["']|(?:timeout|acct|encoding|source_address)\s*=)[\w"']"""
        ),
        what=Loosens.ENCRYPTION,
        calls=words("FTP"),
        beside=("ftplib",),
        lacking=rf"{_NEAR}|FTP_TLS",
        example="import ftplib\nftp = ftplib.FTP('ftp.acme.io', user, password)",
        twin="import ftplib\nftp = ftplib.FTP('ftp.acme.io', timeout=30)",
    ),
    Spot(
        word="Telnet",
        pattern=r"\s*\(\s*[^\s)]",
        what=Loosens.ENCRYPTION,
        calls=words("Telnet"),
        beside=("telnetlib",),
        along=r"(?i)\.write\([^\n]*(?:passw|secret|pwd)",
        lacking=_NEAR,
        example="import telnetlib\nbox = telnetlib.Telnet(HOST)\nbox.write(password)",
        twin="import telnetlib\nbox = telnetlib.Telnet(HOST)\nbox.write(b'GET /')",
    ),
    *(
        Spot(
            word=word,
            pattern=rf"""\s*=\s*\{{[^{{}}]{{0,300}}["'](?:{named})["']\s*:""",
            what=Loosens.ENCRYPTION,
            beside=("requests", "httpx", "niquests", "aiohttp", "websockets", "websocket"),
            calls=words(
                "get post put patch delete head stream connect ws_connect create_connection"
            ),
            held=((Argument(0, "url"), (_FAR, _FAR_SOCKET)), ("uri", (_FAR_SOCKET,))),
            example=f"import requests\nrequests.post('http://a.acme.io/', {word}={{'{shown}': s}})",
            twin=f"import requests\nrequests.post('https://a.acme.io/', {word}={{'{shown}': s}})",
        )
        for word, named, shown in (
            ("headers", _IN_HEADERS, "Authorization"),
            ("extra_headers", _IN_HEADERS, "Authorization"),
            ("additional_headers", _IN_HEADERS, "Authorization"),
            ("json", _IN_BODIES, "password"),
            ("data", _IN_BODIES, "password"),
        )
    ),
    *(
        Spot(
            word="auth",
            pattern=r"\s*=\s*(?!None\b)[\w(]",
            what=Loosens.ENCRYPTION,
            calls=calls,
            beside=("requests", "httpx", "niquests"),
            held=((argument, (_FAR,)),),
            example=f"import {example}",
            twin=f"import {example.replace('http:', 'https:')}",
        )
        for calls, argument, example in (
            (
                words("get post put patch delete head stream"),
                Argument(0, "url"),
                "requests\nrequests.get('http://api.acme.io/orders', auth=(user, password))",
            ),
            (
                words("request"),
                Argument(1, "url"),
                "requests\nrequests.request('GET', 'http://api.acme.io/', auth=(user, password))",
            ),
            (
                words("Client AsyncClient"),
                "base_url",
                "httpx\nhttpx.Client(base_url='http://api.acme.io', auth=(user, password))",
            ),
        )
    ),
    Spot(
        word="secure",
        pattern=r"\s*=\s*False\b",
        what=Loosens.ENCRYPTION,
        calls=words("set_cookie set_signed_cookie"),
        beside=("set_cookie", "set_signed_cookie"),
        held=((Argument(0, "key"), (f"~~{_SESSION_COOKIE}",)),),
        lacking=_AT_WORK,
        example="response.set_cookie('session_token', token, secure=False)",
        twin="response.set_cookie('theme', 'dark', secure=False)",
    ),
    *(
        Spot(
            word="SESSION_COOKIE_SECURE",
            pattern=pattern,
            what=Loosens.ENCRYPTION,
            calls=calls,
            beside=("Flask", "Quart"),
            lacking=_AT_WORK,
            example=f"{_FLASK}{example}",
            twin=f"{_FLASK}{example.replace('False', 'True')}",
        )
        for pattern, calls, example in (
            (
                r"\s*=\s*False\b",
                words("update from_mapping"),
                "app.config.update(SESSION_COOKIE_SECURE=False)",
            ),
            (
                r"""["']\s*\]\s*=\s*False\b""",
                frozenset[str](),
                "app.config['SESSION_COOKIE_SECURE'] = False",
            ),
        )
    ),
)
