"""Settings of web frameworks that leave what they serve open, and where passwords are kept.

Sources: Django 5.2 ("Settings", "Password management", "Cross Site Request Forgery protection"),
Django REST framework 3.16 ("Permissions", "Authentication"), Flask 3 ("Configuration Handling"),
Werkzeug 3 (`DebuggedApplication`), Flask-WTF 1.2 ("CSRF Protection"), aiohttp-cors 0.8, Jupyter
Server 2 ("Security"), PyJWT 2 and python-jose 3 ("none"), itsdangerous 2 (`loads_unsafe`),
keyring 25 and keyrings.alt 5, passlib 1.7
(`CryptContext`); Tornado 6 (`HTTPRequest`), PycURL 7, pyOpenSSL 25, the library's `ssl`.
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import ANY_CALL, Loosens, Spot, View
from guardrail.knowledge.python.rows import words

PRODUCTION = r"(?:^|[/_.-])(?:prod|production|live)(?:[/_.-]|$)"
"""Paths of settings that are for what people use."""
_LIVE = (
    r"(?m)\A(?:#[^\n]*\n)*[rR]?[\"']{1,3}[^\n]{0,60}\b[pP]roduction\b"
    r"|^SECURE_HSTS_SECONDS\s*=\s*[1-9]|^SECURE_SSL_REDIRECT\s*=\s*True\b"
    r"|^ALLOWED_HOSTS\s*=\s*[\[(](?:\s*[\"']\.?(?:[\w-]{1,60}\.)+"
    r"(?!local\b|localhost\b|test\b|internal\b|dev\b)[a-z]{2,20}[\"']\s*,?)+\s*[\])]"
)
"""How the settings of a site say that they are for what people use: its public names alone."""
_SETTINGS = ("ALLOWED_HOSTS", "INSTALLED_APPS", "DATABASES", "SECRET_KEY", "MIDDLEWARE")
_SERVED = r"""\.run\s*\([^()]{0,200}\bhost\s*=\s*["'](?:0\.0\.0\.0|::)["']"""
_FALSE = r"\s*=\s*False\b"
_WEAK = r"(?:Unsalted)?(?:MD5|SHA1)PasswordHasher|CryptPasswordHasher"
_EMPTY = r"(?:\[\s*\]|\(\s*\))"
_REST = "from rest_framework.permissions import AllowAny, IsAdminUser\n"
_SERVE = "from django.views.static import serve\n"
_ROOT = r"""(?:settings\.)?(?:BASE_DIR|PROJECT_ROOT|ROOT_DIR|PROJECT_DIR)|["'](?:\.{1,2}/?|/)["']"""
"""The folder of a project, or the one of everything."""
_SESSIONS = "'django.contrib.auth.middleware.AuthenticationMiddleware',\n"
_TORNADO = "from tornado.web import Application, StaticFileHandler\n"
_OWN_CA = r"cafile|capath|cadata|load_verify_locations|\bCERT_NONE\b"
"""A private authority's certificates may be for no name; and where none is checked, that's told."""

WEB: tuple[Spot, ...] = (
    Spot(
        word="DEBUG",
        pattern=r"\s*(?::\s*bool\s*)?=\s*(?:True\b|(?P<switch>(?!False\b)\w[^\n]{0,120}))",
        what=Loosens.DEBUGGER,
        beside=_SETTINGS,
        held_in=PRODUCTION,
        or_along=_LIVE,
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
        word="DEFAULT_PERMISSION_CLASSES",
        pattern=r"""["']\s*:\s*[\[(]\s*["']rest_framework\.permissions\.AllowAny["']""",
        what=Loosens.LOGIN,
        held_in=PRODUCTION,
        or_along=_LIVE,
        example="R = {'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.AllowAny']}",
        twin="R = {'DEFAULT_PERMISSION_CLASSES': ['rest_framework.permissions.IsAuthenticated']}",
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
        word="PASSWORD_HASHERS",
        pattern=rf"""\s*=\s*[\[(]\s*["'][\w.]*\.(?:{_WEAK})["']""",
        what=Loosens.PASSWORDS,
        example='PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]',
        twin='PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]',
    ),
    Spot(
        word="schemes",
        pattern=r"""\s*=\s*\[\s*["'](?:plaintext|hex_\w+|md5_crypt|des_crypt|ldap_plaintext|ldap_md5"""
        r"""|ldap_sha1|lmhash|nthash|mysql323|unix_disabled)["']""",
        what=Loosens.PASSWORDS,
        calls=words("CryptContext LazyCryptContext"),
        beside=("passlib",),
        example='from passlib.context import CryptContext\nCryptContext(schemes=["plaintext"])',
        twin='from passlib.context import CryptContext\nCryptContext(schemes=["argon2"])',
    ),
    Spot(
        word="PlaintextKeyring",
        pattern=r"\s*\(\s*\)",
        what=Loosens.PASSWORDS,
        calls=words("PlaintextKeyring"),
        beside=("keyring", "keyrings"),
        example=(
            "import keyring\nfrom keyrings.alt.file import PlaintextKeyring\n"
            "keyring.set_keyring(PlaintextKeyring())"
        ),
        twin=(
            "import keyring\nfrom keyrings.alt.file import EncryptedKeyring, PlaintextKeyring\n"
            "keyring.set_keyring(EncryptedKeyring())"
        ),
    ),
    Spot(
        word="PYTHON_KEYRING_BACKEND",
        pattern=r"""["']\s*\]?\s*[=:,]\s*["'][\w.]*PlaintextKeyring["']""",
        what=Loosens.PASSWORDS,
        example="e['PYTHON_KEYRING_BACKEND'] = 'keyrings.alt.file.PlaintextKeyring'",
        twin="e['PYTHON_KEYRING_BACKEND'] = 'keyring.backends.SecretService.Keyring'",
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
            word="Access-Control-Allow-Origin",
            pattern=rf"""["']\s*\]?\s*[=:,]\s*(?:flask\.)?{echoed}""",
            what=Loosens.ORIGINS,
            along=r"""Access-Control-Allow-Credentials["']\s*\]?\s*[=:,]\s*["']true["']""",
            lacking=r"(?i)\borigin\w*(?:\s*\.\s*\w+\(\))?\s+(?:not\s+)?in\s+(?!request\b)\w",
            example=(
                f"r.headers['Access-Control-Allow-Origin'] = {example}\n"
                "r.headers['Access-Control-Allow-Credentials'] = 'true'"
            ),
            twin=(
                "r.headers['Access-Control-Allow-Origin'] = SHOP\n"
                "r.headers['Access-Control-Allow-Credentials'] = 'true'"
            ),
        )
        for echoed, example in (
            (
                r"""(?:self\.)?request\.headers(?:\.get\(|\[)\s*["'][oO]rigin["']""",
                "request.headers['Origin']",
            ),
        )
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
            or_along=_LIVE,
            example=f"INSTALLED_APPS = []\n{word} = False",
            twin=f"INSTALLED_APPS = []\n{word} = True",
        )
        for word in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
    ),
    Spot(
        word="login",
        pattern=r"\s*\(",
        what=Loosens.ENCRYPTION,
        calls=words("login"),
        beside=("smtplib",),
        along=r"\bsmtplib\.SMTP\(|from smtplib import (?:[\w, ]+, )?SMTP\b",
        lacking=r"(?i)starttls|SMTP_SSL|imap|localhost|127\.0\.0\.1|use_?tls|use_?ssl|\bmailhog\b",
        example="import smtplib\nbox = smtplib.SMTP('mail.acme.io', 25)\nbox.login(user, password)",
        twin=(
            "import smtplib\nbox = smtplib.SMTP('mail.acme.io', 587)\nbox.starttls()\n"
            "box.login(user, password)"
        ),
    ),
    *(
        Spot(
            word=word,
            pattern=(
                r"\s*\(\s*(?:(?:salt|\w*_salt)\s*\+\s*)?(?:str\(|bytes\(|f?[\"']\{)?"
                r"(?:\w+\.)?(?:raw_|plain_|new_|user_)?(?:password|passwd|pwd)\b"
            ),
            what=Loosens.PASSWORDS,
            calls=words(word),
            beside=("hashlib",),
            lacking=r"(?i)pwned|hibp|haveibeen|\brealm\b|digest_?auth|pbkdf2|bcrypt|argon2|scrypt|legacy",
            example=f"import hashlib\ndigest = hashlib.{word}(password.encode()).hexdigest()",
            twin=f"import hashlib\ndigest = hashlib.{word}(path.read_bytes()).hexdigest()",
        )
        for word in ("md5", "sha1", "sha256", "sha512")
    ),
    *(
        Spot(
            word=word,
            pattern=r"\s*\(",
            what=Loosens.ENCRYPTION,
            calls=words(word),
            beside=(module,),
            lacking=rf"(?i)starttls|stls\(|{word}_SSL|localhost|127\.0\.0\.1",
            example=f"import {module}\nbox = {module}.{word}('mail.acme.io')\nbox.{login}",
            twin=f"import {module}\nbox = {module}.{word}_SSL('mail.acme.io')\nbox.{login}",
        )
        for module, word, login in (
            ("imaplib", "IMAP4", "login(user, password)"),
            ("poplib", "POP3", "pass_(password)"),
        )
    ),
    Spot(
        word="construct_from",
        pattern=r"\s*\(\s*(?:json\.loads\(|payload\b|request\b|body\b|data\b)",
        what=Loosens.TOKEN,
        calls=words("construct_from"),
        beside=("stripe",),
        along=r"\brequest\.(?:data|body|get_data|json|get_json)\b",
        lacking=r"construct_event|verify_header|WebhookSignature",
        example=(
            "import json, stripe\ndef hook(request):\n"
            "    stripe.Event.construct_from(json.loads(request.body), stripe.api_key)"
        ),
        twin=(
            "import stripe\ndef hook(request):\n"
            "    stripe.Webhook.construct_event(request.body, signature, SECRET)"
        ),
    ),
    Spot(
        word="allowed_paths",
        pattern=r"""\s*=\s*\[\s*["'](?:/|\.|~|/home|/etc)["']""",
        what=Loosens.FOLDER,
        calls=words("launch mount_gradio_app"),
        example="demo.launch(allowed_paths=['/'])",
        twin="demo.launch(allowed_paths=['pictures'])",
    ),
    Spot(
        word="algorithms",
        pattern=r"""\s*=\s*[\[(][^\])]{0,120}["'][nN][oO][nN][eE]["']""",
        what=Loosens.TOKEN,
        calls=words("decode decode_complete"),
        beside=("jwt", "jose"),
        example='import jwt\njwt.decode(token, key, algorithms=["HS256", "none"])',
        twin='import jwt\njwt.decode(token, key, algorithms=["HS256"])',
    ),
    Spot(
        word="algorithm",
        pattern=r"""\s*=\s*["'][nN][oO][nN][eE]["']""",
        what=Loosens.TOKEN,
        calls=words("encode"),
        beside=("jwt",),
        example='import jwt\njwt.encode({"sub": "7"}, None, algorithm="none")',
        twin='import jwt\njwt.encode({"sub": "7"}, key, algorithm="HS256")',
    ),
    Spot(
        word="JsonWebToken",
        pattern=r"""\s*\(\s*[\[(][^\])]{0,120}["'][nN][oO][nN][eE]["']""",
        what=Loosens.TOKEN,
        calls=words("JsonWebToken"),
        beside=("authlib",),
        example="from authlib.jose import JsonWebToken\nJsonWebToken(['HS256', 'none'])",
        twin="from authlib.jose import JsonWebToken\nJsonWebToken(['HS256'])",
    ),
    Spot(
        word="verify_ssl_certs",
        pattern=_FALSE,
        what=Loosens.CERTIFICATE,
        beside=("stripe",),
        example="import stripe\nstripe.verify_ssl_certs = False",
        twin="import stripe\nstripe.verify_ssl_certs = True",
    ),
    Spot(
        word="loads_unsafe",
        pattern=r"\s*\(",
        what=Loosens.TOKEN,
        calls=words("loads_unsafe"),
        beside=("itsdangerous",),
        example="import itsdangerous\nitsdangerous.Serializer(KEY).loads_unsafe(token)",
        twin="import itsdangerous\nitsdangerous.Serializer(KEY).loads(token)",
    ),
    Spot(
        word="check_hostname",
        pattern=_FALSE,
        what=Loosens.CERTIFICATE,
        lacking=_OWN_CA,
        example="context = ssl.create_default_context()\ncontext.check_hostname = False",
        twin="context = ssl.create_default_context(cafile=CA)\ncontext.check_hostname = False",
    ),
    Spot(
        word="validate_cert",
        pattern=_FALSE,
        what=Loosens.CERTIFICATE,
        calls=words(ANY_CALL),
        beside=("tornado",),
        example="import tornado\nclient.fetch('https://a.acme.io', validate_cert=False)",
        twin="import tornado\nclient.fetch('https://a.acme.io', validate_cert=True)",
    ),
    *(
        Spot(
            word=word,
            pattern=r"\s*,\s*(?:0|False)\b",
            what=Loosens.CERTIFICATE,
            calls=words("setopt"),
            example=f"curl.setopt(pycurl.{word}, 0)",
            twin=f"curl.setopt(pycurl.{word}, 2)",
        )
        for word in ("SSL_VERIFYPEER", "SSL_VERIFYHOST")
    ),
    Spot(
        word="set_verify",
        pattern=r"\s*\(\s*(?:[\w.]+\.)?VERIFY_NONE\b",
        what=Loosens.CERTIFICATE,
        calls=words("set_verify"),
        beside=("OpenSSL",),
        example="from OpenSSL import SSL\ncontext.set_verify(SSL.VERIFY_NONE, none)",
        twin="from OpenSSL import SSL\ncontext.set_verify(SSL.VERIFY_PEER, none)",
    ),
)
