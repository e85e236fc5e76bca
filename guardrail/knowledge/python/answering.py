"""Functions that answer what somebody else asks, and what they are handed of it.

Sources: the documentation of CherryPy 18 (`expose`), Pyro 5 (`expose`), nameko 2 (`rpc`), RPyC 6
(`exposed_`), Dash 3 (`callback`), Litestar 2 and Bottle 0.13 (decorators without an application),
functions-framework 3, jsonrpcserver 5 (`method`), the library's `xmlrpc.server`
(`register_function`), `asyncio` (`start_server`), `http.server` and `socketserver`; of
python-telegram-bot 22 (`MessageHandler`), matrix-nio 0.25 (`add_event_callback`), pika 1
(`on_message_callback`), aio-pika 9 (`consume`), google-cloud-pubsub 2 (`subscribe`), nats-py 2,
stomp.py 8, azure-eventhub 5 (`on_event`); Falcon 4 (`Request`), web.py 0.6 (`input`), NiceGUI 2
(`ui.input`), Shiny 1 (`input`).
"""

from __future__ import annotations

import re

from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

DECORATED: dict[str, frozenset[str]] = {
    "cherrypy": words("expose"),
    "Pyro4": words("expose"),
    "Pyro5": words("expose"),
    "nameko": words("rpc http event_handler"),
    "dash": words("callback"),
    "functions_framework": words("http cloud_event"),
    "jsonrpcserver": words("method"),
    "litestar": words("get post put patch delete route websocket websocket_listener"),
    "bottle": words("get post put patch delete route"),
    "hug": words("get post put patch delete"),
}
"""By package the decorators, by the last part of their names, of what answers."""

EXPOSED: dict[str, str] = {"rpyc": "exposed_"}
"""By package how the methods are called that others may call."""

_NAME = r"\s*(?:self\.)?([A-Za-z_]\w*)"
REGISTERED: dict[str, re.Pattern[str]] = {
    "xmlrpc": late(rf"\bregister_function\({_NAME}"),
    "nio": late(rf"\badd_event_callback\({_NAME}"),
    "asyncio": late(rf"\bstart_server\({_NAME}"),
    "pika": late(
        rf"(?:\bon_message_callback\s*=|\bbasic_consume\([^=,()\n]{{1,80}},(?!\s*\w+\s*=)){_NAME}"
    ),
    "aio_pika": late(rf"\.consume\({_NAME}"),
    "nats": late(rf"\bcb\s*={_NAME}"),
    "google": late(rf"\.subscribe\([^()\n]{{0,200}}\bcallback\s*={_NAME}"),
    "azure": late(rf"\bon_event\s*={_NAME}"),
    "telegram": late(rf"\bMessageHandler\([^()\n]{{0,80}},{_NAME}\s*[,)]"),
}
"""By package the functions that are handed over to be called with what comes in."""

HANDED_FIRST = {
    "shiny": ("input",),
    "telegram": ("update", "context"),
    "falcon": ("req",),
}
"""By package what parameters are called that are what is asked."""

ANSWERING = frozenset(
    (
        *DECORATED,
        *EXPOSED,
        *HANDED_FIRST,
        *words("xmlrpc http socketserver streamlit gradio nicegui web pika aio_pika nats stomp"),
        *words("nio tornado socket asyncio"),
    )
)
"""Packages beside which it is asked who writes a value."""
