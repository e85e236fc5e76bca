"""Backups that programs made for them delete: all of them, or those of a machine or a database.

Sources: the manuals of restic 0.18 (`forget`, `--unsafe-allow-remove-all`; without it and without a
policy nothing goes), borg 1.4 and 2 (`delete`, `repo-delete`), kopia 0.20 (`snapshot delete`),
pgBackRest 2.55 (`stanza-delete`), WAL-G 3 (`delete everything`), Barman 3 (`delete`) and tarsnap 1
(`-d`, `--nuke`). What a policy or an age leaves out of what is kept isn't told.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import ResourceChange, Verb
from guardrail.knowledge.programs import known_name
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Target
from guardrail.knowledge.programs.options import Options, Parsed, options, parse
from guardrail.knowledge.programs.verbs import A_PROMPT
from guardrail.model import Confidence

_OPTIONS: dict[str, Options] = {
    "restic": options(
        "-r|--repo: --repository-file: -p|--password-file: --password-command: --tag: -H|--host:"
        " --path: -g|--group-by: -l|--keep-last: -d|--keep-daily: -w|--keep-weekly:"
        " -m|--keep-monthly: -y|--keep-yearly: --keep-hourly: --keep-within: --keep-tag: --prune"
        " -n|--dry-run --unsafe-allow-remove-all -c|--compact -q|--quiet -v|--verbose --json"
        " --cache-dir: -o|--option: --max-unused: --retry-lock: -h|--help"
    ),
    "borg": options(
        "-r|--repo: -n|--dry-run --force -s|--stats --cache-only --keep-security-info -P|--prefix:"
        " -a|--glob-archives: --rsh: --remote-path: --lock-wait: --first: --last: -v -h|--help"
    ),
    "kopia": options("--delete --all-snapshots-for-source: --unsafe-ignore-source -h|--help"),
    "pgbackrest": options("--stanza: --config: --repo: --force --log-level-console: --help"),
    "wal-g": options("--confirm --config: -h|--help"),
    "barman": options("-c|--config: -q -d -h|--help"),
    "tarsnap": options("-d -f: --nuke --keyfile: --cachedir: -c -v --dry-run --help"),
}
_KEEPING = ("-l", "-d", "-w", "-m", "-y", "--keep-hourly", "--keep-within", "--keep-tag")
_ALL_BUT_ONE = "snapshots but the last of each folder"
_ONE = ("archive", "backup", _ALL_BUT_ONE)
"""One among others, as they are cleared away, or what may be a choice."""
_SAID = "BORG_DELETE_I_KNOW_WHAT_I_AM_DOING"


def _read(command: Command) -> Iterator[Outcome]:
    name = known_name(command.name)
    parsed = parse(command.args, _OPTIONS[name])
    if parsed.has("-n", "--dry-run", "-h", "--help"):
        return
    words = [one.text for one in parsed.operands]
    found = _LOST[name](parsed, words)
    if found is None:
        return
    kind, which, asks = found
    asks = asks and command.variables.get(_SAID, "").upper() != "YES"
    yield At(
        ResourceChange(
            span=command.span(),
            evidence=command.evidence,
            verb=Verb.DELETE,
            provider=name,
            kind=kind,
            id=which,
            guards=(A_PROMPT,) if asks else (),
            confidence=Confidence.MEDIUM if kind in _ONE else Confidence.HIGH,
        ),
        Target(words=tuple(words)),
    )


_Lost = tuple[str, str, bool]
"""The kind of what is deleted, which ones, and whether a person is asked first."""


def _restic(parsed: Parsed, words: list[str]) -> _Lost | None:
    """Snapshots that no policy keeps: restic refuses that without the option."""
    policies = [one for one in _KEEPING if parsed.has(one)]
    if words[:1] == ["forget"] and policies == ["-l"] and parsed.value("-l") in ("0", "1"):
        return _ALL_BUT_ONE, "", False
    if words[:1] != ["forget"] or not parsed.has("--unsafe-allow-remove-all"):
        return None
    if parsed.has(*_KEEPING):
        return None
    picked = parsed.value("--tag") or parsed.value("-H") or parsed.value("--path")
    return "snapshots", f"of {picked}" if picked else "", False


def _borg(parsed: Parsed, words: list[str]) -> _Lost | None:
    if words[:1] not in (["delete"], ["repo-delete"], ["rdelete"]) or parsed.has("--cache-only"):
        return None
    which = words[1] if len(words) > 1 else parsed.value("-r")
    one = "::" in which or (words[0] == "delete" and parsed.has("-r"))
    return ("archive" if one else "backups"), which, not one


def _kopia(parsed: Parsed, words: list[str]) -> _Lost | None:
    source = parsed.value("--all-snapshots-for-source")
    if words[:2] != ["snapshot", "delete"] or not parsed.has("--delete") or not source:
        return None
    return "snapshots", f"of {source}", False


def _pgbackrest(parsed: Parsed, words: list[str]) -> _Lost | None:
    whole = "stanza-delete" in words
    return ("stanza with all its backups", parsed.value("--stanza"), False) if whole else None


def _wal_g(parsed: Parsed, words: list[str]) -> _Lost | None:
    whole = words[:2] == ["delete", "everything"] and parsed.has("--confirm")
    return ("backups", "", False) if whole else None


def _barman(_parsed: Parsed, words: list[str]) -> _Lost | None:
    return ("backup", " ".join(words[1:3]), False) if words[:1] == ["delete"] else None


def _tarsnap(parsed: Parsed, _words: list[str]) -> _Lost | None:
    return ("backups", "", True) if parsed.has("--nuke") else None


_LOST = {
    "restic": _restic,
    "borg": _borg,
    "kopia": _kopia,
    "pgbackrest": _pgbackrest,
    "wal-g": _wal_g,
    "barman": _barman,
    "tarsnap": _tarsnap,
}
NAMES = tuple(_LOST)
PROGRAM = Program(NAMES, _read)
