"""Requests over HTTP, by the libraries people use for them.

Sources: the documentation of requests 2, httpx 0.28, aiohttp 3, gql 4 and of the standard library's
`urllib`, `http.client` and `smtplib`; of bots those of slack_bolt 1.22, discord.py 2, aiogram 3 and
python-telegram-bot 22. A method of an object that isn't known counts where it is
given a whole address.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import NOWHERE, Argument, Row, Sends, words
from guardrail.patterns import late

ROUTE_DECORATORS = words("get post put patch delete route websocket api_route view_config action")
"""The last parts of decorators that let a function answer requests (FastAPI, Flask, Sanic …)."""

CHATS = words("slack_bolt discord telegram aiogram telebot nextcord pyrogram")
"""Packages of bots: their functions answer what people write in a chat."""
CHAT_DECORATORS = words(
    "command message event shortcut action view options listen slash_command hybrid_command"
    " message_handler on_message"
)
"""The last parts of the decorators that let a function answer in a chat."""
SOCKETS = words("socketio flask_socketio")
"""Packages whose functions answer what a browser sends through an open connection."""
SOCKET_DECORATORS = words("on event on_event message")
"""The last parts of the decorators that let a function answer there."""
REQUEST_TEXTS = late(
    r"(?:await )?(?:flask\.|self\.)?request\.(?:args|form|values|json|data|GET|POST|query"
    r"|query_params|params|headers|cookies|match_info|get_json|get_data|body|stream|files|FILES|COOKIES|form_data"
    r"|read|text|post|multipart|stream_form|raw_post_data|forms|media|get_media|get_param\w*"
    r"|get_header|bounded_stream|path_params|route_params|query_string|get_body)\b"
    r"|self\.rfile\b"
    r"|(?:(?:\w+|get_current_context\(\))\[[\"']dag_run[\"']\]|(?:\w+\.)?dag_run)\.conf\b"
)
"""Expressions that stand for what whoever asks has written."""

_URL = Argument(0, "url")
_ANY = ("requests", "httpx", "aiohttp", "urllib3", "requests_oauthlib", "niquests", "cloudscraper")
CLIENTS = words(
    "requests.Session requests.sessions.Session httpx.Client httpx.AsyncClient"
    " aiohttp.ClientSession urllib3.PoolManager"
)
"""Classes whose objects make requests, as they are written beside parameters."""

_MAKERS = (
    "requests",
    "httpx",
    "requests.Session()",
    "requests.session()",
    "httpx.Client()",
    "httpx.AsyncClient()",
    "aiohttp.ClientSession()",
)


def _method(name: str) -> Sends:
    return Sends(
        names=(*(f"{maker}.{name}" for maker in _MAKERS), f".{name}"),
        method=name.upper(),
        url=_URL,
        beside=_ANY,
        example=f'requests.{name}("https://api.acme.io/users")',
    )


ROWS: tuple[Row, ...] = (
    _method("delete"),
    _method("post"),
    _method("put"),
    _method("patch"),
    Sends(
        names=(
            *(f"{maker}.request" for maker in _MAKERS),
            *("httpx.stream", "httpx.Client().stream", "httpx.AsyncClient().stream", ".request"),
        ),
        method="",
        url=Argument(1, "url"),
        by=Argument(0, "method"),
        beside=(*_ANY, "HTTPSConnection", "HTTPConnection"),
        example='requests.request("DELETE", "https://api.acme.io/users")',
    ),
    Sends(
        names=("urllib.request.Request",),
        method="",
        otherwise="GET",
        url=_URL,
        by=Argument(-1, "method"),
        beside=("urllib", "urllib2"),
        example='urllib.request.Request("https://api.acme.io/users", method="DELETE")',
    ),
    Sends(
        names=("urllib.request.urlopen", "urllib.request.urlretrieve"),
        method="GET",
        url=_URL,
        example='urllib.request.urlopen("https://api.acme.io/users", data=body)',
    ),
    Sends(
        names=(
            *("flask.redirect", "werkzeug.utils.redirect", "quart.redirect", "bottle.redirect"),
            *(
                "django.shortcuts.redirect",
                "django.http.HttpResponseRedirect",
                "sanic.response.redirect",
            ),
            *("django.http.response.HttpResponseRedirect", "fastapi.responses.RedirectResponse"),
            *("starlette.responses.RedirectResponse", "litestar.response.Redirect"),
        ),
        method="REDIRECT",
        url=Argument(0, "url"),
        secretly=True,
        beside=tuple(
            sorted(words("flask werkzeug quart bottle django fastapi starlette sanic litestar"))
        ),
        unproved="what they call the argument differs",
        example=(
            "from flask import Flask, redirect, request\napp = Flask('a')\n@app.get('/go')\n"
            "def go():\n    return redirect(request.args['next'])"
        ),
    ),
    Sends(
        names=("gql.gql", "gql.graphql_request.GraphQLRequest"),
        method="POST",
        url=NOWHERE,
        bodies=(Argument(0, "request_string"),),
        secretly=True,
        beside=("gql",),
        example='from gql import gql\ngql("mutation { volumeDelete(volumeId: 7) }")',
    ),
    Sends(
        names=(".execute", ".execute_async", ".execute_sync"),
        method="POST",
        url=NOWHERE,
        bodies=(Argument(0, "document"), Argument(0, "request")),
        secretly=True,
        beside=("gql",),
        unproved="the client of gql isn't asked",
        example=(
            "from gql import Client, gql\nclient = Client()\n"
            'client.execute(gql("mutation { volumeDelete(volumeId: 7) }"))'
        ),
    ),
    Sends(
        names=(
            "django.core.mail.send_mail",
            "django.core.mail.send_mass_mail",
            "django.core.mail.get_connection().send_messages",
            "django.core.mail.EmailMessage().send",
            "django.core.mail.EmailMultiAlternatives().send",
        ),
        method="MAIL",
        url=NOWHERE,
        secretly=True,
        beside=("django.core.mail", "django.core import mail"),
        example=(
            "from django.core.mail import send_mail\nfor one in User.objects.all():\n"
            "    send_mail('News', text, 'news@acme.io', [one.email])"
        ),
    ),
    Sends(
        names=(".send_email", ".send_bulk_email", ".send_templated_email"),
        method="MAIL",
        url=NOWHERE,
        secretly=True,
        beside=("'ses", '"ses', "'sesv2", '"sesv2', "postmark", "resend", "mailjet"),
        unproved="clients are made of names",
        example=(
            "import boto3\nses = boto3.client('ses')\nfor one in User.objects.all():\n"
            "    ses.send_email(Source='news@acme.io', Destination={'ToAddresses': [one.email]})"
        ),
    ),
    Sends(
        names=("resend.Emails.send", "sendgrid.SendGridAPIClient().send", "flask_mail.Mail().send"),
        method="MAIL",
        url=NOWHERE,
        secretly=True,
        beside=("resend", "sendgrid", "flask_mail"),
        unproved="they are in no environment",
        example=(
            "import resend\nfor one in User.objects.all():\n"
            "    resend.Emails.send({'to': [one.email], 'subject': 'News'})"
        ),
    ),
    Sends(
        names=(
            *("twilio.rest.Client().messages.create", "twilio.rest.Client().calls.create"),
            *("slack_sdk.WebClient().chat_postMessage", "telegram.Bot().send_message"),
            *("telebot.TeleBot().send_message", "vonage.Vonage().sms.send"),
        ),
        method="MAIL",
        url=NOWHERE,
        secretly=True,
        beside=("twilio", "slack_sdk", "telegram", "telebot", "vonage"),
        unproved="parts of a client are made with each object",
        example=(
            "from twilio.rest import Client\nclient = Client()\nfor one in User.objects.all():\n"
            "    client.messages.create(to=one.phone, from_=OURS, body='News')"
        ),
    ),
    Sends(
        names=(".send_notification",),
        method="PUSH",
        url=NOWHERE,
        bodies=(Argument(0, "body"), Argument(0, "notification")),
        secretly=True,
        beside=("onesignal_sdk", "onesignal"),
        unproved="the body is given whole",
        example=(
            "from onesignal_sdk.client import Client\nclient = Client(app_id=a, rest_api_key=k)\n"
            "client.send_notification({'contents': text, 'included_segments': ['All']})"
        ),
    ),
    Sends(
        names=(".send_message", ".sendmail"),
        method="MAIL",
        url=NOWHERE,
        bodies=(Argument(0, "msg"), Argument(2, "msg")),
        secretly=True,
        beside=("smtplib", "aiosmtplib"),
        example=(
            "import smtplib\nfrom email.message import EmailMessage\nmessage = EmailMessage()\n"
            'message.set_content(open(".env").read())\n'
            'smtplib.SMTP("mail.acme.io").send_message(message)'
        ),
    ),
    Sends(
        names=tuple(
            f"firebase_admin.messaging.{one}"
            for one in (
                *("send", "send_each", "send_all", "send_each_async", "send_multicast"),
                *("send_each_for_multicast", "send_each_for_multicast_async"),
            )
        ),
        method="PUSH",
        url=NOWHERE,
        secretly=True,
        beside=("firebase_admin",),
        unproved="two of them are gone from the newest version",
        example=(
            "from firebase_admin import messaging\nmessaging.send(messaging.Message(topic='all'))"
        ),
    ),
)
