"""Settings of web frameworks that leave open what they serve, and views that ask nobody.

Sources: Django 5.2 ("Settings", "Cross Site Request Forgery protection", `django.views.static`),
Django REST framework 3.16 ("Permissions", "Authentication"), Flask 3 ("Configuration Handling"),
Werkzeug 3 (`DebuggedApplication`), Flask-WTF 1.2 ("CSRF Protection"), Flask-Login 0.6
(`LOGIN_DISABLED`), FastAPI 0.115 ("Dependencies"), aiohttp-cors 0.8, Jupyter Server 2 ("Security"),
Gradio 5 (`launch`), Tornado 6 (`StaticFileHandler`), ruamel.yaml 0.18 (`YAML(typ="unsafe")`).
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import Loosens, Spot, View
from guardrail.knowledge.python.rows import words

PRODUCTION = r"(?:^|[/_.-])(?:prod|production|live)(?:[/_.-]|$)"
"""Paths of settings that are for what people use."""
LIVE = (
    r"(?m)\A(?:#[^\n]*\n)*[rR]?[\"']{1,3}[^\n]{0,60}\b(?:Production|production)\b"
    r"|^DEBUG\s*(?::\s*bool\s*)?=(?!\s*True\b|[^\n]*(?:\bdefault\s*=|,)\s*[\"']?(?i:true|1|on|yes)\b)"
    r"|^SECURE_HSTS_SECONDS\s*=\s*[1-9]|^SECURE_SSL_REDIRECT\s*=\s*True\b"
    r"|^ALLOWED_HOSTS\s*=\s*[\[(](?:\s*[\"']\.?(?:[\w-]{1,60}\.)+"
    r"(?!local\b|localhost\b|test\b|internal\b|dev\b)[a-z]{2,20}[\"']\s*,?)+\s*[\])]"
)
"""How the settings of a site say that they are for what people use.

