"""Requests over HTTP, by the libraries people use for them.

Sources: the documentation of requests, httpx, aiohttp and of the standard library's `urllib`.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import Argument, Row, Sends

_URL = Argument(0, "url")


def _method(name: str) -> Sends:
    return Sends(
        names=(
            f"requests.{name}",
            f"httpx.{name}",
            f"requests.Session().{name}",
            f"httpx.Client().{name}",
        ),
        method=name.upper(),
        url=_URL,
        example=f'requests.{name}("https://api.acme.io/users")',
    )


ROWS: tuple[Row, ...] = (
    _method("delete"),
    _method("post"),
    _method("put"),
    _method("patch"),
    Sends(
        names=("requests.request", "httpx.request", "requests.Session().request"),
        method="",
        url=Argument(1, "url"),
        by=Argument(0, "method"),
        example='requests.request("DELETE", "https://api.acme.io/users")',
    ),
    Sends(
        names=("urllib.request.Request",),
        method="",
        url=_URL,
        by=Argument(-1, "method"),
        beside=("urllib", "urllib2"),
        example='urllib.request.Request("https://api.acme.io/users", method="DELETE")',
    ),
    Sends(
        names=("urllib.request.urlopen", "urllib.request.urlretrieve"),
        method="GET",
        url=_URL,
        example='urllib.request.urlopen("https://api.acme.io/users", data=body)',
    ),
)
