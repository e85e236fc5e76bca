"""Expressions that stand for what somebody else has written: requests, networks, messages.

Sources: the documentation of Flask 3, Django 5.2, Starlette 0.46, aiohttp 3, Tornado 6; of
kafka-python 2, pika 1, pyzmq 26, websockets 15, python-socketio 5, Channels 4, gRPC 1 and boto3
(`receive_message`, `get_object`).
"""

from __future__ import annotations

import re

from guardrail.knowledge.python.origins import KEEPING_CALLS
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

FETCHING = late(
    r"(?:^|\.)(?:requests|httpx|aiohttp|urllib3|niquests)\.(?:\w+\(\)\.)?"
    r"(?:get|post|put|request|stream|urlopen)\(\)"
    r"|(?:^|\.)url(?:open|retrieve)\(\)|(?:^|\.)recv(?:from|_bytes|_json|_multipart)?\(\)"
    r"|\.(?:receive_(?:text|bytes|json)|get_object|download_fileobj|hf_hub_download"
    r"|download_as_(?:bytes|string|text)|download_blob|download_to_stream)\(\)"
    r"|(?:^|\.)(?:hf_hub_download|snapshot_download)\(\)"
)
"""Calls that fetch what another machine serves, as they are called in full."""

MESSAGES = late(
    r"(?:^|\.)KafkaConsumer\(\)|\.(?:receive_messages?|basic_get|get_message|poll)\(\)"
    r"|\.(?:b[lr]popl?push|b?[lr]pop|b?lmove|b?lmpop|xread|xreadgroup|xautoclaim|xclaim)\(\)"
    r"|\.(?:receive|getmany|getone|next_msg|recv_(?:string|json|multipart|pyobj)|dequeue_messages?"
    r"|peek_messages?|pull|get_queue_item|reserve)\(\)"
    r"|\.get_(?:queue|subscription)_receiver\(\)"
    r"|\bpubsub\(\)\.listen\(\)|(?:^|\.)WebSocketResponse\(\)|\.ws_connect\(\)"
    r"|(?:^|\.)websockets(?:\.\w+){0,3}\.connect\(\)"
    r"|\bimaplib\.\w+\(\)\.(?:fetch|uid)\(\)|\bpoplib\.\w+\(\)\.retr\(\)|\bfeedparser\.parse\(\)"
)
"""Calls that take a message from a queue or a mailbox, or what others publish from a feed."""

FETCHED_TO_FILE = late(
    r"\b(?:urlretrieve|_?download_(?:file(?:obj)?|url\w*|from_\w+)|hf_hub_download"
    r"|snapshot_download|urlopen"
    r"|(?:requests|httpx|client|session|self\._?(?:client|session|http))\.(?:get|stream)"
    r"|download_to_(?:filename|file|stream)|gdown\.download|wget\.download"
    r"|fget_object|download_object|get_blob_to_path|files_download_to_file|MediaIoBaseDownload"
    r"|retrbinary|(?:sftp|scp)\.get(?:f\w)?|\w*fs\.(?:get|get_file|download))\("
    r"|\bwrite(?:_bytes)?\(\s*await\s+\w+\.read\(|\bcopyfileobj\(\s*\w+\.file\b"
    r"|\b_?(?:download|fetch|retrieve|pull)\w*\((?=[^()\n]*\bur[li]\b)"
    r"[^()\n]*\b\w*(?:path|file|dest|target|local)\w*"
)
"""How the body of a function looks that fetches a file and says where it is."""

UPLOAD_TO_FILE = late(
    r"\bwrite(?:_bytes)?\(\s*(?:await\s+\w+\.read\(|\w+\.file\.read\(|request\.(?:data|body|get_data))"
    r"|\bcopyfileobj\(\s*\w+\.file\b|\brequest\.files\b[^\n]{0,60}\.save\("
)
"""How the body of a function looks that writes to a file what a request brings."""

COMPARED = late(
    r"(?:digest|sha\d*\w*|checksum|md5|expected)\w*(?:\(\))?\s*(?:!=|==|not in\b|in\b)"
    r"|(?:!=|==)\s*[\w.\[\]\"']*(?:digest|sha\d|checksum|md5|expected)|compare_digest"
    r"|sha(?:256|512)sum|\bgpg2?\b|cosign|minisign|\.verify\(",
    re.IGNORECASE,
)
"""How a checksum or a signature is compared."""

