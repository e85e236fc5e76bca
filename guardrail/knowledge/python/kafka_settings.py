"""Settings and access lists of Kafka's topics: records that go at once, topics for everybody.

Source: the documentation of confluent-kafka 2.16 (`ConfigResource`, `ConfigEntry`, `AclBinding`),
kafka-python 3.0 (`ConfigResource`, `ACL`) and aiokafka 0.14, and Kafka 4.0's "Topic Configs"
(`retention.ms`, 7 days by default) and "Authorization and ACLs" (`User:*` is everybody).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject, Kind, LetsExpire, Makes
from guardrail.knowledge.python.rows import FIRST, NOWHERE, Argument, OpensPorts, Row

_RETENTION = "retention.ms"
_MS = 1e-3
_CONFLUENT = "from confluent_kafka.admin import ConfigEntry, ConfigResource\n"
_PLAIN = "from kafka.admin import ConfigResource, ConfigResourceType\n"
_ELECTION = "{'unclean.leader.election.enable': "
_UNCLEAN = r"~~unclean\.leader\.election\.enable[\"']\s*:\s*[\"']?(?i:true)"
_IN_SYNC = "the check that a leader has every record"
_RESOURCE = "kafka topic's settings"
_ALLOWING = "*ALLOW*|allow|3"
"""What keeps everybody out opens nothing."""

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("confluent_kafka.admin.ConfigResource",),
        kind=_RESOURCE,
        named=Argument(1, "name"),
    ),
)


def _resource(names: tuple[str, ...], argument: Argument, start: str, given: str) -> LetsExpire:
    return LetsExpire(
        names=names,
        time=argument,
        key=_RETENTION,
        seconds=_MS,
        target=Argument(1, "name"),
        store="kafka",
        unproved="one of the names is of version 2" if len(names) > 1 else "",
        beside=("retention.ms",),
        example=f"{start}ConfigResource('topic', 'orders', {given}={{'retention.ms': '1000'}})",
        twin=f"{start}ConfigResource('topic', 'orders', {given}={{'retention.ms': '604800000'}})",
    )


ROWS: tuple[Row, ...] = (
    _resource(
        ("confluent_kafka.admin.ConfigResource",),
        Argument(2, "set_config"),
        _CONFLUENT,
        "set_config",
    ),
    _resource(
        ("kafka.admin.ConfigResource", "kafka.admin.config_resource.ConfigResource"),
        Argument(2, "configs"),
        _PLAIN,
        "configs",
    ),
    _resource(
        ("aiokafka.admin.config_resource.ConfigResource",),
        Argument(2, "configs"),
        "from aiokafka.admin.config_resource import ConfigResource\n",
        "configs",
    ),
    LetsExpire(
        names=("confluent_kafka.admin.ConfigEntry",),
        time=Argument(1, "value"),
        when=((Argument(0, "name"), (_RETENTION,)),),
        seconds=_MS,
        target=NOWHERE,
        store="kafka",
        beside=("retention.ms",),
        example=_CONFLUENT + "ConfigEntry('retention.ms', '1000')",
        twin=_CONFLUENT + "ConfigEntry('retention.ms', '604800000')",
    ),
    LetsExpire(
        names=(".set_config",),
        on=(_RESOURCE,),
        time=Argument(1, "value"),
        when=((FIRST, (_RETENTION,)),),
        seconds=_MS,
        store="kafka",
        beside=("retention.ms",),
        unproved="only older versions have it",
        example=_CONFLUENT + "ConfigResource('topic', 'orders').set_config('retention.ms', '1')",
        twin=_CONFLUENT + "ConfigResource('topic', 'orders').set_config('retention.ms', '-1')",
    ),
    OpensPorts(
        names=("confluent_kafka.admin.AclBinding",),
        provider="kafka",
        kind="topic",
        id=Argument(1, "name"),
        world=(("3", r"User:[*]"), ("principal", r"User:[*]")),
        only=(("6", _ALLOWING), ("permission_type", _ALLOWING)),
        port="",
        what="access",
        beside=("User:",),
        example=(
            "from confluent_kafka.admin import AclBinding, AclOperation, AclPermissionType\n"
            "AclBinding('topic', 'orders', 'literal', 'User:*', '*', AclOperation.ALL,"
            " AclPermissionType.ALLOW)"
        ),
        twin=(
            "from confluent_kafka.admin import AclBinding, AclOperation, AclPermissionType\n"
            "AclBinding('topic', 'orders', 'literal', 'User:billing', '*', AclOperation.READ,"
            " AclPermissionType.ALLOW)  # not User:*"
        ),
    ),
    OpensPorts(
        names=("kafka.admin.ACL",),
        provider="kafka",
        kind="topic",
        id=NOWHERE,
        world=(("0", r"User:[*]"), ("principal", r"User:[*]")),
        only=(("3", _ALLOWING), ("permission_type", _ALLOWING)),
        port="",
        what="access",
        beside=("User:",),
        example=(
            "from kafka.admin import ACL, ACLOperation, ACLPermissionType\n"
            "ACL('User:*', '*', ACLOperation.ALL, ACLPermissionType.ALLOW, pattern)"
        ),
        twin=(
            "from kafka.admin import ACL, ACLOperation, ACLPermissionType\n"
            "ACL('User:billing', '*', ACLOperation.READ, ACLPermissionType.ALLOW, pattern)"
            "  # not User:*"
        ),
    ),
    *(
        ChangesObject(
            names=(name,),
            what="topic",
            verb=Verb.ALTER,
            target=Argument(1, "name"),
            when=((Argument(2, given), (_UNCLEAN,)),),
            protections=(("name", "-", _IN_SYNC), ("name", "*", _IN_SYNC)),
            store="kafka",
            beside=("unclean.leader.election.enable",),
            example=f"{start}ConfigResource('topic', 'orders', {given}={_ELECTION}'true'}})",
            twin=f"{start}ConfigResource('topic', 'orders', {given}={_ELECTION}'false'}})",
        )
        for name, given, start in (
            ("confluent_kafka.admin.ConfigResource", "set_config", _CONFLUENT),
            ("kafka.admin.ConfigResource", "configs", _PLAIN),
        )
    ),
)
