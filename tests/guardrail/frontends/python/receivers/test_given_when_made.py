"""What objects are made with is what their attributes hold; methods get what they are handed."""

from textwrap import dedent

import pytest
from reading_python import items, shown, texts

from guardrail.effects import DataChange, FileChange, Scope

_PLAIN = "class Cleaner:\n    def __init__(self, root):\n        self.root = root\n"
_DATA = "@dataclass\nclass Cleaner:\n    root: Path\n"
_RUN = "    def run(self):\n        shutil.rmtree(self.root)\n"


def _paths(code: str) -> list[str]:
    found = items(f"import shutil\nfrom pathlib import Path\n{code}")
    return [one.path for one in found if isinstance(one, FileChange)]


@pytest.mark.parametrize("owner", [_PLAIN, _DATA])
@pytest.mark.parametrize("made", ["Cleaner(Path('/srv/data'))", "Cleaner(root='/srv/data')"])
def test_an_attribute_holds_what_the_class_is_called_with(owner: str, made: str) -> None:
    assert _paths(f"{owner}{_RUN}{made}.run()\n") == ["/srv/data"]


def test_each_of_several_objects_is_told() -> None:
    code = f"{_PLAIN}{_RUN}Cleaner('/tmp/a').run()\nCleaner('/srv/data').run()\n"
    assert _paths(code) == ["/tmp/a", "/srv/data"]


def test_a_derived_class_is_made_in_the_same_way() -> None:
    code = f"{_PLAIN}{_RUN}class Other(Cleaner):\n    pass\nOther('/srv/data').run()\n"
    assert _paths(code) == ["/srv/data"]


def test_a_class_that_is_made_nowhere_stays_unknown() -> None:
    assert _paths(f"{_PLAIN}{_RUN}") == _paths(f"{_PLAIN}{_RUN}Other('/srv/data').run()\n")


def test_statements_of_objects_are_run() -> None:
    code = """\
        @dataclass
        class Purge:
            table: str
            sql: str

            def run(self, cursor):
                cursor.execute(self.sql)

        Purge("users", "DELETE FROM users").run(cursor)
        """
    assert texts(code)[-1:] == ["DELETE FROM users"]


_CHANGES = [
    # What a constructor is given.
    (
        "class Cleaner:\n"
        "    def __init__(self, target):\n        self.target = target\n"
        "    def wipe(self):\n        self.target.delete_many({})\n"
        "Cleaner(MongoClient().shop.users).wipe()\n"
    ),
    # What a method is given by another.
    (
        "class Shop:\n"
        "    def __init__(self):\n        self.db = MongoClient().shop\n"
        "    def empty(self, held):\n        held.delete_many({})\n"
        "    def reset(self):\n        self.empty(self.db.users)\n"
    ),
]


@pytest.mark.parametrize("code", _CHANGES)
def test_objects_are_followed_into_constructors_and_methods(code: str) -> None:
    found = [
        one
        for one in items(f"from pymongo import MongoClient\n{code}")
        if isinstance(one, DataChange)
    ]
    assert [(one.target, one.scope) for one in found] == [("shop.users", Scope.NONE)]


@pytest.mark.parametrize(("listed", "told"), [("", [Scope.NONE]), (", Prefix='a/'", [])])
@pytest.mark.parametrize("of_class", [True, False])
def test_keys_handed_to_a_pool_one_by_one(listed: str, told: list[Scope], of_class: bool) -> None:
    self, own = ("self, ", "self.") if of_class else ("", "")
    body = f"""\
def keys({self}bucket):
    s3 = boto3.client("s3")
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket=bucket{listed}):
        for one in page["Contents"]:
            yield one["Key"]

def remove({self}key):
    boto3.client("s3").delete_object(Bucket="b", Key=key)

def run({self}pool):
    list(pool.map({own}remove, {own}keys("b")))
"""
    if of_class:
        body = "class Cleaner:\n" + "".join(f"    {line}\n" for line in body.splitlines())
    found = [one for one in items(f"import boto3\n{body}") if isinstance(one, DataChange)]
    assert [one.scope for one in found] == told


@pytest.mark.parametrize(
    "code",
    [
        (
            'STEPS = [("stop", ["ls"]), ("wipe", ["rm", "-rf", "/srv/a b"])]\n'
            "for name, words in STEPS:\n    subprocess.run(words)"
        ),
        'COMMANDS = {"wipe": ["rm", "-rf", "/srv/a b"]}\nsubprocess.run(COMMANDS["wipe"])',
        (
            "class Step:\n    def run(self):\n        subprocess.run(self.command())\n"
            "    def command(self): ...\nclass Wipe(Step):\n    def command(self):\n"
            '        return ["rm", "-rf", "/srv/a b"]'
        ),
        (
            "@dataclass\nclass Step:\n    words: list[str]\n"
            'for step in [Step(["rm", "-rf", "/srv/a b"])]:\n    subprocess.run(step.words)'
        ),
    ],
)
def test_words_of_commands_are_taken_from_where_they_are_kept(code: str) -> None:
    assert "shell: rm -rf '/srv/a b'" in shown(f"import subprocess\n{code}\n")


