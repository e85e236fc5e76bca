"""Secrets that a program shows: what counts as one, what hides it, where it may go."""

from __future__ import annotations

import pytest
from reading_python import items, shown

from guardrail.effects import CredentialAction, CredentialUse
from guardrail.model import Confidence

HEAD = """\
import json, logging, os, sys
from dataclasses import asdict, dataclass, field
from flask import Flask, jsonify, request
log = logging.getLogger(__name__)
app = Flask("shop")

@dataclass
class Config:
    host: str
    password: str

@dataclass
class Quiet:
    host: str
    password: str = field(repr=False)

def mask(text):
    return text[:2] + "***"

config = Config("db.acme.io", os.environ["DB_PASSWORD"])
quiet = Quiet("db.acme.io", os.environ["DB_PASSWORD"])
api_key = os.environ["STRIPE_API_KEY"]
"""


def told(code: str) -> list[CredentialUse]:
    """The secrets that the code shows."""
    found = [one for one in items(HEAD + code) if isinstance(one, CredentialUse)]
    return [one for one in found if one.action is CredentialAction.SENT]


@pytest.mark.parametrize(
    ("code", "kind", "place"),
    [
        ("print(os.environ)", "the environment", "the output"),
        ("print(json.dumps({**os.environ}))", "the environment", "the output"),
        (
            "for k, v in os.environ.items():\n    log.info('%s=%s', k, v)",
            "the environment",
            "the log",
        ),
        ("print([f'{k}={v}' for k, v in os.environ.items()])", "the environment", "the output"),
        (
            "for k in sorted(os.environ):\n    print(k, os.environ[k])",
            "the environment",
            "the output",
        ),
        ("json.dump(dict(os.environ), open('env.json', 'w'))", "the environment", "a file"),
        ("sys.stderr.write('key %s' % api_key)", "api_key", "the output"),
        (
            "log.warning('cannot log in with {}'.format(config.password))",
            "config.password",
            "the log",
        ),
        ("log.info('%s', config)", "config.password", "the log"),
        ("print(api_key[4:])", "api_key", "the output"),
        ("print(api_key[:-4] + '…')", "api_key", "the output"),
        ("print(api_key[:24])", "api_key", "the output"),
        ("log.info('%s', asdict(config))", "config.password", "the log"),
        (
            "url = f'postgres://u:{config.password}@db/x'\nprint('to', url)",
            "config.password",
            "the output",
        ),
        ("headers = {'X': f'Bearer {api_key}'}\nlog.debug(headers)", "api_key", "the log"),
        ("print(os.getenv('DATABASE_URL'))", "DATABASE_URL", "the output"),
        ("slack.chat_postMessage(channel='#a', text=f'is {api_key}')", "api_key", "a message"),
        ("http.post(HOOK, json={'text': f'new key: {api_key}'})", "api_key", "a message"),
        (
            "@app.get('/debug')\ndef debug():\n    return dict(os.environ)",
            "the environment",
            "the answer to a request",
        ),
        (
            "@app.get('/debug')\ndef debug():\n    return jsonify(dict(app.config))",
            "the settings of the application",
            "the answer to a request",
        ),
    ],
)
def test_what_is_shown_and_where(code: str, kind: str, place: str) -> None:
    assert [(one.kind, one.place) for one in told(code)] == [(kind, place)]


@pytest.mark.parametrize(
    "code",
    [
        "print(sorted(os.environ))",
        "print(len(os.environ), list(os.environ.keys()))",
        "for k, v in os.environ.items():\n    if k in SAFE:\n        print(k, v)",
        "print({k: v for k, v in os.environ.items() if k in SAFE})",
        "print({k: '***' if 'KEY' in k else v for k, v in os.environ.items()})",
        "print('set' if api_key else 'missing', bool(api_key), len(api_key))",
        "print(api_key[:4] + '…')",
        "print('…' + api_key[-4:])",
        "print(api_key[:4], api_key[3:7])",
        "log.info('using %s', mask(api_key))",
        "log.info('%s', quiet.host)",
        "print(quiet)",
        "log.info('%s', os.environ['HOME'])",
        "http.post('https://api.acme.io/login', json={'user': 'a', 'password': config.password})",
        "json.dump({'password': config.password}, open('app.json', 'w'))",
        "password = 'changeme'\nprint(password)",
        "for secret in client.list_secrets():\n    print('deleting', secret)",
        "parser.error('no password given')",
    ],
)
def test_what_shows_no_secret(code: str) -> None:
    assert told(code) == []


