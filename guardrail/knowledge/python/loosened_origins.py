"""Services that any site may use in the name of who is logged in.

A browser sends what it keeps of a session along only where the answer names the site that asks. So
each of these frameworks names it, though every origin is allowed. Sources: Starlette 1
(`CORSMiddleware`: `allow_origin_regex` must match the whole origin), Flask-CORS 6 (`CORS`: what
looks like a pattern among the `origins` is one), Litestar 2 (`CORSConfig`: a `*` in an origin
stands for anything), quart-cors 0.8 (refuses `*` with credentials, but no pattern), falcon 4
(`CORSMiddleware`), python-engineio 4 (`cors_credentials` is true by default), django-cors-headers 4
(`CORS_ALLOWED_ORIGIN_REGEXES`).
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import Loosens, Spot
from guardrail.knowledge.python.rows import words

_ON = r"\s*=\s*True\b"
_BY_DEFAULT = r"~~(?:environ\.get|getenv|config|env(?:\.list)?)\([^()]*,[^()]*[\"']\*[\"']"
"""Origins that a variable names, and where nobody sets it any."""
_AMONG = r"~~^[\[({][^\])}]*[\"']\*[\"']"
_LISTED = (_BY_DEFAULT, "'*'", '"*"', "['*']", '["*"]', "('*',)", '("*",)', _AMONG)
_SCHEME = r"\^?(?:\(?(?:\?:)?https?\??(?:\|https?)?\)?\??)?(?::(?:\\?/){2}\)?\??)?"
_WHATEVER = (
    rf"{_SCHEME}\(?(?:\?:)?(?:\.|\\S|\[(?:\^[^\]]{{0,20}}|[^\]]{{0,30}}\.[^\]]{{0,20}})\])[*+]\??\)?"
    r"(?:\(?(?:\?:)?:\S{1,12})?\$?"
)
"""A pattern that the origin of any site matches: `https://.*`."""
_ENDING_SO = rf"{_SCHEME}\(?(?:\?:)?\.[*+]\??\)?\??(?!ocalhost|local)[A-Za-z]\S*"
"""One that everybody's site matches whose name ends like the own one: `https://.*acme.io`."""
_ANY_PATTERN = (rf"~(?:{_WHATEVER}|{_ENDING_SO})\Z",)
_IN_PATTERNS = (rf"~~[\"'](?:{_WHATEVER}|{_ENDING_SO})[\"']",)
_ANYBODY = (("allow_origins", _LISTED), ("allow_origin_regex", _ANY_PATTERN))
_CREDENTIALS = r"Access-Control-Allow-Credentials[\"']\s*\]?\s*[=:,]\s*[\"']true[\"']"
_ASKED = r"(?i)\borigin\w*(?:\s*\.\s*\w+\(\))?\s+(?:not\s+)?in\s+(?!request\b)\w"
_COMPARED = (
    rf"{_ASKED}|\borigin\w*\s*[!=]=|\borigin\w*\.(?:starts|ends)with\(|match\(\s*[^()]{{0,60}}origin"
    r"|(?:allowed|trusted|valid)\w*\(\s*origin"
)
_ECHO = (
    r"(?:[a-z_]{1,30}\.){0,3}(?:headers(?:\.get\(|\[)\s*[\"'][oO]rigin[\"']"
    r"|get_header\(\s*[\"'][oO]rigin[\"']|(?:environ|META)(?:\.get\(|\[)\s*[\"']HTTP_ORIGIN[\"'])"
)
"""The site that asks, as a request says it."""
_FASTAPI = "app.add_middleware(CORSMiddleware, {0}, allow_credentials=True)"
_SOCKETS = "import socketio\n# a session\n"

