"""What is kept at the wrong end: the newest go and the oldest stay, in files, stores and shells."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import Example, python, shell
from guardrail.model import Level

RULES = load().classes
WRONG_END = ("lost-file", "recursive-delete", "reversed-age", "dropped-partition")


def loudest(example: Example) -> Level:
    """How loudly the rules of what is deleted speak of an example."""
    found = (one for rule in WRONG_END for one in judge_example(RULES[rule], example))
    return max((one.level for one in found), default=Level.OFF)


FILES = """\
import glob, heapq, os, shutil
from datetime import datetime
from pathlib import Path

def list_releases(root):
    found = [path for path in root.iterdir() if path.is_dir()]
    return sorted(found, key=lambda path: path.name, reverse=True)

def in_order(releases, turned):
    return sorted(releases, key=os.path.getmtime, reverse=turned)

def prune(root: Path, keep: int):
    {}
"""


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "releases = list_releases(root)\n    for one in {}: shutil.rmtree(one)",
            ("releases[:keep]", "releases[keep:]"),
        ),
        (
            "releases = list_releases(root)\n    for one in {}: shutil.rmtree(one)",
            ("sorted(releases, key=os.path.getmtime)[keep:]", "in_order(releases, True)[keep:]"),
        ),
        (
            (
                "backups = sorted(root.glob('*'), key=os.path.getmtime)\n"
                "    for one in {}: one.unlink()"
            ),
            ("backups[keep:]", "backups[:-keep]"),
        ),
        (
            "dumps = sorted(glob.glob(f'{{root}}/dump-*.gz'))\n    for one in {}: os.remove(one)",
            ("dumps[keep:]", "dumps[:-keep]"),
        ),
        (
            (
                "dumps = sorted(glob.glob(f'{{root}}/dump-*.gz'))\n"
                "    while len(dumps) > keep: os.remove({})"
            ),
            ("dumps.pop()", "dumps.pop(0)"),
        ),
        (
            (
                "backups = sorted(root.glob('*'), key=os.path.getmtime)\n"
                "    kept = {}\n"
                "    for one in backups:\n"
                "        if one not in kept: one.unlink()"
            ),
            ("backups[:keep]", "backups[-keep:]"),
        ),
        (
            (
                "backups = sorted(root.glob('*'), key=os.path.getmtime)\n"
                "    kept = set({})\n"
                "    for one in [one for one in backups if one not in kept]: one.unlink()"
            ),
            ("backups[:keep]", "backups[-keep:]"),
        ),
        (
            "for one in heapq.{}(keep, root.glob('*.dump'), key=os.path.getmtime): one.unlink()",
            ("nlargest", "nsmallest"),
        ),
        (
            (
                "ages = sorted(root.glob('*'), key=lambda p: datetime.now() - made_at(p))\n"
                "    for one in {}: one.unlink()"
            ),
            ("ages[:keep]", "ages[keep:]"),
        ),
    ],
)
def test_files_of_which_the_newest_go(wrong: str, right: tuple[str, str]) -> None:
    harmful, harmless = (FILES.format(wrong.format(one)) for one in right)
    assert loudest(python(harmful)) >= Level.WARNING
    assert loudest(python(harmless)) < Level.WARNING


ROTATED = """\
import clickhouse_connect

LISTED = "SELECT DISTINCT partition_id FROM system.parts WHERE active ORDER BY partition_id{}"
client = clickhouse_connect.get_client(host="db.shop.internal")

def rotate(keep=12):
    for one in [row[0] for row in client.query(LISTED).result_rows][keep:]:
        client.command(f"ALTER TABLE shop.visits DROP PARTITION ID '{{one}}'")
"""
BORDERED = """\
import clickhouse_connect
from datetime import date
from dateutil.relativedelta import relativedelta

client = clickhouse_connect.get_client(host="db.shop.internal")

def first_kept(today):
    return (today - relativedelta(months=13)).strftime("%Y%m")

def rotate(parts):
    limit = first_kept(date.today())
    for part in parts:
        if part {} limit:
            client.command(f"ALTER TABLE shop.visits DROP PARTITION {{part}}")
"""


def test_partitions_in_the_order_that_a_query_says() -> None:
    assert loudest(python(ROTATED.format(""))) >= Level.WARNING
    assert loudest(python(ROTATED.format(" DESC"))) < Level.WARNING


def test_partitions_by_a_border_that_is_written_out() -> None:
    assert judge_example(RULES["reversed-age"], python(BORDERED.format(">=")))
    assert not judge_example(RULES["reversed-age"], python(BORDERED.format("<")))


IN_MONTHS = """\
import clickhouse_connect
from datetime import date

