"""Indexes that are loaded as objects, and that another function has fetched before."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CodeRun

INDEX = """
import hashlib, requests, tempfile
from pathlib import Path
from langchain_community.vectorstores import FAISS

def download(folder):
    for name in ("index.faiss", "index.pkl"):
        answer = requests.get(f"https://dumps.example.org/{{name}}")
        {look}
        (folder / name).write_bytes(answer.content)

def build(folder):
    FAISS.from_texts(texts, embeddings).save_local(str(folder))

def loaded(folder: Path):
    options = {{"allow_dangerous_deserialization": True}}
    return FAISS.load_local(str(folder), embeddings, **options)

def ask(question):
    with tempfile.TemporaryDirectory() as held:
        folder = Path(held)
        {before}
        return loaded(folder).similarity_search(question)
"""
CHECK = "if hashlib.sha256(answer.content).hexdigest() != SUMS[name]: raise ValueError"


@pytest.mark.parametrize(
    ("before", "look", "told"),
    [
        ("download(folder)", "pass", True),
        ("download(folder)", CHECK, False),
        ("build(folder)", "pass", False),
        ("pass", "pass", False),
    ],
)
def test_what_its_caller_had_fetched(before: str, look: str, told: bool) -> None:
    found = items(INDEX.format(before=before, look=look))
    told_of = [one.what for one in found if isinstance(one, CodeRun)]
    assert any("whoever calls it" not in one for one in told_of) is told
