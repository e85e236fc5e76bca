"""Settings that switch off a check of who the other side is, or open a service to everybody.

Most of them are no calls: an argument, an attribute or a name of a settings module that is given
one value. Each is found by a word, and a pattern says what must stand behind it.

Sources: the documentation of requests 2 ("SSL Cert Verification"), httpx 0.28 ("SSL"), aiohttp 3
(`TCPConnector`), the standard library's `ssl`, elasticsearch 8, PyMongo 4 ("TLS"), redis-py 5,
Kubernetes' client 32 (`Configuration`), paramiko 3 (`MissingHostKeyPolicy`), asyncssh 2, pysftp
0.2; PyJWT 2 and python-jose 3 (`decode`); Celery 5 ("Security"), kafka-python 2; AutoGen 0.2,
smolagents 1 and Open Interpreter 0.4 (what runs code); transformers 4 (`trust_remote_code`);
GitPython 3 (`config_writer`); Flask 3 and Dash 2 (`run`), Werkzeug 3 (`run_simple`), debugpy 1
(`listen`); Django 5.2.
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_brokers import BROKERS
from guardrail.knowledge.python.loosened_channels import CHANNELS
from guardrail.knowledge.python.loosened_clients import CLIENTS
from guardrail.knowledge.python.loosened_databases import DATABASES
from guardrail.knowledge.python.loosened_frameworks import FRAMEWORKS
from guardrail.knowledge.python.loosened_keys import KEYS
from guardrail.knowledge.python.loosened_logins import LOGINS_THAT_LET_IN
from guardrail.knowledge.python.loosened_mail import MAIL
from guardrail.knowledge.python.loosened_origins import ORIGINS
from guardrail.knowledge.python.loosened_secrecy import SECRECY
from guardrail.knowledge.python.loosened_spots import ANY_CALL, Loosens, Spot, Takes
from guardrail.knowledge.python.loosened_storages import STORAGES
from guardrail.knowledge.python.loosened_tokens import TOKENS
from guardrail.knowledge.python.loosened_web import PRODUCTION, WEB
from guardrail.knowledge.python.loosened_xml import DOCUMENTS
from guardrail.knowledge.python.rows import Argument, words

_EMPTY_OR = r"(?:[\w.()\[\]\"'-]{1,80}[ \t]+or[ \t]+)?"
"""What is used where it is set: `verify=settings.ca_bundle or False`."""
_OFF = rf"\s*=\s*(?:{_EMPTY_OR}False\b|(?P<named>[A-Za-z_][\w.]*)\s*[,)])"
_SET_OFF = rf"\s*=\s*(?:{_EMPTY_OR}False\b|(?P<named>[A-Za-z_][\w.]*)[ \t]*(?:\n|\Z))"
_ON = r"\s*=\s*True\b"
_ASKING = words(
    "get post put patch delete head options request stream send client resource Client AsyncClient"
    " Session HTTPTransport AsyncHTTPTransport"
)
_ANYWHERE = (
    *("0.0.0.0", "::"),
    r"~~^(?:\w+\.)*(?:environ\.get|getenv|config|env(?:\.str)?)\([^()]*,[^()]*[\"'](?:0\.0\.0\.0|::)[\"']",
)
"""All interfaces, as it is written or where nobody sets a variable."""
_EVERYWHERE = ((Argument(0, "host"), _ANYWHERE), ("hostname", _ANYWHERE))


def _certificate(
    word: str,
    pattern: str,
    example: str,
    twin: str,
    *,
    calls: frozenset[str] = frozenset(),
    beside: tuple[str, ...] = (),
) -> Spot:
    return Spot(
        word=word,
        pattern=pattern,
        what=Loosens.CERTIFICATE,
        calls=calls,
        beside=beside,
        example=example,
        twin=twin,
    )


SPOTS: tuple[Spot, ...] = (
    *DATABASES,
    *STORAGES,
    *BROKERS,
    *CLIENTS,
    *CHANNELS,
    *WEB,
    *FRAMEWORKS,
    *TOKENS,
    *SECRECY,
    *KEYS,
    *LOGINS_THAT_LET_IN,
    *DOCUMENTS,
    *ORIGINS,
    *MAIL,
    _certificate(
        "verify",
        _OFF,
        'import requests\nrequests.get("https://erp.acme.io/orders", verify=False)',
        'import requests\nrequests.get("https://erp.acme.io/orders", verify="/etc/ssl/ca.pem")',
        calls=_ASKING,
        beside=("requests", "httpx", "niquests", "boto3", "hvac"),
    ),
    _certificate(
        "verify",
        _SET_OFF,
        "import requests\nhttp = requests.Session()\nhttp.verify = False",
        'import requests\nhttp = requests.Session()\nhttp.verify = "/etc/ssl/ca.pem"',
        beside=("requests", "httpx", "niquests", "hvac"),
    ),
    *(
        Spot(
            word="verify",
            pattern=pattern,
            what=Loosens.CERTIFICATE,
            calls=calls,
            beside=("requests", "httpx", "niquests", "hvac"),
            spread=True,
            example=f"import requests\nOPTIONS = {made}\nrequests.get(url, **OPTIONS)",
            twin=f"import requests\nOPTIONS = {made}\nrequests.post(url, json=OPTIONS)",
        )
        for pattern, calls, made in (
            (r"""["']\s*:\s*False\b""", frozenset[str](), "{'verify': False}"),
            (r"\s*=\s*False\b", words("dict"), "dict(verify=False)"),
        )
    ),
    _certificate(
        "ssl",
        _OFF,
        "import aiohttp\naiohttp.TCPConnector(ssl=False)",
        "import aiohttp\naiohttp.TCPConnector(ssl=context)",
        calls=_ASKING | words("TCPConnector ws_connect"),
        beside=("aiohttp",),
    ),
    _certificate(
        "verify_ssl",
        _OFF,
        "import aiohttp\naiohttp.TCPConnector(verify_ssl=False)",
        "import aiohttp\naiohttp.TCPConnector(verify_ssl=True)",
        calls=words(ANY_CALL),
    ),
    _certificate(
        "verify_ssl",
        _SET_OFF,
        "from kubernetes import client\nkube = client.Configuration()\nkube.verify_ssl = False",
        "from kubernetes import client\nkube = client.Configuration()\nkube.verify_ssl = True",
    ),
    _certificate(
        "verify_certs",
        _OFF,
        'Elasticsearch("https://search.acme.io:9200", verify_certs=False)',
        'Elasticsearch("https://search.acme.io:9200", verify_certs=True)',
        calls=words(ANY_CALL),
    ),
    _certificate(
        "tlsAllowInvalidCertificates",
        _ON,
        "MongoClient(uri, tls=True, tlsAllowInvalidCertificates=True)",
        "MongoClient(uri, tls=True, tlsAllowInvalidCertificates=False)",
        calls=words(ANY_CALL),
    ),
    _certificate(
        "tlsInsecure",
        _ON,
        "MongoClient(uri, tls=True, tlsInsecure=True)",
        "MongoClient(uri, tls=True, tlsInsecure=False)",
        calls=words(ANY_CALL),
    ),
    _certificate(
        "ssl_cert_reqs",
        r"""\s*=\s*(?:None\b|["']none["']|(?:ssl\.)?CERT_NONE\b)""",
        "Redis(host=host, ssl=True, ssl_cert_reqs=None)",
        'Redis(host=host, ssl=True, ssl_cert_reqs="required")',
        calls=words(ANY_CALL),
        beside=("redis", "Redis"),
    ),
    _certificate(
        "cert_reqs",
        r"""\s*=\s*(?:["']CERT_NONE["']|(?:ssl\.)?CERT_NONE\b)""",
        "import urllib3\nurllib3.PoolManager(cert_reqs='CERT_NONE')",
        "import urllib3\nurllib3.PoolManager(cert_reqs='CERT_REQUIRED')",
        calls=words(ANY_CALL),
    ),
    _certificate(
        "verify_mode",
        r"\s*=\s*(?:ssl\.)?(?:VerifyMode\.)?CERT_NONE\b",
        "context = ssl.create_default_context()\ncontext.verify_mode = ssl.CERT_NONE",
        "context = ssl.create_default_context()\ncontext.verify_mode = ssl.CERT_REQUIRED",
    ),
    _certificate(
        "_create_unverified_context",
        r"\s*\(",
        "urllib.request.urlopen(url, context=ssl._create_unverified_context())",
        "urllib.request.urlopen(url, context=ssl.create_default_context())",
        calls=words("_create_unverified_context"),
    ),
    _certificate(
        "_create_default_https_context",
        r"\s*=\s*(?:ssl\.)?_create_unverified_context\b",
        "ssl._create_default_https_context = ssl._create_unverified_context",
        "ssl._create_default_https_context = ssl.create_default_context",
    ),
    *(
        _certificate(
            name,
            rf"[\"']\s*\]?\s*[=:,]\s*[\"']{value}[\"']",
            f'import os\nos.environ["{name}"] = "{value}"',
            f'import os\nos.environ["{name}"] = "{1 - int(value)}"',
        )
        for name, value in (
            ("PYTHONHTTPSVERIFY", "0"),
            ("NODE_TLS_REJECT_UNAUTHORIZED", "0"),
            ("GIT_SSL_NO_VERIFY", "1"),
        )
    ),
    _certificate(
        "OPT_X_TLS_REQUIRE_CERT",
        r"\s*,\s*(?:ldap\.)?OPT_X_TLS_(?:NEVER|ALLOW)\b",
        "import ldap\nldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_NEVER)",
        "import ldap\nldap.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)",
        calls=words("set_option"),
    ),
    _certificate(
        "validate",
        r"\s*=\s*(?:ssl\.)?CERT_NONE\b",
        "import ldap3, ssl\nldap3.Tls(validate=ssl.CERT_NONE)",
        "import ldap3, ssl\nldap3.Tls(validate=ssl.CERT_REQUIRED)",
        calls=words("Tls"),
        beside=("ldap3",),
    ),
    _certificate(
        "tls_insecure_set",
        r"\s*\(\s*(?:value\s*=\s*)?True\b",
        "client.tls_insecure_set(True)",
        "client.tls_insecure_set(False)",
        calls=words("tls_insecure_set"),
    ),
    Spot(
        word="set_missing_host_key_policy",
        pattern=r"\s*\(\s*[\w.(]+",
        what=Loosens.HOST_KEY,
        takes=Takes(
            words("AutoAddPolicy WarningPolicy"), "MissingHostKeyPolicy", "missing_host_key"
        ),
        calls=words("set_missing_host_key_policy"),
        example="client.set_missing_host_key_policy(paramiko.AutoAddPolicy())",
        twin="client.set_missing_host_key_policy(paramiko.RejectPolicy())",
    ),
    Spot(
        word="known_hosts",
        pattern=r"\s*=\s*None\b",
        what=Loosens.HOST_KEY,
        calls=words("connect SSHClientConnectionOptions"),
        beside=("asyncssh",),
        example='import asyncssh\nasyncssh.connect("db1.acme.io", known_hosts=None)',
        twin='import asyncssh\nasyncssh.connect("db1.acme.io", known_hosts="/etc/ssh/known_hosts")',
    ),
    Spot(
        word="hostkeys",
        pattern=r"\s*=\s*None\b",
        what=Loosens.HOST_KEY,
        beside=("pysftp",),
        example="import pysftp\noptions = pysftp.CnOpts()\noptions.hostkeys = None",
        twin='import pysftp\noptions = pysftp.CnOpts()\noptions.hostkeys.load("known_hosts")',
    ),
    Spot(
        word="verify_signature",
        pattern=r"""["']?\s*(?:\]\s*=|:|=)\s*False\b""",
        what=Loosens.TOKEN,
        beside=("jwt", "jose"),
        example='import jwt\njwt.decode(token, options={"verify_signature": False})',
        twin='import jwt\njwt.decode(token, key, algorithms=["HS256"])',
    ),
    Spot(
        word="verify",
        pattern=_OFF,
        what=Loosens.TOKEN,
        calls=words("decode"),
        beside=("jwt", "jose"),
        example="import jwt\njwt.decode(token, key, verify=False)",
        twin='import jwt\njwt.decode(token, key, algorithms=["HS256"])',
    ),
    Spot(
        word="debug",
        pattern=r"\s*=\s*(?:True\b|(?P<named>(?!False\b|None\b)[A-Za-z_][\w.]*))",
        what=Loosens.DEBUGGER,
        calls=words("run run_server"),
        beside=("Flask", "Dash", "Quart", "flask", "dash"),
        held=_EVERYWHERE,
        values=("True",),
        example='from flask import Flask\nFlask("shop").run(host="0.0.0.0", debug=True)',
        twin='from flask import Flask\nFlask("shop").run(host="127.0.0.1", debug=True)',
    ),
    Spot(
        word="use_debugger",
        pattern=_ON,
        what=Loosens.DEBUGGER,
        calls=words("run_simple run"),
        held=_EVERYWHERE,
        example='run_simple("0.0.0.0", 5000, app, use_debugger=True)',
        twin='run_simple("127.0.0.1", 5000, app, use_debugger=True)',
    ),
    Spot(
        word="debugpy",
        pattern=r"""\.listen\s*\(\s*\(\s*["'](?:0\.0\.0\.0|::)["']""",
        what=Loosens.DEBUGGER,
        calls=words("listen"),
        example='import debugpy\ndebugpy.listen(("0.0.0.0", 5678))',
        twin='import debugpy\ndebugpy.listen(("127.0.0.1", 5678))',
    ),
    Spot(
        word="ALLOWED_HOSTS",
        pattern=r"""\s*=\s*[\[(]\s*["']\*["']""",
        what=Loosens.HOSTS,
        held_in=PRODUCTION,
        example='ALLOWED_HOSTS = ["*"]',
        twin='ALLOWED_HOSTS = ["shop.acme.io"]',
    ),
    Spot(
        word="get_unverified_claims",
        pattern=r"\s*\(",
        what=Loosens.TOKEN,
        calls=words("get_unverified_claims"),
        beside=("jose",),
        example="from jose import jwt\nclaims = jwt.get_unverified_claims(token)",
        twin='from jose import jwt\nclaims = jwt.decode(token, key, algorithms=["RS256"])',
    ),
    *(
        Spot(
            word="use_docker",
            pattern=r"""["']?\s*[:=]\s*(?:False|None)\b""",
            what=Loosens.SANDBOX,
            calls=calls,
            beside=("autogen", "ag2"),
            example=example,
            twin=example.replace("False", "True"),
        )
        for calls, example in (
            (words(ANY_CALL), "from autogen import coding\ncoding.Config(use_docker=False)"),
            (frozenset[str](), 'import autogen\nconfig = {"work_dir": "w", "use_docker": False}'),
        )
    ),
    Spot(
        word="value_deserializer",
        pattern=r"\s*=\s*(?:pickle|dill|cloudpickle|marshal|jsonpickle)\.(?:loads|decode)\b",
        what=Loosens.OBJECTS,
        calls=words(ANY_CALL),
        example='KafkaConsumer("a", value_deserializer=pickle.loads)',
        twin='KafkaConsumer("a", value_deserializer=json.loads)',
    ),
    Spot(
        word="trust_remote_code",
        pattern=_ON,
        what=Loosens.REMOTE_CODE,
        calls=words(ANY_CALL),
        without="revision",
        beside=("transformers", "datasets", "sentence_transformers", "vllm", "huggingface_hub"),
        example=(
            "from transformers import AutoModel\n"
            'AutoModel.from_pretrained("somebody/model", trust_remote_code=True)'
        ),
        twin=(
            "from transformers import AutoModel\n"
            'AutoModel.from_pretrained("somebody/model", trust_remote_code=False)'
        ),
    ),
    Spot(
        word="set_value",
        pattern=r"""\s*\(\s*["']core["']\s*,\s*["']hooksPath["']\s*,\s*["'](?:/dev/null)?["']""",
        what=Loosens.HOOKS,
        calls=words("set_value"),
        example='config.set_value("core", "hooksPath", "/dev/null")',
        twin='config.set_value("core", "hooksPath", ".githooks")',
    ),
    Spot(
        word="auto_run",
        pattern=_ON,
        what=Loosens.SANDBOX,
        beside=("interpreter",),
        example="from interpreter import interpreter\ninterpreter.auto_run = True",
        twin="from interpreter import interpreter\ninterpreter.auto_run = False",
    ),
    Spot(
        word="additional_authorized_imports",
        pattern=r"""\s*=\s*\[[^\]]{0,200}["'](?:\*|os|subprocess|sys|shutil)["']""",
        what=Loosens.SANDBOX,
        calls=words("CodeAgent"),
        beside=("smolagents",),
        example=(
            "from smolagents import CodeAgent\n"
            'CodeAgent(tools=[], model=m, additional_authorized_imports=["*"])'
        ),
        twin=(
            "from smolagents import CodeAgent\n"
            'CodeAgent(tools=[], model=m, additional_authorized_imports=["numpy"])'
        ),
    ),
    *(
        Spot(
            word=word,
            pattern=r"""\s*=\s*[\[({][^\])}]{0,80}["'](?:pickle|yaml)["']""",
            what=Loosens.OBJECTS,
            calls=calls,
            beside=("celery", "Celery", "CELERY_BROKER_URL"),
            example=example,
            twin=example.replace('"pickle"', '"json"'),
        )
        for word, calls, example in (
            (
                "accept_content",
                words("update Celery"),
                'from celery import Celery\nCelery("a").conf.update(accept_content=["pickle"])',
            ),
            (
                "accept_content",
                frozenset[str](),
                'from celery import Celery\na = Celery("a")\na.conf.accept_content = ["pickle"]',
            ),
            (
                "CELERY_ACCEPT_CONTENT",
                frozenset[str](),
                'CELERY_BROKER_URL = url\nCELERY_ACCEPT_CONTENT = ["pickle"]',
            ),
        )
    ),
)
