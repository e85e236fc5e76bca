"""Notebooks: what the cells run, and the exact place in the JSON where it is written."""

from __future__ import annotations

import json

import pytest

from guardrail.effects import DataChange, Effect, FileChange, SchemaChange
from guardrail.engine.extract import Fact, extract
from guardrail.frontends.languages import language_of
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Comment, Reference, Unanalysed

PATH = "analysis/clean.ipynb"


def notebook(*cells: str, **metadata: object) -> str:
    """A notebook as Jupyter writes it: a line of JSON for each line of a cell."""
    held = [
        {"cell_type": "code", "metadata": {}, "outputs": [], "source": cell.splitlines(True)}
        for cell in cells
    ]
    return json.dumps({"cells": held, "metadata": metadata, "nbformat": 4}, indent=1)


def facts(text: str, path: str = PATH, language: str = "notebook") -> list[Fact]:
    return list(extract(Source(path, language, text), Settings()))


def effects(text: str) -> list[Effect]:
    return [fact for fact in facts(text) if isinstance(fact, Effect)]


def written(text: str, fact: Fact) -> str:
    """What stands in the file where a fact is said to stand."""
    assert hasattr(fact, "span")
    return text[fact.span.start : fact.span.end]


def place(text: str, fact: Fact) -> tuple[int, int]:
    """The 1-based line and column of a fact."""
    assert hasattr(fact, "span")
    start = fact.span.start
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)


def test_a_notebook_is_known_by_its_suffix() -> None:
    assert language_of("a/b.ipynb") == "notebook"


def test_a_statement_stands_at_its_line_and_column() -> None:
    text = (
        '{"cells": [\n'
        '  {"cell_type": "markdown", "source": ["DROP TABLE no"]},\n'
        '  {"cell_type": "code", "source": [\n'
        '    "import os\\n",\n'
        '    "os.system(\\"psql -c \'DROP TABLE orders\'\\")"\n'
        "  ]}\n"
        "]}\n"
    )
    (found,) = effects(text)
    assert isinstance(found, SchemaChange)
    assert place(text, found) == (5, 27)
    assert written(text, found) == "DROP TABLE orders"
    assert found.span.exact


def test_the_way_to_a_statement_names_the_magic() -> None:
    (found,) = effects(notebook("%%sql\nDROP TABLE t"))
    assert [step.label for step in found.via] == ["the notebook's cells", "%sql"]


def test_names_flow_from_cell_to_cell() -> None:
    text = notebook('query = "DELETE FROM users"', "import sqlite3", "cursor.execute(query)")
    (found,) = effects(text)
    assert isinstance(found, DataChange)
    assert written(text, found) == "DELETE FROM users"


def test_importing_what_ipython_has_anyway_changes_nothing() -> None:
    text = notebook("from IPython import get_ipython, display", "!rm -rf /a", "%sql DROP TABLE t")
    assert [written(text, one) for one in effects(text)] == ["rm -rf /a", "DROP TABLE t"]


def test_a_cell_may_be_one_string() -> None:
    text = '{"cells": [{"cell_type": "code", "source": "\\nimport os\\nos.remove(\'/x\')"}]}'
    (found,) = effects(text)
    assert isinstance(found, FileChange)


@pytest.mark.parametrize(
    ("cell", "at"),
    [
        ("%%sql\nDROP TABLE t", "DROP TABLE t"),
        ("%%sql postgresql://db/shop\nDROP TABLE t", "DROP TABLE t"),
        ("%%sql --save x answer <<\nDROP TABLE t", "DROP TABLE t"),
        ("# first\n\n%%sql\nDROP TABLE t", "DROP TABLE t"),
        ("%sql DROP TABLE t\nx = 1", "DROP TABLE t"),
        ("%sql DROP TABLE \\\n  t", "DROP TABLE \\\\\\n"),
        ("x = %sql DROP TABLE t", "DROP TABLE t"),
        ("if x:\n    %sql DROP TABLE t", "DROP TABLE t"),
        ("%sql\nDROP TABLE t\nCASCADE", "DROP TABLE t\\n"),
        ("%sql DROP TABLE\nt CASCADE", "DROP TABLE\\n"),
        ("%%bigquery frame\nDROP TABLE t", "DROP TABLE t"),
        ("%%capture out\n%sql DROP TABLE t", "DROP TABLE t"),
        ("%%bash\npsql -c 'DROP TABLE t'", "DROP TABLE t"),
        ("%%script bash\npsql -c 'DROP TABLE t'", "DROP TABLE t"),
        ("%%python\nimport os\nos.system(\"psql -c 'DROP TABLE t'\")", "DROP TABLE t"),
        ("!psql -c 'DROP TABLE t'", "DROP TABLE t"),
        ("x = !psql -c 'DROP TABLE t'", "DROP TABLE t"),
        ("%sx psql -c 'DROP TABLE t'", "DROP TABLE t"),
        ("%time cursor.execute('DROP TABLE t')", "DROP TABLE t"),
        ("print?\n?print\n%sql DROP TABLE t", "DROP TABLE t"),
        ("name = 't'\n%sql DROP TABLE {{name}}", "DROP TABLE {{name}}"),
    ],
)
def test_magics_run_what_they_hold(cell: str, at: str) -> None:
    text = notebook(cell)
    (found,) = effects(text)
    assert isinstance(found, SchemaChange)
    assert found.table == "t" or found.name == "t"
    assert written(text, found).startswith(at)