KEEP_MONTHS = 13
client = clickhouse_connect.get_client(host=HOST)

def cutoff(today: date) -> str:
    months = today.year * 12 + today.month - 1 - KEEP_MONTHS
    return f"{{months // 12}}{{months % 12 + 1:02d}}"

def expired(names: list[str], limit: str) -> list[str]:
    return [name for name in names if name {} limit]

def partitions() -> list[str]:
    result = client.query("SELECT DISTINCT partition FROM system.parts WHERE table = 'visits'")
    return [row[0] for row in result.result_rows]

for name in expired(partitions(), cutoff(date.today())):
    client.command(f"ALTER TABLE shop.visits DROP PARTITION '{{name}}'")
"""


@pytest.mark.parametrize(("sign", "told"), [("<", False), ("<=", False), (">=", True), (">", True)])
def test_partitions_by_a_border_that_is_counted_in_months(sign: str, told: bool) -> None:
    assert (loudest(python(IN_MONTHS.format(sign))) is Level.ERROR) is told


STORES = """\
from datetime import datetime, timedelta
{}

def border():
    return datetime.utcnow() - timedelta(days=90)

def purge_old(name):
    cutoff = border()
    {}
"""


@pytest.mark.parametrize(
    ("imported", "done", "signs"),
    [
        (
            "from pymongo import MongoClient",
            'MongoClient("db").shop.visits.delete_many({{"seen_at": {{"{}": cutoff}}}})',
            ("$gte", "$lt"),
        ),
        (
            "import weaviate\nfrom weaviate.classes.query import Filter",
            (
                'weaviate.connect_to_local().collections.get("Visit").data.delete_many('
                'where=Filter.by_property("seenAt").{}(cutoff))'
            ),
            ("greater_than", "less_than"),
        ),
        (
            "from elasticsearch import Elasticsearch",
            (
                'Elasticsearch("http://es").delete_by_query(index="visits", '
                'query={{"range": {{"@timestamp": {{"{}": "now-90d"}}}}}})'
            ),
            ("gte", "lt"),
        ),
        (
            "from qdrant_client import QdrantClient, models",
            (
                'QdrantClient("h").delete("visits", models.FilterSelector('
                "filter=models.Filter(must=[models.FieldCondition("
                'key="seen_at", range=models.DatetimeRange({}=cutoff))])))'
            ),
            ("gte", "lt"),
        ),
        (
            "from google.cloud import firestore\ndb = firestore.Client()",
            (
                'for one in db.collection("visits").where("at", "{}", cutoff).stream():'
                "\n        one.reference.delete()"
            ),
            (">=", "<"),
        ),
        (
            "from supabase import create_client",
            'create_client(URL, KEY).table("visits").delete().{}("seen_at", cutoff).execute()',
            ("gte", "lt"),
        ),
    ],
)
def test_stores_by_an_age_that_is_turned_round(
    imported: str, done: str, signs: tuple[str, str]
) -> None:
    harmful, harmless = (STORES.format(imported, done.format(one)) for one in signs)
    assert judge_example(RULES["reversed-age"], python(harmful))
    assert not judge_example(RULES["reversed-age"], python(harmless))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("ls -1dt /srv/releases/*/ | head -n -5 | xargs -r rm -rf --", True),
        ("ls -1dt /srv/releases/*/ | tail -n +6 | xargs -r rm -rf --", False),
        ("ls -1tr /srv/backups | tail -n +8 | xargs rm", True),
        ("ls -1tr /srv/backups | head -n -7 | xargs rm", False),
        ("ls -t /srv/backups | head -7 | xargs rm", True),
        ("ls -t /srv/backups | tac | head -7 | xargs rm", False),
        ("ls --sort=time /srv/backups | awk 'NR<=5' | xargs rm", True),
        ("ls -t /srv/backups | awk 'NR>5' | xargs rm", False),
        ("ls -tr /srv/backups | sed '1,5d' | xargs rm", True),
        ("ls -t /srv/backups | sed '1,5d' | xargs rm", False),
        ("ls -t /srv/backups | grep -v current | head -n -3 | xargs rm", True),
        ("rm -f $(ls -t /srv/backups/*.gz | head -n -7)", True),
        ("rm -f $(ls -t /srv/backups/*.gz | tail -n +8)", False),
        ("ls /srv/backups | head -5 | xargs rm", False),
    ],
)
def test_the_wrong_end_of_a_pipe(line: str, told: bool) -> None:
    assert (loudest(shell(line)) >= Level.WARNING) is told
