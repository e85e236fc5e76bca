"""Of which sites a pattern of origins speaks: of everybody's, or of one's own."""

from __future__ import annotations

import pytest
from guardrail_rules.exposure.any_origin import AnyOrigin

from guardrail.engine.examples import judge_example
from guardrail.example import python

STARLETTE = """from starlette.middleware.cors import CORSMiddleware

app.add_middleware(CORSMiddleware, allow_origin_regex=r"{0}", allow_credentials=True)
"""
SPREAD = """from fastapi.middleware.cors import CORSMiddleware

OPTIONS = {{"allow_origins": {0}, "allow_credentials": True}}
app.add_middleware(CORSMiddleware, **OPTIONS)
"""
ECHO = """from flask import Flask, request

app = Flask("shop")


@app.after_request
def allow(answer):
    origin = request.headers.get("Origin")
    {0}
        answer.headers["Access-Control-Allow-Origin"] = origin
        answer.headers["Access-Control-Allow-Credentials"] = "true"
    return answer
"""
FLASK = "from flask_cors import CORS\n\nCORS(app, supports_credentials=True, {0})\n"


def told(code: str) -> bool:
    """Whether any site may call what the code serves."""
    return bool(judge_example(AnyOrigin, python(code)))


@pytest.mark.parametrize(
    "pattern",
    [
        ".*",
        "https://.*",
        "https?://.+",
        "^https?://.*$",
        r"^https?:\/\/.*$",
        "(https?://)?.*",
        "https://[^/]+",
        r"https?://[\w.-]+(:\d+)?",
        r"https://\S+",
        # Anybody may register notacme.io.
        r"https://.*acme\.io",
    ],
)
def test_a_pattern_that_everybody_s_site_matches(pattern: str) -> None:
    assert told(STARLETTE.format(pattern))


@pytest.mark.parametrize(
    "pattern",
    [
        r"https://(www|app)\.acme\.io",
        r"https://.*\.acme\.io",
        r"https://[a-z-]+\.acme\.io",
        r"https://(.+\.)?acme\.io",
        r"https?://localhost(:\d+)?",
        r"https?://localhost:.*",
    ],
)
def test_a_pattern_of_one_s_own_sites(pattern: str) -> None:
    assert not told(STARLETTE.format(pattern))


@pytest.mark.parametrize(
    ("origins", "any_site"), [('["*"]', True), ('["https://shop.acme.io"]', False)]
)
def test_options_that_a_call_takes(origins: str, any_site: bool) -> None:
    assert told(SPREAD.format(origins)) is any_site


@pytest.mark.parametrize(
    ("asked", "any_site"),
    [
        ("if origin:", True),
        ("if request.method == 'GET':", True),
        ("if origin in SITES:", False),
        ("if origin == SHOP:", False),
        ("if origin.endswith('.acme.io'):", False),
        ("if allowed(origin):", False),
    ],
)
def test_an_origin_that_is_sent_back_as_it_came(asked: str, any_site: bool) -> None:
    assert told(ECHO.format(asked)) is any_site


@pytest.mark.parametrize(
    ("given", "any_site"),
    [
        ('origins=[r".*"]', True),
        ('origins=["https://shop.acme.io", "*"]', True),
        ('resources={r"/api/*": {"origins": "*"}}', True),
        ('resources={r"/api/*": {"origins": ["https://shop.acme.io"]}}', False),
        ('origins=[r"https://\\w+\\.acme\\.io"]', False),
    ],
)
def test_what_flask_is_told(given: str, any_site: bool) -> None:
    assert told(FLASK.format(given)) is any_site
