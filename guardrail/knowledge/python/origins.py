"""What calls and names say of who chooses a value that is put into the text of a statement.

Sources: the Python library reference (argparse, uuid, datetime, hashlib), psycopg's `sql` module,
pymysql's and psycopg2's functions that quote; Flask's, Django's and Starlette's request objects
are in `network.py`.
"""

from __future__ import annotations

import re

from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

PLAIN_TYPES = words(
    "int float bool complex Decimal UUID UUID1 UUID4 date datetime time timedelta Literal Enum "
    "IntEnum StrEnum PositiveInt NonNegativeInt ObjectId"
)
"""Types whose values are written without a quote or a blank that a statement could end at."""

FREE_TYPES = words("str bytes Any object AnyStr LiteralString")
"""Types that may be any text."""

PLAIN_CALLS = words(
    "int float bool complex len sum abs round hash id ord range time time_ns perf_counter "
    "timestamp now utcnow today date datetime timedelta fromtimestamp utcfromtimestamp uuid1 "
    "uuid3 uuid4 uuid5 UUID Decimal hexdigest isoformat strftime toordinal count randint random "
    "bit_length getpid hex oct bin total_seconds adapt getquoted mogrify randrange getrandbits "
    "token_urlsafe Identifier Placeholder token_hex"
)
"""The last parts of the names of calls that give a number, a date, a digest or a quoted value."""

QUOTING = late(r"quot|escap|placeholder|saniti|literal|bind_?param", re.IGNORECASE)
"""Names of calls that make a value harmless."""

QUOTING_ALL = frozenset(("shlex.join", "subprocess.list2cmdline"))
"""Functions that make one line of many words, each of them quoted."""

KEEPING_CALLS = words(
    "str repr strip lstrip rstrip lower upper title join format replace encode decode get pop "
    "items values keys split list tuple set sorted dict getlist zip enumerate reversed map next "
    "copy dumps cast casefold removeprefix removesuffix"
)
"""The last parts of the names of calls whose result says what they were given."""

ASKING_CALLS = words(
    "input raw_input parse_args parse_known_args get_json prompt json getvalue getfirst"
)
"""The last parts of the names of calls that give what somebody else has written."""

NUMBERS_BY_NAME = late(r"(?:\A|_)(?:id|pk)\Z")
"""Attributes that mostly are numbers: `user.id`."""

LOOKED_AT = late(
    r"fullmatch|\bmatch\(|isalnum|isidentifier|isdigit|isdecimal|isnumeric|allow(?:ed|_?list)"
    r"|whitelist"
    r"|\b[A-Z][A-Z0-9_]{2,}\["
    r"|(?<=[\w)\]]) not in\b|(?<=[\w)\]]) in [A-Z][A-Z0-9_]+\b"
    r"|valid|isinstance\((?![^()]*,\s*str\s*\))|UUID\(|quote|escap|\bint\("
)
"""How a line of code looks that looks at a value before it is used."""
