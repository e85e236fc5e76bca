"""What a Python text imports, and which file of the project that leads to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrail.frontends.python.naming.names import Names
from guardrail.frontends.python.naming.scopes import Scopes
from guardrail.frontends.python.source.tree import Module
from guardrail.model import Source
from guardrail.project.imports import imports_of
from guardrail.project.modules import Modules


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("from app.db import run", {"run": "app.db.run"}),
        ("from app.db import run as go, stop", {"go": "app.db.run", "stop": "app.db.stop"}),
        ("from . import db", {"db": ".db"}),
        ("from .. import db", {"db": "..db"}),
        ("from ..core.db import run", {"run": "..core.db.run"}),
        ("import app.db as d", {"d": "app.db"}),
        ("from a import (  # why\n    b,\n    c as d,  # that\n)", {"b": "a.b", "d": "a.c"}),
        ("from a import b, \\\n    c", {"b": "a.b", "c": "a.c"}),
        ("if x:\n    from a import b", {"b": "a.b"}),
        ("from a import b; print(c, d)", {"b": "a.b"}),
        ("# from a import b\nreimport = 1\nimportant = a\n", {}),
        ("import", {}),
        ("from a import (b", {}),
    ],
)
def test_the_names_that_a_text_imports(text: str, names: dict[str, str]) -> None:
    assert imports_of(text).names == names


def test_modules_and_everything_of_a_module() -> None:
    found = imports_of("import os, app.db\nfrom app.core import *\nfrom . import *\n")
    assert found.modules == ("os", "app.db")
    assert found.starred == ("app.core", ".")


NAMES = st.sampled_from(("a", "b", "run", "db_1"))
ORIGINS = st.sampled_from(("a", "a.b", ".", "..", ".a", "..a.b"))
ALIASED = st.tuples(NAMES, st.one_of(st.just(""), NAMES.map(" as {}".format))).map("".join)
LISTS = st.lists(ALIASED, min_size=1, max_size=4).map(", ".join)
LINES = st.one_of(
    st.tuples(ORIGINS, LISTS).map(lambda said: f"from {said[0]} import {said[1]}"),
    st.tuples(ORIGINS, LISTS).map(lambda said: f"from {said[0]} import ({said[1]})"),
    st.tuples(NAMES, NAMES).map(lambda said: f"import {said[0]} as {said[1]}"),
)


@given(st.lists(LINES, max_size=6))
def test_what_is_read_without_parsing_is_what_the_parser_reads(lines: list[str]) -> None:
    text = "\n".join(lines) + "\n"
    module = Module(Source("a.py", "python", text))
    assert imports_of(text).names == Names(module, Scopes(module)).imports


@given(st.text(alphabet="from import as.,()\\\n#*ab", max_size=200))
def test_any_text_has_imports_or_none(text: str) -> None:
    imports_of(text)


FILES = {
    *("app/__init__.py", "app/db.py", "app/core/__init__.py", "app/core/jobs.py"),
    *("src/shop/__init__.py", "src/shop/models.py", "tools/clean.py", "tools/common.py"),
    *("services/api/billing/__init__.py", "services/api/billing/db.py", "services/api/main.py"),
    *("plain/space/part.py", "json.py"),
}


@pytest.mark.parametrize(
    ("name", "path", "found"),
    [
        ("app.db.run", "main.py", ("app/db.py", "run")),
        ("app.db", "main.py", ("app/db.py", "")),
        ("app.run", "main.py", ("app/__init__.py", "run")),
        ("app.core.jobs.Job.start", "tools/clean.py", ("app/core/jobs.py", "Job.start")),
        (".db.run", "app/jobs.py", ("app/db.py", "run")),
        (".db", "app/jobs.py", ("app/db.py", "")),
        ("..db.run", "app/core/jobs.py", ("app/db.py", "run")),
        (".run", "app/jobs.py", ("app/__init__.py", "run")),
        ("shop.models.Order", "tests/test_shop.py", ("src/shop/models.py", "Order")),
        ("billing.db.run", "services/api/main.py", ("services/api/billing/db.py", "run")),
        ("common.go", "tools/clean.py", ("tools/common.py", "go")),
        ("plain.space.part.x", "main.py", ("plain/space/part.py", "x")),
        ("db.run", "app/jobs.py", None),
        ("json.dumps", "main.py", None),
        ("django.db.models", "app/jobs.py", None),
        ("....x.y", "app/jobs.py", None),
    ],
)
def test_the_file_that_a_name_leads_to(name: str, path: str, found: tuple[str, str] | None) -> None:
    assert Modules(FILES.__contains__).find(name, path) == found
