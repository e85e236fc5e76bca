"""Connections that look safe and aren't: contexts that check nothing, logins in the clear.

Sources: the Python library reference, `ssl` (`SSLContext`: "verify_mode = CERT_NONE" for all
protocols but `PROTOCOL_TLS_CLIENT`), `ftplib` (`FTP_TLS.prot_p`: "The user must explicitly secure
the data connection"); urllib3 2 (`assert_hostname`), requests 2 (`REQUESTS_CA_BUNDLE`), pyOpenSSL
25 (`Context.set_verify`), ldap3 2.9 and python-ldap 3.4 (`start_tls`), paramiko 4
(`Transport.connect`: the host's key is compared with `hostkey` alone), grpcio 1
(`insecure_channel`), jira 3.10 (`options`), redis 7 (URLs), Git 2.50 (`http.sslVerify`).
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import Loosens, Spot
from guardrail.knowledge.python.rows import words

_NEAR = r"localhost|127\.0\.0\.1|\[::1\]"
_SERVES = (
    r"verify_mode|CERT_REQUIRED|server_side|PROTOCOL_TLS_SERVER|\.(?:bind|listen)\(|HTTPServer"
    r"|start_server|create_server|SSLContext\([^()]*CLIENT|CLIENT_AUTH"
)
"""A context that checks after all, or is a server's, which needn't look at who comes."""
_AWAY = (
    r"(?!localhost|127\.|10\.|192\.168\.|0\.0\.|unix:)[\w-]+(?:\.[\w-]+)*"
    r"\.(?!local\b|internal\b|lan\b|svc\b|cluster\b|test\b|localdomain\b)[A-Za-z]{2,}"
)
"""The name of a machine beyond one's own network."""
_SSH = "import paramiko\nway = paramiko.Transport(('files.acme.io', 22))\n"
_LDAP3 = "from ldap3 import Connection, Server\n"
_POOL = "import urllib3\n"

