"""Values that lead to others along ever more ways are worked out once."""

from __future__ import annotations

from time import process_time

import pytest
from reading_python import items

SECONDS = 6
"""Twice what the slowest takes on a quiet machine; what grows faster takes far longer."""


def doubled(first: str, step: str, last: str, times: int = 14) -> str:
    """A name made of the one before it twice over, `times` times, and what is done with it."""
    steps = "".join(step.format(here=f"a{i + 1}", before=f"a{i}") for i in range(times))
    return f"a0 = {first}\n{steps}" + last.format(f"a{times}") * 40


BRANCH = "{here} = {before}\nif x:\n    {here} = {before}.filter(a=1)\n"
MONGO = "from pymongo import MongoClient\nshop = MongoClient().shop\n"
SNAPSHOTS = """\
    for one in ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"][keep:]:
        if re.match("(pr)?", one["Description"]):
            ec2.delete_snapshot(SnapshotId=one["SnapshotId"])
"""
TEXTS = [
    doubled("'a'", "{here} = {before} / {before}\n", "os.remove({})\n"),
    doubled("Path('a')", "{here} = {before} / {before}\n", "cursor.execute({}.read_text())\n"),
    doubled("User.objects.all()", BRANCH, "{}.delete()\n", 12),
    doubled("User.objects.all()", "{here} = {before} if x else {before}\n", "{}.delete()\n"),
    "def f():\n    return 'x'\n" * 1_500 + "cursor.execute(f())\n" * 1_500,
    "def f():\n" + "    x = 1\n" * 8_000 + "    return a\n" + "cursor.execute(f())\n" * 1_500,
    "for a in b:\n    for b in a:\n        cursor.execute(a)\n" * 800,
    MONGO + "q = {}\n" + "q['a'] = 1\n" * 2_000 + "shop.users.delete_many(q)\n" * 1_500,
    MONGO + "q = {}\n" + "if x:\n    q['a'] = 1\n" * 2_000 + "shop.users.delete_many(q)\n" * 200,
    MONGO + "o = {}\n" + "o['a'] = 1\n" * 2_000 + "shop.users.delete_many(**o)\n" * 1_500,
    MONGO + "def f():\n    global a\n    a = shop\n" * 1_500 + "a.users.drop()\n" * 1_500,
    MONGO
    + "class A:\n"
    + "".join(f"    def f{i}(self):\n        self.a{i} = self.a{i + 1}\n" for i in range(1_500))
    + "    def wipe(self):\n"
    + "".join(f"        self.a{i}.drop()\n" for i in range(1_500)),
    MONGO
    + "".join(f"A{i} = Union[A{i + 1}, A{i + 1}, A{i}]\n" for i in range(1_500))
    + "def f(a: A0):\n    a.drop()\n",
    MONGO
    + "".join(f"def f{i}():\n    return f{i + 1}() or f{i}()\n" for i in range(1_500))
    + "f0().drop()\nf0().delete()\n",
    "".join(
        f"class A{i}:\n    q = 'DROP TABLE a'\n    def f(self):\n        cursor.execute(self.q)\n"
        for i in range(4_000)
    ),
    "cursor.execute([" + "1, " * 150_000 + "])\n",
    "os.remove(a)\n" * 6_000 + f"# {'x' * 90}\n" * 20_000,
    "if a:\n    return\n" * 8_000 + "cursor.execute('DROP TABLE a')\n" * 4_000,
    "import boto3, re\nec2 = boto3.client('ec2')\ndef f(keep=0):\n" + SNAPSHOTS * 700,
    "stage = os.environ['STAGE']\n"
    + "if stage == 'dev':\n    cursor.execute('DROP TABLE a')\n" * 4_000,
]


@pytest.mark.parametrize("code", TEXTS, ids=range(len(TEXTS)))
def test_the_work_grows_with_the_text(code: str) -> None:
    started = process_time()
    items(code)
    assert process_time() - started < SECONDS
