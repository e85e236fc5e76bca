"""Where a database lives that is taken down to nothing, by the configuration that names it."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange
from guardrail.model import EnvironmentKind

ALEMBIC = """\
import os, tempfile
from alembic import command
from alembic.config import Config

def make(url):
    cfg = Config("alembic.ini")
    cfg.set_main_option("script_location", "alembic")
    cfg.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return cfg

def roundtrip(cfg):
    command.downgrade(cfg, "base")

"""
FLASK = """\
import os, tempfile
from flask_migrate import downgrade
from shop import create_app

def build(url):
    app = create_app("ci", database_uri=url)
    return app

def roundtrip(app):
    with app.app_context():
        downgrade(revision="base")

"""


def kinds(code: str) -> set[EnvironmentKind]:
    """Where the tables live that the code drops."""
    return {one.environment.kind for one in items(code) if isinstance(one, SchemaChange)}


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("'postgresql://ci@localhost:5432/scratch'", EnvironmentKind.THROWAWAY),
        ("f'postgresql://ci@localhost:{port}/migrations_scratch'", EnvironmentKind.THROWAWAY),
        ("'postgresql://ci@localhost/shop'", EnvironmentKind.LOCAL),
        ("'postgresql://db.prod.acme.io/shop'", EnvironmentKind.PRODUCTION),
        ("os.environ['DATABASE_URL']", EnvironmentKind.UNKNOWN),
        ("f'sqlite:///{tempfile.mkdtemp()}/x.db'", EnvironmentKind.THROWAWAY),
    ],
)
@pytest.mark.parametrize(
    ("code", "call"), [(ALEMBIC, "roundtrip(make({}))\n"), (FLASK, "roundtrip(build({}))\n")]
)
def test_the_caller_says_which_database_it_is(
    code: str, call: str, url: str, kind: EnvironmentKind
) -> None:
    assert kinds(code + call.format(url)) == {kind}


def test_one_caller_that_does_not_say_is_enough() -> None:
    local = "roundtrip(make('postgresql://localhost/scratch'))\n"
    assert EnvironmentKind.UNKNOWN in kinds(ALEMBIC + local + "roundtrip(Config())\n")


def test_a_temporary_folder_around_it() -> None:
    code = (
        "with tempfile.TemporaryDirectory() as work:\n    roundtrip(build(f'sqlite:///{work}/x'))\n"
    )
    assert kinds(FLASK + code) == {EnvironmentKind.THROWAWAY}


SETTINGS = """\
from shop import create_app
from shop.extensions import db

TEST_CONFIG = {"TESTING": True, "SQLALCHEMY_DATABASE_URI": "sqlite:///:memory:"}


class Testing:
    SQLALCHEMY_DATABASE_URI = "sqlite://"


class Live:
    SQLALCHEMY_DATABASE_URI = os.environ["DATABASE_URL"]


def rebuild():
    app = create_app(GIVEN)
    with app.app_context():
        db.drop_all()
"""


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ("TEST_CONFIG", EnvironmentKind.THROWAWAY),
        ("config=TEST_CONFIG", EnvironmentKind.THROWAWAY),
        ("Testing", EnvironmentKind.THROWAWAY),
        ("config_class=Testing", EnvironmentKind.THROWAWAY),
        ("Live", EnvironmentKind.UNKNOWN),
        ("", EnvironmentKind.UNKNOWN),
    ],
)
def test_what_an_app_is_made_with(given: str, kind: EnvironmentKind) -> None:
    assert kinds(SETTINGS.replace("GIVEN", given)) == {kind}


def test_what_is_put_into_its_settings_later_comes_too_late() -> None:
    late = "create_app()\n    app.config.update(TEST_CONFIG)\n"
    code = SETTINGS.replace("create_app(GIVEN)\n", late)
    assert kinds(code) == {EnvironmentKind.UNKNOWN}
