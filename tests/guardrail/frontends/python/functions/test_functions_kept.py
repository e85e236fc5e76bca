"""Functions that are kept in a list, a dictionary or a partial, and called from there."""

from __future__ import annotations

import pytest
from reading_python import items, shown, texts

from guardrail.effects import Effect
from guardrail.model import Confidence

START = (
    "import shutil\nfrom functools import partial\nimport psycopg\n"
    "from pymongo import MongoClient\nusers = MongoClient().shop.users\n"
    "cur = psycopg.connect('x').cursor()\n"
)


def effects(code: str) -> list[Effect]:
    """The effects of a program."""
    return [item for item in items(START + code) if isinstance(item, Effect)]


@pytest.mark.parametrize(
    "code",
    [
        "OPS = {'wipe': users.delete_many}\nOPS['wipe']({})",
        "OPS = {'wipe': users.delete_many, 'count': users.count}\nOPS.get('wipe')({})",
        "OPS = [users.delete_many]\nOPS[0]({})",
        "OPS = {'wipe': users.delete_many}\nrun = OPS['wipe']\nrun({})",
        "for run in [users.delete_many]:\n    run({})",
        "STEPS = (users.find, users.delete_many)\nfor run in STEPS:\n    run({})",
        "OPS = {'wipe': users.delete_many}\nfor name, run in OPS.items():\n    run({})",
        "{'wipe': users.delete_many}['wipe']({})",
        "[run({}) for run in (users.delete_many,)]",
        (
            "class Job:\n    def __init__(self):\n        self.ops = {'wipe': users.delete_many}\n"
            "    def run(self):\n        self.ops['wipe']({})"
        ),
        "OPS = {}\nOPS['wipe'] = users.delete_many\nOPS['wipe']({})",
        "OPS = dict(wipe=users.delete_many)\nOPS['wipe']({})",
        "STEPS = []\nSTEPS.append(users.delete_many)\nfor run in STEPS:\n    run({})",
        "def wipe(run=users.delete_many):\n    run({})",
        "run = getattr(users, 'delete_many')\nrun({})",
        "name = 'delete_many'\ngetattr(users, name)({})",
        "for name in ['find', 'delete_many']:\n    getattr(users, name)({})",
        "def wipe():\n    clear = getattr(users, 'delete_many')\n    clear({})",
        "def wipe():\n    run = getattr(users, 'delete_many')\n    run({})",
        "HOW = 'delete_many'\nclear = getattr(users, HOW)\nclear({})",
        "HOW = 'delete_many'\ndef wipe():\n    run = getattr(users, HOW)\n    run({})",
        (
            "class Wipe:\n    how = 'delete_many'\n    def all(self):\n"
            "        clear = getattr(users, self.how)\n        clear({})"
        ),
        "def wipe(how):\n    clear = getattr(users, how)\n    clear({})\n\nwipe('delete_many')",
    ],
)
def test_what_is_taken_out_and_called_does_what_it_does(code: str) -> None:
    told = effects(code)
    assert [one.__class__.__name__ for one in told] == ["DataChange"]
    assert getattr(told[0], "scope", "") == "none"
    assert told[0].confidence is Confidence.HIGH


@pytest.mark.parametrize(
    "code",
    [
        "OPS = {'wipe': users.delete_many}",
        "OPS = {'wipe': users.delete_many, 'count': users.count_documents}\nOPS['count']({})",
        "OPS = {'wipe': users.delete_many, 'count': users.count_documents}\nOPS.get('count')({})",
        "OPS = [users.count_documents, users.delete_many]\nOPS[0]({})",
        "OPS = {'wipe': users.delete_many}\nlen(OPS)",
        "OPS = {}\nOPS['wipe'] = users.delete_many\nOPS['count']({})",
        "OPS = dict(wipe=users.delete_many, count=users.find)\nOPS['count']({})",
        "def wipe(run=users.delete_many):\n    return run",
        "job = wrap(users.delete_many)\njob({})",
        "for name in ['find', 'count_documents']:\n    getattr(users, name)({})",
        "HOW = 'delete_many'\nclear = getattr(users, HOW)\nclear = print\nclear({})",
        "HOW = 'count_documents'\ndef count():\n    run = getattr(users, HOW)\n    run({})",
        "HOW = 'delete_many'\ndef given():\n    clear = getattr(users, HOW)\n    return clear",
    ],
)
def test_what_is_only_kept_runs_nothing(code: str) -> None:
    assert effects(code) == []


