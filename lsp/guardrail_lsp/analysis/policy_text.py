"""What is wrong with the text of a policy file, by line, and what may stand in one."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator

from guardrail.engine.rulebook import UnknownPack, rule_names
from guardrail.model import Category
from guardrail.policy.lines import Key, key_lines, line_of
from guardrail.policy.problems import PolicyError
from guardrail.policy.read import read_layer
from guardrail_lsp.frames import Plain

Trouble = tuple[int, str]
"""A line, from 1 (0 is the whole file), and what is wrong there."""


def troubles(text: str, path: str, inside: tuple[str, ...]) -> list[Trouble]:
    """Everything that is wrong with a policy's text, by line."""
    try:
        read_layer(text, path, inside=inside, names=rule_names)
    except PolicyError as problem:
        all_of_them = list(dict.fromkeys(_shape(text, inside)))
        return sorted(all_of_them) or [(problem.line, problem.message)]
    except UnknownPack as problem:
        lines = _lines(text, inside)
        return [(line_of(lines, ("packs",)), str(problem))]
    return []


def _shape(text: str, inside: tuple[str, ...]) -> Iterator[Trouble]:
    """What the classes that check the file find; nothing where the text is no TOML."""
    from pydantic import ValidationError

    from guardrail.policy.model import PolicyFile
    from guardrail.policy.wording import place, sentence

    try:
        table = tomllib.loads(text)
        for part in inside:
            table = table[part]
    except (ValueError, KeyError, TypeError, RecursionError):
        return
    lines = _lines(text, inside)
    try:
        PolicyFile.model_validate(table)
    except ValidationError as problem:
        for error in problem.errors(include_url=False):
            yield line_of(lines, place(error)), sentence(error)


def _lines(text: str, inside: tuple[str, ...]) -> dict[Key, int]:
    size = len(inside)
    return {key[size:]: n for key, n in key_lines(text).items() if key[:size] == inside}


def vocabulary() -> Plain:
    """What completion offers: the file's JSON Schema, and the names of rules and categories."""
    from guardrail.policy.schema import schema

    names: Collection[str] = rule_names(())
    return {
        "schema": schema(),
        "rules": sorted(names),
        "categories": sorted(str(category) for category in Category),
    }
