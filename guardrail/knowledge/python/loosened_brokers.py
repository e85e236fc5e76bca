"""Settings by which clients of brokers and stores trust whoever answers.

Sources: kafka-python 3 (`ssl_check_hostname`), librdkafka 2.16 ("CONFIGURATION.md":
`enable.ssl.certificate.verification`, `ssl.endpoint.identification.algorithm`), the Python driver
of Neo4j 5 (`trusted_certificates`, `trust`), Couchbase's SDK 4.6 (`TLSVerifyMode`), crewAI 1
(`Agent`: what it writes runs on the machine itself by `code_execution_mode="unsafe"`).
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import ANY_CALL, Loosens, Spot
from guardrail.knowledge.python.rows import words

_FALSE = r"\s*(?:False\b|[\"'](?i:false)[\"'])"
_NOT_VERIFIED = r"\s*=\s*(?:(?:\w+\.)?TLSVerifyMode\.NO(?:NE|_VERIFY)\b|[\"']no(?:ne|_verify)[\"'])"
_KAFKA = "from confluent_kafka import Producer\nProducer({{'bootstrap.servers': 'k.acme.io', {0}}})"

BROKERS: tuple[Spot, ...] = (
    Spot(
        word="ssl_check_hostname",
        pattern=r"\s*=\s*False\b",
        what=Loosens.CERTIFICATE,
        calls=words(ANY_CALL),
        beside=("kafka",),
        example="from kafka import KafkaProducer\nKafkaProducer(ssl_check_hostname=False)",
        twin="from kafka import KafkaProducer\nKafkaProducer(ssl_check_hostname=True)",
    ),
    Spot(
        word="ssl_check_hostname",
        pattern=rf"[\"']\s*:{_FALSE}",
        what=Loosens.CERTIFICATE,
        beside=("kafka",),
        example="from kafka import KafkaProducer\nOPTIONS = {'ssl_check_hostname': False}",
        twin="from kafka import KafkaProducer\nOPTIONS = {'ssl_check_hostname': True}",
    ),
    *(
        Spot(
            word="enable.ssl.certificate.verification",
            pattern=rf"[\"']\s*(?::|\]\s*=){_FALSE}",
            what=Loosens.CERTIFICATE,
            calls=calls,
            example=line.format("'enable.ssl.certificate.verification': False"),
            twin=line.format("'enable.ssl.certificate.verification': True"),
        )
        for calls, line in (
            (words(ANY_CALL), _KAFKA),
            (frozenset[str](), "SETTINGS = {{{0}}}"),
        )
    ),
    *(
        Spot(
            word="ssl.endpoint.identification.algorithm",
            pattern=r"[\"']\s*(?::|\]\s*=)\s*[\"'](?i:none|)[\"']",
            what=Loosens.CERTIFICATE,
            calls=calls,
            example=line.format("'ssl.endpoint.identification.algorithm': 'none'"),
            twin=line.format("'ssl.endpoint.identification.algorithm': 'https'"),
        )
        for calls, line in (
            (words(ANY_CALL), _KAFKA),
            (frozenset[str](), "SETTINGS = {{{0}}}"),
        )
    ),
    *(
        Spot(
            word=word,
            pattern=pattern,
            what=Loosens.CERTIFICATE,
            calls=words(ANY_CALL),
            beside=(package,),
            example=line.format(bad),
            twin=line.format(good),
        )
        for word, pattern, package, line, bad, good in (
            (
                "trusted_certificates",
                r"\s*=\s*(?:\w+\.)?TrustAll\(",
                "neo4j",
                "import neo4j\nneo4j.GraphDatabase.driver(url, trusted_certificates={0})",
                "neo4j.TrustAll()",
                "neo4j.TrustSystemCAs()",
            ),
            (
                "trust",
                r"\s*=\s*(?:\w+\.)?TRUST_ALL_CERTIFICATES\b",
                "neo4j",
                "import neo4j\nneo4j.GraphDatabase.driver(url, encrypted=True, trust={0})",
                "neo4j.TRUST_ALL_CERTIFICATES",
                "neo4j.TRUST_SYSTEM_CA_SIGNED_CERTIFICATES",
            ),
            (
                "tls_verify",
                _NOT_VERIFIED,
                "couchbase",
                "from couchbase.options import *\nClusterOptions(login, tls_verify={0})",
                "TLSVerifyMode.NONE",
                "TLSVerifyMode.PEER",
            ),
        )
    ),
    Spot(
        word="code_execution_mode",
        pattern=r"\s*=\s*[\"']unsafe[\"']",
        what=Loosens.SANDBOX,
        calls=words("Agent"),
        beside=("crewai",),
        held=(("allow_code_execution", ("True",)),),
        example="from crewai import Agent\n"
        "Agent(role='x', allow_code_execution=True, code_execution_mode='unsafe')",
        twin="from crewai import Agent\n"
        "Agent(role='x', allow_code_execution=True, code_execution_mode='safe')",
    ),
)
