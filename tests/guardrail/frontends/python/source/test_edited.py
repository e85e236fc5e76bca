"""A tree that was edited and parsed again is the tree of the text as it then is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tree_sitter import Node

from guardrail.frontends.python.source.edited import Edit, edited
from guardrail.frontends.python.source.tree import Module
from guardrail.model import Source

LINES = (
    "def clear(cur, table):\n    cur.execute(f'DELETE FROM {table}')\n",
    "class Job:\n    def run(self):\n        return [self.a, {'k': 1}]\n",
    "Ünïcode = 'ä' + other\n",
    'text = """one\ntwo"""\n',
    "if a:\r\n    b = 1\r\nelse:\r\n    c(1, 2)\r\n",
    "shutil.rmtree(where / 'x', ignore_errors=True)\n",
)
TOLD = ("x", "'DROP TABLE t'", "('a',\n 'b')", "(Path('/ö') / 'x')", '"""a\nb"""', "(f)(1)", "[1]")


def shape(node: Node) -> list[tuple[str, int, int, int]]:
    found, waiting = [], [node]
    while waiting:
        one = waiting.pop()
        found.append((one.type, one.start_byte, one.end_byte, one.child_count))
        waiting += one.children
    return found


def names(module: Module) -> list[Node]:
    found, waiting = [], [module.root]
    while waiting:
        one = waiting.pop()
        if one.type == "identifier":
            found.append(one)
        waiting += one.children
    return sorted(found, key=lambda one: one.start_byte)


@settings(deadline=None)
@given(st.lists(st.sampled_from(LINES), min_size=1, max_size=6), st.data())
def test_parsing_what_was_edited_gives_the_same_as_parsing_the_whole(
    lines: list[str], data: st.DataObject
) -> None:
    module = Module(Source("a.py", "python", "".join(lines)))
    chosen = data.draw(st.lists(st.sampled_from(names(module)), max_size=3, unique=True))
    edits = [
        Edit(one.start_byte, one.end_byte, data.draw(st.sampled_from(TOLD)))
        for one in sorted(chosen, key=lambda one: one.start_byte)
    ]
    text, at = "", 0
    for edit in edits:
        text += module.text[at : edit.start] + edit.text
        at = edit.end
    after = Source("a.py", "python", text + module.text[at:])
    whole = Module(after)
    before = shape(module.root)
    tree = edited(module, edits)
    assert tree is not None
    again = Module(after, tree)
    if not whole.root.has_error:
        assert shape(again.root) == shape(whole.root)
    assert shape(module.root) == before, "the module that was edited is as it was"


def test_a_text_with_errors_is_parsed_whole() -> None:
    module = Module(Source("a.py", "python", "def (:\n    x = 1\n"))
    assert edited(module, [Edit(11, 12, "y")]) is None
