"""Checks that a setting switches off: an argument, an attribute, a name of a settings module."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import GuardChange
from guardrail.knowledge.python.loosened import SPOTS, Spot
from guardrail.model import Confidence

HEAD = "import requests, jwt\n"
ASKING = "    def ask(self):\n        requests.get('https://a.io', verify=self.verify)\n"
ASK = "def ask(verify):\n    requests.get('https://a.io', verify=verify)\n"
SETTINGS = "config/settings/production.py"


def loosened(code: str, path: str = "app/clean.py") -> list[GuardChange]:
    """The guards that the code loosens."""
    return [one for one in items(code, path) if isinstance(one, GuardChange)]


@pytest.mark.parametrize("spot", SPOTS, ids=lambda spot: f"{spot.word} {spot.what}")
def test_every_setting_by_its_example_and_its_twin(spot: Spot) -> None:
    path = SETTINGS if spot.held_in else "app/clean.py"
    assert [one.guard for one in loosened(spot.example, path)] == [spot.what]
    assert loosened(spot.twin, path) == []


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("VERIFY = False\nrequests.get('https://a.io', verify=VERIFY)", 1),
        ("def ask(verify=False):\n    requests.get('https://a.io', verify=verify)", 1),
        ("def ask(verify=True):\n    requests.get('https://a.io', verify=verify)", 0),
        (f"class A:\n    verify: bool = False\n{ASKING}", 1),
        (f"class A:\n    verify: bool = True\n{ASKING}", 0),
        ("def ask(verify):\n    requests.get('https://a.io', verify=verify)", 0),
        ("def ask(verify):\n    requests.get('https://a.io', verify=verify)\nask(False)", 1),
        ("def ask(verify):\n    requests.get('https://a.io', verify=verify)\nask(True)", 0),
        (f"{ASK}ask(None if CHECK else False)", 0),
        (f"V = os.environ.get('TLS', '0') == '1'\n{ASK}ask(V)", 1),
        (f"V = os.getenv('TLS', 'false').lower() in ('1', 'true')\n{ASK}ask(verify=V)", 1),
        (f"V = os.getenv('SKIP') != '1'\n{ASK}ask(V)", 0),
        (f"V = os.getenv('TLS', '1') == '1'\n{ASK}ask(V)", 0),
        ("V = os.getenv('TLS') == '1'\nrequests.get('https://a.io', verify=V)", 1),
        ("V = os.getenv('TLS', 'on') != 'off'\nrequests.get('https://a.io', verify=V)", 0),
        ("V = strtobool(os.getenv('TLS', 'no'))\nrequests.get('https://a.io', verify=V)", 1),
        ("OPTIONS = dict(verify=False)\nrequests.get('https://a.io', **OPTIONS)", 1),
        ("OPTIONS = dict(verify=False)\nsave(OPTIONS)", 0),
        ("requests.get('https://a.io', **{'verify': False})", 1),
        ("OPTIONS = {'verify': False}\nsave(OPTIONS)", 0),
        (f"class A:\n    def __init__(self, tls):\n        self.verify = tls\n{ASKING}A(False)", 1),
        (f"class A:\n    def __init__(self, tls):\n        self.verify = tls\n{ASKING}A(CA)", 0),
        ("def made(tls):\n    http.verify = tls\n    return http\nmade(tls=False)", 1),
        ("def made(tls):\n    http.verify = tls\n    return http\nmade(tls=CA)", 0),
        ("def made(tls):\n    verify = tls\n    return verify\nmade(tls=False)", 0),
        ("requests.get('http://localhost:8080', verify=False)", 0),
        ("requests.get('https://a.io', verify=os.environ.get('CA') or False)", 1),
        ("http.verify = settings.ca_bundle or False", 1),
        ("http.verify = settings.ca_bundle or True", 0),
        ("http.verify = settings.ca_bundle and False", 0),
        ("signer.check(verify=False)", 0),
        ("TEXT = '''\nhttp.verify = False\n'''\n", 0),
        ("options = {'verify_signature': False}\njwt.decode(token, options=options)", 1),
    ],
)
def test_what_a_value_amounts_to(code: str, count: int) -> None:
    assert len(loosened(HEAD + code)) == count


def test_who_asks_for_it_or_checks_it_elsewhere_is_less_sure() -> None:
    asked = loosened(
        HEAD + "if settings.INSECURE:\n    requests.get('https://a.io', verify=False)\n"
    )
    peeked = loosened(
        "import jwt\ndef read(token):\n"
        "    issuer = jwt.decode(token, options={'verify_signature': False})['iss']\n"
        "    return jwt.decode(token, keys[issuer], algorithms=['RS256'])\n"
    )
    assert [one.confidence for one in (*asked, *peeked)] == [Confidence.LOW] * 2


def test_a_settings_module_of_developers_may_debug() -> None:
    text = "DEBUG = True\nALLOWED_HOSTS = ['*']\n"
    assert len(loosened(text, SETTINGS)) == 2
    assert loosened(text, "config/settings/local.py") == []


def test_what_is_said_of_it_closes_what_it_opens() -> None:
    for spot in SPOTS:
        (one,) = loosened(spot.example, SETTINGS if spot.held_in else "app/clean.py")
        for opening, closing in ("()", "[]", "{}"):
            assert one.detail.count(opening) == one.detail.count(closing), one.detail


@pytest.mark.parametrize(
    "asked", ["device.enabled", "locale == 'de'", "localized", "deviation > 2"]
)
def test_a_device_or_a_locale_asks_for_nothing(asked: str) -> None:
    code = f"if {asked}:\n    requests.get('https://a.io', verify=False)\n"
    assert [one.confidence for one in loosened(HEAD + code)] == [Confidence.HIGH]


@pytest.mark.parametrize("asked", ["is_local", "args.dev", "DEV_MODE", "not verify_certificates"])
def test_a_developer_s_switch_asks_for_it(asked: str) -> None:
    code = f"if {asked}:\n    requests.get('https://a.io', verify=False)\n"
    assert [one.confidence for one in loosened(HEAD + code)] == [Confidence.LOW]


@pytest.mark.parametrize(
    "other",
    [
        "base64.b64decode(extra).decode('utf-8')",
        "extra.decode()",
        "jwt.decode(other, options={'verify_signature': False})",
        "jwt.decode(other, verify=False)",
    ],
)
def test_bytes_and_another_token_believed_are_no_look_at_the_first(other: str) -> None:
    code = (
        "def read(token, extra, other):\n"
        "    claims = jwt.decode(token, options={'verify_signature': False})\n"
        f"    return claims, {other}\n"
    )
    assert {one.confidence for one in loosened(HEAD + code)} == {Confidence.HIGH}


RECORD = (
    "import trino\n\nclass Settings:\n    host: str = 'trino.acme.io'\n"
    "    verify: bool | str = {}\n\n"
    "class Lake:\n    def __init__(self, settings: Settings | None = None):\n"
    "        self.settings = settings or Settings()\n\n    def connect(self):\n"
    "        s = self.settings\n        return trino.dbapi.connect(host=s.host, verify=s.verify)\n"
)


@pytest.mark.parametrize(
    ("code", "count"),
    [
        (RECORD.format("False"), 1),
        (RECORD.format("'/etc/ssl/ca.pem'"), 0),
        ("MODE = 'disable'\npsycopg.connect(host=HOST, sslmode=MODE)", 1),
        ("MODE = 'require'\npsycopg.connect(host=HOST, sslmode=MODE)", 0),
        ("def f(tls_off=True):\n    mysql.connect(host=HOST, ssl_disabled=tls_off)", 1),
        ("def f(tls_off=False):\n    mysql.connect(host=HOST, ssl_disabled=tls_off)", 0),
        ("def f(mode):\n    psycopg.connect(host=HOST, sslmode=mode)", 0),
    ],
)
def test_what_a_connection_is_given_by_a_name(code: str, count: int) -> None:
    assert len(loosened(code)) == count


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ('psycopg.connect(host=HOST, sslmode="disable")', 1),
        ('psycopg.connect(host=HOST, sslmode=os.getenv("PGSSLMODE", "disable"))', 1),
        ('psycopg.connect(host="127.0.0.1", sslmode="disable")', 0),
        ('psycopg.connect(host="db", sslmode="disable")', 0),
        ('psycopg.connect("host=db1.acme.io dbname=shop sslmode=disable")', 1),
        ('psycopg.connect("host=localhost dbname=shop sslmode=disable")', 0),
        ('URL = "postgresql://app@db1.acme.io/shop?sslmode=disable"', 1),
        ('URL = f"postgresql://{USER}@{HOST}/shop?sslmode=disable"', 1),
        ('URL = "postgresql://app@postgres:5432/shop?sslmode=disable"', 0),
        ('"""Take `postgresql://db1.acme.io/shop?sslmode=disable` at home."""', 0),
        ('HELP = "sslmode=disable is for tests"', 0),
        ('HOW = "postgresql://app@{host}/shop?sslmode=disable"', 0),
        ('URL = "postgresql://app@{host}/shop?sslmode=disable".format(host=HOST)', 1),
        ("def options(host):\n    return {'host': host, 'ssl_disabled': True}", 1),
        ("OPTIONS = {'host': 'localhost', 'ssl_disabled': True}", 0),
        ("create_engine(URL, connect_args={'sslmode': 'disable'})", 1),
        ("class Settings(BaseSettings):\n    sslmode: str = 'disable'", 1),
        ("class Settings(BaseSettings):\n    sslmode: str = 'verify-full'", 0),
        ("DSN = f'Driver={{ODBC Driver 18}};Server={HOST};Encrypt=no'", 1),
        ("DSN = 'Driver={ODBC Driver 18};Server=(local);TrustServerCertificate=yes'", 0),
        ("'Server=tcp:db1.acme.io,1433;' 'TrustServerCertificate=yes;'", 0),
        ("DSN = ('Server=tcp:db1.acme.io,1433;' 'TrustServerCertificate=yes;')", 1),
    ],
)
def test_a_database_that_anybody_may_pretend_to_be_or_overhear(code: str, count: int) -> None:
    assert len(loosened(code)) == count


@pytest.mark.parametrize(
    ("body", "sure"),
    [
        ('location = "payslips"\n    default_acl = "public-read"', Confidence.HIGH),
        ('location = "static"\n    default_acl = "public-read"', Confidence.LOW),
    ],
)
def test_what_a_site_shows_may_be_read_by_all(body: str, sure: Confidence) -> None:
    code = f"from storages.backends.s3 import S3Storage\nclass Files(S3Storage):\n    {body}\n"
    assert [one.confidence for one in loosened(code)] == [sure]


HOSTS = """
import paramiko, pygit2
class Calls(pygit2.RemoteCallbacks, paramiko.MissingHostKeyPolicy):
    def {name}(self, {given}):
        {body}

    def other(self):
        return False
