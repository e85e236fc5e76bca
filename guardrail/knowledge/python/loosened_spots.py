"""What a setting that loosens a check is: the words that tables of them are written in."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from guardrail.knowledge.python.rows import Argument


class Loosens(StrEnum):
    """What is loosened: the guard of the effect."""

    CERTIFICATE = "certificate check"
    ENCRYPTION = "encryption"
    HOST_KEY = "host key check"
    TOKEN = "token check"
    END = "end of a token"
    ADDRESS = "address check"
    DEBUGGER = "debugger"
    ORIGINS = "origin check"
    HOSTS = "host check"
    OBJECTS = "object check"
    SANDBOX = "sandbox"
    REMOTE_CODE = "code of a repository"
    HOOKS = "git hooks"
    STORED_FILES = "stored files"
    RETENTION = "retention check"
    EXTENSIONS = "signature check of extensions"
    FORGERY = "forgery check"
    LOGIN = "login check"
    ENTITIES = "entity check"
    PASSWORDS = "kept passwords"
    FOLDER = "served folder"
    SECRECY = "secrecy"


class View(StrEnum):
    """Of which views a setting is looked at that stands on one.

    `CHANGING` are those that delete something, or by their name do what few people may;
    `LOGGED_IN` those that act for whoever is logged in. `ROUTED` are functions that a decorator
    gives an address, of those that delete or administer, in an application that asks nobody.
    `REPLACED` are checks of who calls that something else stands in for, `SKIPPED` those of few
    people that aren't made where nobody has set a secret, `EVERYBODY` those that make an
    administrator of whoever fails them. `IDLE` are comparisons of secrets
    with no consequence. `PRODUCTION` are no views, but classes of settings for what people use.
    """

    CHANGING = "changing"
    LOGGED_IN = "logged in"
    ROUTED = "routed"
    REPLACED = "replaced"
    SKIPPED = "skipped"
    EVERYBODY = "everybody"
    IDLE = "idle"
    PRODUCTION = "production"


class Takes(Struct, frozen=True):
    """The classes of which the first argument of a call may be one, or an object of one.

    A class of the module's own that is a `base` counts too where its `method` raises nothing.
    """

    classes: frozenset[str]
    base: str
    method: str


class Spot(Struct, frozen=True, kw_only=True):
    """One such setting.

    `word` finds it beside one of the texts `beside`, and `pattern` goes on behind the word. `calls`
    are the last parts of the names of the calls that it stands in, none where it is a statement or
    an entry of its own; what the pattern calls `named` must have one of `values`. Of `held`,
    arguments of the same call (or entries of the same dictionary) with their values, one must be
    given so and none called `without`;
    `along` must be found in the file. `held_in` is a pattern of the paths of files where it counts.
    With `in_text` it is a part of a text that says where a database is; with `spread` an entry of a
    dictionary whose entries a call takes as its arguments. `takes` are classes of which the call's
    first argument must be one. `or_along` is what may be found in the file in the place of a path
    that `held_in` names, `lacking` what mustn't be found in it. What the pattern calls `switch` is
    a value of which it must be told that it is one of `values`. `view` says on which views it
    counts; `within` what a function around must be called, or what the value is assigned to. With
    `chosen` the call's first argument is an address that whoever sends a request chooses.
    """

    word: str
    pattern: str
    what: Loosens
    example: str
    twin: str
    calls: frozenset[str] = frozenset()
    beside: tuple[str, ...] = ()
    held: tuple[tuple[str | Argument, tuple[str, ...]], ...] = ()
    without: str = ""
    along: str = ""
    held_in: str = ""
    or_along: str = ""
    lacking: str = ""
    view: View | None = None
    within: str = ""
    in_text: bool = False
    spread: bool = False
    chosen: bool = False
    takes: Takes | None = None
    values: tuple[str, ...] = ("False",)


ANY_CALL = "*"
"""What stands in `Spot.calls` for a call of anything."""
