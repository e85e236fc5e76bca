"""Texts that are not what they seem: each ends in a finding, or is told as not understood."""

from __future__ import annotations

from typing import Any

import pytest

Project = Any
"""The fixture of tests/conftest.py."""
Guardrail = Any
"""The fixture of this folder's conftest."""

DROP = "cur.execute('DROP TABLE users')\n"


def quoted(command: str, times: int) -> bytes:
    """A shell in a shell in a shell that runs a command."""
    for _ in range(times):
        command = 'sh -c "{}"'.format(
            command.replace("\\", r"\\").replace('"', r"\"").replace("$", r"\$")
        )
    return command.encode()


FOUND: dict[str, tuple[str, bytes]] = {
    "UTF-16 with a mark": ("a.sql", "DROP TABLE users;".encode("utf-16")),
    "UTF-16 without": ("a.sql", "DROP TABLE users;\n".encode("utf-16-le")),
    "UTF-32": ("a.sql", "DROP TABLE users;".encode("utf-32")),
    "Latin-1": ("a.sql", "-- caf\xe9\nDROP TABLE users;".encode("latin-1")),
    "a byte order mark": ("a.sql", b"\xef\xbb\xbfDROP TABLE users;"),
    "UTF-7": ("a.py", b"# coding: utf-7\n+AGM-ur.execute('DROP TABLE users')\n"),
    "unicode_escape": ("a.py", b"# coding: unicode_escape\n#\\n" + DROP.encode()),
    "raw_unicode_escape": ("a.py", b"# coding: raw_unicode_escape\n#\\u000a" + DROP.encode()),
    "EBCDIC": ("a.py", b"# coding: cp037\n" + DROP.encode("cp037")),
    "full-width names": ("a.py", "cur.ｅｘｅｃｕｔｅ('DROP TABLE users')\n".encode()),
    "mathematical names": ("a.py", "cur.𝐞𝐱𝐞𝐜𝐮𝐭𝐞('DROP TABLE users')\n".encode()),
    "a lone CR ends a comment": ("a.py", b"# nothing to see\r" + DROP.encode()),
    "a form feed before the statement": ("a.py", b"\x0c" + DROP.encode()),
    "Python 2": ("a.py", b"print 'x'\nexec 'y'\n" + DROP.encode()),
    "a string that was never closed": ("a.py", DROP.encode() + b"x = '''\n"),
    "split words": ("a.py", b"cur.execute('DR' 'OP' + ' TABLE users')\n"),
    "escaped words": ("a.py", b"cur.execute('\\x44ROP \\x54ABLE users')\n"),
    "getattr": ("a.py", b"getattr(cur, 'exec' + 'ute')('DROP TABLE users')\n"),
    "nested parentheses": ("a.py", b"x = " + b"(" * 10_000 + b")" * 10_000 + b"\n" + DROP.encode()),
    "code of one server": ("a.sql", b"/*!50000 DROP TABLE users */;"),
    "code of MariaDB": ("a.sql", b"/*M! DROP TABLE users */;"),
    "a comment in some dialects": ("a.sql", b"/* /* */ DROP TABLE users; -- */"),
    "a backslash before a quote": ("a.sql", b"SELECT '\\'; DROP TABLE users; -- '"),
    "a string that was open": ("a.sql", b"SELECT 'open;\nDROP TABLE users;"),
    "an open dollar quote": ("a.sql", b"SELECT $a$ open;\nDROP TABLE users;"),
    "a template": ("a.sql", b"{% if x %}DROP TABLE users;{% endif %}"),
    "a template's name": ("a.sql", b"DROP TABLE {{ name }};"),
    "after nonsense": ("a.sql", b"))) FROM ((( ;\nDROP TABLE users;"),
    "after parentheses": ("a.sql", b"SELECT " + b"(" * 9999 + b")" * 9999 + b";DROP TABLE users;"),
    "odd blanks": ("a.sql", "DROP\u00a0TABLE\u2003users;".encode()),
    "a file that lies under an old suffix": ("A.SQL", b"DROP TABLE users;"),
    "a script by its first line": ("tool", b"#!/bin/sh\nrm -rf /\n"),
    "after an odd case": ("a.sh", b"case $x in *' '*) echo;; esac\nrm -rf /\n"),
    "after an odd heredoc": ("a.sh", b"cat <<EOF; echo\nEOF\nrm -rf /\n"),
    "an open heredoc": ("a.sh", b"rm -rf /\ncat <<EOF\n"),
    "an open quote": ("a.sh", b"rm -rf /\necho 'open\n"),
    "quoted letters": ("a.sh", b"r''m -r\"f\" /\n"),
    "a workflow that YAML anchors": (
        ".github/workflows/a.yml",
        b"x: &x\n  - run: psql -c 'DROP TABLE users'\njobs: {a: {steps: *x}}\n",
    ),
    "a workflow that escapes": (
        ".github/workflows/a.yml",
        b'jobs: {a: {steps: [{"r\\x75n": "psql -c \'DROP TABLE users\'"}]}}\n',
    ),
}


