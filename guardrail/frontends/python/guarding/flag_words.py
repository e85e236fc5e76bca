"""The words of flags: what says that something is wanted, or only tried, or where it may be."""

from __future__ import annotations

import re

from guardrail.patterns import late

WORDS = (
    r"(?:assume_?|say_|answer_)?yes(?:_\w+)?|force|confirm\w*|execute|really\w*|apply|commit|live"
    r"|doit|do_it|for_real|no_dry_?run|wet_?run|i_(?:know|am|really|understand|want|mean|accept|agree)\w*"
    r"|am_sure|sure|destroy|destructive|allow\w*|danger\w*|unsafe|no_?input|proceed|acknowledg\w*"
    r"|approve\w*"
)
CONSENT = late(rf"(?:{WORDS}|y|go)\Z", re.IGNORECASE)
"""A flag by which somebody says that it is meant."""

DRY = late(
    r"(?:is_)?dry_?run|dry|simulat\w+|preview|no_?op|pretend|what_?if|(?:check|plan|report|list)_only",
    re.IGNORECASE,
)
"""A flag with which nothing is done."""

TAKING_AWAY = late(
    r"reset\w*|wipe\w*|drop\w*|purge\w*|clear\w*|recreate\w*|truncate\w*"
    r"|overwrite\w*|replace\w*|fresh|from_scratch|rebuild\w*|flush\w*|erase\w*|full_refresh"
    r"|(?:delete|remove|clean)_(?:first|before|existing|old|all|data|tables?)",
    re.IGNORECASE,
)
"""A parameter of a function by which its callers ask for what is there to be taken away."""

_SURE = (
    r"(?:assume_?|say_|answer_)?yes(?:_\w+)?|force|confirm\w*|really\w*|am_sure|sure|acknowledg\w*"
    r"|approve\w*"
)
_LIKE_YES = r"[\"'](?:(?i:y|yes|true|1|on|ok|confirm\w*)|[A-Z][A-Z _-]{3,40})[\"']"
_IN_ANSWER = (
    r"[\"'](?i:y|yes|(?:confirm|proceed|continue|delete|drop|wipe|destroy|truncate|reset)[\w -]*)"
    r"[\"']"
)
"""What is answered to a person: a service says "OK", too."""
_GIVEN = late(
    rf"[\"']--(?:{WORDS.replace('_', '[_-]')})[\"']\s+(?P<not>not\s+)?in\s+\w*(?:sys\.)?argv",
    re.IGNORECASE,
)
_TYPED = late(
    rf"(?<![^\W_])(?:{_SURE})[\"'\])]*(?:\.\w+\(\))*\s*(?:(?P<not>!=|not\s+in)|==|in\b)",
    re.IGNORECASE,
)
_SAID_YES = late(
    rf"(?<![^\W_])(?:(?:{WORDS})|(?P<answer>answer|response|reply))[\"'\])]*(?:\.\w+\(\))*\s*"
    rf"(?:(?P<not>!=|not\s+in)|==|in)\s*[\[({{]?\s*(?(answer){_IN_ANSWER}|{_LIKE_YES})"
)

_LOCALLY = late(
    r"(?:is_)?(?:debug|testing|test_mode|dev(?:_mode|elopment)?|sandbox|interactive)", re.IGNORECASE
)
_FLAGS = late(
    r"(?:\w*(?:args|arguments|options|opts|flags|namespace|kwargs|params)|ns|parsed|cfg|conf|config"
    r"|settings|self|cls|ctx|context|state|opt|cmd|request|job|options\w*)\Z"
)
"""What flags are attributes of: others have data that is called so, `order.confirmed`."""
_SENT = late(
    r"(?:data|body|payload|form|query|GET|POST|json|event|inputs?|values|\w*parameters|user_input)\Z"
)
"""What holds what somebody sends."""

_OF_A_COMMAND = late(r"(?:\w*args|options|opts)(?:\.\w+|\[[\"'][\w-]+[\"']\])")
_BELONGING = late(r"([^\W\d]\w*)(?:\.\w*|(?:\.get\(|\[)[\"'][\w-]*)\Z")
_OWNER = late(r"([\w.]*?)\.?\w+(?:[\"'\])]|\(\))*\Z")
_PLACES_ASKED = late(
    r"\b(?:\w+_)?env(?:ironment)?[\"'\])]*\s*(?P<sign>==|!=|not\s+in|in)\s*(?P<names>[\w.]+)\Z",
    re.IGNORECASE,
)
_SAFE = late(r"(?<![^\W_])(?:safe|allow\w*|dev|test|local|non_?prod\w*|permitted)(?![^\W_])", re.I)
_UNSAFE = late(r"(?<![^\W_])(?:protect\w*|forbid\w*|block\w*|prod\w*|live|den(?:y|ied))", re.I)


def must_be_given(text: str, holds: bool) -> bool:
    """Whether a condition holds only where somebody gave a word for it."""
    given = _GIVEN.search(text)
    found = given or _TYPED.search(text) or _SAID_YES.search(text)
    if found is None or (found["not"] is None) is not holds:
        return False
    return given is not None or _is_given(text[: found.start()])


def _is_given(before: str) -> bool:
    """Whether what stands before a word is nothing it belongs to, or what flags belong to.

    `booking.confirmed` is a column, `args.confirm` was given.
    """
    owner = _BELONGING.search(before)
    return owner is None or bool(_FLAGS.match(owner[1]) or _SENT.match(owner[1]))


def may_be_asked(text: str, name: str, wanted: bool, *, left: bool) -> bool:
    """Whether a flag of which no default is known sounds as if somebody had to give it.

    `wanted` is whether what stands behind it comes where it is set; `left` that a function is left
    where it isn't: for want of an argument too, which guards nothing.
    """
    if DRY.fullmatch(name):
        return not wanted
    if not wanted:
        return False
    owner = _OWNER.match(text)
    if CONSENT.match(name) or _LOCALLY.fullmatch(name):
        # A name of one letter is a flag only where it is an option's.
        of = owner[1].rpartition(".")[2] if owner is not None else ""
        return len(name) > 2 if not of else _FLAGS.match(of) is not None
    return not left and _OF_A_COMMAND.fullmatch(text) is not None


def may_be_elsewhere(text: str, holds: bool) -> bool:
    """Whether a condition asks for an environment by a name that says which: `env in SAFE_ENVS`."""
    asked = _PLACES_ASKED.search(text)
    if asked is None:
        return False
    named = asked["sign"] in ("==", "in")
    if _UNSAFE.search(asked["names"]):
        return named is not holds
    return _SAFE.search(asked["names"]) is not None and named is holds
