"""Addresses of which a request says to which machine they lead, and those it only adds to."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import GuardChange, NetworkUse

FLASK = """
import requests, httpx
from urllib.parse import urlsplit
from flask import Flask, abort, redirect, request, url_for

app = Flask(__name__)
SOURCES = {{"a": "https://a.acme.io"}}

@app.get("/show")
def show():
    {lines}
"""


def chosen(code: str) -> int:
    """How many addresses a request chooses."""
    found = items(code)
    asked = sum(isinstance(one, NetworkUse) and one.chosen for one in found)
    return asked + sum(
        isinstance(one, GuardChange) and one.guard == "address check" for one in found
    )


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        ("return requests.get(request.args['url']).text", 1),
        ("return httpx.get(request.args['url']).text", 1),
        ("url = request.form['url']\n    return requests.post(url, json={}).text", 1),
        ("host = request.args['host']\n    return requests.get(f'http://{host}/status').text", 1),
        ("return redirect(request.args['next'])", 1),
        ("return redirect(request.headers['Referer'])", 0),
        ("return redirect(url_for('show', page=request.args['page']))", 0),
        ("return requests.get(f\"https://a.acme.io/{request.args['id']}\").text", 0),
        ("return requests.get(SOURCES[request.args['of']]).text", 0),
        ("return redirect(manager.page_after(request.args['next']))", 0),
        (
            (
                "url = request.args['url']\n    if urlsplit(url).hostname not in SOURCES:\n"
                "        abort(400)\n    return requests.get(url).text"
            ),
            0,
        ),
    ],
)
def test_who_says_to_which_machine_an_address_leads(lines: str, count: int) -> None:
    assert chosen(FLASK.format(lines=lines)) == count


@pytest.mark.parametrize(
    ("made", "count"), [("url", 1), ("f'https://a.acme.io/{url}'", 0), ("f'{BASE}/{url}'", 0)]
)
def test_a_parameter_of_a_route(made: str, count: int) -> None:
    code = (
        "import httpx\nfrom fastapi import FastAPI\nfrom shop.settings import BASE\n"
        "app = FastAPI()\n@app.get('/show')\nasync def show(url: str):\n"
        f"    async with httpx.AsyncClient() as client:\n        return await client.get({made})\n"
    )
    assert chosen(code) == count


def test_a_program_that_answers_nobody() -> None:
    code = "import requests\ndef fetch(url):\n    return requests.get(url).text\nfetch(input())\n"
    assert chosen(code) == 0


@pytest.mark.parametrize(("who", "count"), [("get_user", 1), ("get_admin_user", 0)])
def test_administrators_set_addresses_up(who: str, count: int) -> None:
    code = f"""
import httpx
from fastapi import Depends, FastAPI, Request
from shop.users import {who}

app = FastAPI()

@app.post("/verify")
async def verify(request: Request, user=Depends({who})):
    url = (await request.json())["url"]
    return httpx.get(f"{{url}}/version").text
"""
    assert chosen(code) == count