@pytest.mark.parametrize("name", FOUND)
def test_it_is_found_or_told(project: Project, guardrail: Guardrail, name: str) -> None:
    path, content = FOUND[name]
    project.write(path, content)
    outcome = guardrail("check")
    assert outcome.level_at(path) in ("error", "warning"), outcome.out


TOLD: dict[str, tuple[str, bytes]] = {
    "binary": ("a.sql", bytes(range(256)) * 40),
    "NUL bytes": ("a.sql", b"DROP\0 TABLE users;"),
    "a codec that nobody has": ("a.py", b"# coding: no-such-codec\n" + DROP.encode()),
    "a codec of bytes": ("a.py", b"# coding: zlib\n" + DROP.encode()),
    "rot13": ("a.py", b"# coding: rot13\n" + DROP.encode()),
    "a pointer": (
        "a.sql",
        b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 9\n",
    ),
    "a text repeated without end": (
        "a.py",
        b"a = 'DROP TABLE t; '\n" + b"a = a + a\n" * 60 + b"cur.execute(a)\n",
    ),
    "a string times a billion": ("a.py", b"cur.execute('DROP TABLE t; ' * 10**9)\n"),
    "a width of a billion": ("a.py", b"cur.execute('DROP TABLE t%999999999d' % 1)\n"),
    "braces without end": ("a.sh", b"rm -rf /" + b"{a,b}" * 30 + b"\n"),
    "quotes in quotes in quotes": ("a.sh", quoted("rm -rf /", 14)),
    "a program of eval": ("a.sh", b"eval " * 500 + b"rm -rf /\n"),
    "hidden behind a right-to-left mark": (
        "a.sql",
        "SELECT 1; --\u202e\u2066\nDROP TABLE users;".encode(),
    ),
}


@pytest.mark.parametrize("name", TOLD)
def test_it_is_told(project: Project, guardrail: Guardrail, name: str) -> None:
    path, content = TOLD[name]
    project.write(path, content)
    assert path in guardrail("check").told


def test_what_is_hidden_in_a_migration_stops_a_pull_request(
    project: Project, guardrail: Guardrail
) -> None:
    project.stage("readme", "x")
    base = project.commit()
    nested = b"SELECT " + b"(" * 300_000 + b";\nDROP TABLE users;\n"
    project.stage("migrations/0001_padded.sql", nested)
    project.stage("migrations/0002_binary.sql", bytes(range(256)) * 40)
    head = project.commit()
    outcome = guardrail("ci", "--base", base, "--head", head)
    assert outcome.status == 1
    assert outcome.level_at("migrations/0001_padded.sql") == "error"
    assert outcome.level_at("migrations/0002_binary.sql") == "error"


def test_one_hopeless_file_costs_no_other(project: Project, guardrail: Guardrail) -> None:
    for path, content in TOLD.values():
        project.write(f"bad/{len(content)}/{path}", content)
    project.write("good.sql", "DELETE FROM users;\n")
    assert "good.sql" in {found["path"] for found in guardrail("check").counting}
