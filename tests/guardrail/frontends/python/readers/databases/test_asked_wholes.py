"""Stores that a request asks whatever it likes: by a whole filter, by an operator for a secret."""

from __future__ import annotations

import pytest
from reading_python import runs

START = """
from flask import Flask, request
from pymongo import MongoClient

app = Flask(__name__)
users = MongoClient("mongodb://m.acme.io").shop.users
"""
TOLD = "a query with what a request says in its text"
_TOKEN = "token = request.json['token']\n"


def told(body: str) -> bool:
    """Whether a route that does this lets whoever asks say what is asked of the store."""
    route = "".join(f"    {line}\n" for line in body.splitlines())
    code = f'{START}\n@app.post("/users")\ndef route():\n{route}'
    return any(one.startswith(TOLD) for one in runs(code))


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        ("users.find(request.get_json())", "users.find({'name': request.args['name']})"),
        ("users.find(request.json['filter'])", "users.find({'team': str(request.json['team'])})"),
        ("given = request.get_json()\nusers.find_one(given)", "given = {}\nusers.find_one(given)"),
        ("users.aggregate(request.json['pipeline'])", "users.aggregate(PIPELINES['by_team'])"),
        ("users.find(json.loads(request.args['q']))", "users.find(json.loads(FILTER))"),
        (
            "users.update_one({'_id': 7}, request.get_json())",
            "users.update_one({'_id': 7}, {'$set': {'name': str(request.json['name'])}})",
        ),
        ("users.find(request.get_json())", "users.find(Search.model_validate(request.json))"),
        (
            "users.find_one({'name': name, 'password': request.json['password']})",
            "users.find_one({'name': name, 'password': str(request.json['password'])})",
        ),
        (
            "given = request.get_json()\nusers.find_one({'token': given.get('token')})",
            "given = request.form\nusers.find_one({'token': given.get('token')})",
        ),
        (
            f"{_TOKEN}users.find_one({{'token': token}})",
            f"{_TOKEN}assert isinstance(token, str)\nusers.find_one({{'token': token}})",
        ),
        (
            "users.find_one({'reset_token': request.json['token']})",
            "users.find_one({'reset_token': digest(request.json['token'])})",
        ),
    ],
)
def test_what_a_request_says_as_a_whole(bad: str, good: str) -> None:
    assert told(bad)
    assert not told(good)


@pytest.mark.parametrize(
    ("typed", "known"),
    [("dict", True), ("dict[str, Any]", True), ("Search", False), ("str", False)],
)
def test_a_body_of_any_kind_that_a_route_takes(typed: str, known: bool) -> None:
    code = f"""
from fastapi import FastAPI
from motor.motor_asyncio import AsyncIOMotorClient
app = FastAPI()
users = AsyncIOMotorClient("mongodb://m.acme.io").shop.users
@app.post("/users")
async def search(asked: {typed}):
    return await users.find(asked).to_list(100)
"""
    assert any(one.startswith(TOLD) for one in runs(code)) is known


@pytest.mark.parametrize(
    ("package", "line"),
    [
        ("lancedb", "table.search().where(f\"owner = '{ASKED}'\")"),
        ("lancedb", "table.delete(f\"owner = '{ASKED}'\")"),
        (
            "influxdb_client",
            'api.query(f\'from(bucket: "plant") |> filter(fn: r.a == "{ASKED}")\')',
        ),
        ("influxdb", "client.query(f\"SELECT * FROM cpu WHERE host = '{ASKED}'\")"),
        ("supabase", 'client.table("orders").select("*").or_(f"name.eq.{ASKED}")'),
        ("pyspark", "frame.filter(f\"name = '{ASKED}'\")"),
        ("pyiceberg", "table.scan(row_filter=f\"name = '{ASKED}'\")"),
        ("boto3", "client.execute_statement(Statement=f\"SELECT * FROM a WHERE b = '{ASKED}'\")"),
        ("redis", "client.eval(ASKED, 0)"),
    ],
)
def test_conditions_of_stores_that_are_texts(package: str, line: str) -> None:
    head = f"import {package}\nfrom flask import Flask, request\napp = Flask(__name__)\n"
    route = '@app.get("/rows")\ndef rows():\n    return str('
    bad = line.replace("ASKED", "request.args['a']")
    good = line.replace("ASKED", "int(request.args['a'])").replace(
        "int(request.args['a']), 0", "S, 0"
    )
    assert any(one.startswith(TOLD) for one in runs(f"{head}{route}{bad})\n"))
    assert not any(one.startswith(TOLD) for one in runs(f"{head}{route}{good})\n"))
