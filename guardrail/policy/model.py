"""The shape of `guardrail.toml`, as pydantic checks it. Imported only where a text must be checked.

`docs/guardrail.schema.json` is generated from these classes, `docs/configuration.md` describes
every key.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from guardrail.policy import clock, requires
from guardrail.policy.effective import BASELINE, EDITION

LevelName = Literal["off", "info", "warning", "error"]
Kind = Literal["throwaway", "local", "shared", "production"]
Dialect = Literal[
    "postgres",
    "mysql",
    "sqlite",
    "tsql",
    "oracle",
    "snowflake",
    "bigquery",
    "redshift",
    "clickhouse",
    "duckdb",
    "databricks",
    "mariadb",
    "tidb",
    "cockroachdb",
]

SAME_DIALECT = {
    "postgresql": "postgres",
    "pg": "postgres",
    "cockroach": "cockroachdb",
    "sqlite3": "sqlite",
    "mssql": "tsql",
    "sqlserver": "tsql",
}


def _dialect(value: object) -> object:
    return SAME_DIALECT.get(value.lower(), value.lower()) if isinstance(value, str) else value


def _date(value: object) -> object:
    if isinstance(value, str):
        return clock.parse(value) or value
    return "" if isinstance(value, datetime) else value


def _requires(value: object) -> object:
    if isinstance(value, str):
        try:
            requires.satisfied(value, "0")
        except ValueError:
            raise ValueError('must be a version like ">=1.4" or ">=1.4,<2"') from None
    return value


Glob = Annotated[str, Field(min_length=1, max_length=300)]
Name = Annotated[str, Field(min_length=1, max_length=100)]
Day = Annotated[date, BeforeValidator(_date)]
DialectName = Annotated[Dialect, BeforeValidator(_dialect)]


class _Table(BaseModel):
    """A table of the file: nothing in it that isn't known, nothing converted."""

    model_config = ConfigDict(
        extra="forbid",
        strict=True,
        alias_generator=lambda name: name.replace("_", "-"),
        populate_by_name=False,
    )


class DatabaseTable(_Table):
    """A database of the project: which files are written for it, and what is known of it."""

    name: Name = Field("default", description="What messages call it.")
    paths: list[Glob] = Field(["**"], min_length=1, description="The files written for it.")
    dialect: DialectName | None = Field(None, description="The SQL it speaks.")
    version: Annotated[int, Field(ge=1, le=99_999)] | None = Field(
        None, description="The server's major version."
    )
    transaction: Literal["tool", "none"] | None = Field(
        None,
        description="Whether the migration tool opens a transaction around a migration.",
    )
    timeouts: Literal["role", "tool", "migration"] | None = Field(
        None, description="Who sets lock_timeout and statement_timeout."
    )
    hot: list[Name] = Field([], description="Tables that can't be locked for long.")
    environment: Kind | None = Field(None, description="Where it lives.")
    stats: Annotated[str, Field(min_length=1, max_length=300)] | None = Field(
        None, description="A JSON or CSV file of the project that says how many rows tables have."
    )


class OverrideTable(_Table):
    """Levels that hold on some paths alone."""

    paths: list[Glob] = Field(min_length=1, description="The files it is about.")
    levels: dict[Name, LevelName] = Field(
        min_length=1, description="Levels by rule or category, as in [levels]."
    )


class WaiverTable(_Table):
    """A finding allowed on the record."""

    rule: Name = Field(description="The rule whose finding is allowed.")
    fingerprint: Annotated[str, Field(pattern="^[0-9a-f]{16}$")] | None = Field(
        None, description="The finding's fingerprint; required where the finding blocks."
    )
    path: Glob | None = Field(None, description="The files in which it is allowed.")
    reason: Annotated[str, Field(min_length=1, max_length=500, pattern=r"\S")] = Field(
        description="Why it is right here."
    )
    owner: Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S")] = Field(
        description="Who answers for it."
    )
    until: Day = Field(description="The last day it holds.")

    @model_validator(mode="after")
    def _bound(self) -> WaiverTable:
        if self.fingerprint is None and self.path is None:
            raise ValueError("must name a fingerprint, a path, or both")
        return self


class EnvironmentsTable(_Table):
    """Where targets live, by patterns of their host, variable or file name."""

    throwaway: list[Name] = Field([], description="Thrown away after use (CI services).")
    local: list[Name] = Field([], description="On one developer's machine.")
    shared: list[Name] = Field([], description="Others work with it (staging).")
    production: list[Name] = Field([], description="The real thing.")


class PolicyFile(_Table):
    """All of `guardrail.toml`, or of `[tool.guardrail]` in `pyproject.toml`."""

    requires: Annotated[str, BeforeValidator(_requires)] | None = Field(
        None, description="The versions of Guardrail that may read this file."
    )
    edition: Annotated[int, Field(ge=2026)] | None = Field(
        None,
        description="Which rules may be errors; newer ones are told as info.",
        json_schema_extra={"maximum": EDITION},
    )
    mode: Literal["enforce", "report"] | None = Field(
        None, description="`report` never blocks; it needs report-until."
    )
    report_until: Day | None = Field(None, description="The last day of report mode.")
    fail_on: Literal["info", "warning", "error"] | None = Field(
        None, description="The lowest level that fails a check."
    )
    confidence: Literal["low", "medium", "high"] | None = Field(
        None, description="Findings below this confidence are told as info."
    )
    exclude: list[Glob] = Field([], description="Files that are not judged.")
    migrations: list[Glob] = Field([], description="Files of a migration history.")
    tests: list[Glob] = Field([], description="More files that are test code.")
    baseline: Annotated[str, Field(min_length=1, max_length=300)] | None = Field(
        None, description=f"The baseline's file; {BASELINE} where none is named."
    )
    packs: list[Annotated[str, Field(pattern="^[A-Za-z_][A-Za-z0-9_.]{0,99}$")]] = Field(
        [], description="More rule packs, by import name."
    )
    levels: dict[Name, LevelName] = Field({}, description="Levels by rule or category.")
    override: list[OverrideTable] = Field([], description="Levels by path.")
    database: list[DatabaseTable] = Field([], description="The project's databases.")
    environments: EnvironmentsTable | None = Field(None, description="Where targets live.")
    waiver: list[WaiverTable] = Field([], description="Findings allowed on the record.")

    @model_validator(mode="after")
    def _dated(self) -> PolicyFile:
        if self.mode == "report" and self.report_until is None:
            raise ValueError('mode = "report" needs report-until, the last day it holds')
        if self.report_until is not None and self.mode != "report":
            raise ValueError('report-until needs mode = "report"')
        if self.edition is not None and self.edition > EDITION:
            raise ValueError(
                f"edition {self.edition} isn't known to this Guardrail; the newest is {EDITION}"
            )
        return self


TABLES: dict[str, type[BaseModel]] = {
    "": PolicyFile,
    "database": DatabaseTable,
    "override": OverrideTable,
    "waiver": WaiverTable,
    "environments": EnvironmentsTable,
}
"""The classes by the name of the table they check, "" for the file itself."""


def keys_of(table: str) -> list[str]:
    """The keys that a table of the file may have."""
    fields = TABLES[table].model_fields if table in TABLES else {}
    return [field.alias or name for name, field in fields.items()]
