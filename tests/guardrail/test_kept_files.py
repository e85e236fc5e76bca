"""Which files exist once."""

import pytest

from guardrail.kept_files import KEY, kept_in


@pytest.mark.parametrize(
    ("path", "held"),
    [
        ("~/.ssh/id_rsa", "a private key"),
        ("/root/.ssh/id_ed25519", "a private key"),
        ("$HOME/.ssh/id_ecdsa_sk", "a private key"),
        ("~/.ssh/id_rsa.pub", ""),
        ("/home/me/.bashrc", "a person's own settings"),
        ("~/.kube/config", "a person's logins"),
        ("~/.kube/cache", ""),
        ("/etc/fstab", "the machine's settings"),
        ("/etc/shop/shop.conf", ""),
        ("/var/log/audit/audit.log", "the record of what was done"),
        ("/var/log/shop/shop.log", ""),
        (".env", "secrets that are in no repository"),
        ("deploy/.env.production", "secrets that are in no repository"),
        (".env.example", ""),
        (".env.bak", ""),
        ("shop.env", ""),
        ("/var/lib/shop/shop.sqlite3", "a database"),
        ("/srv/shop/orders.db", "a database"),
        ("/var/lib/shop/backups/shop.sqlite3", ""),
        ("/srv/shop/test_shop.db", ""),
        ("/var/lib/shop/field.key", KEY),
        ("/etc/shop/jwt_private.pem", KEY),
        ("/srv/vault/master.key", KEY),
        ("/var/lib/shop/secret_key", KEY),
        ("/etc/ssl/private/shop.key", KEY),
        ("/etc/shop/public.pem", ""),
        ("/etc/shop/chain.pem", ""),
        ("/etc/shop/test/field.key", ""),
        ("/opt/shop/license.key", ""),
        ("secret.key", ""),
        ("infra/terraform.tfstate", "the state of infrastructure"),
        ("", ""),
    ],
)
def test_what_is_lost_with_a_file(path: str, held: str) -> None:
    assert kept_in(path) == held
