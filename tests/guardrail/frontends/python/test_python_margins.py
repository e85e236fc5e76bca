"""Comments that speak, text that isn't Python, and text that is hard on a reader."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from reading_python import items, shown

from guardrail.effects import Effect
from guardrail.model import Confidence
from guardrail.stream import Comment, Embedded


def bound(code: str) -> list[tuple[str, str]]:
    """What each comment says and the code it binds."""
    return [
        (item.text, code[item.binds.start : item.binds.end])
        for item in items(code)
        if isinstance(item, Comment)
    ]


def test_a_comment_binds_the_statement_below_or_the_one_it_ends() -> None:
    code = (
        "# guardrail: allow[a]\n"
        "cursor.execute('DELETE FROM a')\n"
        "cursor.execute('DELETE FROM b', [1])  # guardrail: allow[b]\n"
        "def f():\n"
        "    # guardrail: allow[c]\n"
        "    cursor.execute('DELETE FROM c')\n"
        "text = '# guardrail: no comment'\n"
    )
    assert bound(code) == [
        ("allow[a]", "cursor.execute('DELETE FROM a')"),
        ("allow[b]", "cursor.execute('DELETE FROM b', [1])"),
        ("allow[c]", "cursor.execute('DELETE FROM c')"),
    ]


def test_a_comment_binds_one_operation_of_a_list() -> None:
    code = (
        "operations = [\n"
        "    migrations.DeleteModel('A'),\n"
        "    # guardrail: allow[x]\n"
        "    migrations.DeleteModel('B'),\n"
        "    migrations.DeleteModel('C'),  # guardrail: allow[y]\n"
        "]\n"
    )
    assert bound(code) == [
        ("allow[x]", "migrations.DeleteModel('B')"),
        ("allow[y]", "migrations.DeleteModel('C')"),
    ]


def test_what_is_intact_in_broken_code_is_read() -> None:
    code = (
        "cursor.execute('DELETE FROM a')\nclass A(:\n    x = = 3\ncursor.execute('DELETE FROM b')\n"
    )
    lines = shown(code)
    assert "sql: DELETE FROM a" in lines
    assert "sql: DELETE FROM b" in lines
    assert any(line.startswith("unanalysed: this can't be parsed as Python") for line in lines)


def test_half_typed_code_is_still_read_around_the_cursor() -> None:
    lines = shown("import shutil\nshutil.rmtree('/srv')\nif x:\n    y = foo(\n")
    assert "FileChange verb=delete path=/srv recursive" in lines


def test_what_stands_in_a_broken_region_is_less_sure() -> None:
    code = "import shutil\nclass A(:\n  (shutil.rmtree('/srv')\n"
    found = [item for item in items(code) if isinstance(item, Effect)]
    assert [item.confidence for item in found] == [Confidence.MEDIUM]


def test_python_2_is_read() -> None:
    assert shown("print 'x'\ncursor.execute('DELETE FROM a')\n") == ["sql: DELETE FROM a"]


def test_a_lone_carriage_return_ends_a_comment() -> None:
    assert shown("# x\rcursor.execute('DELETE FROM a')\n") == ["sql: DELETE FROM a"]


HARD = {
    "a long sum": "cursor.execute(" + "+".join(["'DELETE FROM a '"] * 10_000) + ")",
    "many parentheses": "cursor.execute(" + "(" * 10_000 + "'DELETE FROM a'" + ")" * 10_000 + ")",
    "open parentheses": "(" * 50_000 + "cursor.execute('DELETE FROM a')",
    "unary minus": "cursor.execute(" + "-" * 30_000 + "x)",
    "nested calls": "f(" * 5_000 + "cursor.execute('DELETE FROM a')" + ")" * 5_000,
    "a chain": "User.objects" + ".filter(a=1)" * 5_000 + ".delete()",
    "a table": "X = [\n" + "  ('a', 'b'),\n" * 30_000 + "]\ncursor.execute('DELETE FROM a')",
    "doubling": "a = 'DELETE FROM x'\n" + "a = a + a\n" * 200 + "cursor.execute(a)",
    "a name bound often": "x = ''\n" + "x += 'a'\ncursor.execute(x)\n" * 3_000,
    "many branches": "x = ''\n" + "if a: x += 'b'\n" * 10_000 + "cursor.execute(x)\n",
    "many clauses": "if a: x = 'b'\n" + "elif b: x = 'c'\n" * 5_000 + "cursor.execute(x)\n",
    "deep blocks": "".join(" " * i + "if a:\n" for i in range(600)) + " " * 600 + "f('x')\n",
    "holes": "cursor.execute(f'DELETE FROM a " + "{x}" * 50_000 + "')",
    "placeholders": "cursor.execute('DELETE FROM a " + "%s" * 50_000 + "' % x)",
    "escapes": "cursor.execute('DELETE FROM a " + "\\n" * 100_000 + "')",
    "continued lines": "cursor.execute('DELETE FROM a'" + "\\\n" * 50_000 + ")",
    "margins of comments": "if a:\n" + "".join(" " * (i % 50) + "#\n" for i in range(20_000)),
    "nested state": "class Migration(migrations.Migration):\n  operations = ["
    + "migrations.SeparateDatabaseAndState(database_operations=[" * 2_000
    + "])" * 2_000
    + "]",
    "names after names": "".join(f"a{i} = a{i + 1}\n" for i in range(5_000)) + "a0.execute('x')",
    "calls of calls": "revision = 1\ndef upgrade():\n  f0()\n"
    + "".join(f"def f{i}():\n  f{i + 1}()\n  f{i + 2}()\n  os.remove('a')\n" for i in range(800)),
    "odd letters": "cur.ｅｘｅｃｕｔｅ('DELETE FROM a')\n" * 2_000,
}


@pytest.mark.parametrize("name", HARD)
def test_hard_text_ends_soon_and_without_an_error(name: str) -> None:
    began = time.process_time()
    items(HARD[name], "app/migrations/0001_a.py")
    assert time.process_time() - began < 5


def test_blocks_too_deep_for_the_parser_are_told_not_parsed() -> None:
    assert shown(HARD["deep blocks"] + "cursor.execute('x')") == [
        "unanalysed: it is nested more deeply than Python allows"
    ]


def test_the_parser_survives_the_deepest_blocks_that_it_is_given() -> None:
    # In a process of its own: a parser that doesn't would take the test run with it.
    code = (
        "from guardrail.frontends.python.source.nesting import MOST_LEVELS\n"
        "from guardrail.frontends.python.source.tree import parse\n"
        "deep = ''.join(' ' * i + 'if a:\\n' for i in range(MOST_LEVELS - 1))\n"
        "for _ in range(3):\n"
        "    parse(deep + ' ' * MOST_LEVELS + 'f(\"a\", f\"{b}\")\\n)))(\\n')\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_nothing_is_lost_by_what_eases_the_parser() -> None:
    code = (
        "x = '''\n# not a comment'''\n"
        "if a:\n"
        + "    # a comment\n" * 3_000
        + "    # guardrail: allow[x]\n"
        + "    cursor.execute('''DELETE\n# from\nFROM a''')\n"
    )
    found = items(code)
    assert [item.source.text for item in found if isinstance(item, Embedded)] == [
        "DELETE\n# from\nFROM a"
    ]
    assert [item.text for item in found if isinstance(item, Comment)] == ["allow[x]"]
