"""How loudly a written credential is told: by what proves it, what it opens and where it stands."""

from __future__ import annotations

import pytest
from guardrail_rules.credential.connection_string_password import ConnectionStringPassword
from guardrail_rules.credential.private_key_written import PrivateKeyWritten
from guardrail_rules.credential.specimens import (
    github_token,
    github_token_with_wrong_checksum,
    password,
    private_key,
    stripe_key,
)
from guardrail_rules.credential.written_password import WrittenPassword
from guardrail_rules.credential.written_token import WrittenToken

from guardrail.engine.examples import judge_example
from guardrail.example import Example, python, shell, sql
from guardrail.model import Level
from guardrail.rule import Rule

RULES = (WrittenToken, WrittenPassword, ConnectionStringPassword, PrivateKeyWritten)


def told(text: str, path: str = "app/deploy.yml") -> tuple[type[Rule], Level]:
    """The one rule that fires on a text, and its level; `off` is what is said of silence."""
    example = Example("credentials", text, path)
    found = [(rule, finding.level) for rule in RULES for finding in judge_example(rule, example)]
    assert len(found) <= 1, "each credential is one rule's affair"
    return found[0] if found else (Rule, Level.OFF)


URL = "postgres://app:{}@{}/shop"


@pytest.mark.parametrize(
    ("text", "path", "rule", "level"),
    [
        (github_token(), "app/x.py", WrittenToken, Level.ERROR),
        (github_token(), "tests/test_x.py", WrittenToken, Level.ERROR),
        (github_token(), "docs/x.md", WrittenToken, Level.ERROR),
        (github_token_with_wrong_checksum(), "app/x.py", WrittenToken, Level.INFO),
        (f"TOKEN = '{github_token_with_wrong_checksum()}'", "x.py", WrittenToken, Level.WARNING),
        (f"https://ci:{github_token_with_wrong_checksum()}@a", "x.py", WrittenToken, Level.WARNING),
        (f"TOKEN = '{github_token_with_wrong_checksum()}'", "docs/x.md", WrittenToken, Level.INFO),
        (f"TOKEN = '{github_token_with_wrong_checksum()}'", "tests/x.py", WrittenToken, Level.INFO),
        (stripe_key("test"), "app/x.py", WrittenToken, Level.WARNING),
        (f"Field(examples=['{stripe_key('live')}'])", "app/x.py", WrittenToken, Level.INFO),
        (f'"example": "{stripe_key("live")}"', "docs/api.json", WrittenToken, Level.INFO),
        (f"KEY = '{stripe_key('live')}'", "app/x.py", WrittenToken, Level.ERROR),
        (private_key(), "app/x.py", PrivateKeyWritten, Level.ERROR),
        (private_key(), "tests/test_x.py", PrivateKeyWritten, Level.INFO),
        (f"TEST_KEY = '''\n{private_key()}'''", "app/x.py", PrivateKeyWritten, Level.INFO),
        (f"LATEST_KEY = '''\n{private_key()}'''", "app/x.py", PrivateKeyWritten, Level.ERROR),
        (private_key(), "jwt/token_test.go", PrivateKeyWritten, Level.INFO),
        (private_key(), "jwt/testdata/key.go", PrivateKeyWritten, Level.INFO),
        (private_key(), "jwt/token.go", PrivateKeyWritten, Level.ERROR),
        (private_key("ENCRYPTED"), "app/x.py", PrivateKeyWritten, Level.WARNING),
        (private_key(), "local/certs/server.key", PrivateKeyWritten, Level.WARNING),
        (private_key(), "apt-signing.priv", PrivateKeyWritten, Level.WARNING),
        (private_key(), "conf/tls.key.default", PrivateKeyWritten, Level.WARNING),
        (private_key(), "deploy/server.pem", PrivateKeyWritten, Level.ERROR),
        (private_key(), "certs/prod-ca.pem", PrivateKeyWritten, Level.ERROR),
        (private_key(), "docker/certs/wildcard.key", PrivateKeyWritten, Level.WARNING),
        (private_key(), "keys/id_ed25519", PrivateKeyWritten, Level.ERROR),
        (private_key(), "certs/server.yml", PrivateKeyWritten, Level.ERROR),
        (f"KEY = '{stripe_key('live')}'", "tests/test_x.py", WrittenToken, Level.WARNING),
        (f"KEY = '{stripe_key('live')}'", "docs/pay.md", WrittenToken, Level.WARNING),
        (
            f"(r'sk_live_[0-9a-z]{{24}}', '{stripe_key('live')}')",
            "app/redact.py",
            WrittenToken,
            Level.INFO,
        ),
        (f"(r'ghp_\\w{{36}}', '{github_token()}')", "app/redact.rs", WrittenToken, Level.WARNING),
        (f"token['k'] = '{stripe_key('live')}'", "app/x.py", WrittenToken, Level.ERROR),
        (f"DB_PASSWORD={password()}", ".env", WrittenPassword, Level.WARNING),
        (f"DB_PASSWORD={password()}", ".env.production", WrittenPassword, Level.ERROR),
        (f"DB_PASSWORD={password()}", ".env.example", WrittenPassword, Level.INFO),
        (f"DB_PASSWORD: {password()}", "compose.dev.yml", WrittenPassword, Level.INFO),
        (f"DB_PASSWORD: {password()}", "compose.yml", WrittenPassword, Level.WARNING),
        (f"DB_PASSWORD={password()}", ".env.test", WrittenPassword, Level.INFO),
        (URL.format(password(), "db.prod.shop.io"), "x.py", ConnectionStringPassword, Level.ERROR),
        (URL.format(password(), "db.shop.io"), "x.py", ConnectionStringPassword, Level.WARNING),
        (URL.format("admin", "db.shop.io"), "x.py", ConnectionStringPassword, Level.INFO),
        (URL.format(password(), "localhost"), "x.py", Rule, Level.OFF),
        (URL.format("<password>", "db.prod.shop.io"), "x.py", Rule, Level.OFF),
        (URL.format("{}", "db.prod.shop.io"), "x.py", Rule, Level.OFF),
        (URL.format("((db.password))", "db.prod.shop.io"), "x.yml", Rule, Level.OFF),
        (URL.format(password(), "local-pg.infra.svc.cluster.local"), "x.yml", Rule, Level.OFF),
        (
            URL.format(password(), "pg.infra.svc.cluster.local"),
            "x.yml",
            ConnectionStringPassword,
            Level.WARNING,
        ),
        (
            URL.format(password(), "pg.prod.svc.cluster.local"),
            "x.yml",
            ConnectionStringPassword,
            Level.ERROR,
        ),
        ("DB_PASSWORD: ((vault.db-password))", "ci/pipeline.yml", Rule, Level.OFF),
        ("# password = base64(HMAC(SECRET1))", "start.sh", Rule, Level.OFF),
        (f"example:\n  password: {password()}", "api.yml", WrittenPassword, Level.INFO),
        (
            f"example:\n  user: a\n\ndb:\n  password: {password()}",
            "a.yml",
            WrittenPassword,
            Level.WARNING,
        ),
    ],
)
def test_what_is_told_and_how_loudly(text: str, path: str, rule: type[Rule], level: Level) -> None:
    assert told(text, path) == (rule, level)


