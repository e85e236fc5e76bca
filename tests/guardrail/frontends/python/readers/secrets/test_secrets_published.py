"""Secrets on pages, in mails, chats and prompts: files, settings, the program's own."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CredentialAction, CredentialUse

HEAD = """\
import logging, os
from pathlib import Path
from dotenv import dotenv_values
log = logging.getLogger(__name__)
ENV = Path(__file__).with_name(".env")
def everything():
    return dict(os.environ)
def some():
    return {k: os.environ.get(k) for k in ("APP_ENV", "RELEASE")}
"""


def told(code: str) -> list[str]:
    """The kinds of secrets that the code shows."""
    found = [one for one in items(HEAD + code) if isinstance(one, CredentialUse)]
    return [one.kind for one in found if one.action is CredentialAction.SENT]


PAIRS = [
    ("jsonify(config=dotenv_values(ENV))", "jsonify(config=sorted(dotenv_values(ENV)))"),
    ("jsonify(env=everything())", "jsonify(env=some())"),
    ("web.json_response(dict(os.environ))", "web.json_response(sorted(os.environ))"),
    ("send_file('.env')", "send_file('.env.example')"),
    ("FileResponse('/srv/shop/.env')", "FileResponse('/srv/shop/ca.pem')"),
    ("Response(Path('.env').read_text())", "Response(str(Path('.env').exists()))"),
    ("self.write(dict(os.environ))", "self.write({'env': os.environ['APP_ENV']})"),
    (
        "jsonify(key=os.environ['STRIPE_SECRET_KEY'])",
        "jsonify(key=os.environ['STRIPE_PUBLIC_KEY'])",
    ),
    (
        "JsonResponse({k: str(getattr(settings, k)) for k in dir(settings)})",
        "JsonResponse({k: str(getattr(settings, k)) for k in dir(settings) if k in SHOWN})",
    ),
    ("client.files_upload_v2(channel='C1', file='.env')", "client.files_upload_v2(file='a.csv')"),
    ("channel.send(f'{dict(os.environ)}')", "channel.send(f'{sorted(os.environ)}')"),
    ("channel.send(file=discord.File('.env'))", "channel.send(file=discord.File('a.csv'))"),
    ("message.attach_file('.env')", "message.attach_file('report.pdf')"),
    (
        "send_mail('Down', f'{os.environ[\"DB_PASSWORD\"]}', None, to)",
        "send_mail('Welcome', f'your code is {token}', None, to)",
    ),
    (
        "client.messages.create(to=to, body=f'{os.environ[\"DB_PASSWORD\"]}')",
        "client.messages.create(to=to, body=f'your code is {token}')",
    ),
    (
        "llm.chat.completions.create(messages=[{'content': ENV.read_text()}])",
        "llm.chat.completions.create(messages=[{'content': source.read_text()}])",
    ),
    ("mlflow.log_artifact('.env')", "mlflow.log_artifact('model.pkl')"),
    ("log.info('meta %s', request.META)", "log.info('from %s', request.META['REMOTE_ADDR'])"),
    ("log.info('cookies %s', request.cookies)", "log.info('cookies %s', sorted(request.cookies))"),
]


@pytest.mark.parametrize(("bad", "good"), PAIRS)
def test_what_is_published(bad: str, good: str) -> None:
    assert told(bad)
    assert told(good) == []


def test_a_text_that_grows_by_the_whole_environment() -> None:
    code = """\
def build():
    lines = ["crash"]
    lines += [f"{{key}}: {{value}}" for key, value in sorted({0}().items())]
    return "\\n".join(lines)
client.chat_postMessage(channel="#x", text=build())
"""
    assert told(code.format("everything")) == ["the environment"]
    assert told(code.format("some")) == []


@pytest.mark.parametrize(
    ("name", "kinds"),
    [("login", ["what somebody types in to log in"]), ("author", []), ("search", [])],
)
def test_a_form_as_a_whole(name: str, kinds: list[str]) -> None:
    assert told(f"def {name}(request):\n    log.info('asked %s', request.form)\n") == kinds
    assert told(f"def {name}(request):\n    log.info('asked %s', request.form['email'])\n") == []


FILLED = """\
def report():
    shown = {{}}
    for name, value in dotenv_values(ENV).items():
        shown[name] = {0}
    return shown
"""
LISTED = """\
def report():
    shown = []
    for name, value in os.environ.items():
        shown.append({0})
    return shown
"""


@pytest.mark.parametrize(
    ("code", "bad", "good"),
    [
        (FILLED, "value or os.environ.get(name)", "bool(value)"),
        (LISTED, "f'{name}={value}'", "name"),
    ],
)
def test_what_a_loop_fills(code: str, bad: str, good: str) -> None:
    assert told(f"{code.format(bad)}jsonify(report())\n") == ["the environment"]
    assert told(f"{code.format(good)}jsonify(report())\n") == []


def test_a_log_by_another_name() -> None:
    made = "audit = logging.getLogger('audit')\n"
    assert told(f"{made}audit.info('asked with %s', request.headers)")
    assert told("audit.info('asked with %s', request.headers)") == []


def test_a_header_that_is_taken_out() -> None:
    code = """\
def write(request):
    entry = {"path": request.path, "headers": dict(request.headers)}
    {0}
    log.info("asked %s", entry)
"""
    assert told(code.replace("{0}", "entry['at'] = 7"))
    assert told(code.replace("{0}", "entry['headers'].pop('authorization', None)")) == []


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("if not k.startswith('AWS_')", "if k.startswith('PUBLIC_')"),
        ("if v", "if k in SHOWN"),
        ("if v is not None", "if not k.startswith(('DB_PASSWORD', 'AWS_'))"),
    ],
)
def test_some_of_the_environment(bad: str, good: str) -> None:
    code = "jsonify({{k: v for k, v in os.environ.items() {0}}})"
    assert told(code.format(bad)) == ["the environment"]
    assert told(code.format(good)) == []


def test_a_body_that_was_waited_for() -> None:
    code = """\
async def login(request):
    body = await request.json()
    log.info("asked %s", {0})
"""
    assert told(code.replace("{0}", "body")) == ["what somebody types in to log in"]
    assert told(code.replace("{0}", "body['email']")) == []
