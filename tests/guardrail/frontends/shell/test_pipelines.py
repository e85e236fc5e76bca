"""Command lines of orchestrators, brokers and query shells."""

from __future__ import annotations

import pytest

from guardrail.effects import DataChange, Effect, ResourceChange, SchemaChange
from guardrail.engine.extract import extract
from guardrail.knowledge.programs import MODULES
from guardrail.knowledge.programs.pipelines import NAMES
from guardrail.model import Source
from guardrail.settings import Settings

KAFKA = "kafka-configs.sh --bootstrap-server k:9092 --alter --entity-name orders --add-config"
INFLUX = "influx delete --bucket b --start 1970-01-01T00:00:00Z --stop 2030-01-01T00:00:00Z"


def effects(text: str, language: str = "shell") -> list[Effect]:
    """What a command line, or a module, would do."""
    path = "clean.sh" if language == "shell" else "deploy/clean.py"
    items = extract(Source(path, language, text + "\n"), Settings())
    return [one for one in items if isinstance(one, Effect)]


def test_every_program_is_listed() -> None:
    assert set(MODULES["pipelines"].split()) == set(NAMES)


@pytest.mark.parametrize(
    ("line", "kind", "asks"),
    [
        ("airflow db reset --yes", SchemaChange, False),
        ("airflow db reset", SchemaChange, True),
        ("airflow dags delete shop -y", ResourceChange, False),
        ("dagster run wipe --force", DataChange, False),
        ("dagster asset wipe --all --noprompt", DataChange, False),
        ("prefect server database reset -y", SchemaChange, False),
        ("celery -A shop purge -f", DataChange, False),
        ("rabbitmqctl purge_queue orders", DataChange, False),
        ("rabbitmqctl delete_vhost shop", ResourceChange, False),
        ("kafka-topics.sh --bootstrap-server k:9092 --delete --topic a", ResourceChange, False),
        (f"{KAFKA} retention.ms=1000", SchemaChange, False),
        ("bq rm -r -f -d shop:crm", SchemaChange, False),
        ("bq rm -t shop:crm.users", SchemaChange, True),
        ("bq load --replace shop.users gs://a/b.csv", SchemaChange, False),
        ("bq query 'DELETE FROM shop.users WHERE true'", DataChange, False),
        (INFLUX, DataChange, False),
        ("influx bucket delete --name shop", ResourceChange, False),
        ("cqlsh -e 'TRUNCATE shop.users'", DataChange, False),
        ("cypher-shell -u neo4j 'MATCH (n) DETACH DELETE n'", DataChange, False),
        ("neo4j-admin database load shop --overwrite-destination=true", SchemaChange, False),
    ],
)
def test_what_is_wiped(line: str, kind: type[Effect], asks: bool) -> None:
    (found,) = effects(line)
    assert isinstance(found, kind)
    assert bool(found.guards) is asks


@pytest.mark.parametrize(
    "line",
    [
        "airflow db migrate",
        "airflow db reset --help",
        "celery -A shop worker",
        "rabbitmqctl list_queues",
        "kafka-topics.sh --bootstrap-server k:9092 --list",
        f"{KAFKA} retention.ms=604800000",
        "bq ls",
        "bq load 'shop.users$20260131' --replace gs://a/b.csv",
        f"{INFLUX} --predicate 'device=\"a\"'",
        "cqlsh -e 'SELECT * FROM shop.users'",
        "neo4j-admin database load shop",
    ],
)
def test_what_wipes_nothing(line: str) -> None:
    assert effects(line) == []


@pytest.mark.parametrize(
    "program", ['"airflow", *args', 'f"{VENV}/bin/airflow", *args', '"/opt/airflow", *args']
)
def test_a_program_that_functions_hand_on(program: str) -> None:
    code = (
        "import os, subprocess\nVENV = os.environ['VENV']\n"
        "def run(*cmd: str) -> None:\n    subprocess.run(cmd, check=True)\n"
        f"def airflow(*args: str) -> None:\n    run({program})\n"
        "airflow('db', 'reset', '--yes')\nairflow('db', 'migrate')\n"
    )
    (found,) = effects(code, "python")
    assert isinstance(found, SchemaChange)


@pytest.mark.parametrize(
    "program", ['"$VENV/bin/airflow"', "${BIN}/airflow", "$(dirname $0)/airflow"]
)
def test_a_program_in_a_folder_that_isn_t_known(program: str) -> None:
    (found,) = effects(f"{program} db reset --yes")
    assert isinstance(found, SchemaChange)
