"""Texts that methods, properties and several branches of a function give, and what options hold."""

from __future__ import annotations

import pytest
from reading_python import items, texts

from guardrail.stream import Embedded

BASE = "class Q:\n    table = 'orders'\n"


@pytest.mark.parametrize(
    "code",
    [
        (
            f"{BASE}    def sql(self):\n        return f'DELETE FROM {{self.table}}'\n"
            "    def run(self, cur):\n        cur.execute(self.sql())\n"
        ),
        (
            f"{BASE}    @property\n    def sql(self):\n        return 'DELETE FROM orders'\n"
            "q = Q()\ncursor.execute(q.sql)\n"
        ),
        (
            f"{BASE}    def sql(self):\n        return 'DELETE FROM orders'\n"
            "q = Q()\ncursor.execute(q.sql())\n"
        ),
        (
            "class A:\n    def sql(self): ...\n    def run(self, cur):\n"
            "        cur.execute(self.sql())\n"
            "class B(A):\n    def sql(self):\n        return 'DELETE FROM orders'\n"
        ),
        "S = {'a': {'b': 'DELETE FROM orders'}}\ncursor.execute(S['a']['b'])\n",
        "S = {'b': 'DELETE FROM orders'}\ncursor.execute(S.get('b'))\n",
        "S = {'b': 'DELETE FROM orders'}\ncursor.execute({**S}['b'])\n",
        "S = {'t': 'orders'}\ncursor.execute('DELETE FROM {t}'.format_map(S))\n",
        "def f():\n    return {'b': 'DELETE FROM orders'}\ncursor.execute(f()['b'])\n",
    ],
)
def test_a_text_is_followed_to_where_it_is_written(code: str) -> None:
    assert "DELETE FROM orders" in texts(code)


KINDS = (
    "def sql(kind):\n    match kind:\n        case 'a':\n            return 'DELETE FROM a'\n"
    "        case 'b':\n            return 'DELETE FROM b'\n"
)
IFS = (
    "def sql(kind):\n    if kind == 'a':\n        return 'DELETE FROM a'\n"
    "    elif kind == 'b':\n        return 'DELETE FROM b'\n"
)


@pytest.mark.parametrize("function", [KINDS, IFS])
def test_of_several_branches_the_one_that_is_asked_for(function: str) -> None:
    assert texts(f"{function}cursor.execute(sql('b'))") == ["DELETE FROM b"]
    assert texts(f"{function}cursor.execute(sql(kind))") == ["DELETE FROM a", "DELETE FROM b"]


@pytest.mark.parametrize("default", ["TRUE", "1=1", "old"])
def test_a_condition_is_what_it_is_by_default_too(default: str) -> None:
    code = f"def f(where='{default}'):\n    cursor.execute(f'DELETE FROM t WHERE {{where}}')\n"
    assert any(one.endswith(default) for one in texts(code))


@pytest.mark.parametrize(
    "code",
    [
        (
            "p.add_argument('--root', default='/srv/x')\nargs = p.parse_args()\n"
            "shutil.rmtree(args.root)\n"
        ),
        (
            "@click.command()\n@click.option('--root', default='/srv/x')\n"
            "def f(root):\n    shutil.rmtree(root)\n"
        ),
        "def f(root=typer.Option('/srv/x')):\n    shutil.rmtree(root)\n",
        "def f(root: Path = Path('/srv/x')):\n    shutil.rmtree(root)\n",
        "class S(BaseSettings):\n    root: str = Field('/srv/x')\nshutil.rmtree(S().root)\n",
    ],
)
def test_the_path_that_an_option_has_by_default(code: str) -> None:
    from reading_python import items

    from guardrail.effects import FileChange

    assert "/srv/x" in [one.path for one in items(code) if isinstance(one, FileChange)]


LISTED = {
    "a list": "    return [f'GRANT SELECT ON users TO {role}']\n",
    "one after the other": "    yield f'GRANT SELECT ON users TO {role}'\n",
}


@pytest.mark.parametrize("gives", LISTED.values(), ids=LISTED)
@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("'PUBLIC'", "GRANT SELECT ON users TO PUBLIC"),
        ("role='reporting'", "GRANT SELECT ON users TO reporting"),
        ("given", "GRANT SELECT ON users TO given"),
    ],
)
def test_a_list_of_texts_holds_what_its_function_is_given(
    gives: str, call: str, expected: str
) -> None:
    code = (
        f"import psycopg\ncur = psycopg.connect(dsn).cursor()\ndef grants(role):\n{gives}"
        f"def run(given):\n    for one in grants({call}):\n        cur.execute(one)\n"
    )
    (found,) = (one.source for one in items(code) if isinstance(one, Embedded))
    told = found.text
    for hole in found.holes:
        told = told.replace(found.text[hole.start : hole.end], hole.name)
    assert told == expected


@pytest.mark.parametrize(
    "runs",
    [
        "def run(steps):\n    for one in steps:\n        cur.execute(one)\nrun(grants(READER))\n",
        "steps = grants(READER)\nfor one in steps:\n    cur.execute(one)\n",
        "def run(all):\n    [cur.execute(one) for one in all]\nrun(all=grants(role=READER))\n",
    ],
)
def test_a_list_that_is_handed_on_has_what_its_own_call_gives(runs: str) -> None:
    code = (
        "import psycopg\ncur = psycopg.connect(dsn).cursor()\nREADER = 'PUBLIC'\n"
        "def grants(role):\n    yield f'GRANT ALL ON ALL TABLES IN SCHEMA pay TO {role}'\n"
    )
    assert texts(code + runs) == ["GRANT ALL ON ALL TABLES IN SCHEMA pay TO PUBLIC"]
