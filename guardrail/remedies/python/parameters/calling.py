"""The call of a statement, given the values of its parameters."""

from __future__ import annotations

from guardrail.knowledge.python.parameters import Given, Style
from guardrail.model import Edit
from guardrail.remedies.place import Place
from guardrail.remedies.python.parameters.marks import Marked
from guardrail.remedies.python.parameters.template import Unread
from guardrail.remedies.python.parameters.uses import Use
from guardrail.remedies.python.tree import code, margin

WIDTH = 88
"""How long a line may become where the file has no longer ones: what Black allows."""

WIDEST = 120
"""How long it may become where the file has longer ones."""


def given_values(place: Place, use: Use, style: Style, made: Marked, changed: Edit) -> list[Edit]:
    """The edits of the call and of the statement's text: `changed` is the one of the text."""
    values = _values(place.text, style, made)
    if made.before is not None:
        return [
            changed,
            place.edit(made.before.start_byte, made.before.end_byte, values),
        ]
    if style.given is Given.BOUND and _bound_to_text(place.text, use):
        assert use.maker is not None
        named = ", ".join(f"{name}={code}" for name, code in made.values)
        end = use.maker.end_byte
        return [changed, place.edit(end, end, f".bindparams({named})")]
    added = _added(place, use, values)
    wide = _opened(place, use, values, changed)
    return wide if wide is not None else [changed, added]


def _opened(place: Place, use: Use, values: str, changed: Edit) -> list[Edit] | None:
    """The call with an argument on each line, where one line would become too long."""
    text = place.text
    given = use.call.child_by_field_name("arguments")
    if given is None:
        return None
    argument = use.argument
    start, end = given.start_byte, given.end_byte
    whole = start <= changed.start and changed.end <= end
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    line = text[first : last if last >= 0 else len(text)]
    grown = len(line) + 2 + len(values)
    if whole:
        grown += len(changed.text) - (changed.end - changed.start)
    if "\n" in line or "\n" in changed.text or grown <= width_of(text):
        return None
    if len(given.named_children) != 1 or text[argument.end_byte : end - 1].strip():
        return None
    inner = text[argument.start_byte : argument.end_byte]
    if whole:
        at = changed.start - argument.start_byte
        inner = inner[:at] + changed.text + inner[changed.end - argument.start_byte :]
    gap = margin(text, start)
    opened = f"(\n{gap}    {inner},\n{gap}    {values},\n{gap})"
    edit = place.edit(start, end, opened)
    return [edit] if whole else [changed, edit]


def _bound_to_text(text: str, use: Use) -> bool:
    """Whether the values are bound by a method of the text: its own call isn't the running one."""
    function = use.call.child_by_field_name("function")
    method = code(text, function).rpartition(".")[2] if function is not None else ""
    return use.call == use.maker or method not in (
        "execute",
        "scalar",
        "scalars",
        "stream",
    )


def _values(text: str, style: Style, made: Marked) -> str:
    """The values as the argument of the call."""
    values = [code for _, code in made.values]
    if style.given in (Given.DICTIONARY, Given.BOUND, Given.VALUES):
        quote = "'" if text.count("'") > text.count('"') else '"'
        pairs = ", ".join(f"{quote}{name}{quote}: {code}" for name, code in made.values)
        named = "values=" if style.given is Given.VALUES and made.before is None else ""
        return f"{named}{{{pairs}}}"
    if style.given is Given.KEYWORDS:
        return ", ".join(f"{name}={code}" for name, code in made.values)
    joined = ", ".join(values)
    if style.given is Given.SPREAD:
        return joined
    old = made.before.type if made.before is not None else ""
    if old == "list" or (not old and style.given is Given.LIST):
        return f"[{joined}]"
    return f"({joined},)" if len(values) == 1 else f"({joined})"


def _added(place: Place, use: Use, values: str) -> Edit:
    """The values after the text; on a line of their own where the text has one."""
    text = place.text
    given = use.call.child_by_field_name("arguments")
    if given is None:
        raise Unread
    others = [child for child in given.named_children if child.type != "comment"]
    argument = use.argument
    end = argument.end_byte
    if argument.type == "keyword_argument":
        raise Unread
    own_line = "\n" in text[given.start_byte : argument.start_byte]
    rest = text[end : given.end_byte]
    if own_line and "\n" in rest:
        gap = margin(text, argument.start_byte)
        if others[-1] == argument and rest.lstrip().startswith(","):
            at = end + rest.index(",") + 1
            return place.edit(at, at, f"\n{gap}{values},")
        return place.edit(end, end, f",\n{gap}{values}")
    return place.edit(end, end, f", {values}")


def width_of(text: str) -> int:
    """How long a line may be: as long as the file's own, within what is usual."""
    longest = max((len(each) for each in text.splitlines()), default=0)
    return max(WIDTH, min(longest, WIDEST))
