"""Command lines of orchestrators, brokers and query shells that wipe, purge or delete.

Commands as in `--help` of Airflow 3 (`airflow db reset`), Dagster 1.12 (`dagster run wipe`),
Prefect 3 (`prefect server database reset`), Celery 5 (`celery purge`), RabbitMQ 4 (`rabbitmqctl`),
Kafka 4 (`kafka-topics.sh`, `kafka-configs.sh`), BigQuery's `bq`, InfluxDB 2 (`influx delete`),
Cassandra 5 (`cqlsh`) and Neo4j 5 (`cypher-shell`, `neo4j-admin`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from guardrail.effects import (
    Aspect,
    DataChange,
    ObjectKind,
    ResourceChange,
    SchemaChange,
    Scope,
    Verb,
)
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Target
from guardrail.knowledge.programs.frameworks import drops_database
from guardrail.knowledge.programs.interpreter import code_in
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.knowledge.programs.verbs import ASKING, Row, deletes, outcomes

_OPTIONS = options(
    "-y|--yes|--noprompt|--no-prompt|--force|-f --all --help|-h --version --dry-run|--dry_run"
    " -A|--app: -Q|--queues: -X|--exclude-queues: -b|--broker: -p|--profile: --vhost: --node|-n:"
    " --subdir|-S: --skip-init -v|--verbose --name: --overwrite-destination --from-path:"
    " --log-level: --workdir:"
)
_KAFKA = options(
    "--delete --topic: --bootstrap-server: --zookeeper: --command-config: --alter --entity-type:"
    " --entity-name: --add-config: --delete-config: --if-exists --help --offset-json-file:"
    " --topic: --list --describe"
)
_BIG = options(
    "-r|--recursive -f|--force -d|--dataset -t|--table --project_id: --location: --replace"
    " --source_format: --autodetect --use_legacy_sql: --nouse_legacy_sql --destination_table: -n:"
    " --format: --help --dry_run --time_partitioning_field: --schema: --skip_leading_rows: -q -a"
)
_INFLUX = options(
    "--bucket|-b: --bucket-id: --start: --stop: --predicate|-p: --org|-o: --token|-t: --host:"
    " -i|--id: -n|--name: --active-config|-c: --help|-h"
)
_TEXTS = options("-e: --execute: -u: -p: -k: -f: -a: -d: --ssl --debug --version --help --format:")
_DAY = 86_400_000
_SHORT = "its records go by themselves within a day"


def _empties(what: str, store: str, *words: str, **more: Any) -> Row:
    fields = (
        ("verb", Verb.TRUNCATE),
        ("target", what),
        ("scope", Scope.NONE),
        ("dialect", store),
    )
    return Row(words, DataChange, fields, **more)


_ROWS: dict[str, tuple[Row, ...]] = {
    "airflow": (
        drops_database("db", "reset", asks=True),
        deletes("airflow", "dag with its runs", "dags", "delete", asks=True),
    ),
    "dagster": (
        _empties("all runs", "dagster", "run", "wipe", asks=True),
        _empties("the history of the assets", "dagster", "asset", "wipe", asks=True),
    ),
    "prefect": (
        drops_database("server", "database", "reset", asks=True),
        drops_database("server", "database", "downgrade", asks=True),
        deletes("prefect", "deployment", "deployment", "delete"),
        deletes("prefect", "work pool", "work-pool", "delete"),
    ),
    "celery": (
        _empties("every queue", "celery", "purge", asks=True),
        _empties("every queue", "celery", "amqp", "queue.purge"),
    ),
    "rabbitmqctl": (
        _empties("every queue", "rabbitmq", "reset"),
        _empties("every queue", "rabbitmq", "force_reset"),
        deletes("rabbitmq", "virtual host with its queues", "delete_vhost"),
        deletes("rabbitmq", "queue with its messages", "delete_queue"),
        _empties("the queue", "rabbitmq", "purge_queue"),
    ),
    "neo4j-admin": (
        drops_database("database", "load", needs=("--overwrite-destination",)),
        drops_database("database", "restore", needs=("--overwrite-destination",)),
    ),
}
"""What the first words say, of programs whose words say all."""

NAMES: tuple[str, ...] = (
    *_ROWS,
    *("kafka-topics", "kafka-topics.sh", "kafka-configs", "kafka-configs.sh"),
    *("kafka-delete-records", "kafka-delete-records.sh"),
    *("bq", "influx", "cqlsh", "cypher-shell"),
)


def _read(command: Command) -> Iterator[Outcome]:
    name = command.name.rsplit("/", 1)[-1].removesuffix(".sh")
    if name in _ROWS:
        parsed = parse(command.args, _OPTIONS)
        yield from outcomes(command, parsed, _ROWS[name], given_up={"-y": ASKING})
    elif name.startswith("kafka-"):
        yield from _kafka(command, name, parse(command.args, _KAFKA))
    elif name == "bq":
        yield from _bigquery(command, parse(command.args, _BIG))
    elif name == "influx":
        yield from _influx(command, parse(command.args, _INFLUX))
    else:
        parsed = parse(command.args, _TEXTS)
        texts = [*parsed.values("-e", "--execute")]
        texts += parsed.operands[-1:] if name == "cypher-shell" else []
        language = "sql" if name == "cqlsh" else "cypher"
        for text in texts:
            dialect = "cassandra" if name == "cqlsh" else ""
            yield from code_in(command, text, language, name, dialect=dialect, target=Target())


def _said(command: Command) -> dict[str, Any]:
    """Where an effect of a command stands."""
    return {"span": command.span(), "evidence": command.evidence}


def _kafka(command: Command, name: str, parsed: Parsed) -> Iterator[Outcome]:
    servers = Target(host=parsed.value("--bootstrap-server").partition(":")[0])
    said = _said(command)
    if parsed.has("--help"):
        return
    if name == "kafka-topics" and parsed.has("--delete"):
        gone = ResourceChange(
            **said,
            verb=Verb.DELETE,
            provider="kafka",
            kind="topics with what is in them",
            id=parsed.value("--topic"),
        )
        yield At(gone, servers)
    elif name == "kafka-delete-records":
        emptied = DataChange(
            **said, dialect="kafka", verb=Verb.DELETE, target="the topic", scope=Scope.NONE
        )
        yield At(emptied, servers)
    elif name == "kafka-configs" and parsed.has("--alter"):
        for word in parsed.values("--add-config"):
            for setting in word.text.strip("[]").split(","):
                key, _, value = setting.partition("=")
                if key.strip() == "retention.ms" and value.isdigit() and int(value) < _DAY:
                    topic = parsed.value("--entity-name")
                    change = SchemaChange(
                        **said,
                        dialect="kafka",
                        verb=Verb.ALTER,
                        kind=ObjectKind.TABLE,
                        table=topic,
                        name=topic,
                        aspect=Aspect.OTHER,
                        options=("expiration", _SHORT),
                    )
                    yield At(change, servers)


def _bigquery(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    words = [word.text for word in parsed.operands]
    if not words or parsed.has("--help", "--dry_run"):
        return
    said = {**_said(command), "dialect": "bigquery"}
    what = words[1] if len(words) > 1 else ""
    guards = () if parsed.has("-f") else ("a prompt",)
    if words[0] == "rm" and what:
        whole = parsed.has("-r", "-d")
        kind = ObjectKind.SCHEMA if whole else ObjectKind.TABLE
        dropped = SchemaChange(
            **said, verb=Verb.DROP, kind=kind, table="" if whole else what, name=what, guards=guards
        )
        yield At(dropped, Target(words=(what,)))
    elif words[0] == "load" and parsed.has("--replace") and "$" not in what:
        replaced = SchemaChange(
            **said, verb=Verb.CREATE, kind=ObjectKind.TABLE, table=what, name=what, replace=True
        )
        yield At(replaced, Target(words=(what,)))
    elif words[0] == "query":
        for text in parsed.operands[1:2]:
            yield from code_in(
                command, text, "sql", "bq query", dialect="bigquery", target=Target()
            )


def _influx(command: Command, parsed: Parsed) -> Iterator[Outcome]:
    words = [word.text for word in parsed.operands[:2]]
    said = _said(command)
    bucket = parsed.value("--bucket") or parsed.value("-n") or parsed.value("-i")
    if parsed.has("--help"):
        return
    if words == ["bucket", "delete"]:
        gone = ResourceChange(
            **said, verb=Verb.DELETE, provider="influxdb", kind="bucket", id=bucket
        )
        yield At(gone, Target(host=parsed.value("--host")))
    elif words[:1] == ["delete"] and not parsed.value("--predicate"):
        emptied = DataChange(
            **said, dialect="influxdb", verb=Verb.DELETE, target=bucket, scope=Scope.NONE
        )
        yield At(emptied, Target(host=parsed.value("--host")))


PROGRAM = Program(NAMES, _read)
