"""The Python frontend: what calls of known libraries would do, and the texts they run."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Item


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """The effects and embedded texts of a Python text, in the order in which they run."""
    from guardrail.screen import worth_reading

    if source.text.startswith("# Databricks notebook source"):
        from guardrail.frontends.notebook.databricks import magic_blocks

        yield from magic_blocks(source)
    if not source.given:
        if not worth_reading("python", source.text):
            return
        from guardrail.frontends.python.glance import worth_parsing

        if not worth_parsing(source.path, source.text, settings):
            return
    from guardrail.frontends.python.module import read_module

    yield from read_module(source, settings)
