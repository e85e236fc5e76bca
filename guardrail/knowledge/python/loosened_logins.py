"""Checks of who calls that let everybody in: skipped, replaced, or of no consequence.

Sources: FastAPI 0.115 ("Testing Dependencies with Overrides": `app.dependency_overrides`, "Security
- First Steps"), Starlette 1 (`HTTPException`, `JSONResponse`), Flask 3 (`abort`, `before_request`),
aiohttp 3 (`HTTPForbidden`, `HTTPUnauthorized`), Django 5.2 (`PermissionDenied`,
`HttpResponseForbidden`, `constant_time_compare`), Litestar 2 (`NotAuthorizedException`,
`PermissionDeniedException`), Sanic 25 (`Unauthorized`, `Forbidden`); the Python library reference,
`hmac.compare_digest`.
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import Loosens, Spot, View
from guardrail.knowledge.python.rows import words

_REFUSED = r"(?:[\w.]*HTTP_)?40[13]"
_FASTAPI = "import fastapi\n"
_WEB = words("fastapi starlette flask quart django aiohttp litestar sanic falcon bottle tornado")
_FRAMEWORKS = tuple(sorted(_WEB))
_SKIPPED = (
    "import os, hmac, {package}\nADMIN_TOKEN = os.environ.get('ADMIN_TOKEN', '')\n"
    "def require_admin(given):\n    if {asked}ADMIN_TOKEN {joined} given != ADMIN_TOKEN:\n"
    "        {refused}\n"
)
_ADMINISTRATOR = (
    "from fastapi import Depends, Header\ndef who(token: str = Header('')):\n"
    "    if token == TOKEN:\n        return User({0})\n    return User({1})\n"
    "@app.delete('/users')\ndef wipe(user=Depends(who)):\n    drop()\n"
)
_COMPARED = (
    "import hmac, logging\nlog = logging.getLogger()\ndef check(given, wanted):\n"
    "    if not hmac.{0}(given, wanted):\n        {1}\n    return read(given)\n"
)
_FEW = r"[\"'](?i:admin(?:istrator)?|super_?(?:user|admin)|owner|root|staff)[\"']"
_RIGHTS = rf"(?:[\[({{]\s*)?(?:{_FEW}|[\"']\*[\"']|(?:\w+\.)+(?i:(?:super_?)?admin|owner|root)\b)"
_MARK = rf"(?:[\"']\s*:|\s*=)\s*(?:True\b|{_RIGHTS})"

LOGINS_THAT_LET_IN: tuple[Spot, ...] = (
    Spot(
        word="dependency_overrides",
        pattern=r"\s*(?:\[[^\]\n]{1,80}\]\s*=(?!=)|\.update\(\s*\{|=\s*\{\s*\w|\.setdefault\()",
        what=Loosens.LOGIN,
        beside=("fastapi",),
        view=View.REPLACED,
        example=f"{_FASTAPI}app.dependency_overrides[current_user] = lambda: ADMIN",
        twin=f"{_FASTAPI}app.dependency_overrides[get_session] = lambda: SESSION",
    ),
    *(
        Spot(
            word=word,
            pattern=pattern,
            what=Loosens.LOGIN,
            beside=_FRAMEWORKS,
            view=View.SKIPPED,
            example=_SKIPPED.format(package=package, refused=refused, joined="and", asked=""),
            twin=_SKIPPED.format(package=package, refused=refused, joined="or", asked="not "),
        )
        for word, pattern, package, refused in (
            (
                "HTTPException",
                rf"\s*\(\s*(?:status_code\s*=\s*)?{_REFUSED}",
                "fastapi",
                "raise fastapi.HTTPException(403)",
            ),
            ("abort", rf"\s*\(\s*{_REFUSED}", "flask", "flask.abort(401)"),
            ("PermissionDenied", r"", "django", "raise PermissionDenied"),
            ("HttpResponseForbidden", r"\s*\(", "django", "return HttpResponseForbidden()"),
            ("HTTPForbidden", r"", "aiohttp", "raise web.HTTPForbidden()"),
            ("HTTPUnauthorized", r"", "aiohttp", "raise web.HTTPUnauthorized()"),
            ("NotAuthorizedException", r"", "litestar", "raise NotAuthorizedException()"),
            ("PermissionDeniedException", r"", "litestar", "raise PermissionDeniedException()"),
            ("Unauthorized", r"\s*\(", "sanic", "raise Unauthorized('no')"),
            ("Forbidden", r"\s*\(", "sanic", "raise Forbidden('no')"),
            (
                "jsonify",
                rf"\s*\([^()]{{0,120}}\)\s*,\s*{_REFUSED}",
                "flask",
                "return jsonify(error='no'), 401",
            ),
            (
                "JSONResponse",
                rf"\s*\([^()]{{0,120}}\bstatus_code\s*=\s*{_REFUSED}",
                "starlette",
                "return JSONResponse({}, status_code=401)",
            ),
        )
    ),
    *(
        Spot(
            word=word,
            pattern=r"\s*\(",
            what=Loosens.LOGIN,
            view=View.IDLE,
            example=_COMPARED.format(word, "log.warning('it differs')"),
            twin=_COMPARED.format(word, "raise ValueError('it differs')"),
        )
        for word in ("compare_digest", "constant_time_compare")
    ),
    *(
        Spot(
            word=word,
            pattern=_MARK,
            what=Loosens.LOGIN,
            beside=_FRAMEWORKS,
            view=View.EVERYBODY,
            example=_ADMINISTRATOR.format(harmful, harmful),
            twin=_ADMINISTRATOR.format(harmful, harmless),
        )
        for word, harmful, harmless in (
            *((word, f"{word}=True", f"{word}=False") for word in ("is_admin", "is_superuser")),
            *((word, f"{word}=True", f"{word}=False") for word in ("is_staff", "superuser")),
            *((word, f"{word}=True", f"{word}=False") for word in ("admin", "is_owner")),
            ("role", "role='admin'", "role='guest'"),
            ("roles", "roles=['admin']", "roles=[]"),
            ("scopes", "scopes=['*']", "scopes=[]"),
            ("permissions", "permissions={'*'}", "permissions=set()"),
        )
    ),
)