@pytest.mark.parametrize(
    "cell",
    [
        "%%writefile drop.sql\nDROP TABLE t",
        "%%markdown\nDROP TABLE t",
        "%%script false\nrm -rf /data",
        "%matplotlib inline\n%load_ext sql",
        "%sql postgresql://db/shop",
        "text = '''\n!rm -rf /data\n%sql DROP TABLE t\n'''",
        "x = (7\n%run)",
        "# !rm -rf /data",
    ],
)
def test_what_only_looks_like_it_runs_nothing(cell: str) -> None:
    assert facts(notebook(cell)) == []


def test_names_of_the_notebook_are_known_in_its_commands() -> None:
    text = notebook("folder = '/srv/shop'", "!rm -rf {folder}/a $folder $HOME")
    assert [one.path for one in effects(text) if isinstance(one, FileChange)] == [
        "/srv/shop/a",
        "/srv/shop",
        "~",
    ]


def test_a_cell_that_is_no_python_hides_nothing_in_the_others() -> None:
    text = notebook("import os", 'x = """', "os.system('rm -rf /data')")
    (found,) = effects(text)
    assert written(text, found) == "rm -rf /data"


def test_a_file_that_is_run_is_looked_for_beside_the_notebook() -> None:
    found = facts(notebook("%run -i ../jobs/clean.py --all", "%run other.ipynb", "%run ./setup"))
    assert [(one.path, one.language) for one in found if isinstance(one, Reference)] == [
        ("jobs/clean.py", "python"),
        ("analysis/other.ipynb", "notebook"),
        ("analysis/setup.py", "python"),
    ]


def test_a_kernel_and_an_editor_say_the_language() -> None:
    (sql,) = effects(notebook("DROP TABLE t", language_info={"name": "sql"}))
    (shell,) = effects(notebook("rm -rf /data", kernelspec={"name": "bash"}))
    assert (sql.language, shell.language) == ("sql", "shell")
    own = {"cell_type": "code", "metadata": {"vscode": {"languageId": "sql"}}}
    (cell,) = effects(json.dumps({"cells": [{**own, "source": "DROP TABLE t"}]}))
    assert cell.language == "sql"


def test_a_language_that_nobody_reads_is_told() -> None:
    (told,) = facts(notebook("dbExecute(db, 'DROP TABLE t')", kernelspec={"language": "R"}))
    assert isinstance(told, Unanalysed)
    assert told.reason == "cell 1 is written in R"
    assert "DROP TABLE" in told.words


def test_outputs_are_not_judged() -> None:
    output = {"output_type": "stream", "text": ["os.system('rm -rf /')\n", "DROP TABLE t"]}
    cell = {"cell_type": "code", "source": ["x = 1"], "outputs": [output]}
    assert facts(json.dumps({"cells": [cell]})) == []


def test_comments_speak_of_the_statement_below() -> None:
    text = notebook("x = 1", "# guardrail: allow[drop-table] a scratch table\n%sql DROP TABLE t")
    (comment,) = (fact for fact in facts(text) if isinstance(fact, Comment))
    (found,) = effects(text)
    assert comment.text == "allow[drop-table] a scratch table"
    assert comment.binds.contains(found.span)


def test_a_notebook_of_databricks_keeps_magics_in_comments() -> None:
    text = (
        "# Databricks notebook source\n"
        "x = 1\n\n# COMMAND ----------\n\n"
        "# MAGIC %sql\n# MAGIC DROP TABLE a;\n# MAGIC DELETE FROM b\n\n"
        "# COMMAND ----------\n\n# MAGIC %sh rm -rf /data\n\n"
        "# COMMAND ----------\n\n# MAGIC %md DROP TABLE c\n"
    )
    found = [one for one in facts(text, "jobs/a.py", "python") if isinstance(one, Effect)]
    assert [written(text, one) for one in found] == [
        "DROP TABLE a",
        "DELETE FROM b",
        "rm -rf /data",
    ]
    assert place(text, found[0]) == (7, 9)
