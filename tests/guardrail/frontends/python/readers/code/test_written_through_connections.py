"""What comes through an open connection or to a server of one's own is written by somebody else."""

from __future__ import annotations

from textwrap import dedent

import pytest
from reading_python import runs

SOCKETS = [
    """\
    import json, websockets
    def compute(text):
        return {how}(text)
    async def handler(connection):
        async for message in connection:
            request = json.loads(message)
            await connection.send(str(compute(request["expression"])))
    """,
    """\
    from aiohttp import web
    async def handler(request):
        ws = web.WebSocketResponse()
        async for one in ws:
            await ws.send_str(str({how}(one.data)))
    """,
    """\
    import socketio
    sio = socketio.AsyncServer()
    @sio.event
    async def compute(sid, data):
        return {how}(data["expression"])
    """,
    """\
    from flask_socketio import SocketIO
    socketio = SocketIO(app)
    @socketio.on("compute")
    def compute(data):
        return {how}(data["expression"])
    """,
    """\
    from channels.generic.websocket import JsonWebsocketConsumer, WebsocketConsumer
    class Sums(JsonWebsocketConsumer):
        def receive_json(self, content):
            {how}(content["expression"])
    """,
    """\
    from channels.generic.websocket import WebsocketConsumer
    class Sums(WebsocketConsumer):
        def receive(self, text_data=None, bytes_data=None):
            {how}(text_data)
    """,
    """\
    import redis
    told = redis.Redis().pubsub()
    for item in told.listen():
        {how}(item["data"])
    """,
    """\
    from http.server import BaseHTTPRequestHandler
    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            {how}(self.rfile.read(100))
    """,
    """\
    from http.server import BaseHTTPRequestHandler
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            {how}(self.path)
    """,
    """\
    import grpc, sums_pb2_grpc
    class Sums(sums_pb2_grpc.SumsServicer):
        def Compute(self, request, context):
            return {how}(request.expression)
    """,
]


@pytest.mark.parametrize("code", SOCKETS)
def test_it_is_run(code: str) -> None:
    (run,) = runs(dedent(code).replace("{how}", "eval"))
    assert "from a message" in run or "from a request" in run
    assert runs(dedent(code).replace("{how}", "len")) == []


@pytest.mark.parametrize(
    "code",
    [
        "class Job:\n    def run(self):\n        eval(self.path)",
        "import psycopg\ndef read(conn):\n    for row in conn:\n        eval(row)",
        "def price(request, rule):\n    return eval(request.rule_of_ours)",
        "class Page:\n    def write(self, content):\n        exec(content)",
    ],
)
def test_what_only_looks_like_it(code: str) -> None:
    told = runs(code)
    assert not any("from a message" in one or "from a request" in one for one in told)


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("register_function(eval, 'eval')", "register_function(pow, 'pow')"),
        ("register_instance(Shop(), allow_dotted_names=True)", "register_instance(Shop())"),
    ],
)
def test_servers_that_run_what_they_are_asked(bad: str, good: str) -> None:
    made = "from xmlrpc.server import SimpleXMLRPCServer\nserver = SimpleXMLRPCServer(('', 8000))\n"
    (run,) = runs(f"{made}server.{bad}")
    assert run.startswith("a shell for whoever is at the other end of a connection")
    assert runs(f"{made}server.{good}") == []


@pytest.mark.parametrize(
    ("head", "given"),
    [
        ("import websockets\nasync def answer(ws):\n    async for raw in ws:\n        ", "raw"),
        ("import paho.mqtt.client as mqtt\ndef on_message(c, u, msg):\n    ", "msg.payload"),
    ],
)
def test_it_is_put_into_a_command_line(head: str, given: str) -> None:
    (told,) = runs(f"{head}subprocess.run(f'ping {{{given}}}', shell=True)\nimport subprocess")
    assert told.startswith("a command line with text from a request")
    assert runs(f"{head}subprocess.run(['ping', '-c1', 'a.io'])\nimport subprocess") == []
