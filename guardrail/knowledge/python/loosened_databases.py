"""Settings by which a connection to a database isn't encrypted, or made to whoever answers.

Sources: libpq 17 ("SSL Support": `disable` never encrypts), asyncpg 0.30 (`ssl`), mysql-connector
9 ("Connection Arguments"), PyMySQL 1.1 and mysqlclient 2.2 (`ssl_mode`), ODBC Driver 18 for SQL
Server ("DSN and connection string keywords"), pymssql 2.3 (`encryption`), python-oracledb 3
(`ssl_server_dn_match`), snowflake-connector 3 (`insecure_mode`, `disable_ocsp_checks`),
databricks-sql-connector 4 (`_tls_no_verify`,
`session_configuration`), clickhouse-driver 0.2 and clickhouse-connect 0.8
(`verify`), trino 0.33 (`verify`), redshift-connector 2.1 (`ssl`), vertica-python 1.4 (`tlsmode`),
DuckDB 2.0 ("Securing Extensions": `allow_unsigned_extensions`).
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.knowledge.python.loosened_spots import ANY_CALL, Loosens, Spot
from guardrail.knowledge.python.rows import words

_GIVEN = r"""["']?\s*(?::\s*str\s*)?[:=]\s*"""
_TEXT = r"(?:(?:os\.)?(?:getenv|environ\.get)\(\s*[\"']\w+[\"']\s*,\s*)?[\"'](?i:{0})[\"']"
_TRUE, _FALSE = _GIVEN + r"True\b", _GIVEN + r"False\b"
_BY_NAME = r"|\s*=\s*(?P<named>[A-Za-z_][\w.]*)\s*[,)]"
"""What a call is given under a name: `verify=settings.verify`."""


def _text(value: str) -> str:
    """What stands behind a word that is given a text, or has it where a variable isn't set."""
    return _GIVEN + _TEXT.format(value)


_SETTINGS: tuple[tuple[str, str, str, str, Loosens, tuple[str, ...]], ...] = (
    ("ssl_disabled", _TRUE, "True", "False", Loosens.ENCRYPTION, ()),
    ("ssl_verify_cert", _FALSE, "False", "True", Loosens.CERTIFICATE, ()),
    ("ssl_verify_identity", _FALSE, "False", "True", Loosens.CERTIFICATE, ()),
    ("sslmode", _text("disable"), '"disable"', '"verify-full"', Loosens.ENCRYPTION, ()),
    ("tlsmode", _text("disable"), '"disable"', '"verify-ca"', Loosens.ENCRYPTION, ("vertica",)),
    ("ssl_mode", _text("disabled"), '"DISABLED"', '"VERIFY_CA"', Loosens.ENCRYPTION, ()),
    ("ssl_server_dn_match", _FALSE, "False", "True", Loosens.CERTIFICATE, ("oracledb",)),
    ("insecure_mode", _TRUE, "True", "False", Loosens.CERTIFICATE, ("snowflake",)),
    ("disable_ocsp_checks", _TRUE, "True", "False", Loosens.CERTIFICATE, ("snowflake",)),
    ("_tls_no_verify", _TRUE, "True", "False", Loosens.CERTIFICATE, ("databricks",)),
    ("_tls_verify_hostname", _FALSE, "False", "True", Loosens.CERTIFICATE, ("databricks",)),
    ("encryption", _text("off"), '"off"', '"require"', Loosens.ENCRYPTION, ("pymssql",)),
    (
        "TrustServerCertificate",
        _text("yes|true"),
        '"yes"',
        '"no"',
        Loosens.CERTIFICATE,
        (),
    ),
)
"""A word, what stands behind it, a value that loosens and one that doesn't, what it loosens."""


def _settings() -> Iterator[Spot]:
    for word, pattern, bad, good, what, beside in _SETTINGS:
        head = f"import {beside[0]}\n" if beside else ""
        plain = bad in ("True", "False")
        for calls, line in (
            (words(ANY_CALL), 'connect(host="db1.acme.io", {0}={1})'),
            (frozenset[str](), 'OPTIONS = {{"host": "db1.acme.io", "{0}": {1}}}'),
        ):
            yield Spot(
                word=word,
                pattern=f"(?:{pattern}){_BY_NAME}" if calls else pattern,
                values=(bad,) if plain else (f"~(?i){bad.strip(chr(34))}",),
                what=what,
                calls=calls,
                beside=beside,
                example=head + line.format(word, bad),
                twin=head + line.format(word, good),
            )


_OFF = r"""["']?\s*[:=]\s*(?:False\b|["']disable["'])"""


def _short_words() -> Iterator[Spot]:
    """Words that mean something else beside other libraries."""
    for word, calls, beside, what, line in (
        (
            "ssl",
            words("connect create_pool Pool create_engine create_async_engine update dict"),
            ("asyncpg", "redshift_connector"),
            Loosens.ENCRYPTION,
            'import asyncpg\nasyncpg.connect(host="db1.acme.io", ssl={0})',
        ),
        (
            "ssl",
            frozenset[str](),
            ("asyncpg", "redshift_connector"),
            Loosens.ENCRYPTION,
            'import asyncpg\nOPTIONS = {{"host": "db1.acme.io", "ssl": {0}}}',
        ),
        (
            "verify",
            words("Client get_client get_async_client create_client from_url connect"),
            ("clickhouse_driver", "clickhouse_connect", "asynch", "trino", "prestodb"),
            Loosens.CERTIFICATE,
            'import clickhouse_connect\nclickhouse_connect.get_client(host="a.io", verify={0})',
        ),
        (
            "verify",
            frozenset[str](),
            ("clickhouse_driver", "clickhouse_connect", "asynch", "trino", "prestodb"),
            Loosens.CERTIFICATE,
            'import trino\nOPTIONS = {{"host": "trino.acme.io", "verify": {0}}}',
        ),
    ):
        yield Spot(
            word=word,
            pattern=f"(?:{_OFF}){_BY_NAME}" if calls else _OFF,
            values=("False", "~disable"),
            what=what,
            calls=calls,
            beside=beside,
            example=line.format("False"),
            twin=line.format("True"),
        )


_IN_TEXTS = (
    ("sslmode", r"\s*=\s*disable\b", Loosens.ENCRYPTION, "disable", "verify-full"),
    ("ssl_disabled", r"=\s*(?i:true|1)\b", Loosens.ENCRYPTION, "true", "false"),
    ("ssl_verify_cert", r"=\s*(?i:false|0)\b", Loosens.CERTIFICATE, "false", "true"),
    ("Encrypt", r"\s*=\s*(?i:no|false|optional)\b", Loosens.ENCRYPTION, "no", "yes"),
    ("TrustServerCertificate", r"\s*=\s*(?i:yes|true)\b", Loosens.CERTIFICATE, "yes", "no"),
)

_NO_CHECK = r"""["']\s*:\s*(?:False\b|None\b|["']none["']|(?:ssl\.)?CERT_NONE\b)"""
_SWITCHED = r"""["']\s*:\s*True\b"""
_IN_OPTIONS = (
    *(
        (word, _NO_CHECK, "False", "True")
        for word in ("verify_certs", "verify_ssl", "check_hostname")
    ),
    *(
        (word, _NO_CHECK, "ssl.CERT_NONE", "ssl.CERT_REQUIRED")
        for word in ("verify_mode", "cert_reqs")
    ),
    *((word, _NO_CHECK, "None", '"required"') for word in ("ssl_cert_reqs",)),
    *(
        (word, _SWITCHED, "True", "False")
        for word in ("tlsInsecure", "tlsAllowInvalidCertificates", "tlsAllowInvalidHostnames")
    ),
)
"""Entries of a dictionary of options, `{"check_hostname": False}`, each with what loosens."""

_CHECK = "'spark.databricks.delta.retentionDurationCheck.enabled'"

DATABASES: tuple[Spot, ...] = (
    *_settings(),
    *_short_words(),
    *(
        Spot(
            word=word,
            pattern=pattern,
            what=what,
            in_text=True,
            example=f'URL = "driver://app@db1.acme.io/shop?{word}={bad}"',
            twin=f'URL = "driver://app@db1.acme.io/shop?{word}={good}"',
        )
        for word, pattern, what, bad, good in _IN_TEXTS
    ),
    *(
        Spot(
            word=word,
            pattern=pattern,
            what=Loosens.CERTIFICATE,
            example=f'OPTIONS = {{"ca": CA, "{word}": {bad}}}',
            twin=f'OPTIONS = {{"ca": CA, "{word}": {good}}}',
        )
        for word, pattern, bad, good in _IN_OPTIONS
    ),
    *(
        Spot(
            word="retentionDurationCheck",
            pattern=r"""\.enabled["']\s*[:,]\s*["']?(?i:false)\b""",
            what=Loosens.RETENTION,
            calls=calls,
            example=example,
            twin=example.replace("false", "true"),
        )
        for calls, example in (
            (
                words("config appName master builder"),
                f"import pyspark\nSparkSession.builder.config({_CHECK}, 'false')",
            ),
            (
                frozenset[str](),
                f"import databricks\nCONF = {{{_CHECK}: 'false'}}",
            ),
        )
    ),
    *(
        Spot(
            word="allow_unsigned_extensions",
            pattern=r"""["']?\]?\s*[:=]\s*["']?(?i:true|1|on)\b""",
            what=Loosens.EXTENSIONS,
            calls=calls,
            beside=("duckdb",),
            example=f"import duckdb\n{line.format('True')}",
            twin=f"import duckdb\n{line.format('False')}",
        )
        for calls, line in (
            (words(ANY_CALL), "dict(allow_unsigned_extensions={0})"),
            (frozenset[str](), 'CONFIG = {{"allow_unsigned_extensions": {0}}}'),
        )
    ),
    Spot(
        word="PGSSLMODE",
        pattern=r"""["']\s*(?:\]\s*=|,)\s*["']disable["']""",
        what=Loosens.ENCRYPTION,
        calls=words("setdefault setenv putenv"),
        example='import os\nos.environ.setdefault("PGSSLMODE", "disable")',
        twin='import os\nos.environ.setdefault("PGSSLMODE", "verify-full")',
    ),
    Spot(
        word="PGSSLMODE",
        pattern=r"""["']\s*(?:\]\s*=|:)\s*["']disable["']""",
        what=Loosens.ENCRYPTION,
        example='import os\nos.environ["PGSSLMODE"] = "disable"',
        twin='import os\nos.environ["PGSSLMODE"] = "verify-full"',
    ),
)
"""The settings of connections to databases, in calls, in dictionaries and in texts."""
