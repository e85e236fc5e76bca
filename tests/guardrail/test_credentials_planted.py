"""Planted tokens of many providers under a name that says nothing: each is told, none shown."""

from __future__ import annotations

import base64

import pytest
from guardrail_rules.credential.specimens import (
    BASE32,
    BASE62,
    HEX,
    drawn,
    github_token,
    private_key,
    slack_token,
    stripe_key,
)

from guardrail.effects import CredentialUse
from guardrail.frontends.credentials import read
from guardrail.knowledge.credentials.checksums import crc32_base62
from guardrail.model import Confidence, Source
from guardrail.settings import Settings

US = BASE62 + "_-"
B64 = BASE62 + "+/"
UPPER = BASE32


def checked(prefix: str) -> str:
    """A token of the CRC-32 family."""
    body = drawn(prefix, 30)
    return prefix + body + crc32_base62(body)


def uuid() -> str:
    """The shape of a UUID."""
    lengths = enumerate((8, 4, 4, 4, 12))
    return "-".join(drawn(f"uuid {part}", length, HEX) for part, length in lengths)


def pypi() -> str:
    """A macaroon of PyPI."""
    signature = drawn("signature", 32).encode()
    body = b"\x02\x01\x08pypi.org\x02\x20" + drawn("id", 32).encode() + b"\0\0\x06\x20" + signature
    return "pypi-" + base64.urlsafe_b64encode(body).decode().rstrip("=")


PLANTED = {
    "GitHub personal access token": github_token(),
    "GitHub OAuth token": checked("gho_"),
    "GitHub user-to-server token": checked("ghu_"),
    "GitHub refresh token": checked("ghr_"),
    "GitHub installation token": checked("ghs_"),
    "GitHub fine-grained token": f"github_pat_{drawn('a', 22)}_{drawn('b', 59)}",
    "GitLab personal access token": f"glpat-{drawn('c', 20)}",
    "GitLab trigger token": f"glptt-{drawn('d', 40, HEX)}",
    "npm token": checked("npm_"),
    "PyPI token": pypi(),
    "RubyGems key": f"rubygems_{drawn('e', 48, HEX)}",
    "Docker Hub token": f"dckr_pat_{drawn('f', 27)}",
    "AWS Bedrock key": f"ABSK{drawn('g', 120)}",
    "Google OAuth secret": f"GOCSPX-{drawn('h', 28)}",
    "Google access token": f"ya29.{drawn('i', 60)}",
    "Azure storage key": f"AccountKey={drawn('j', 86, B64)}==",
    "Azure DevOps token": f"{drawn('k', 76)}AZDO{drawn('l', 4)}",
    "DigitalOcean token": f"dop_v1_{drawn('m', 64, HEX)}",
    "Heroku key": f"HRKU-AA{drawn('n', 58)}",
    "Cloudflare token": f"cfut_{drawn('o', 40)}{drawn('p', 8, HEX)}",
    "Vercel token": f"vcp_{drawn('q', 56)}",
    "Netlify token": f"nfp_{drawn('r', 36)}",
    "Render key": f"rnd_{drawn('s', 28)}",
    "Tailscale key": f"tskey-auth-{drawn('t', 17)}-{drawn('u', 32)}",
    "Vault token": f"hvs.{drawn('v', 95)}",
    "Terraform Cloud token": f"{drawn('w', 14)}.atlasv1.{drawn('x', 67)}",
    "Pulumi token": f"pul-{drawn('y', 40, HEX)}",
    "Doppler token": f"dp.st.prd.{drawn('z', 43)}",
    "Supabase secret key": f"sb_secret_{drawn('a1', 31)}",
    "Supabase access token": f"sbp_{drawn('b1', 40, HEX)}",
    "PlanetScale credential": f"pscale_pw_{drawn('c1', 43)}",
    "Neon key": f"napi_{drawn('d1', 64, '0123456789abcdefghijklmnopqrstuvwxyz')}",
    "MongoDB Atlas secret": f"mdb_sa_sk_{drawn('e1', 40)}",
    "Databricks token": f"dapi{drawn('f1', 32, HEX)}",
    "Grafana token": f"glsa_{drawn('g1', 32)}_{drawn('h1', 8, HEX)}",
    "New Relic key": f"NRAK-{drawn('i1', 27, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')}",
    "OpenAI key": f"sk-proj-{drawn('j1', 58)}T3BlbkFJ{drawn('k1', 58)}",
    "Anthropic key": f"sk-ant-api03-{drawn('l1', 93)}AA",
    "OpenRouter key": f"sk-or-v1-{drawn('m1', 64, HEX)}",
    "Groq key": f"gsk_{drawn('n1', 52)}",
    "Slack token": slack_token(),
    "Slack webhook": f"https://hooks.slack.com/services/T{drawn('o1', 9, UPPER)}/B"
    f"{drawn('p1', 10, UPPER)}/{drawn('q1', 24)}",
    "Discord webhook": f"https://discord.com/api/webhooks/{drawn('r1', 18, '123456789')}/"
    f"{drawn('s1', 68)}",
    "Stripe live key": stripe_key("live"),
    "Stripe webhook secret": f"whsec_{drawn('t1', 32)}",
    "Square token": f"sq0atp-{drawn('u1', 22)}",
    "Shopify token": f"shpat_{drawn('v1', 32, HEX)}",
    "Brevo key": f"xkeysib-{drawn('w1', 64, HEX)}-{drawn('x1', 16)}",
    "Linear key": f"lin_api_{drawn('y1', 40)}",
    "Notion token": f"ntn_{drawn('z1', 11, '0123456789')}{drawn('a2', 35)}",
    "HubSpot token": f"pat-na1-{uuid()}",
    "Figma token": f"figd_{drawn('b2', 40)}",
    "private key": private_key("RSA"),
}
BESIDE_A_NAME = {
    "Hugging Face token": ("huggingface", f"hf_{drawn('c2', 34, BASE62[10:])}"),
    "Telegram bot token": (
        "telegram",
        f"{drawn('d2', 10, '123456789')}:AA{drawn('e2', 33)}",
    ),
    "Twilio key": ("twilio", f"SK{drawn('f2', 32, HEX)}"),
    "SendGrid key": ("sendgrid", f"SG.{drawn('g2', 22)}.{drawn('h2', 43)}"),
    "Mailgun key": ("mailgun", f"key-{drawn('i2', 32, HEX)}"),
    "Replicate token": ("replicate", f"r8_{drawn('j2', 37)}"),
    "Airtable token": ("airtable", f"pat{drawn('k2', 14)}.{drawn('l2', 64, HEX)}"),
}