def test_the_object_that_a_decorator_of_click_hands_on() -> None:
    code = """\
        import click

        class App:
            def __init__(self):
                self.conn = psycopg2.connect("dbname=erp")

            def sql(self, statement):
                self.conn.cursor().execute(statement)

        pass_app = click.make_pass_decorator(App)

        @click.command()
        @pass_app
        def close(app):
            app.sql("DELETE FROM journal")
        """
    assert texts(code) == ["DELETE FROM journal"]


def test_the_rows_of_a_view_are_those_its_class_names() -> None:
    code = """\
        class Notes(ModelViewSet):
            queryset = Note.objects.all()

            def clear(self, request):
                self.get_queryset().delete()

            def tidy(self, request):
                self.get_queryset().filter(user=request.user).delete()
        """
    found = [one for one in items(code) if isinstance(one, DataChange)]
    assert [(one.target, one.scope) for one in found] == [
        ("Note", Scope.NONE),
        ("Note", Scope.FILTERED),
    ]


def test_fields_of_what_an_object_is_made_with_are_followed() -> None:
    code = """\
        import shutil

        @dataclass
        class Config:
            source: str
            target: str

        class Mirror:
            def __init__(self, config=None):
                self.config = config or Config("a", "/srv/other")

            def run(self):
                shutil.rmtree(self.config.target)

        Mirror(Config("a", "/srv/mirror")).run()
        """
    found = [one.path for one in items(code) if isinstance(one, FileChange)]
    assert found == ["/srv/mirror", "/srv/other"]


def test_what_a_class_method_makes_counts() -> None:
    made = "    @classmethod\n    def default(cls):\n        return cls('/srv/data')\n"
    assert _paths(f"{_PLAIN}{made}{_RUN}Cleaner.default().run()\n") == ["/srv/data"]


def test_files_that_a_method_lists_by_their_kind() -> None:
    code = """\
        class Store:
            def __init__(self, root="/srv/files"):
                self.root = Path(root)

            def files(self):
                return [one for one in self.root.rglob("*") if one.is_file()]

            def clear(self):
                for path in self.files():
                    path.unlink()
        """
    assert _paths(dedent(code)) == ["/srv/files"]
    assert _paths(dedent(code).replace(".is_file()", ".stat().st_mtime < old")) != ["/srv/files"]


def test_dictionaries_that_are_merged_are_picked_from() -> None:
    code = """\
        DEFAULTS = {"reset": ["TRUNCATE accounts"]}

        def settings(path):
            return DEFAULTS | (read(path) if path else {})

        def reset(cursor, path):
            for statement in settings(path)["reset"]:
                cursor.execute(statement)
        """
    assert texts(code) == ["TRUNCATE accounts"]


def test_an_operation_that_a_method_is_given_by_its_name() -> None:
    code = """\
        import boto3

        class Stack:
            def __init__(self):
                self.cf = boto3.client("cloudformation")

            def call(self, operation, **more):
                return getattr(self.cf, operation)(StackName="prod", **more)

            def destroy(self):
                self.call("delete_stack")
        """
    told = "ResourceChange verb=delete provider=aws kind=stack id=prod"
    assert [line for line in shown(code) if line[0] not in "[]"] == [told]
    assert told not in shown(code.replace("delete_stack", "describe_stacks"))


def test_words_that_several_objects_give_belong_together() -> None:
    code = """\
        import subprocess

        class Remote(NamedTuple):
            host: str
            line: str

        for one in [Remote("a", "ls"), Remote("b", "rm -rf /srv")]:
            subprocess.run(["ssh", one.host, one.line])
        """
    assert shown(code) == ["shell: ssh a ls", "shell: ssh b 'rm -rf /srv'"]


PICKED_OF_ITSELF = """\
import os


class Files:
    def repair(self):
        self.files = list(filter(self.is_safe, self.files))


class Manifest:
    def run(self):
        self.found = Files()

    def normal(self, path):
        return path.replace(os.sep, "/")

    def write(self):
        return [self.normal(one) for one in self.found.files]
"""


def test_a_list_that_is_picked_of_itself_comes_to_an_end() -> None:
    assert texts(PICKED_OF_ITSELF) == []