_WHO_ASKS = (
    r"(?:\w*_)?(?:tokens?|users?|auth\w*|jwt|sessions?|access|permissions?|roles?|logins?|passwords?|captcha"
    r"|recaptcha|csrf|quotas?|rate\w*|limits?|health|status|connection|api_?keys?|admin|owner\w*|tenants?"
    r"|credentials?|scopes?|subscription|balance|plan"
    r"|env(?:ironment)?|settings|config|python)(?:_\w*)?"
)
CHECKED = late(
    rf"{COMPARED.pattern}"
    rf"|\b_?(?:verify|check(?!_call|_output))(?!_?{_WHO_ASKS}\()_?\w*\(",
    re.IGNORECASE,
)
"""How a function looks that compares what it fetched with a checksum or a signature.

Who may ask, and how often, says nothing of what is fetched or sent.
"""

BESIDE = late(
    # whether there is such a file or field, what sort of thing it is, who sends it
    r"[\"'](?:[a-z_][\w-]*|[:@,;=|#.])[\"']\s+not\s+in\b"
    r"|(?:content[-_]?type|mime[-_]?type|\bmethod)\b[\w.]*[^\n:]{0,80}"
    r"|startswith\(\s*[\"'](?:(?:bearer|basic|image|video|audio|text|application)\b|-+[\"'])"
    # what takes the place of a name where there is none
    r"|\bor\s+(?:str\(\s*|f?[\"'][^\"'\n{]*\{?)?(?:uuid\.)?uuid\d?[^\n]*"
    # which ending a name has: `../settings.png` has the right one
    r"|allowed_?(?:file|ext|image|type|mime|content|format)\w*"
    r"|\.r?(?:split|partition)\(\s*[\"']\.[\"'][^\n:]{0,80}"
    r"|(?:suffix(?:es)?|\bext(?:ension)?)\b[\w.()]*\s+not\s+in\b[^\n:]{0,80}",
    re.IGNORECASE,
)
"""What is asked of a request or a file that says nothing of what a value in it does."""

INTERPRETERS = words(
    "sudo env nice nohup timeout bash sh zsh dash python python2 python3 perl ruby node php"
    " powershell pwsh"
)
"""Programs that run the file they are given, or the program."""

ASKED_FOR = late(
    r"(?:^|\.)(?:streamlit|st)\.(?:text_input|text_area|chat_input|file_uploader)\(\)"
    r"|(?:^|\.)ui\.(?:input|textarea|editor|codemirror)\(\)|(?:^|\.)web\.(?:input|data)\(\)"
    r"|\.get_(?:body_|query_)?arguments?\(\)"
)
"""Calls that give what a person types into a page."""

MESSAGE_NAMES = words(
    "message msg payload body text_data bytes_data cookie cookies upload uploaded upload_file"
    " file_bytes raw_body"
    " packet frame request_body user_input user_code user_expression"
)
"""What parameters are called that hold what came from elsewhere."""

EVENT_KEYS = words(
    "body rawBody queryStringParameters multiValueQueryStringParameters rawQueryString"
    " pathParameters headers multiValueHeaders cookies rawPath path resource arguments"
)
"""Under which keys a cloud's function is handed what came over the web (API Gateway, AppSync)."""

CONNECTIONS = words("websocket ws connection conn sock reader")
"""What parameters are called that are a connection to somebody, where a package is beside them."""
SOCKETS = words("websocket ws")
CONNECTING = words(
    "websockets socket asyncio aiohttp quart wsproto simple_websocket flask_sock paho gmqtt"
)
"""Such packages."""

HANDLERS = late(r"(?:HTTP|Stream|Datagram|Base)RequestHandler\b")
"""Classes of the library's servers, whose path and headers are what was asked for."""
HANDED = late(r"self\.(?:path|headers|rfile|data)\b")

UNRELATED_PARAMETERS = words(
    "sid self cls request req db session current_user user background_tasks"
)
"""Parameters of functions that answer requests which hold no text of the request itself."""

READING_CALLS = KEEPING_CALLS | words(
    "Expression fix_missing_locations unparse"
    " loads load read readlines readline b64decode urlsafe_b64decode b85decode a85decode b32decode"
    " fromhex unhexlify decompress BytesIO StringIO unquote unquote_plus text json body form"
    " getvalue getbuffer bytes bytearray memoryview model_dump dict result results"
    " receive_text receive_bytes receive_json Path raise_for_status shlex_split lstrip compile"
    " DictReader reader TextIOWrapper BufferedReader iter filter chain islice batched fromstring"
    " parse_qs parse_qsl urlparse urlsplit unpackb safe_load load_workbook"
    " message_from_bytes message_from_string"
    " closing aclosing enter_context enter_async_context cursor parse"
    " basename splitext joinpath fspath normpath abspath realpath expanduser"
    " format_map substitute safe_substitute render XML dedent cleandoc"
)
"""The last parts of the names of calls that give what was in what they are called on or given."""