def test_whoever_asked_for_a_new_one_may_be_told() -> None:
    made = "import secrets\npassword = secrets.token_urlsafe(16)\n"
    shown = told(f"{made}print(f'password: {{password}}')")
    assert [one.confidence for one in shown] == [Confidence.LOW]
    assert [one.confidence for one in told(f"{made}log.info(password)")] == [Confidence.HIGH]


STORES = """
import base64, json, logging
import boto3, hvac
from google.cloud import secretmanager
from kubernetes import client

log = logging.getLogger(__name__)
aws = boto3.client("secretsmanager")
google = secretmanager.SecretManagerServiceClient()
core = client.CoreV1Api()

def decoded(data):
    return {key: base64.b64decode(value).decode() for key, value in data.items()}

def length(value):
    return len(value)
"""


@pytest.mark.parametrize(
    "code",
    [
        "print(aws.get_secret_value(SecretId='a')['SecretString'])",
        "print(aws.get_parameter(Name='a', WithDecryption=True)['Parameter']['Value'])",
        "got = aws.get_secret_value(SecretId='a')\nlog.info(json.loads(got['SecretString']))",
        "got = google.access_secret_version(name=n)\nprint(got.payload.data.decode('utf-8'))",
        "for one in core.list_namespaced_secret('shop').items:\n    print(decoded(one.data))",
        "one = core.read_namespaced_secret('a', 'shop')\nlog.debug('got %s', one.data.get('dsn'))",
    ],
)
def test_what_a_store_of_secrets_gave_is_one_whatever_it_is_called(code: str) -> None:
    shown = [one for one in items(STORES + code) if isinstance(one, CredentialUse)]
    assert [one.kind for one in shown] == ["a secret from its store"]


@pytest.mark.parametrize(
    "code",
    [
        "print(aws.get_secret_value(SecretId='a')['ARN'])",
        "print(aws.get_parameter(Name='a')['Parameter']['Value'])",
        "print(aws.get_parameter(Name='a', WithDecryption=False)['Parameter']['Value'])",
        "got = google.access_secret_version(name=n)\nprint(got.name, length(got.payload.data))",
        "for one in core.list_namespaced_secret('shop').items:\n    print(sorted(one.data))",
        "for one in core.list_namespaced_secret('shop').items:\n    print(one.metadata.name)",
        "print(settings.get_secret('a').value_count)",
    ],
)
def test_its_name_its_length_and_the_names_in_it_are_none(code: str) -> None:
    assert not [one for one in items(STORES + code) if isinstance(one, CredentialUse)]


@pytest.mark.parametrize(
    "shown",
    [
        "api_key if api_key else 'not set'",
        "api_key if api_key is not None else ''",
        "'not set' if not api_key else api_key",
        "f'Bearer {api_key}' if api_key else ''",
    ],
)
def test_a_secret_that_is_shown_where_there_is_one_is_shown(shown: str) -> None:
    assert [one.kind for one in told(f"print('key:', {shown})")] == ["api_key"]


@pytest.mark.parametrize(
    "shown",
    [
        "'set' if api_key else 'missing'",
        "api_key if args.show else '***'",
        "'***' if hidden else api_key",
        "mask(api_key) if api_key else 'missing'",
        "api_key[:4] if api_key else ''",
    ],
)
def test_whether_there_is_one_and_what_somebody_asks_to_see_is_not(shown: str) -> None:
    assert told(f"print('key:', {shown})") == []


def test_a_secret_beside_one_that_was_just_made_is_the_one_that_is_told() -> None:
    (found,) = told(
        "import secrets\nnew_password = secrets.token_hex()\nprint(new_password, api_key)"
    )
    assert (found.kind, found.confidence) == ("api_key", Confidence.HIGH)


READ = "from dotenv import dotenv_values\n"


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        ("print(dotenv_values('.env'))", True),
        ("held = dotenv_values(path)\nprint(f'settings: {held}')", True),
        (
            "held = {k: v for k, v in dotenv_values(path).items() if v is not None}\nprint(held)",
            True,
        ),
        ("for name, value in sorted(dotenv_values(path).items()):\n    print(name, value)", True),
        (
            "held = {k: v for k, v in dotenv_values(path).items() }\nprint([*held])",
            False,
        ),
        ("held = {k: v for k, v in dotenv_values(path).items()}\nprint(sorted(held))", False),
        ("print(sorted(dotenv_values(path)))", False),
        ("for name in dotenv_values(path):\n    print(name)", False),
        ("held = {k: v for k, v in dotenv_values(path).items() if k in SHOWN}\nprint(held)", False),
    ],
)
def test_a_file_of_variables_is_an_environment(shown: str, known: bool) -> None:
    assert bool(told(READ + shown)) is known


