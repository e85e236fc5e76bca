"""Models whose place a request names: what is loaded there runs code of its own."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun

SCORE = """
import os
import mlflow
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()
MODELS = {{"churn": "models:/churn@champion"}}

class Ask(BaseModel):
    model: str
    version: int

def load(uri):
    return mlflow.pyfunc.load_model(uri)

@app.post("/score")
def score({parameter}):
    return load({uri}).predict([1])
"""


@pytest.mark.parametrize(
    ("parameter", "uri", "told"),
    [
        ("model: str", "model", True),
        ("ask: Ask", "ask.model", True),
        ("request: Ask", "request.model", True),
        ("request: Ask", "MODELS.get(request.model, request.model)", True),
        ("request: Ask", "MODELS.get(request.model)", False),
        ("request: Ask", "MODELS[request.model]", False),
        ("version: int", "f'models:/churn/{version}'", False),
        ("ask: Ask", "os.environ['MODEL_URI']", False),
    ],
)
def test_who_says_which_model_is_loaded(parameter: str, uri: str, told: bool) -> None:
    found = items(SCORE.format(parameter=parameter, uri=uri))
    assert any(isinstance(one, CodeRun) for one in found) is told