def seen(text: str) -> list[CredentialUse]:
    """What is found in a Python file."""
    items = read(Source("app/clean.py", "credentials", text), Settings())
    return [item for item in items if isinstance(item, CredentialUse)]


@pytest.mark.parametrize("kind", PLANTED)
def test_a_planted_token_is_told(kind: str) -> None:
    token = PLANTED[kind]
    (use,) = seen(f'value = """{token}"""\n')
    assert use.kind == kind
    assert use.confidence is Confidence.HIGH
    assert token[12:] not in repr(use)


@pytest.mark.parametrize("kind", BESIDE_A_NAME)
def test_a_token_that_needs_its_providers_name_beside_it(kind: str) -> None:
    name, token = BESIDE_A_NAME[kind]
    (use,) = seen(f'import {name}\nvalue = "{token}"\n')
    assert use.kind == kind
    assert not seen(f'value = "{token}"\n')


@pytest.mark.parametrize(
    "decoy",
    [
        "sha512-" + base64.b64encode(drawn("sri", 64).encode()).decode(),
        "550e8400-e29b-41d4-a716-446655440000",
        drawn("commit", 40, HEX),
        "AKIAIOSFODNN7" + "EXAMPLE",
        "pk_live_" + drawn("public", 32),
        "sb_publishable_" + drawn("public", 31),
        "sk_test_" + "x" * 32,
        "ghp_" + "your" + "token" * 6 + "ab",
        "glpat-" + "python-gitlab-token_",
        "-----BEGIN PRIVATE KEY-----\n" + "s3cr3t" * 20 + "\n-----END PRIVATE KEY-----",
        "-----BEGIN CERTIFICATE-----\n" + drawn("cert", 128, B64) + "\n-----END CERTIFICATE-----",
        "data:image/png;base64," + drawn("png", 400, B64),
    ],
)
def test_a_decoy_is_not(decoy: str) -> None:
    assert not [use for use in seen(f'value = """{decoy}"""') if use.confidence > Confidence.LOW]