@pytest.mark.parametrize("rule", RULES)
def test_a_comment_can_allow_none_of_them(rule: type[Rule]) -> None:
    assert not rule.inline


def test_messages_hold_nothing_of_a_password() -> None:
    example = Example("credentials", URL.format(password(), "db.prod.shop.io"), "x.py")
    (finding,) = judge_example(ConnectionStringPassword, example)
    assert password()[:4] not in finding.message + finding.help


@pytest.mark.parametrize(
    ("language", "text", "level"),
    [
        ("shell", f"mysql -u app --password={password()} shop", Level.ERROR),
        ("shell", f"mysql -u app -p{password()} shop", Level.ERROR),
        ("shell", 'mysql -u app --password="{{ MYSQL_PASSWORD }}" shop', Level.OFF),
        ("shell", "mysql -u app --password=changeme shop", Level.OFF),
        ("shell", "mysql -u shopadmin --password=shopadmin shop", Level.INFO),
        ("shell", "mysql -u root -proot shop", Level.INFO),
        ("shell", "mysql -u app -phunter2 shop", Level.WARNING),
        ("shell", f"redis-cli -a {password()} ping", Level.ERROR),
        ("shell", "redis-cli -a '<password>' ping", Level.OFF),
        ("python", f"connect(host='db.shop.io', user='app', password='{password()}')", Level.ERROR),
        (
            "python",
            "connect(host='db.shop.io', user='shopadmin', password='shopadmin')",
            Level.INFO,
        ),
    ],
)
def test_a_password_that_protects_nothing_is_no_error(
    language: str, text: str, level: Level
) -> None:
    text = f"from psycopg2 import connect\n{text}" if language == "python" else text
    example = Example(language, text, "ops/load." + ("py" if language == "python" else "sh"))
    found = judge_example(WrittenPassword, example)
    assert max((one.level for one in found), default=Level.OFF) is level


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("app_password", Level.WARNING),
        ("secret-password", Level.WARNING),
        ("shop_client_secret", Level.WARNING),
        ("secret-passw0rd", Level.ERROR),
        ("horse-battery", Level.ERROR),
    ],
)
def test_what_only_says_what_it_is_may_be_an_example(written: str, level: Level) -> None:
    for example in (
        shell(f"mysql -u app -p'{written}' -h db.shop.io shop"),
        sql(f"CREATE ROLE app LOGIN PASSWORD '{written}'"),
    ):
        assert [found.level for found in judge_example(WrittenPassword, example)] == [level]


def test_a_password_that_says_the_name_again_is_an_examples() -> None:
    example = sql("CREATE ROLE shop LOGIN PASSWORD 'shop'")
    assert [found.level for found in judge_example(WrittenPassword, example)] == [Level.INFO]


def test_what_a_password_has_to_look_like_is_none() -> None:
    for value, told in (("^[a-zA-Z0-9]{12,}$", False), ("^k[3n9d-zQ", True)):
        example = python(f"DB_PASSWORD = '{value}'")
        found = judge_example(WrittenPassword, example)
        assert bool(found) is told, value