@pytest.mark.parametrize(
    ("fetched", "is_told"),
    [
        ("Secret.load('crm').get()", True),
        ("(await Secret.load('crm')).get()", True),
        ("len(Secret.load('crm').get())", False),
        ("String.load('name').value", False),
        ("keyring.get_password('shop', 'ada')", True),
        ("dbutils.secrets.get('shop', 'key')", True),
        ("BaseHook.get_connection('shop').get_uri()", True),
        ("BaseHook.get_connection('shop').host", False),
    ],
)
def test_what_workflows_keep(fetched: str, is_told: bool) -> None:
    code = (
        "import keyring\nfrom airflow.hooks.base import BaseHook\n"
        "from prefect.blocks.system import Secret, String\n"
        f"async def sync():\n    x = {fetched}\n    log.info('with %s', x)\n"
    )
    assert bool(told(code)) is is_told


SHOW = """
def show(headers):
    return {{k: {value} for k, v in headers.items(){rest}}}
print(show({given}))
"""


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        ("print(request.headers)", True),
        ("print(dict(response.request.headers))", True),
        (SHOW.format(value="v", rest="", given="request.headers"), True),
        (SHOW.format(value="v", rest="", given="response.headers"), False),
        (SHOW.format(value="v", rest=" if k in SAFE", given="request.headers"), False),
        (SHOW.format(value="'*' if k in S else v", rest="", given="request.headers"), False),
        ("print(response.headers)", False),
        ("print(list(request.headers))", False),
    ],
)
def test_the_headers_of_a_request_hold_whatever_lets_it_in(shown: str, known: bool) -> None:
    assert bool(told(shown)) is known


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("print(api_key or 'none')", "the output"),
        ("print(os.getenv('SHOP_TOKEN') or os.environ['STRIPE_API_KEY'])", "the output"),
        ("print(config.__dict__)", "the output"),
        ("print(api_key, file=sys.stderr)", "the output"),
        ("log.log(logging.INFO, api_key)", "the log"),
    ],
)
def test_in_whatever_way_it_is_shown(code: str, place: str) -> None:
    assert [one.place for one in told(code)] == [place]


@pytest.mark.parametrize(
    "code",
    [
        "print(api_key, file=handle)",
        "for token in tokens:\n    print(token)",
        "password = mask(api_key)\nprint(password)",
        "print(config.password_hint)",
        "print(config.hidden_password)",
        "for k, v in os.environ.items():\n    if k in SAFE:\n        print(k, v)",
        "for k, v in os.environ.items():\n    if 'KEY' in k:\n        continue\n    print(k, v)",
        "for k in os.environ:\n    if k in SAFE:\n        print(os.environ[k])",
        "secret = 'not a secret'\nprint(secret)",
    ],
)
def test_what_only_looks_like_one(code: str) -> None:
    assert told(code) == []


MODEL = "class Login(BaseModel):\n    user: str\n    password: str\n{}\nlogin = Login(**given)\n"
OWN_TEXT = "    def __repr__(self):\n        return self.user\n"


@pytest.mark.parametrize(
    ("code", "kinds"),
    [
        (MODEL.format("") + "print(login.model_dump())", ["login.password"]),
        (MODEL.format("") + "print(login.model_dump(exclude={'password'}))", []),
        (MODEL.format("") + "print(login.model_dump(include={'user'}))", []),
        (MODEL.format("") + "print(login)", ["login.password"]),
        (MODEL.format(OWN_TEXT) + "print(login)", []),
        ("slack.chat_postMessage(token=api_key, channel='#a', text='done')", []),
        ("slack.chat_postMessage(channel='#a', text=api_key)", ["api_key"]),
        ("http.post(HOOK, json={'text': api_key})", []),
        ("http.post(HOOK, json={'text': 'key ' + api_key})", ["api_key"]),
    ],
)
def test_what_is_left_out_or_needed_is_not_shown(code: str, kinds: list[str]) -> None:
    assert [one.kind for one in told(code)] == kinds


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        ("print(get_db_password())", True),
        ("print(get_token_count())", False),
        ("print(get_public_key())", False),
    ],
)
def test_what_gives_a_secret_by_its_name(shown: str, known: bool) -> None:
    assert bool(told(shown)) is known


