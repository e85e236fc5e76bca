"""How a report is to be written."""

from __future__ import annotations

from msgspec import Struct

from guardrail import __version__


class Options(Struct, frozen=True):
    """What reporters may be told.

    `width` is in columns. `root_uri` is the project's root as a `file:` URI, for formats that name
    it. `show` caps how many findings a person is shown, 0 for all; machines get all. `verbose`
    shows a person every `info` too, however many there are. `category`
    tells several runs over one commit apart. `github_actions` is whether a runner reads the output.
    """

    colour: bool = False
    width: int = 100
    root_uri: str = ""
    tool_version: str = __version__
    show: int = 0
    verbose: bool = False
    category: str = "guardrail"
    github_actions: bool = False
