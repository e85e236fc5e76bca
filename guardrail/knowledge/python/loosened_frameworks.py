"""Settings of web frameworks and their extensions that let in whoever comes, or for ever.

Sources: Django REST framework 3.16 ("Permissions": no classes at all are `AllowAny`),
Flask-Security-Too 5.9 (`SECURITY_PASSWORD_HASH`), Flask-JWT-Extended 4.7 ("Configuration Options":
`False` never expires), Simple JWT 5.5 (`ACCESS_TOKEN_LIFETIME`), Flask-Admin 2.2 (`is_accessible`
"By default, it will allow access for everyone"), SQLAdmin 0.32 (`Admin`: `authentication_backend`),
Starlette Admin 1.0 (`auth_provider`).
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import Loosens, Spot
from guardrail.knowledge.python.loosened_web import LIVE, PRODUCTION
from guardrail.knowledge.python.rows import words

_ANYBODY = r"""["']rest_framework\.permissions\.AllowAny["']"""
_REST = "'DEFAULT_PERMISSION_CLASSES'"
_ALLOWED = "'rest_framework.permissions.AllowAny'"
_LOGGED_IN = "'rest_framework.permissions.IsAuthenticated'"
_ASKS = (
    r"is_accessible|before_request|login_required|BasicAuth|\bSecurity\(|current_user|Depends\("
    r"|AuthenticationMiddleware|localhost|127\.0\.0\.1"
)
"""How a module looks that asks who is there, or is for its own machine."""
_FLASK_ADMIN = "from flask_admin.contrib.sqla import ModelView\n"
_SQLADMIN = "from sqladmin import Admin\n"
_STARLETTE = "from starlette_admin.contrib.sqla import Admin\n"


def _configured(
    word: str, value: str, what: Loosens, bad: str, good: str, *, along: str = ""
) -> tuple[Spot, ...]:
    """A setting of Flask under its three ways to be written; `value` is a pattern of what's bad."""
    called = words("update from_mapping")
    ways: tuple[tuple[str, frozenset[str], str], ...] = (
        (rf"""["']\s*\]?\s*[=:]\s*{value}""", frozenset(), f"c['{word}'] = {{0}}"),
        (rf"\s*=\s*{value}", called, f"c.update({word}={{0}})"),
        (rf"\s*=\s*{value}", frozenset(), f"class Config:\n    {word} = {{0}}"),
    )
    return tuple(
        Spot(
            word=word,
            pattern=pattern,
            what=what,
            calls=calls,
            along=along,
            example=f"# in cookies\n{line.format(bad)}",
            twin=f"# in cookies\n{line.format(good)}",
        )
        for pattern, calls, line in ways
    )


FRAMEWORKS: tuple[Spot, ...] = (
    Spot(
        word="DEFAULT_PERMISSION_CLASSES",
        pattern=rf"""["']\s*:\s*[\[(]\s*(?:{_ANYBODY}|[\])])""",
        what=Loosens.LOGIN,
        held_in=PRODUCTION,
        or_along=LIVE,
        example=f"R = {{{_REST}: [{_ALLOWED}]}}",
        twin=f"R = {{{_REST}: [{_LOGGED_IN}]}}",
    ),
    *(
        Spot(
            word=stage,
            pattern=rf"""["']\s*:\s*[\[(]?\s*{_ANYBODY}""",
            what=Loosens.LOGIN,
            beside=("DEFAULT_PERMISSION_CLASSES",),
            example=f"ACCESS = {{'{stage}': {_ALLOWED}}}\nR = {{{_REST}: [ACCESS[STAGE]]}}",
            twin=f"ACCESS = {{'{stage}': {_LOGGED_IN}}}\nR = {{{_REST}: [ACCESS[STAGE]]}}",
        )
        for stage in ("production", "prod", "live")
    ),
    *_configured(
        "SECURITY_PASSWORD_HASH",
        r"""["'](?:plaintext|hex_\w+|md5_crypt|des_crypt)["']""",
        Loosens.PASSWORDS,
        "'plaintext'",
        "'argon2'",
    ),
    *_configured(
        "JWT_ACCESS_TOKEN_EXPIRES", r"False\b", Loosens.END, "False", "timedelta(minutes=15)"
    ),
    *_configured(
        "JWT_COOKIE_CSRF_PROTECT",
        r"False\b",
        Loosens.FORGERY,
        "False",
        "True",
        along=r"cookies",
    ),
    Spot(
        word="expires_delta",
        pattern=r"\s*=\s*False\b",
        what=Loosens.END,
        calls=words("create_access_token"),
        beside=("flask_jwt_extended",),
        example=(
            "from flask_jwt_extended import create_access_token\n"
            "create_access_token(identity=7, expires_delta=False)"
        ),
        twin=(
            "from flask_jwt_extended import create_access_token\n"
            "create_access_token(identity=7, expires_delta=HOUR)"
        ),
    ),
    Spot(
        word="ACCESS_TOKEN_LIFETIME",
        pattern=r"""["']\s*:\s*(?:\w+\.)?timedelta\(\s*(?:days\s*=\s*\d{3,}|weeks\s*=\s*\d{2,})""",
        what=Loosens.END,
        example="SIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': timedelta(days=3650)}",
        twin="SIMPLE_JWT = {'ACCESS_TOKEN_LIFETIME': timedelta(minutes=5)}",
    ),
    Spot(
        word="add_view",
        pattern=r"\s*\(\s*(?:\w+\.)?ModelView\s*\(",
        what=Loosens.LOGIN,
        calls=words("add_view"),
        beside=("flask_admin",),
        lacking=_ASKS,
        example=f"{_FLASK_ADMIN}admin.add_view(ModelView(User, db.session))",
        twin=(
            f"{_FLASK_ADMIN}class Safe(ModelView):\n    def is_accessible(self):\n"
            "        return current_user.is_admin\nadmin.add_view(Safe(User, db.session))"
        ),
    ),
    *(
        Spot(
            word="Admin",
            pattern=r"\s*\(",
            what=Loosens.LOGIN,
            calls=words("Admin"),
            beside=(package,),
            along=rf"\.(?:add_view|register_model)\(|from {package}",
            without=login,
            lacking=_ASKS,
            example=f"{start}Admin({given})",
            twin=f"{start}Admin({given}, {login}=backend)",
        )
        for package, login, start, given in (
            ("sqladmin", "authentication_backend", _SQLADMIN, "app, engine"),
            ("starlette_admin", "auth_provider", _STARLETTE, "engine"),
        )
    ),
    Spot(
        word="add_anonymous",
        pattern=r"""\s*\([^()]{0,120}\bperm\s*=\s*["'][elr]*[adfmwMT]""",
        what=Loosens.LOGIN,
        calls=words("add_anonymous"),
        beside=("pyftpdlib",),
        example="import pyftpdlib\nwho.add_anonymous('/srv/data', perm='elradfmw')",
        twin="import pyftpdlib\nwho.add_anonymous('/srv/data', perm='elr')",
    ),
    *(
        Spot(
            word=word,
            pattern=rf"\s*\([^)]*\)[^:\n]*:\s*return\s+{answer}[ \t]*(?=[\n#]|\Z)",
            what=Loosens.LOGIN,
            beside=(package,),
            example=f"import {package}\nclass Server({base}):\n    def {word}(self, *who):\n"
            f"        return {shown}",
            twin=f"import {package}\nclass Server({base}):\n    def {word}(self, *who):\n"
            f"        return {shown} if known(who) else {other}",
        )
        for word, answer, package, base, shown, other in (
            *(
                (
                    *(f"check_auth_{how}", r"(?:paramiko\.)?AUTH_SUCCESSFUL", "paramiko"),
                    *(
                        "paramiko.ServerInterface",
                        "paramiko.AUTH_SUCCESSFUL",
                        "paramiko.AUTH_FAILED",
                    ),
                )
                for how in ("password", "none", "publickey", "interactive_response")
            ),
            *(
                (word, shown, "asyncssh", "asyncssh.SSHServer", shown, other)
                for word, shown, other in (
                    ("begin_auth", "False", "True"),
                    ("validate_password", "True", "False"),
                )
            ),
        )
    ),
)