MADE = """
def auth_headers(value):
    return {"Authorization": f"Bearer {value}", "Accept": "application/json"}

"""


@pytest.mark.parametrize(
    "code",
    [
        "log.info('calling with %s', auth_headers(value))",
        "headers = auth_headers(value)\nlog.info('calling with %s', headers)",
        "headers = auth_headers(value)\nlog.info('calling', extra={'headers': headers})",
        "headers = {}\nheaders['Authorization'] = f'Bearer {value}'\nprint(headers)",
        "print({'Authorization': 'Bearer ' + value})",
        "print(f'Bearer {value}')",
    ],
)
def test_a_header_that_logs_in_is_a_secret_whatever_it_is_made_of(code: str) -> None:
    assert len(told(MADE + "value = load()\n" + code)) == 1


@pytest.mark.parametrize(
    "code",
    [
        "headers = auth_headers(value)\nlog.info('calling with %s', sorted(headers))",
        "headers = auth_headers(value)\nlog.info('%s', {**headers, 'Authorization': '***'})",
        "shown = dict(auth_headers(value))\nshown['Authorization'] = '***'\nprint(shown)",
        "shown = dict(auth_headers(value))\nshown.pop('Authorization')\nprint(shown)",
        "shown = dict(auth_headers(value))\ndel shown['Authorization']\nprint(shown)",
        "headers = auth_headers(value)\nprint(headers['Accept'], len(headers))",
        "print(f'Bearer {mask(value)}')",
        "print(f'Bearer {value[:4]}...')",
    ],
)
def test_a_header_that_is_written_over_first_is_none(code: str) -> None:
    assert not told(MADE + "value = load()\n" + code)


HANDED = """
import logging
from azure.keyvault.secrets import KeyVaultSecret, SecretClient
log = logging.getLogger(__name__)

def words({0}) -> str:
    return f"{{secret.name}}={{secret.{1}}}"

def rotate(client: SecretClient) -> None:
    kept = client.set_secret("gateway", made())
    log.info("rotated %s", words(kept))
"""


@pytest.mark.parametrize("parameter", ["secret", "secret: KeyVaultSecret"])
@pytest.mark.parametrize(("shown", "known"), [("value", True), ("properties.version", False)])
def test_a_function_that_is_handed_a_secret_shows_it(
    parameter: str, shown: str, known: bool
) -> None:
    assert bool(told(HANDED.format(parameter, shown))) is known


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("v", True),
        ("'***' if k == 'Authorization' else v", False),
        ("v if k != 'Authorization' else '***'", False),
        ("'***' if k in {'Cookie', 'Authorization'} else v", False),
        ("'***' if is_sensitive(k) else v", False),
        ("'***' if k == 'Cookie' else v", True),
    ],
)
def test_entries_that_are_masked_in_a_comprehension_are_not_shown(value: str, told: bool) -> None:
    code = (
        "import logging, os\nlog = logging.getLogger(__name__)\n"
        "headers = {'Authorization': f\"Bearer {os.environ['API_TOKEN']}\", 'Accept': 'a'}\n"
        f"log.info('headers %s', {{k: {value} for k, v in headers.items()}})\n"
    )
    assert any("Authorization" in one for one in shown(code)) is told


@pytest.mark.parametrize(
    ("parts", "known"),
    [
        ("conninfo_to_dict(given)", True),
        ("conninfo_to_dict('host=db sslmode=require')", False),
        ("conninfo_to_dict(given)\n    parts.pop('password', None)", False),
        ("{'given': len(given)}", False),
    ],
)
def test_a_connection_string_taken_apart_holds_its_password(parts: str, known: bool) -> None:
    code = (
        "from psycopg.conninfo import conninfo_to_dict\n\n"
        f"def connect(given):\n    parts = {parts}\n    log.info('with %s', parts)\n"
    )
    assert bool(told(code)) is known


@pytest.mark.parametrize("shown", ["settings", "f'with {settings}'"])
def test_settings_shown_whole_far_from_where_they_are_put_together(shown: str) -> None:
    far = "# what stands between\n" * 20
    code = (
        "import logging, os\n"
        "def connection_settings():\n"
        "    return {'host': 'db', 'password': os.environ['DB_PASSWORD']}\n"
        f"{far}settings = connection_settings()\n{far}"
        f"logging.getLogger('sync').info('connecting', {shown})\n"
    )
    assert [one.kind for one in items(code) if isinstance(one, CredentialUse)] == ["DB_PASSWORD"]
