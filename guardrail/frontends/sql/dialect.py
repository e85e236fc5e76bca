"""Finds out which dialect a text is written in, and how sure that is."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from guardrail.frontends.sql.lexis import ALIASES, LEXES, MYSQL, UNKNOWN, Lexis, canonical
from guardrail.model import Source
from guardrail.patterns import late
from guardrail.settings import Settings

_WORD = late(r"[a-z0-9]+")
_NAMES = (frozenset(LEXES) | frozenset(ALIASES)) - {"", "spark", "hive"}
_EXTENSIONS = {"pls": "oracle", "plsql": "oracle", "pkb": "oracle", "pks": "oracle", "hql": "hive"}
_LOOKED_AT = 200_000

_TEMPORARY = r"\b(?:TABLE|INTO|FROM|JOIN|UPDATE|EXISTS)\s+\#{1,2}\w"
_EVIDENCE: dict[str, tuple[str, ...]] = {
    "mysql": (
        r"`\w+`",
        r"\bENGINE\s*=\s*\w",
        r"\bAUTO_INCREMENT\b",
        r"(?m)^[ \t]*DELIMITER\s",
        r"/\*M?!\d{5}",
        r"\bUNSIGNED\b",
        r"\bFOREIGN_KEY_CHECKS\b",
        r"\bLOCK TABLES\b",
        r"\bCHARSET\s*=|\bCHARACTER SET\s*=?\s*'?(?:utf8|latin1|ascii|binary)",
        r"\bALGORITHM\s*=\s*\w",
        r"\bLOCK\s*=\s*(?:NONE|SHARED|EXCLUSIVE)\b",
        r"\bMODIFY COLUMN\b|\bCHANGE COLUMN\b|\bDROP FOREIGN KEY\b|\bRENAME TABLE\b",
        r"\bADD (?:COLUMN )?\w+ [^;,]{1,80}? (?:AFTER \w|FIRST\b)",
        r"\bSET (?:GLOBAL|PERSIST)\b",
        r"'@'|\bIDENTIFIED (?:BY|WITH) '|\bSQL_\w+ *= *[01]\b",
        r"\bON DUPLICATE KEY\b|\bINSERT IGNORE\b|\bLOAD DATA\b|\bINTO (?:OUTFILE|DUMPFILE)\b",
    ),
    "postgres": (
        r"\$\w*\$",
        r"\b(?:big|small)?serial\b",
        r"\w::\w",
        r"\bplpgsql\b",
        r"\b(?:jsonb|timestamptz|bytea)\b",
        r"\bCONCURRENTLY\b",
        r"\bROW LEVEL SECURITY\b",
        r"\bCREATE EXTENSION\b",
        r"\bpg_\w+",
        r"\bUSING (?:btree|gin|gist|brin)\b",
        r"(?m)^\\\w",
        r"\bNOT VALID\b",
        r"\bOWNER TO\b",
        r"\b(?:lock|statement)_timeout\s*(?:=|TO\b)",
        r"\bALTER (?:COLUMN )?\"?\w+\"? SET DATA TYPE\b|\bUSING \"?\w+\"?::",
    ),
    "sqlite": (
        r"\bAUTOINCREMENT\b",
        r"\bPRAGMA\b",
        r"\bPRAGMA\s+\w+(?:\.\w+)?\s*[=(;]",
        r"\bWITHOUT ROWID\b",
        r"\bsqlite_\w+",
    ),
    "tsql": (
        r"(?m)^[ \t]*GO[ \t]*\r?$",
        r"\[dbo\]",
        r"\bdbo\.\w",
        r"\bNVARCHAR\b",
        r"\bIDENTITY\s*\(",
        r"\bDECLARE\s+@",
        r"@@\w",
        r"\bUNIQUEIDENTIFIER\b",
        r"\bOBJECT_ID\s*\(",
        r"\bCOL_LENGTH\s*\(|\btempdb\.\.|\bsys\.(?:objects|tables|columns|indexes)\b",
        _TEMPORARY,
        r"\bEXEC\s+\w",
    ),
    "oracle": (
        r"\bVARCHAR2\b",
        r"\bNUMBER\s*\(",
        r"(?m)^/[ \t]*\r?$",
        r"\bSYSDATE\b",
        r"\bDBMS_\w+",
        r"\bEXECUTE IMMEDIATE\b",
        r"\bALTER INDEX [\w.\"]+ REBUILD\b|\bALTER TABLE [\w.\"]+ MOVE\b",
        r"\bCASCADE CONSTRAINTS\b|\bPURGE (?:TABLE|INDEX|RECYCLEBIN)\b|\bMODIFY\s*\(",
    ),
    "clickhouse": (r"\bENGINE\s*=\s*\w*MergeTree\b", r"\bON CLUSTER\b", r"\bLowCardinality\b"),
    "snowflake": (r"\bVARIANT\b", r"\bCREATE\s+(?:OR\s+REPLACE\s+)?(?:STAGE|WAREHOUSE)\b"),
}
_PATTERNS = {
    dialect: tuple(late(pattern, re.IGNORECASE) for pattern in patterns)
    for dialect, patterns in _EVIDENCE.items()
}
_COMMENT = late(r"--[ \t][^\n]*|/\*(?!M?!)")
_LIKE_MYSQL = replace(MYSQL, dollar=True)
_TEMPORARY_NAME = late(r"(?<![\w#])\#{1,2}(?=[^\W\d])")
_DIFFER = late(r"\\|\#|--[^\s-]|/\*M?!|/\*(?:[^*/]|\*(?!/)|/(?!\*)){0,500}?/\*|\r(?!\n)")


class Dialect(Struct, frozen=True):
    """A dialect, "" for none that is known, its lexis, and the other lexis that is plausible.

    `other` is `None` where the dialect is settled, or the text reads the same in both. `guessed`:
    nothing at all points to a dialect.
    """

    name: str
    lexis: Lexis
    other: Lexis | None = None
    guessed: bool = False


def dialect_of(source: Source, settings: Settings) -> Dialect:
    """The dialect of a text: told by what surrounds it, by policy, by its path, by its content."""
    told = canonical(source.surroundings.dialect) or canonical(
        settings.database(source.path).dialect
    )
    told = told or by_path(source.path)
    if told:
        return Dialect(told, LEXES[told])
    found = by_content(source.text)
    lexis = LEXES[found]
    other = UNKNOWN if lexis.backslash else _LIKE_MYSQL
    told = source.text if found != "tsql" else _TEMPORARY_NAME.sub("", source.text)
    if not _DIFFER.search(told):
        return Dialect(found, lexis)
    return Dialect(found, lexis, other, not found)


def by_path(path: str) -> str:
    """The dialect that a file's extension or a word of its path names, the last one winning."""
    lower = path.lower()
    extension = lower.rpartition(".")[2]
    if extension in _EXTENSIONS:
        return _EXTENSIONS[extension]
    found = ""
    for word in _WORD.findall(lower):
        if word in _NAMES:
            found = canonical(word)
    return found


def by_content(text: str) -> str:
    """The dialect that most of the tokens point to, "" where none or several do."""
    looked_at = _without_comments(text[:_LOOKED_AT])
    scores = {
        dialect: sum(1 for pattern in patterns if pattern.search(looked_at))
        for dialect, patterns in _PATTERNS.items()
    }
    ranked = sorted(scores.items(), key=lambda item: item[1], reverse=True)
    (best, most), (_, second) = ranked[0], ranked[1]
    return best if most > second else ""


def _without_comments(text: str) -> str:
    """The text without what are comments in every dialect, roughly: people name things in them."""
    kept: list[str] = []
    at = 0
    while (found := _COMMENT.search(text, at)) is not None:
        kept.append(text[at : found.start()])
        at = found.end()
        if found.group() == "/*":
            close = text.find("*/", at)
            if close < 0:
                break
            at = close + 2
    kept.append(text[at:])
    return " ".join(kept)
