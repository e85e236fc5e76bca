"""Command lines of what servers, pages and bots are asked, however a framework hands it on."""

from __future__ import annotations

import pytest
from guardrail_rules.remote_code.injected_command import InjectedCommand

from guardrail.engine.examples import judge_example
from guardrail.example import python

ASKED = {
    "CherryPy": """import cherrypy, os
class Root:
    @cherrypy.expose
    def dig(self, host):
        RUN
""",
    "Falcon": """import falcon, os
class Names:
    def on_get(self, req, resp):
        host = req.get_param("host")
        RUN
""",
    "Bottle": """import os
from bottle import get
@get("/dig/<host>")
def dig(host):
    RUN
""",
    "Litestar": """import os
from litestar import get
@get("/dig")
async def dig(host: str) -> str:
    RUN
""",
    "web.py": """import os, web
class Names:
    def GET(self):
        host = web.input().host
        RUN
""",
    "the library's server": """import os
from http.server import BaseHTTPRequestHandler
class Names(BaseHTTPRequestHandler):
    def do_GET(self):
        host = self.path[1:]
        RUN
""",
    "XML-RPC": """import os
from xmlrpc.server import SimpleXMLRPCServer
def dig(host):
    RUN
SimpleXMLRPCServer(("0.0.0.0", 8000)).register_function(dig, "dig")
""",
    "RPyC": """import os, rpyc
class Names(rpyc.Service):
    def exposed_dig(self, host):
        RUN
""",
    "Pyro": """import os, Pyro5.api
@Pyro5.api.expose
class Names:
    def dig(self, host):
        RUN
""",
    "Dash": """import os
from dash import Input, Output, callback
@callback(Output("out", "children"), Input("in", "value"))
def dig(host):
    RUN
""",
    "Streamlit": """import os, streamlit as st
host = st.text_input("host")
RUN
""",
    "a cloud's function": """import functions_framework, os
@functions_framework.cloud_event
def dig(event):
    host = event.data["host"]
    RUN
""",
    "asyncio": """import asyncio, os
async def dig(reader, writer):
    host = (await reader.readline()).decode()
    RUN
async def main():
    await asyncio.start_server(dig, "0.0.0.0", 9000)
""",
    "a socket": """import os, socket
server = socket.create_server(("0.0.0.0", 9000))
peer, _ = server.accept()
host = peer.recv(100).decode()
RUN
""",
    "Telegram": """import os
from telegram.ext import CommandHandler
async def dig(update, context):
    host = context.args[0]
    RUN
""",
    "RabbitMQ": """import os, pika
def dig(channel, method, properties, body):
    host = body.decode()
    RUN
channel.basic_consume(queue="names", on_message_callback=dig)
""",
    "Pub/Sub": """import os
from google.cloud import pubsub_v1
def dig(message):
    host = message.data.decode()
    RUN
pubsub_v1.SubscriberClient().subscribe("names", callback=dig)
""",
}
NOT_ASKED = {
    "a function like any other": """import cherrypy, os
def dig(host):
    RUN
""",
    "what an option's callback is given": """import asyncio, os, argparse
def dig(host):
    RUN
parser.add_option("--host", callback=dig)
""",
    "a socket of this machine": """import os, socket
server = socket.socket(socket.AF_UNIX)
host = server.recv(100).decode()
RUN
""",
}


def told(code: str, run: str) -> bool:
    """Whether a command line is told that somebody outside writes."""
    return bool(judge_example(InjectedCommand, python(code.replace("RUN", run))))


@pytest.mark.parametrize("framework", ASKED)
def test_what_is_asked_is_taken_apart_by_a_shell(framework: str) -> None:
    assert told(ASKED[framework], 'os.system("dig " + host)')
    assert not told(ASKED[framework], 'subprocess.run(["dig", "--", host])')
    assert not told(ASKED[framework], 'os.system("dig " + shlex.quote(host))')


@pytest.mark.parametrize("code", NOT_ASKED.values(), ids=NOT_ASKED.keys())
def test_what_nobody_outside_hands_on(code: str) -> None:
    assert not told(code, 'os.system("dig " + host)')


@pytest.mark.parametrize(
    ("run", "taken_apart"),
    [
        ('sh.bash("-c", "ls " + name)', True),
        ('sh.ls("--", name)', False),
        ('local["sh"]("-c", f"ls {name}")', True),
        ('local["ls"]("--", name)', False),
        ('sh.ssh("db-1", "ls " + name)', True),
    ],
)
def test_a_shell_that_is_called_as_a_function(run: str, taken_apart: bool) -> None:
    code = f"""import sh
from plumbum import local
from flask import Flask, request

app = Flask("files")

@app.post("/list")
def listed():
    name = request.form["name"]
    {run}
"""
    assert bool(judge_example(InjectedCommand, python(code))) is taken_apart


def test_what_an_object_keeps_that_is_made_of_a_request() -> None:
    code = """import os
from fastapi import FastAPI

app = FastAPI()

class Lookup:
    def __init__(self, host):
        self.host = host

    def run(self):
        RUN

@app.get("/dig")
def dig(host: str):
    Lookup(host).run()
"""
    assert told(code, 'os.system("dig " + self.host)')
    assert not told(code, 'os.system("dig " + shlex.quote(self.host))')
    assert not told(code.replace("Lookup(host)", 'Lookup("db-1")'), 'os.system("dig " + self.host)')


HANDED = """import os, shlex
from string import Template
from aiohttp import web

class Builder:
    def build(self, ref, *more):
        words = ["git", "fetch", ref, *more]
        os.system({line})

def run(*words):
    os.system({line})

async def hook(request: web.Request):
    event = await request.json()
    {call}

app = web.Application()
app["builder"] = Builder()
app.router.add_post("/hook", hook)
"""


@pytest.mark.parametrize(
    "call",
    [
        'request.app["builder"].build(event["ref"])',
        'run("git", "fetch", event["ref"])',
        'run(*("git", "fetch", event["ref"]))',
    ],
)
def test_words_that_are_handed_on_one_by_one(call: str) -> None:
    joined = HANDED.format(call=call, line='" ".join(words)')
    assert judge_example(InjectedCommand, python(joined))
    assert not judge_example(
        InjectedCommand, python(HANDED.format(call=call, line="shlex.join(words)"))
    )


@pytest.mark.parametrize(
    "line",
    [
        'Template("dig $host").substitute(host=event["host"])',
        '"dig {host}".format(**{"host": event["host"]})',
        '"dig {host}".format_map(event)',
        '"dig %(host)s" % event',
    ],
)
def test_a_template_of_a_line_that_is_filled_in(line: str) -> None:
    code = HANDED.format(call=f"os.system({line})", line='"true"')
    assert judge_example(InjectedCommand, python(code))
