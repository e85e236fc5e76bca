"""What modules of Ansible do, as the command lines that do the same.

Source: the modules' documentation of ansible-core 2.17 and of the collections community.general 9,
community.mysql, community.postgresql, community.docker, ansible.posix and kubernetes.core.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from guardrail.knowledge.programs.command import Runs, Word
from guardrail.patterns import late
from guardrail.spanmap import TextBuilder

_YES = "(?i)yes|true|on|1|y"
_NO = "(?i)no|false|off|0|n"
_GONE = {"state": "absent"}
_SETTING = late(r"""(?<!\S)(\w+)\s*=\s*("[^"]*"|'[^']*'|\S*)""")
_PLACE = late(r"\{([\w|]+)\}")
_QUOTES = "\"'"
_LONGEST = 20_000


class Does(NamedTuple):
    """A module's names, what its settings must be, and a command line that does what it does.

    `{path|dest}` is the setting that stands under the first of these names; without one of the
    places nothing is known to be done.
    """

    modules: str
    settings: Mapping[str, str]
    line: str


_DOES = (
    Does("file", _GONE, "rm -rf {path|dest|name}"),
    Does(
        "file", {"mode": r"""["']?[ugoa=]*0?(?:777|666|[ao]\S*w).*"""}, "chmod {mode} {path|dest}"
    ),
    Does("filesystem", {"force": _YES}, "mkfs {dev|device}"),
    Does("filesystem", _GONE, "wipefs -a {dev|device}"),
    Does("parted", _GONE, "parted -s {device} rm {number}"),
    Does("lvg", _GONE, "vgremove -f {vg}"),
    Does("lvol", _GONE, "lvremove -f {lv}"),
    Does("zfs", _GONE, "zfs destroy -r {name}"),
    Does("ufw", {"state": "disabled"}, "ufw disable"),
    Does("ufw", {"state": "reset"}, "ufw reset"),
    Does("iptables", {"flush": _YES}, "iptables -F"),
    Does("selinux", {"state": "disabled|permissive"}, "setenforce 0"),
    Does("service systemd systemd_service", {"state": "stopped"}, "systemctl stop {name}"),
    Does("service systemd systemd_service", {"enabled": _NO}, "systemctl disable {name}"),
    Does("reboot", {}, "reboot"),
    Does("user", {**_GONE, "remove": _YES}, "userdel -r {name|user}"),
    Does("user", {"groups": r".*\S.*"}, "usermod -aG {groups|group} {name|user}"),
    Does("mysql_db", _GONE, "mysqladmin -f drop {name|db}"),
    Does("mysql_query", {}, "mysql -e {query}"),
    Does("postgresql_db", _GONE, "dropdb {name|db}"),
    Does("postgresql_query", {}, "psql -c {query}"),
    Does("docker_volume", _GONE, "docker volume rm {volume_name|name}"),
    Does("docker_prune", {"volumes": _YES}, "docker volume prune -f"),
    Does("docker_compose_v2", {**_GONE, "remove_volumes": _YES}, "docker compose down -v"),
    Does("k8s", _GONE, "kubectl delete {kind} {name}"),
    Does("s3_bucket", {**_GONE, "force": _YES}, "aws s3 rb --force s3://{name}"),
)


def runs_as(module: str, given: Word) -> Iterator[Runs]:
    """The command lines that a module is as good as, given its settings in one word."""
    places: dict[str, tuple[int, int]] = {}
    for match in _SETTING.finditer(given.text[:_LONGEST]):
        start, end = match.span(2)
        quoted = end - start > 1 and given.text[start] in _QUOTES
        places[match[1]] = (start + 1, end - 1) if quoted else (start, end)
    for one in _DOES:
        if module not in one.modules.split():
            continue
        held = {key: given.text[slice(*places[key])] for key in one.settings if key in places}
        if all(re.fullmatch(want, held.get(key, "")) for key, want in one.settings.items()):
            words = tuple(_word(each, given, places) for each in one.line.split())
            if None not in words:
                yield Runs(tuple(word for word in words if word is not None))


def _word(written: str, given: Word, places: Mapping[str, tuple[int, int]]) -> Word | None:
    """One word of the line, `None` where a setting that it names isn't there."""
    builder = TextBuilder()
    at = 0
    for place in _PLACE.finditer(written):
        named = next((places[key] for key in place[1].split("|") if key in places), None)
        if named is None or named[0] == named[1]:
            return None
        builder.gap(written[at : place.start()])
        builder.append(given.cut(*named).built)
        at = place.end()
    builder.gap(written[at:])
    return Word(builder.build(), given.start, given.end)