"""
CERTIFICATE = ("certificate_check", "certificate, valid, host")
HOST_KEY = ("missing_host_key", "client, hostname, key")


@pytest.mark.parametrize(
    ("method", "body", "told"),
    [
        (CERTIFICATE, "if not valid:\n            log.warning(host)\n        return True", True),
        (CERTIFICATE, "return True", True),
        (CERTIFICATE, "if host in KNOWN:\n            return True\n        return valid", False),
        (CERTIFICATE, "if not valid:\n            raise Err(host)\n        return True", False),
        (CERTIFICATE, "return valid", False),
        (HOST_KEY, "pass", True),
        (HOST_KEY, "log.warning(hostname)\n        return", True),
        (HOST_KEY, "if key in KNOWN:\n            return\n        raise Err(hostname)", False),
    ],
)
def test_a_method_that_believes_whoever_answers(
    method: tuple[str, str], body: str, told: bool
) -> None:
    code = HOSTS.format(name=method[0], given=method[1], body=body)
    assert [one.guard for one in loosened(code)] == ["host key check"] * told


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("import random\ndef make_reset_token():\n    return random.choice(A)", 1),
        ("import random\ndef sample_token(vocab):\n    return random.choice(vocab)", 0),
        ("import random\nuser.otp = random.randint(100000, 999999)", 1),
        ("import random\nuser.colour = random.randint(0, 9)", 0),
        ("import random\npassword = random.SystemRandom().choice(A)", 0),
        ("B = 'http://api.acme.io'\nrequests.get(f'{B}/orders', auth=(u, p))", 1),
        ("B = 'http://api:8080'\nrequests.get(f'{B}/orders', auth=(u, p))", 0),
        ("B = 'http://192.168.0.7'\nrequests.get(f'{B}/orders', auth=(u, p))", 0),
        ("from ftplib import FTP\nf = FTP('a.io')\nf.login('anonymous', 'a@a.io')", 0),
        ("from ftplib import FTP_TLS\nf = FTP_TLS('a.io')\nf.login(user, password)", 0),
    ],
)
def test_secrets_that_others_may_know(code: str, count: int) -> None:
    assert len(loosened(HEAD + code)) == count


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("DEBUG = False\n", 1),
        ("DEBUG = os.environ.get('DEBUG') == '1'\n", 1),
        ("DEBUG = STAGE == 'local'\n", 1),
        ("DEBUG = True\n", 0),
        ("DEBUG = env.bool('DEBUG', default=True)\n", 0),
        ("DEBUG = os.environ.get('DEBUG', 'True') == 'True'\n", 0),
    ],
)
def test_settings_of_those_who_debug_by_default_are_at_work(code: str, count: int) -> None:
    access = "REST = {'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.AllowAny']}\n"
    assert len(loosened(code + access, "shop/settings.py")) == count
    assert loosened(code + access, "shop/settings/base.py") == []


@pytest.mark.parametrize(
    "harmless",
    [
        "context = ssl.SSLContext(ssl.PROTOCOL_TLS)\ncontext.wrap_socket(s, server_side=True)",
        "context = ssl.SSLContext()\ncontext.verify_mode = ssl.CERT_REQUIRED",
        "ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)",
        "import paramiko, psycopg\nway = paramiko.Transport(at)\npsycopg.connect(user=u, host=h)",
        "import grpc\ngrpc.insecure_channel('localhost:50051')",
        "import grpc\ngrpc.insecure_channel('pay.shop.svc.cluster.local:50051')",
        "import ldap3\nldap3.Server('ldap.acme.io', use_ssl=True)\npassword = ask()",
        "import base64\nhead, text = name.split('.')\nbase64.b64decode(text)",
    ],
)
def test_channels_that_are_checked_or_stay_at_home(harmless: str) -> None:
    assert loosened(harmless) == []


@pytest.mark.parametrize(
    ("first", "asked", "sure"),
    [
        ("class T:\n    verify: bool = False", "not T.verify", Confidence.HIGH),
        ("class T:\n    verify: bool = True", "not T.verify", Confidence.LOW),
        ("VERIFY = os.environ.get('VERIFY', '0') == '1'", "not VERIFY", Confidence.HIGH),
        ("VERIFY = os.environ.get('VERIFY', '1') == '1'", "not VERIFY", Confidence.LOW),
        ("INSECURE = True", "INSECURE", Confidence.HIGH),
        ("INSECURE = False", "INSECURE", Confidence.LOW),
    ],
)
def test_what_is_off_unless_somebody_asks_is_asked_for_by_nobody(
    first: str, asked: str, sure: Confidence
) -> None:
    code = f"import os, ssl\n{first}\ndef made(tls):\n    if {asked}:\n"
    found = loosened(f"{code}        tls.verify_mode = ssl.CERT_NONE\n    return tls\n")
    assert [one.confidence for one in found] == [sure]


@pytest.mark.parametrize(
    ("code", "confidence"),
    [
        ("CONFIG = {'TESTING': True, 'WTF_CSRF_ENABLED': False}", Confidence.LOW),
        ("class Config:\n    TESTING = True\n    WTF_CSRF_ENABLED = False", Confidence.LOW),
        ("def app():\n    c['TESTING'] = True\n    c['WTF_CSRF_ENABLED'] = False", Confidence.LOW),
        ("CONFIG = {'TESTING': False, 'WTF_CSRF_ENABLED': False}", Confidence.HIGH),
        ("class Config:\n    WTF_CSRF_ENABLED = False", Confidence.HIGH),
    ],
)
def test_an_application_in_tests_leaves_checks_off(code: str, confidence: Confidence) -> None:
    (change,) = loosened(code)
    assert change.confidence is confidence
