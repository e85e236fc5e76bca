"""Code that a request holds: where the request is, and what looks at the code before it is run."""

from __future__ import annotations

import pytest
from reading_python import runs, shown

HANDLER = """
from fastapi import APIRouter, Depends
router = APIRouter()

@router.post("/run")
def run(text: str, size: int, user=Depends(current_user)):
    return work({given})
"""


@pytest.mark.parametrize(
    ("given", "known"), [("text", True), ("text.strip()", True), ("size", False), ("user", False)]
)
def test_a_helper_is_asked_who_calls_it(given: str, known: bool) -> None:
    code = f"def work(code):\n    return eval(code)\n{HANDLER.format(given=given)}"
    found = runs(code)
    assert any("from a request" in one for one in found) is known


@pytest.mark.parametrize(
    ("declared", "known"),
    [("req: Request", True), ("req: web.Request", True), ("req: Settings", False), ("req", False)],
)
def test_a_request_by_any_other_name(declared: str, known: bool) -> None:
    code = f"import pickle\nasync def load({declared}):\n    data = await req.body()\n"
    code += "    return pickle.loads(data)\n"
    assert any("from a request" in one for one in runs(code)) is known


@pytest.mark.parametrize("given", ["fn=run", "fn=show"])
def test_what_is_typed_into_a_page(given: str) -> None:
    code = "import gradio as gr\ndef run(source):\n    exec(source)\n"
    code += f"gr.Interface({given}, inputs='text', outputs='text').launch()\n"
    assert any("from a request" in line for line in shown(code)) is (given == "fn=run")


@pytest.mark.parametrize(
    ("look", "known"),
    [
        ("if 'formula' not in request.json: abort(400)", True),
        ("if request.method not in ('POST', 'PUT'): abort(405)", True),
        ("if request.json['formula'] not in FORMULAS: abort(400)", False),
        ("if not FORMULA.fullmatch(request.json['formula']): abort(400)", False),
    ],
)
def test_that_there_is_a_field_says_nothing_of_what_is_in_it(look: str, known: bool) -> None:
    code = (
        "from flask import Flask, abort, request\napp = Flask('shop')\n\n@app.post('/compute')\n"
        f"def compute():\n    {look}\n    return str(eval(request.json['formula']))\n"
    )
    assert any("from a request" in one for one in runs(code)) is known


ASKED = """
from flask import Flask, request
app = Flask(__name__)

@app.post("/run")
def run():
    {look}
    text = request.json["text"]
    return eval(text)
"""


@pytest.mark.parametrize(
    ("look", "known"),
    [
        ("if not verify_token(request.headers['Authorization']):\n        abort(401)", True),
        ("if not check_rate_limit(request.remote_addr):\n        abort(429)", True),
        ("user = load_user(request)\n    if not user.valid:\n        abort(401)", True),
        ("asked = uuid4().hex\n    if asked not in SEEN:\n        count(asked)", True),
        ("if request.headers['content-type'] not in TYPES:\n        abort(415)", True),
        ("if request.json['text'] not in KNOWN:\n        abort(400)", False),
        ("if not verify(request.json['text']):\n        abort(400)", False),
        ("sent = request.json\n    if not valid(sent):\n        abort(400)", False),
        ("if not verify_signature(request.data):\n        abort(401)", False),
    ],
)
def test_who_asks_and_what_else_is_asked_says_nothing_of_it(look: str, known: bool) -> None:
    assert bool(runs(ASKED.format(look=look))) is known


@pytest.mark.parametrize(
    ("look", "known"),
    [
        ("if body.role not in ROLES:\n        raise HTTPException(403)", True),
        ("if body.text not in ROLES:\n        raise HTTPException(403)", False),
        ("if not valid(body):\n        raise HTTPException(400)", False),
        ("if not body.validate():\n        raise HTTPException(400)", False),
    ],
)
def test_another_field_of_what_is_sent_says_nothing_of_it(look: str, known: bool) -> None:
    code = (
        "from fastapi import FastAPI\napp = FastAPI()\n@app.post('/run')\n"
        f"def run(body: Run):\n    {look}\n    return eval(body.text)\n"
    )
    assert bool(runs(code)) is known


@pytest.mark.parametrize(("then", "known"), [("log.warning(text)", True), ("abort(400)", False)])
def test_a_look_of_which_nothing_comes_is_none(then: str, known: bool) -> None:
    look = f"if request.json['text'] not in KNOWN:\n        {then}"
    assert bool(runs(ASKED.format(look=look))) is known
