"""The children of a node are all that is named below it, without comments."""

from __future__ import annotations

import pytest

from guardrail.frontends.python.source.tree import Module
from guardrail.model import Source


@pytest.mark.parametrize(
    "text",
    [
        "a = 1\nb = 2\n",
        "# first\na = 1  # aside\nb = 2\n# last\n",
        "x = '#'\ny = f(1, 2)\n",
        "def f(a,  # one\n      b):\n    # nothing\n    return a\n",
        "items = [\n    1,\n    # 2,\n    3,\n]\n",
        "",
        "# alone",
    ],
)
def test_comments_are_left_out_wherever_they_stand(text: str) -> None:
    module = Module(Source("a.py", "python", text))
    waiting = [module.root]
    while waiting:
        node = waiting.pop()
        nodes, starts = module.children(node)
        wanted = [child for child in node.named_children if child.type != "comment"]
        assert [child.id for child in nodes] == [child.id for child in wanted]
        assert starts == [child.start_byte for child in wanted]
        waiting += wanted
