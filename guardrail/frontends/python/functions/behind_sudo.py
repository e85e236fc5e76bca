"""Commands put behind `sudo` and the like: they do the same, with other rights."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_WORD = r"(?:sudo|doas|nice|ionice|nohup|time|exec|command)"
_BEFORE = late(rf"{_WORD}(?:\s+(?:-[ug]\s+[\w-]+|-n\s+-?\d+|-\S+))*\s+")
_FIRST = late(rf"[\"']{_WORD}[\"']")
_OPENING = late(r"[a-zA-Z]*[\"']{1,3}")


def behind_sudo(reading: Reading, node: Node) -> Node | None:
    """The command that `f"sudo {command}"` or `["sudo", *command]` runs; `None` for others."""
    node, module = unwrapped(node), reading.module
    parts = module.children(node)[0]
    if node.type == "string":
        filled = [one for one in parts if one.type == "interpolation"]
        inner = filled[0].child_by_field_name("expression") if len(filled) == 1 else None
        if inner is None or len(filled[0].named_children) != 1:
            return None
        before = _OPENING.sub("", module.plain[node.start_byte : filled[0].start_byte], 1)
        after = module.plain[filled[0].end_byte : node.end_byte].strip("\"'")
        return inner if _BEFORE.fullmatch(before) and not after else None
    if node.type == "list":
        last = parts[-1] if len(parts) > 1 and parts[-1].type == "list_splat" else None
        first = last is not None and _FIRST.fullmatch(module.code(parts[0]))
        return module.children(last)[0][0] if last is not None and first else None
    left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
    if node.type != "binary_operator" or left is None or right is None:
        return None
    if left.type == "list":
        words = module.children(left)[0]
        return right if words and _FIRST.fullmatch(module.code(words[0])) else None
    return right if _BEFORE.fullmatch(reading.known(left)) else None