ORIGINS: tuple[Spot, ...] = (
    Spot(
        word="allow_credentials",
        pattern=_ON,
        what=Loosens.ORIGINS,
        calls=words("add_middleware CORSMiddleware Middleware"),
        held=_ANYBODY,
        example=_FASTAPI.format('allow_origins=["*"]'),
        twin=_FASTAPI.format('allow_origins=["*"]').replace("True", "False"),
    ),
    Spot(
        word="allow_credentials",
        pattern=r"""["']\s*:\s*True\b""",
        what=Loosens.ORIGINS,
        beside=("CORSMiddleware", "CORSConfig"),
        held=_ANYBODY,
        example='M = CORSMiddleware\nO = {"allow_origins": ["*"], "allow_credentials": True}',
        twin='M = CORSMiddleware\nO = {"allow_origins": ["http://a"], "allow_credentials": True}',
    ),
    Spot(
        word="allow_credentials",
        pattern=_ON,
        what=Loosens.ORIGINS,
        calls=words("CORSConfig"),
        held=(
            ("allow_origins", ("-", *_LISTED, r"~~[\"']https?://\*[\"']")),
            ("allow_origin_regex", _ANY_PATTERN),
        ),
        example='CORSConfig(allow_origins=["*"], allow_credentials=True)',
        twin='CORSConfig(allow_origins=["https://shop.acme.io"], allow_credentials=True)',
    ),
    Spot(
        word="allow_credentials",
        pattern=_ON,
        what=Loosens.ORIGINS,
        calls=words("cors route_cors"),
        beside=("quart_cors",),
        held=(("allow_origin", _IN_PATTERNS),),
        example=(
            'import quart_cors\ncors(app, allow_origin=re.compile(".*"), allow_credentials=True)'
        ),
        twin=(
            "import quart_cors\n"
            'cors(app, allow_origin="https://shop.acme.io", allow_credentials=True)'
        ),
    ),
    Spot(
        word="allow_credentials",
        pattern=r"""\s*=\s*["']\*["']""",
        what=Loosens.ORIGINS,
        calls=words("CORSMiddleware"),
        beside=("falcon",),
        held=(("allow_origins", ("-", "*")),),
        example='import falcon\nfalcon.CORSMiddleware(allow_origins="*", allow_credentials="*")',
        twin=(
            'import falcon\nfalcon.CORSMiddleware(allow_origins="*",'
            ' allow_credentials="https://shop.acme.io")'
        ),
    ),
    Spot(
        word="supports_credentials",
        pattern=_ON,
        what=Loosens.ORIGINS,
        calls=words("CORS cross_origin init_app"),
        beside=("CORS", "cross_origin"),
        held=(("origins", ("-", *_LISTED, *_ANY_PATTERN, *_IN_PATTERNS)),),
        without="resources",
        example="CORS(app, supports_credentials=True)",
        twin='CORS(app, supports_credentials=True, origins=["https://shop.acme.io"])',
    ),
    Spot(
        word="supports_credentials",
        pattern=_ON,
        what=Loosens.ORIGINS,
        calls=words("CORS init_app"),
        beside=("CORS",),
        held=(
            (
                "resources",
                (
                    r"~~[\"']origins[\"']\s*:\s*\[?\s*[rR]?[\"'](?:\*|" + _WHATEVER + r")[\"']",
                    r"~~:\s*\{\s*\}",
                ),
            ),
        ),
        example='CORS(app, resources={"/a/*": {"origins": "*"}}, supports_credentials=True)',
        twin='CORS(app, resources={"/a/*": {"origins": SHOP}}, supports_credentials=True)',
    ),
    Spot(
        word="supports_credentials",
        pattern=r"""["']\s*:\s*True\b""",
        what=Loosens.ORIGINS,
        beside=("CORS",),
        along=(
            r"""\{[^{}]{0,200}["']origins["']\s*:\s*\[?\s*[rR]?["'](?:\*|\.\*)["'][^{}]{0,200}"""
            r"""["']supports_credentials["']|["']supports_credentials["'][^{}]{0,200}["']origins["']"""
            r"""\s*:\s*\[?\s*[rR]?["'](?:\*|\.\*)["']"""
        ),
        example='CORS(app, resources={"/a": {"origins": "*", "supports_credentials": True}})',
        twin='CORS(app, resources={"/a": {"origins": SHOP, "supports_credentials": True}})',
    ),
    *(
        Spot(
            word="Access-Control-Allow-Origin",
            pattern=rf"""["']\s*\]?\s*[=:,]\s*{_ECHO}""",
            what=Loosens.ORIGINS,
            calls=calls,
            along=_CREDENTIALS,
            lacking=_COMPARED,
            example=example,
            twin=example.replace(echoed, "SHOP"),
        )
        for calls, echoed, example in (
            (
                frozenset[str](),
                "request.headers['Origin']",
                (
                    "r.headers['Access-Control-Allow-Origin'] = request.headers['Origin']\n"
                    "r.headers['Access-Control-Allow-Credentials'] = 'true'"
                ),
            ),
            (
                words("set_header add_header append_header add setdefault append set"),
                "self.request.headers.get('Origin', '*')",
                (
                    "self.set_header('Access-Control-Allow-Origin',"
                    " self.request.headers.get('Origin', '*'))\n"
                    "self.set_header('Access-Control-Allow-Credentials', 'true')"
                ),
            ),
        )
    ),
    *(
        Spot(
            word="Access-Control-Allow-Origin",
            pattern=r"""["']\s*\]?\s*[=:,]\s*origin\b(?=\s*[,)}\n])""",
            what=Loosens.ORIGINS,
            calls=calls,
            along=rf"\A(?s:(?=.*{_CREDENTIALS})(?=.*\borigin\s*=\s*{_ECHO}))",
            lacking=_COMPARED,
            example=f"origin = request.headers.get('Origin')\n{example}",
            twin=f"origin = SHOP\n{example}",
        )
        for calls, example in (
            (
                frozenset[str](),
                (
                    "r.headers['Access-Control-Allow-Origin'] = origin\n"
                    "r.headers['Access-Control-Allow-Credentials'] = 'true'"
                ),
            ),
            (
                words("set_header add_header append_header add setdefault append set"),
                (
                    "r.set_header('Access-Control-Allow-Origin', origin)\n"
                    "r.set_header('Access-Control-Allow-Credentials', 'true')"
                ),
            ),
        )
    ),
    Spot(
        word="cors_allowed_origins",
        pattern=r"""\s*=\s*\[?\s*["']\*["']""",
        what=Loosens.ORIGINS,
        calls=words("Server AsyncServer SocketIO init_app"),
        beside=("socketio", "engineio"),
        along=r"(?i)\b(?:session|cookies?|HTTP_COOKIE|current_user|login_required|flask_login)\b",
        lacking=r"cors_credentials\s*=\s*False",
        example=f'{_SOCKETS}socketio.AsyncServer(cors_allowed_origins="*")',
        twin=f'{_SOCKETS}socketio.AsyncServer(cors_allowed_origins="https://shop.acme.io")',
    ),
    *(
        Spot(
            word=word,
            pattern=_ON,
            what=Loosens.ORIGINS,
            along=r"(?m)^\s*CORS_ALLOW_CREDENTIALS\s*=\s*True\b",
            example=f"{word} = True\nCORS_ALLOW_CREDENTIALS = True",
            twin=f"{word} = True\nCORS_ALLOW_CREDENTIALS = False",
        )
        for word in ("CORS_ALLOW_ALL_ORIGINS", "CORS_ORIGIN_ALLOW_ALL")
    ),
    *(
        Spot(
            word=word,
            pattern=rf"""\s*=\s*[\[(][^\])]{{0,200}}?["'](?:{_WHATEVER}|{_ENDING_SO})["']""",
            what=Loosens.ORIGINS,
            along=r"(?m)^\s*CORS_ALLOW_CREDENTIALS\s*=\s*True\b",
            example=f'{word} = [r"^https://.*$"]\nCORS_ALLOW_CREDENTIALS = True',
            twin=f'{word} = [r"^https://\\w+\\.acme\\.io$"]\nCORS_ALLOW_CREDENTIALS = True',
        )
        for word in ("CORS_ALLOWED_ORIGIN_REGEXES", "CORS_ORIGIN_REGEX_WHITELIST")
    ),
)