def test_which_is_meant_may_be_said_at_run_time() -> None:
    """One of several that a person picks is told with less confidence."""
    kept = "OPS = {'wipe': users.delete_many, 'drop': users.drop}\nOPS[input()]({})"
    told = effects(kept)
    assert {one.__class__.__name__ for one in told} == {"DataChange", "SchemaChange"}
    assert {one.confidence for one in told} == {Confidence.MEDIUM}


def test_a_partial_is_given_the_rest_later() -> None:
    assert texts(START + "run = partial(cur.execute)\nrun('DROP TABLE x')") == ["DROP TABLE x"]
    assert texts(START + "run = cur.execute\nrun('DROP TABLE x')") == ["DROP TABLE x"]
    (told,) = effects("wipe = partial(shutil.rmtree, ignore_errors=True)\nwipe('/srv/data')")
    assert getattr(told, "path", "") == "/srv/data"


def test_a_partial_may_be_kept_by_an_object() -> None:
    code = (
        "class Job:\n    def __init__(self):\n        self.run = partial(cur.execute)\n"
        "    def start(self):\n        self.run('DROP TABLE x')\n"
    )
    assert texts(START + code) == ["DROP TABLE x"]
    assert texts(START + code.replace("partial(cur.execute)", "cur.execute")) == ["DROP TABLE x"]


def test_what_a_partial_was_given_is_told_once() -> None:
    code = "wipe = partial(shutil.rmtree, '/srv/data')\nwipe(ignore_errors=True)"
    assert len(effects(code)) == 1


def test_functions_of_the_project_are_not_taken_for_others() -> None:
    code = "def remove(x): ...\nOPS = {'remove': remove}\nOPS['remove']('/srv/data')\n"
    assert [line for line in shown(code) if line.startswith("FileChange")] == []


def test_a_long_table_is_followed_to_its_end() -> None:
    names = [f"k{number}" for number in range(1000)]
    table = "OPS = {" + ", ".join(f"'{name}': shutil.rmtree" for name in names) + "}\n"
    code = table + "".join(f"OPS['{name}']('/srv/{name}')\n" for name in names)
    assert [getattr(one, "path", "") for one in effects(code)] == [f"/srv/{one}" for one in names]


@pytest.mark.parametrize(
    "kept",
    [
        "OPS = []\nOPS.append(os.remove)\nfor run in OPS:\n    run('/srv/x')\n",
        "OPS = dict(a=os.remove)\nOPS['a']('/srv/x')\n",
        "OPS = {\n    'a': os.remove\n}\nOPS['a']('/srv/x')\n",
        "OPS = [os.stat, os.remove]\nfor run in OPS:\n    run('/srv/x')\n",
        "def go(path, run=os.remove):\n    run('/srv/x')\n",
    ],
)
def test_a_glance_keeps_a_text_for_it(kept: str) -> None:
    """Nothing else in these texts is worth a look."""
    told = [one for one in items(f"import os\n{kept}") if isinstance(one, Effect)]
    assert [getattr(one, "path", "") for one in told] == ["/srv/x"]


RETRYING = "def retry(call, times, *args, **options):\n    for _ in range(times):\n        {0}\n"


@pytest.mark.parametrize(
    ("inner", "used", "scope"),
    [
        ("return call(*args, **options)", "retry(users.delete_many, 3, {})", "none"),
        ("return call(*args, **options)", "retry(users.delete_many, 3, {'a': 1})", "filtered"),
        ("return call(*args, **options)", "retry(users.delete_many, 3, filter={})", "none"),
        ("print(call, *args)", "retry(users.delete_many, 3, {})", ""),
        ("return call(*args)", "retry(users.find, 3, {})", ""),
    ],
)
def test_a_function_that_another_calls_does_what_it_does(inner: str, used: str, scope: str) -> None:
    told = [str(getattr(one, "scope", "")) for one in effects(RETRYING.format(inner) + used)]
    assert told == ([scope] if scope else [])


def test_so_does_one_that_a_method_calls() -> None:
    code = (
        "class Job:\n    def _try(self, fn, *args):\n        try:\n            fn(*args)\n"
        "        except ValueError:\n            pass\n"
        "    def run(self):\n        self._try(users.delete_many, {})\n"
    )
    assert [str(getattr(one, "scope", "")) for one in effects(code)] == ["none"]