They have its public names alone, or nobody debugs with them who doesn't ask for it.
"""
_SETTINGS = ("ALLOWED_HOSTS", "INSTALLED_APPS", "DATABASES", "SECRET_KEY", "MIDDLEWARE")
_SERVED = r"""\.run\s*\([^()]{0,200}\bhost\s*=\s*["'](?:0\.0\.0\.0|::)["']"""
_FALSE = r"\s*=\s*False\b"
_EMPTY = r"(?:\[\s*\]|\(\s*\))"
_REST = "from rest_framework.permissions import AllowAny, IsAdminUser\n"
_SERVE = "from django.views.static import serve\n"
_ROOT = r"""(?:settings\.)?(?:BASE_DIR|PROJECT_ROOT|ROOT_DIR|PROJECT_DIR)|["'](?:\.{1,2}/?|/)["']"""
"""The folder of a project, or the one of everything."""
_SESSIONS = "'django.contrib.auth.middleware.AuthenticationMiddleware',\n"
_ASKED = (
    "import httpx, requests\nfrom flask import Flask, request\napp = Flask('a')\n"
    "@app.get('/show')\ndef show():\n    return {0}.get({1}).text"
)
_TORNADO = "from tornado.web import Application, StaticFileHandler\n"

WEB: tuple[Spot, ...] = (
    Spot(
        word="DEBUG",
        pattern=r"\s*(?::\s*bool\s*)?=\s*(?:True\b|(?P<switch>(?!False\b)\w[^\n]{0,120}))",
        what=Loosens.DEBUGGER,
        beside=_SETTINGS,
        held_in=PRODUCTION,
        or_along=LIVE,
        values=("True",),
        example='DEBUG = env.bool("DEBUG", default=True)\nALLOWED_HOSTS = []',
        twin='DEBUG = env.bool("DEBUG", default=False)\nALLOWED_HOSTS = []',
    ),
    *(
        Spot(
            word=word,
            pattern=pattern,
            what=Loosens.DEBUGGER,
            beside=("Flask", "Quart", "flask"),
            along=_SERVED,
            example=f"from flask import Flask\napp = Flask('a')\n{line}\napp.run(host='0.0.0.0')",
            twin=f"from flask import Flask\napp = Flask('a')\n{line}\napp.run(host='127.0.0.1')",
        )
        for word, pattern, line in (
            ("debug", r"\s*=\s*True\b", "app.debug = True"),
            ("DEBUG", r"""["']\s*\]\s*=\s*True\b""", "app.config['DEBUG'] = True"),
        )
    ),
    Spot(
        word="DEBUG",
        pattern=r"\s*(?::\s*bool\s*)?=\s*(?!False\b)\w",
        what=Loosens.DEBUGGER,
        beside=("Flask", "Quart", "flask", "SQLALCHEMY_DATABASE_URI", "SECRET_KEY", "TESTING"),
        view=View.PRODUCTION,
        example=(
            "import flask\nclass Development:\n    DEBUG = True\n"
            "class Production(Development):\n    PORT = 80"
        ),
        twin=(
            "import flask\nclass Base:\n    DEBUG = False\nclass Development(Base):\n"
            "    DEBUG = True\nclass Production(Base):\n    PORT = 80"
        ),
    ),
    Spot(
        word="evalex",
        pattern=r"\s*=\s*True\b",
        what=Loosens.DEBUGGER,
        calls=words("DebuggedApplication run_simple"),
        example="app.wsgi_app = DebuggedApplication(app.wsgi_app, evalex=True)",
        twin="app.wsgi_app = DebuggedApplication(app.wsgi_app, evalex=False)",
    ),
    *(
        Spot(
            word="WTF_CSRF_ENABLED",
            pattern=pattern,
            what=Loosens.FORGERY,
            calls=calls,
            example=example,
            twin=example.replace("False", "True"),
        )
        for pattern, calls, example in (
            (_FALSE, frozenset[str](), "class Config:\n    WTF_CSRF_ENABLED = False"),
            (r"""["']\s*\]?\s*[=:]\s*False\b""", frozenset[str](), "c['WTF_CSRF_ENABLED'] = False"),
            (_FALSE, words("update from_mapping"), "c.update(WTF_CSRF_ENABLED=False)"),
        )
    ),
    Spot(
        word="MIDDLEWARE",
        pattern=r"\s*(?::[^=\n]{1,40})?=\s*[\[(]",
        what=Loosens.FORGERY,
        beside=("AuthenticationMiddleware",),
        lacking=r"(?im)^[^#\n]*[\"'][\w.]*csrf\w*[\"']|rest_framework|ninja|graphene",
        example=f"MIDDLEWARE = [\n{_SESSIONS}]",
        twin=f"MIDDLEWARE = [\n'django.middleware.csrf.CsrfViewMiddleware',\n{_SESSIONS}]",
    ),
    *(
        Spot(
            word="LOGIN_DISABLED",
            pattern=pattern,
            what=Loosens.LOGIN,
            calls=calls,
            example=example,
            twin=example.replace("True", "False"),
        )
        for pattern, calls, example in (
            (r"""["']\s*\]?\s*[=:]\s*True\b""", frozenset[str](), "c['LOGIN_DISABLED'] = True"),
            (r"\s*=\s*True\b", words("update from_mapping"), "c.update(LOGIN_DISABLED=True)"),
            (r"\s*=\s*True\b", frozenset[str](), "class Config:\n    LOGIN_DISABLED = True"),
        )
    ),
    Spot(
        word="ALLOWED_HOSTS",
        pattern=r"""\s*=\s*[\w.]{1,30}(?:\.get)?\(\s*["']\w+["']\s*,\s*(?:default\s*=\s*)?\[?\s*["']\*["']""",
        what=Loosens.HOSTS,
        held_in=PRODUCTION,
        example="ALLOWED_HOSTS = os.environ.get('HOSTS', '*').split(',')",
        twin="ALLOWED_HOSTS = os.environ.get('HOSTS', 'shop.acme.io').split(',')",
    ),
    Spot(
        word="csrf_exempt",
        pattern=r"(?=\s*[\n,)])",
        what=Loosens.FORGERY,
        view=View.LOGGED_IN,
        example="@csrf_exempt\n@login_required\ndef pay(request):\n    send(request.POST['to'])",
        twin="@csrf_exempt\ndef hook(request):\n    verify(request.headers['X-Signature'])",
    ),
    Spot(
        word="csrf",
        pattern=r"\.exempt(?=\s*\n)",
        what=Loosens.FORGERY,
        view=View.LOGGED_IN,
        example="@csrf.exempt\n@login_required\ndef pay():\n    send(request.form['to'])",
        twin="@csrf.exempt\ndef hook():\n    verify(request.headers['X-Signature'])",
    ),
    Spot(
        word="AllowAny",
        pattern=r"(?=\s*[,\])])",
        what=Loosens.LOGIN,
        beside=("rest_framework",),
        view=View.CHANGING,
        example=(
            f"{_REST}class RefundView(APIView):\n    permission_classes = [AllowAny]\n"
            "    def post(self, request):\n        refund(request.data)"
        ),
        twin=(
            f"{_REST}class RefundView(APIView):\n    permission_classes = [IsAdminUser]\n"
            "    def post(self, request):\n        refund(request.data)"
        ),
    ),
    Spot(
        word="get_permissions",
        pattern=(
            r"\s*\([^)]*\)[^:\n]*:\s*return\s*[\[(]\s*(?:(?:\w+\.)?AllowAny\(\))?\s*,?\s*[\])]"
        ),
        what=Loosens.LOGIN,
        beside=("rest_framework",),
        view=View.CHANGING,
        example=(
            f"{_REST}class RefundView(APIView):\n    def get_permissions(self):\n"
            "        return [AllowAny()]\n    def post(self, request):\n"
            "        refund(request.data)"
        ),
        twin=(
            f"{_REST}class RefundView(APIView):\n    def get_permissions(self):\n"
            "        return [IsAdminUser()]\n    def post(self, request):\n"
            "        refund(request.data)"
        ),
    ),
    *(
        Spot(
            word="permission_classes",
            pattern=pattern,
            what=Loosens.LOGIN,
            beside=("rest_framework",),
            view=View.CHANGING,
            example=f"import rest_framework\n{example}",
            twin=f"import rest_framework\n{example.replace('[]', '[IsAdminUser]')}",
        )
        for pattern, example in (
            (
                rf"\s*=\s*{_EMPTY}",
                (
                    "class OrderView(APIView):\n    permission_classes = []\n"
                    "    def delete(self, request, pk):\n        Order.objects.get(pk=pk).delete()"
                ),
            ),
            (
                rf"\s*\(\s*{_EMPTY}\s*\)",
                (
                    "@api_view(['DELETE'])\n@permission_classes([])\ndef order(request, pk):\n"
                    "    Order.objects.get(pk=pk).delete()"
                ),
            ),
        )
    ),
    *(
        Spot(
            word=word,
            pattern=r"""\s*\(\s*[fr]?["']/[\w/.{}<>:-]*["']""",
            what=Loosens.LOGIN,
            beside=("FastAPI", "Flask", "Quart", "Litestar", "Sanic"),
            view=View.ROUTED,
            example=f"app = {made}\n@app.{word}('/admin/{word}'{more})\ndef reset():\n    wipe()",
            twin=(
                f"app = {made}\n@app.{word}('/admin/{word}'{more})\n"
                "def reset(by=Depends(current_user)):\n    wipe()"
            ),
        )
        for word, made, more in (
            ("delete", "FastAPI()", ""),
            ("post", "Flask('a')", ""),
            ("put", "FastAPI()", ""),
            ("patch", "FastAPI()", ""),
            ("route", "Flask('a')", ", methods=['POST']"),
        )
    ),
    Spot(
        word="SESSION_SERIALIZER",
        pattern=r"""\s*=\s*["'][\w.]*PickleSerializer["']""",
        what=Loosens.OBJECTS,
        example='SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"',
        twin='SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"',
    ),
    Spot(
        word="typ",
        pattern=r"""\s*=\s*["']unsafe["']""",
        what=Loosens.OBJECTS,
        calls=words("YAML"),
        beside=("ruamel",),
        example='from ruamel.yaml import YAML\nYAML(typ="unsafe").load(text)',
        twin='from ruamel.yaml import YAML\nYAML(typ="safe").load(text)',
    ),
    Spot(
        word="allow_credentials",
        pattern=r"\s*=\s*True\b",
        what=Loosens.ORIGINS,
        calls=words("ResourceOptions"),
        beside=("aiohttp_cors",),
        along=r"""(?:defaults\s*=|,)\s*\{\s*["']\*["']\s*:""",
        example=(
            "import aiohttp_cors\naiohttp_cors.setup(app, defaults={'*':"
            " aiohttp_cors.ResourceOptions(allow_credentials=True)})"
        ),
        twin=(
            "import aiohttp_cors\naiohttp_cors.setup(app, defaults={'https://shop.acme.io':"
            " aiohttp_cors.ResourceOptions(allow_credentials=True)})"
        ),
    ),
    *(
        Spot(
            word=word,
            pattern=r"""\s*=\s*(?:["']{2}|None\b)""",
            what=Loosens.LOGIN,
            along=r"""\.ip\s*=\s*["'](?:0\.0\.0\.0|\*|::)?["']""",
            beside=("ServerApp", "NotebookApp", "IdentityProvider"),
            example=f"c.ServerApp.ip = '0.0.0.0'\nc.ServerApp.{word} = ''",
            twin=f"c.ServerApp.ip = '127.0.0.1'\nc.ServerApp.{word} = ''",
        )
        for word in ("token",)
    ),
    Spot(
        word="document_root",
        pattern=rf"""["']?\s*[:=]\s*(?:{_ROOT})(?=\s*[,)}}])""",
        what=Loosens.FOLDER,
        beside=("django",),
        calls=words("path re_path url static"),
        example=f"{_SERVE}path('f/<path:path>', serve, {{'document_root': settings.BASE_DIR}})",
        twin=f"{_SERVE}path('f/<path:path>', serve, {{'document_root': settings.MEDIA_ROOT}})",
    ),
    *(
        Spot(
            word=word,
            pattern=rf"\s*=\s*(?:\[\s*)?(?:{_ROOT})(?=\s*[\n,\])])",
            what=Loosens.FOLDER,
            beside=("BASE_DIR", "INSTALLED_APPS", "MEDIA_URL", "STATIC_URL"),
            example=f"{word} = BASE_DIR\n",
            twin=f"{word} = BASE_DIR / 'media'\n",
        )
        for word in ("MEDIA_ROOT", "STATIC_ROOT", "STATICFILES_DIRS")
    ),
    Spot(
        word="StaticFileHandler",
        pattern=r"""\s*,\s*(?:dict\(\s*path\s*=|\{\s*["']path["']\s*:)\s*["'](?:\.{0,2}/?|~|/etc|/home)["']""",
        what=Loosens.FOLDER,
        beside=("tornado",),
        calls=words("Application"),
        example=f"{_TORNADO}Application([(r'/(.*)', StaticFileHandler, {{'path': '.'}})])",
        twin=f"{_TORNADO}Application([(r'/(.*)', StaticFileHandler, {{'path': 'public'}})])",
    ),
    *(
        Spot(
            word=word,
            pattern=_FALSE,
            what=Loosens.ENCRYPTION,
            beside=_SETTINGS,
            held_in=PRODUCTION,
            or_along=LIVE,
            example=f"INSTALLED_APPS = []\n{word} = False",
            twin=f"INSTALLED_APPS = []\n{word} = True",
        )
        for word in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    ),
    Spot(
        word="allowed_paths",
        pattern=r"""\s*=\s*\[\s*["'](?:/|\.|~|/home|/etc)["']""",
        what=Loosens.FOLDER,
        calls=words("launch mount_gradio_app"),
        example="demo.launch(allowed_paths=['/'])",
        twin="demo.launch(allowed_paths=['pictures'])",
    ),
    *(
        Spot(
            word=word,
            pattern=r"\.(?:get|head|stream)\s*\(\s*(?![\"'])",
            what=Loosens.ADDRESS,
            beside=("requests", "httpx", "aiohttp"),
            calls=words("get head stream"),
            chosen=True,
            example=_ASKED.format(word, "request.args['url']"),
            twin=_ASKED.format(word, "SOURCES[request.args['of']]"),
        )
        for word in (
            "requests",
            "httpx",
            "client",
            "session",
            "http",
            "http_client",
            *("sess", "c", "s", "web", "_client", "_session", "_http", "async_client"),
            *("http_session", "aio_session", "httpx_client"),
        )
    ),
)