CHANNELS: tuple[Spot, ...] = (
    Spot(
        word="verify_mode",
        pattern=(
            r"\s*=\s*(?P<named>(?!(?:ssl\.)?(?:VerifyMode\.)?CERT_)[A-Za-z_][\w.]*)[ \t]*(?:\n|\Z)"
        ),
        what=Loosens.CERTIFICATE,
        values=("ssl.CERT_NONE", "CERT_NONE", "ssl.VerifyMode.CERT_NONE", "VerifyMode.CERT_NONE"),
        example="import ssl\nCHECK = ssl.CERT_NONE\ncontext.verify_mode = CHECK",
        twin="import ssl\nCHECK = ssl.CERT_REQUIRED\ncontext.verify_mode = CHECK",
    ),
    Spot(
        word="verify_mode",
        pattern=r"\s*=\s*False\s*,\s*(?:ssl\.)?(?:VerifyMode\.)?CERT_NONE\b",
        what=Loosens.CERTIFICATE,
        example="context.check_hostname, context.verify_mode = False, ssl.CERT_NONE",
        twin="context.check_hostname, context.verify_mode = True, ssl.CERT_REQUIRED",
    ),
    Spot(
        word="SSLContext",
        pattern=r"\s*\(\s*(?:(?:ssl\.)?PROTOCOL_(?:TLS|SSLv23|TLSv1|TLSv1_1|TLSv1_2|SSLv3)\s*)?\)",
        what=Loosens.CERTIFICATE,
        calls=words("SSLContext"),
        lacking=_SERVES,
        example="tls = ssl.SSLContext()\nurlopen('https://a.acme.io', context=tls)",
        twin="tls = ssl.create_default_context()\nurlopen('https://a.acme.io', context=tls)",
    ),
    *(
        Spot(
            word="assert_hostname",
            pattern=pattern,
            what=Loosens.CERTIFICATE,
            calls=calls,
            beside=("urllib3", "requests"),
            lacking=r"assert_fingerprint|ca_cert|cadata|ssl_context",
            example=f"{_POOL}{example}",
            twin=f"{_POOL}{example.replace('False', repr('db.acme.io'))}",
        )
        for pattern, calls, example in (
            (
                r"\s*=\s*False\b",
                words("PoolManager HTTPSConnectionPool ProxyManager connection_from_url"),
                "urllib3.PoolManager(assert_hostname=False)",
            ),
            (r"""["']\s*\]?\s*[:=]\s*False\b""", frozenset[str](), "kw['assert_hostname'] = False"),
        )
    ),
    Spot(
        word="cert_reqs",
        pattern=r"""["']\s*\]?\s*[:=]\s*["']CERT_NONE["']""",
        what=Loosens.CERTIFICATE,
        beside=("urllib3", "requests"),
        example=f"{_POOL}kw['cert_reqs'] = 'CERT_NONE'",
        twin=f"{_POOL}kw['cert_reqs'] = 'CERT_REQUIRED'",
    ),
    *(
        Spot(
            word=word,
            pattern=r"""["']\s*\]\s*=\s*["']{2}""",
            what=Loosens.CERTIFICATE,
            example=f"import os\nos.environ['{word}'] = ''",
            twin=f"import os\nos.environ['{word}'] = '/etc/ssl/ca.pem'",
        )
        for word in ("CURL_CA_BUNDLE", "REQUESTS_CA_BUNDLE")
    ),
    Spot(
        word="set_verify",
        pattern=r"\s*\(\s*(?:[\w.]+\.)?VERIFY_PEER\s*,\s*lambda[^:\n]{0,80}:\s*True\b",
        what=Loosens.CERTIFICATE,
        calls=words("set_verify"),
        beside=("OpenSSL",),
        example="from OpenSSL import SSL\ncontext.set_verify(SSL.VERIFY_PEER, lambda *a: True)",
        twin="from OpenSSL import SSL\ncontext.set_verify(SSL.VERIFY_PEER, lambda *a: a[-1])",
    ),
    Spot(
        word="verify",
        pattern=r"""["']\s*:\s*False\b""",
        what=Loosens.CERTIFICATE,
        beside=("jira",),
        along=r"\bJIRA\(",
        example="from jira import JIRA\nJIRA(options={'server': URL, 'verify': False})",
        twin="from jira import JIRA\nJIRA(options={'server': URL, 'verify': True})",
    ),
    Spot(
        word="ssl_cert_reqs",
        pattern=r"=(?i:none|cert_none)\b",
        what=Loosens.CERTIFICATE,
        in_text=True,
        example="URL = 'rediss://cache.acme.io:6380/0?ssl_cert_reqs=none'",
        twin="URL = 'rediss://cache.acme.io:6380/0?ssl_cert_reqs=required'",
    ),
    Spot(
        word="sslVerify",
        pattern=r"""(?:["']\s*,\s*(?:["'](?i:false)["']|False\b|0\b)|\s*=\s*(?i:false)\b)""",
        what=Loosens.CERTIFICATE,
        calls=words("set_value set clone_from clone fetch pull push config"),
        beside=("git",),
        example="import git\nwith repo.config_writer() as c:\n"
        "    c.set_value('http', 'sslVerify', 'false')",
        twin="import git\nwith repo.config_writer() as c:\n"
        "    c.set_value('http', 'sslVerify', 'true')",
    ),
    Spot(
        word="Server",
        pattern=rf"""\s*\(\s*(?:host\s*=\s*)?["'](?:ldap://)?{_AWAY}(?::389)?["']""",
        what=Loosens.ENCRYPTION,
        calls=words("Server"),
        beside=("ldap3",),
        without="use_ssl",
        along=r"\bpassword\b",
        lacking=rf"(?i)start_tls|AUTO_BIND_TLS|use_ssl|\bSASL\b|\bNTLM\b|{_NEAR}",
        example=f"{_LDAP3}Connection(Server('ldap.acme.io'), user=user, password=password)",
        twin=f"{_LDAP3}Connection(Server('ldaps://ldap.acme.io'), user=user, password=password)",
    ),
    Spot(
        word="initialize",
        pattern=rf"""\s*\(\s*["']ldap://{_AWAY}""",
        what=Loosens.ENCRYPTION,
        calls=words("initialize"),
        beside=("ldap",),
        along=r"simple_bind|\.bind_s\(",
        lacking=rf"start_tls|{_NEAR}",
        example="import ldap\nbox = ldap.initialize('ldap://ad.acme.io')\nbox.simple_bind_s(u, p)",
        twin="import ldap\nbox = ldap.initialize('ldaps://ad.acme.io')\nbox.simple_bind_s(u, p)",
    ),
    Spot(
        word="FTP_TLS",
        pattern=r"\s*\(",
        what=Loosens.ENCRYPTION,
        calls=words("FTP_TLS"),
        beside=("ftplib",),
        along=r"\.(?:retr|stor)(?:binary|lines)\(",
        lacking=rf"prot_p|PROT P|{_NEAR}",
        example="import ftplib\nbox = ftplib.FTP_TLS('ftp.acme.io')\nbox.storbinary('STOR a', f)",
        twin="import ftplib\nbox = ftplib.FTP_TLS('ftp.acme.io')\nbox.prot_p()\n"
        "box.storbinary('STOR a', f)",
    ),
    Spot(
        word="connect",
        pattern=r"\s*\(\s*(?:None\s*,\s*)?(?:username|user)\s*=(?![^()]{0,200}\b(?:host|dbname|database|port|dsn)\s*=)",
        what=Loosens.HOST_KEY,
        calls=words("connect"),
        beside=("paramiko",),
        along=r"\bTransport\(",
        without="hostkey",
        lacking=r"get_remote_server_key|start_client|SSHClient\(|known_hosts",
        example=f"{_SSH}way.connect(username='etl', password=secret)",
        twin=f"{_SSH}way.connect(hostkey=KEY, username='etl', password=secret)",
    ),
    Spot(
        word="starttls",
        pattern=(
            r"\s*\([^()\n]*(?:\([^()\n]*\))?[^()\n]*\)[ \t]*\n\s*except\b[^\n]*:[^\n]*\n\s*"
            r"(?:pass\b|print\(|log\w*\.)[^\n]*(?=\n(?!\s*(?:raise|return|continue|sys\.exit)\b)|\Z)"
        ),
        what=Loosens.ENCRYPTION,
        calls=words("starttls"),
        example="try:\n    box.starttls()\nexcept OSError:\n    pass\nbox.login(user, password)",
        twin="try:\n    box.starttls()\nexcept OSError:\n    log.error('no')\n    raise",
    ),
    Spot(
        word="insecure_channel",
        pattern=rf"""\s*\(\s*(?:target\s*=\s*)?["'](?:dns:/*)?{_AWAY}(?::\d+)?["']""",
        what=Loosens.ENCRYPTION,
        calls=words("insecure_channel"),
        beside=("grpc",),
        example="import grpc\ngrpc.insecure_channel('pay.acme.io:443')",
        twin="import grpc\ngrpc.insecure_channel('pay:50051')",
    ),
    Spot(
        word="jwt",
        pattern=r"\.decode\s*\(",
        what=Loosens.END,
        calls=words("decode"),
        beside=("authlib",),
        along=r"from authlib\.jose import[^\n]*\bjwt\b",
        lacking=r"\.validate(?:_exp)?\(|[\"']exp[\"']",
        example="from authlib.jose import jwt\nclaims = jwt.decode(token, KEY)",
        twin="from authlib.jose import jwt\nclaims = jwt.decode(token, KEY)\nclaims.validate()",
    ),
    *(
        Spot(
            word=word,
            pattern=r"\s*\(",
            what=Loosens.END,
            calls=words(word),
            beside=("itsdangerous",),
            along=rf"\.{read}\(",
            lacking=r"max_age|loads_unsafe|return_timestamp",
            example=f"from itsdangerous import {word}\n{word}(KEY).{read}(token)",
            twin=f"from itsdangerous import {word}\n{word}(KEY).{read}(token, max_age=3600)",
        )
        for word, read in (
            ("URLSafeTimedSerializer", "loads"),
            ("TimedSerializer", "loads"),
            ("TimestampSigner", "unsign"),
        )
    ),
    Spot(
        word="deserialize",
        pattern=r"\s*\(\s*[^(),]{1,60}\)",
        what=Loosens.TOKEN,
        calls=words("deserialize"),
        beside=("jwcrypto",),
        along=r"objects(?:\[|\.get\()\s*[\"']payload[\"']",
        lacking=r"\.(?:verify|decrypt)\(",
        example="from jwcrypto.jws import *\nt = JWS()\nt.deserialize(text)\nt.objects['payload']",
        twin="from jwcrypto.jws import *\nt = JWS()\nt.deserialize(text, KEY)\nt.payload",
    ),
    *(
        Spot(
            word=word,
            pattern=r"\s*\(",
            what=Loosens.TOKEN,
            calls=words(word),
            beside=("Authorization", "authorization", "Bearer", "cookies", "COOKIES"),
            along=r"\.split\(\s*[\"']\.[\"']",
            lacking=r"(?i)verif|hmac|signature\b|compare_digest|\bjwks?\b|jwt\.decode|unverified",
            example=(
                "import base64, json\ndef who(request):\n"
                "    head, body, _ = request.headers['Authorization'].split('.')\n"
                f"    return json.loads(base64.{word}(body))"
            ),
            twin=(
                "import base64, json\ndef who(request):\n"
                "    head, body, mac = request.headers['Authorization'].split('.')\n"
                f"    verify(mac)\n    return json.loads(base64.{word}(body))"
            ),
        )
        for word in ("urlsafe_b64decode", "b64decode")
    ),
)
