"""What a text of YAML amounts to as plain data: manifests that are written into a program."""

from __future__ import annotations

from guardrail.frontends.yaml.nodes import Mapping, Node, Scalar, Sequence, resolved
from guardrail.frontends.yaml.read import read_yaml
from guardrail.patterns import late

LONGEST = 20_000
_DEEPEST = 16
_MOST = 2_000
_SWITCHES = {"true": True, "false": False, "null": None, "~": None}
_NUMBER = late(r"\d{1,17}")


def plain_yaml(text: str) -> object:
    """The document of a text, a list of them where there are several; `None` for none."""
    if len(text) > LONGEST:
        return None
    roots = read_yaml(text).roots[:_MOST]
    left = [_MOST]
    told = [_plain(one, left, 0) for one in roots]
    return told[0] if len(told) == 1 else told or None


def _plain(node: Node, left: list[int], depth: int) -> object:
    node = resolved(node)
    left[0] -= 1
    if depth > _DEEPEST or left[0] < 0:
        return None
    if isinstance(node, Mapping):
        return {name: _plain(value, left, depth + 1) for name, value in node.named()}
    if isinstance(node, Sequence):
        return [_plain(one, left, depth + 1) for one in node.items]
    if not isinstance(node, Scalar) or node.style:
        return node.text if isinstance(node, Scalar) else None
    lowered = node.text.lower()
    if lowered in _SWITCHES:
        return _SWITCHES[lowered]
    return int(node.text) if _NUMBER.fullmatch(node.text) else node.text
