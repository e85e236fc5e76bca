"""What scripts do: every way to write a command leads to the same effect, and data isn't code."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Case = tuple[str, list[str]]

GONE = ["delete x recursively"]

WAYS_TO_WRITE_IT: list[Case] = [
    (text, GONE)
    for text in (
        "rm -rf x",
        "r''m -rf x",
        '"r"m -rf x',
        "\\rm -rf x",
        "r\\\nm -rf x",
        "$'\\x72\\x6d' -rf x",
        "$'\\162m' -rf x",
        "{rm,-rf,x}",
        "rm${IFS}-rf${IFS}x",
        "c=rm; $c -rf x",
        'c="rm -rf"; $c x',
        "a=r b=m; $a$b -rf x",
        "c=rm; c+=' -rf'; $c x",
        "${c:-rm} -rf x",
        "c=xrm; ${c:1} -rf x",
        "c=RM; ${c,,} -rf x",
        "n=c; c=rm; ${!n} -rf x",
        "$(echo rm) -rf x",
        "`echo rm` -rf x",
        "$(printf '%s' rm) -rf x",
        'set -- rm -rf x; "$@"',
        'a=(rm -rf x); "${a[@]}"',
        "f() { rm -rf x; }; f",
        'f() { rm -rf "$1"; }; f x',
        'f() { "$@"; }; f rm -rf x',
        "function f { rm -rf x; }\nf",
        "FOO=1 rm -rf x",
        "true; rm -rf x",
        "true && rm -rf x",
        "false || rm -rf x",
        "sleep 1 & rm -rf x",
        "(rm -rf x)",
        "{ rm -rf x; }",
        "! rm -rf x",
        "!(rm -rf x)",
        "time { rm -rf x; }",
        "coproc rm -rf x",
        "if true; then rm -rf x; fi",
        "if false; then :; else rm -rf x; fi",
        "while true; do rm -rf x; done",
        "until rm -rf x; do :; done",
        "for i in x; do rm -rf $i; done",
        "for ((i=0;i<1;i++)); do rm -rf x; done",
        "case $a in b) rm -rf x;; esac",
        "case $a in *' '*) rm -rf x;; esac",
        "case $a in (a|b) ;; *) rm -rf x; esac",
        "select i in x; do rm -rf x; done",
        'echo "$(rm -rf x)"',
        "echo `rm -rf x`",
        "echo `echo \\`rm -rf x\\``",
        "cat <(rm -rf x)",
        "a=$(rm -rf x)",
        "echo ${a:-$(rm -rf x)}",
        "[[ -n $(rm -rf x) ]]",
        "echo $(( $(rm -rf x) + 1 ))",
        "echo $[ $(rm -rf x) + 1 ]",
        "echo ${a[$(rm -rf x)]}",
        "a[$(rm -rf x)]=1",
        "(( $(rm -rf x) ))",
        "cat > $(rm -rf x; echo f)",
        "cat <<E\n$(rm -rf x)\nE",
        "cat <<E\n`rm -rf x`\nE",
        "cat <<A <<B\na\nA\nb\nB\nrm -rf x",
        "cat <<E; rm -rf x\nbody\nE",
        "cat <<'E' | tr a b\nrm -rf no\nE\nrm -rf x",
        "cat <<'' \nrm no\n\nrm -rf x",
        "((a) | rm -rf x)",
        "f() (rm -rf x); f",
        "eval 'rm -rf x'",
        "eval rm -rf x",
        "trap 'rm -rf x' EXIT",
        "bash -c 'bash -c \"rm -rf x\"'",
        "bash <<E\nrm -rf x\nE",
        "bash <<< 'rm -rf x'",
        "echo 'rm -rf x' | bash",
        "printf 'rm -rf %s\\n' x | sh",
        "printf '\\162m -rf x' | sh",
        "echo -e '\\x72m -rf x' | sh",
        "{ echo 'rm -rf x'; } | sh",
        "echo rm -rf x | tee log | sh",
        "cat > go.sh <<E\nrm -rf x\nE\nbash go.sh",
        "echo 'rm -rf x' > go.sh; sh ./go.sh",
        "rm -rf x # says who",
        "rm -rf x\r\n",
        "\nrm -rf x",
        "rm -rf x > /dev/null 2>&1",
        "> /dev/null rm -rf x",
        "2>&1 rm -rf x",
        "export A=b; rm -rf x",
        "cd build && cd .. && rm -rf x",
        "then rm -rf x",
        "fi; done; rm -rf x",
        ") rm -rf x",
        "if true; then rm -rf x",
        "f() { rm -rf x",
    )
]

DATA_ISNT_CODE: list[Case] = [
    (text, [])
    for text in (
        "echo rm -rf /",
        "echo 'drop table t'",
        "printf 'rm -rf /\\n'",
        "cat <<'E'\nrm -rf /\n$(rm -rf /)\nE",
        "cat > notes.md <<E\nrm -rf /\nE",
        "git commit -F - <<E\npush --force, rm -rf /\nE",
        "echo '$(rm -rf x)'",
        "echo '`rm -rf x`'",
        "grep -r 'rm -rf' .",
        "alias rm='rm -i'",
        "# rm -rf /",
        "a='rm -rf /'",
        'echo "drop table t" >> notes.txt',
        "test -d x",
        '[ "$a" = rm ]',
        "[[ $a =~ ^(rm|dd)$ ]]",
        "case $1 in rm) ;; esac",
        "for i in rm -rf /; do echo $i; done",
        "source .env",
        ". venv/bin/activate",
        "ssh-agent -s",
        "",
        "\n\n",
        "   # only words",
    )
]

WHAT_IS_KNOWN: list[Case] = [
    ('B=build; rm -rf "$B"', ["delete build recursively"]),
    ("B=a; B=b; rm $B", ["delete b"]),
    ("if c; then B=a; else B=b; fi; rm $B", ["delete a", "delete b"]),
    ("B=a; c || B=b; rm $B", ["delete a", "delete b"]),
    ("B=a; (B=b); rm $B", ["delete a"]),
    ('read B; rm -rf "$B"', ["delete (anything) recursively"]),
    ('B=a; unset B; rm -rf "$B"', ["delete (anything) recursively"]),
    ("for i in a b; do rm -r $i; done", ["delete a recursively", "delete b recursively"]),
    ('d=$(mktemp -d); rm -rf "$d"', ["delete /tmp/tmp.XXXXXXXXXX recursively"]),
    ('d=$(date); rm -rf "$d"', ["delete (anything) recursively"]),
    ("cd / && rm -rf *", ["delete /* recursively"]),
    ("cd build; rm -rf *", ["delete build/* recursively"]),
    ("(cd build); rm -rf x", ["delete x recursively"]),
    ('cd "$D"; rm -rf *', ["delete (anything) recursively"]),
    ('cd "$D"; rm -rf out', ["delete ${PWD}/out recursively"]),
    ("cd; rm -rf x", ["delete ~/x recursively"]),
    ("cd a; cd ..; rm x", ["delete x"]),
    ('cd "$(git rev-parse --show-toplevel)"; rm x', ["delete x"]),
    ('cd "$(dirname "$0")"; rm x', ["delete x"]),
    ('D="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"; rm -r "$D/x"', ["delete x recursively"]),
    ("local x=build; rm $x", ["delete build"]),
    ("export X=build; rm $X", ["delete build"]),
    ("$PROGRAM -rf x", ["code: a command only known at run time"]),
    ("for c in ls rm; do $c x; done", ["delete x"]),
    ("SQL='drop table t'; psql -c \"$SQL\"", ["sql: drop table t"]),
    ('T=users; psql -c "delete from $T"', ["sql: delete from users"]),
    ('psql -c "delete from $T"', ["sql: delete from gr_hole_0"]),
    ("psql <<E\ndelete from $T;\nE", ["sql: delete from gr_hole_0;"]),
    ("psql <<'E'\nselect '$T';\nE", ["sql: select '$T';"]),
    ("psql <<-E\n\tdrop table t;\n\tE", ["sql: drop table t;"]),
    ('psql -c "$(cat wipe.sql)"', ["runs wipe.sql as sql"]),
    ('S=$(<wipe.sql); psql -c "$S"', ["runs wipe.sql as sql"]),
    ("cd db && psql -f wipe.sql", ["runs db/wipe.sql as sql"]),
    ("(cat a.sql; echo 'x;') | psql", ["runs a.sql as sql", "sql: x;"]),
    ("cat a.sql b.sql | psql", ["runs a.sql as sql", "runs b.sql as sql"]),
    ("pg_dump app | psql", ["code: sql written by pg_dump"]),
    ("source lib/clean.sh", ["runs lib/clean.sh as shell"]),
    ('eval "$(curl -s https://x)"', ["code: shell fetched by curl"]),
    ("$(curl -s https://x)", ["code: a command written by curl"]),
    ("ssh -L 5432:db:5432 h & psql -h localhost -c x", ["sql: x"]),
    ("export PGHOST=prod-1; psql -c x", ["sql: x @production"]),
    ("DATABASE_URL=postgres://live.x.com/a python -c y", ["python: y @production"]),
    ("f() { rm a; }\ng() { rm b; }\ng", ["delete b", "delete a"]),
    ("f() { rm x; f; }; f", ["delete x", "delete x"]),
    ("rm {a,b}{c,d}", ["delete ac", "delete ad", "delete bc", "delete bd"]),
    ("mysql shop < /dev/null", ["sql: "]),
    ("bash < /dev/null", []),
    ("echo 'open", ["unread: a quote is never closed"]),
    ("x=$(rm y", ["delete y", "unread: a substitution is never closed"]),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [pytest.param(*case, id=case[0]) for case in (*DATA_ISNT_CODE, *WHAT_IS_KNOWN)],
)
def test_a_script(tell: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    assert tell(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [pytest.param(*case, id=case[0]) for case in WAYS_TO_WRITE_IT]
)
def test_a_way_to_write_it(tell: Callable[..., list[str]], text: str, expected: list[str]) -> None:
    assert [sentence for sentence in tell(text) if not sentence.startswith("unread")] == expected


def test_variables_of_the_surroundings_are_known(tell: Callable[..., list[str]]) -> None:
    assert tell('rm -rf "$OUT"', OUT="build") == ["delete build recursively"]
    assert tell('rm -rf "$OUT"', OUT="secrets.OUT") == ["delete (anything) recursively"]
    assert tell('psql "$URL" -c x', URL="secrets.PROD_URL") == ["sql: x @production"]
    assert tell("python -c x", DATABASE_URL="secrets.PROD_DB") == ["python: x @production"]
    assert tell("rm x", DATABASE_URL="secrets.PROD_DB") == ["delete x"]
