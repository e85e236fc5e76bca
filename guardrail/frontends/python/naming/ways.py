"""The ways through a program on which a value came about, and the conditions that they take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Generic, TypeVar

from msgspec import Struct
from tree_sitter import Node

from guardrail.frontends.python.source.structure import Step, blocks_of, place_of
from guardrail.frontends.python.source.tree import Module

Value = TypeVar("Value")
_LONGEST = 50
_MOST = 3


class Choice(Struct, frozen=True):
    """A branch that was taken, or (-1) none of those that do something.

    `text` is the condition in words where it is known already.
    """

    statement: int
    branch: int
    others: tuple[int, ...] = ()
    text: str = ""


class Way(Struct, Generic[Value], frozen=True):
    """A value and the choices that led to it."""

    value: Value
    choices: tuple[Choice, ...] = ()

    def past(self, step: Step, branch: int, others: tuple[int, ...]) -> Way[Value]:
        """The way after a compound statement of which it took a branch, or none (-1)."""
        if len(self.choices) >= _MOST:
            return self
        return Way(self.value, (*self.choices, Choice(step.statement, branch, others)))


def unscoped_when(module: Module, choices: Iterable[Choice]) -> str:
    """Which way leaves nothing out: "unscoped when x is false", "" where its choices don't say."""
    told = [text for choice in choices if (text := _condition(module, choice))]
    return f"unscoped when {' and '.join(dict.fromkeys(told))}" if told else ""


def choices_to(module: Module, node: Node) -> tuple[Choice, ...]:
    """The choices that lead to what a function returns: the branches, and those returned from.

    `if not names: return {}` leads to it where no names are given, past it where some are.
    """
    place = place_of(module, node.start_byte)
    taken = [Choice(step.statement, step.branch) for step in place.path]
    for statement in module.children(place.block)[0]:
        if statement.start_byte >= place.statement.start_byte:
            break
        if statement.type == "if_statement" and _returns(module, statement):
            taken.append(Choice(statement.start_byte, -1, (0,)))
    return tuple(taken[-_MOST:])


def _returns(module: Module, statement: Node) -> bool:
    """Whether a statement has one branch, which ends with a value that is returned."""
    blocks = blocks_of(module, statement)
    last = module.children(blocks[0].node)[0][-1:] if len(blocks) == 1 else []
    return bool(last) and last[0].type == "return_statement" and bool(last[0].named_children)


def picked_by(module: Module, node: Node) -> list[tuple[Node, Choice]]:
    """The two values of `a if x else b`, each with the choice of it.

    In broken code there may be more in between.
    """
    value, condition, *_, other = module.children(node)[0]
    text = module.short(condition, _LONGEST)
    return [
        (value, Choice(node.start_byte, 0, text=_in_words(text, "true"))),
        (other, Choice(node.start_byte, -1, text=_in_words(text, "false"))),
    ]


def _condition(module: Module, choice: Choice) -> str:
    if choice.text:
        return choice.text
    statement = statement_at(module, choice.statement)
    if statement is None:
        return ""
    if statement.type == "try_statement":
        return "an exception is caught" if choice.branch > 0 else ""
    if statement.type == "match_statement":
        return _case(module, statement, choice.branch)
    if statement.type == "for_statement":
        over = statement.child_by_field_name("right")
        if over is None or over.type in ("tuple", "list"):
            # What is written out is gone through.
            return ""
        return f"{module.short(over, _LONGEST)} is empty"
    if statement.type != "if_statement":
        return ""
    taken = choice.branch
    if taken == 0:
        return _holds(module, statement, "true")
    if taken < 0 and choice.others == (0,):
        return _holds(module, statement, "false")
    clauses = statement.children_by_field_name("alternative")
    if 0 < taken <= len(clauses):
        clause = clauses[taken - 1]
        if clause.type == "elif_clause":
            return _holds(module, clause, "true")
        return _holds(module, statement, "false") if len(clauses) == 1 else ""
    if taken < 0:
        return "no branch is taken"
    return ""


def _case(module: Module, statement: Node, branch: int) -> str:
    """Which case of a `match` statement was taken, -1 for none."""
    subject = statement.child_by_field_name("subject")
    blocks = blocks_of(module, statement)
    if subject is None or branch >= len(blocks):
        return ""
    asked = module.short(subject, _LONGEST)
    case = blocks[branch].owner if branch >= 0 else None
    pattern = module.children(case)[0][0] if case is not None else None
    if pattern is None or module.code(pattern) == "_":
        return f"no case matches {asked}"
    return f"{asked} is {module.short(pattern, _LONGEST)}"


def _holds(module: Module, owner: Node, truth: str) -> str:
    condition = owner.child_by_field_name("condition")
    return "" if condition is None else _in_words(module.short(condition, _LONGEST), truth)


def _in_words(text: str, truth: str) -> str:
    """That a condition is true or false, in the words nearest to it."""
    if text.startswith("not ") and " and " not in text and " or " not in text:
        text, truth = text[4:], "false" if truth == "true" else "true"
    if text.endswith((" is None", " is not None")) and text.count(" ") < 4:
        name, none = text.split(" ", 1)[0], "not " not in text
        return f"{name} is None" if none == (truth == "true") else f"{name} is given"
    return f"{text} is {truth}"


def statement_at(module: Module, offset: int) -> Node | None:
    """The statement that begins at an offset."""
    node = module.root.named_descendant_for_byte_range(offset, offset + 1)
    while node is not None and not node.type.endswith("_statement"):
        node = node.parent
    return node if node is not None and node.start_byte == offset else None
