"""Tokens of clouds and platforms, and of what keeps secrets for them."""

from __future__ import annotations

from guardrail.knowledge.credentials.shapes import Shape
from guardrail.knowledge.credentials.structures import age_key, aws_key_id, mixed
from guardrail.model import Confidence

SHAPES = (
    Shape(
        "AWS access key id",
        "AWS",
        ("AKIA", "ASIA", "ABIA", "ACCA"),
        r"A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}",
        aws_key_id,
        confidence=Confidence.LOW,
    ),
    Shape(
        "AWS secret access key",
        "AWS",
        ("AKIA", "ASIA"),
        r"A(?:KIA|SIA)[A-Z2-7]{16}(?![A-Za-z0-9])[\s\S]{1,300}?(?<![A-Za-z0-9/+])"
        r"(?P<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
        mixed,
    ),
    Shape(
        "AWS secret access key",
        "AWS",
        (
            "aws_secret",
            "AWS_SECRET",
            "secret_access_key",
            "SECRET_ACCESS_KEY",
            "SecretAccessKey",
            "secretAccessKey",
        ),
        r"""(?:aws_secret|AWS_SECRET|[sS]ecretAccessKey|secret_access_key|SECRET_ACCESS_KEY)"""
        r"""\w{0,20}["'\]]{0,2}[ \t]{0,8}(?:=>?|:=?|,)[ \t]{0,8}"""
        r"""["']?(?P<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])""",
        mixed,
    ),
    Shape("AWS Bedrock key", "AWS", ("ABSK",), r"ABSK[A-Za-z0-9+/]{109,269}={0,2}"),
    Shape("Google API key", "Google", ("AIza",), r"AIza[\w-]{35}", confidence=Confidence.MEDIUM),
    Shape("Gemini API key", "Google", ("AQ.Ab8RN6",), r"AQ\.Ab8RN6[\w-]{44}"),
    Shape("Google OAuth secret", "Google", ("GOCSPX-",), r"GOCSPX-[\w-]{28}"),
    Shape("Google access token", "Google", ("ya29.",), r"ya29\.[\w-]{30,500}"),
    Shape(
        "Azure storage key",
        "Azure",
        ("AccountKey=",),
        r"AccountKey=(?P<value>[A-Za-z0-9+/]{86}==)",
    ),
    Shape(
        "Azure shared access key",
        "Azure",
        ("SharedAccessKey=",),
        r"SharedAccessKey=(?P<value>[A-Za-z0-9+/]{43}=)",
    ),
    Shape(
        "Azure DevOps token",
        "Azure",
        ("AZDO",),
        r"[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}",
        back=76,
    ),
    Shape("DigitalOcean token", "DigitalOcean", ("dop_v1_",), r"dop_v1_[0-9a-f]{64}"),
    Shape("DigitalOcean OAuth token", "DigitalOcean", ("doo_v1_",), r"doo_v1_[0-9a-f]{64}"),
    Shape("DigitalOcean refresh token", "DigitalOcean", ("dor_v1_",), r"dor_v1_[0-9a-f]{64}"),
    Shape("Heroku key", "Heroku", ("HRKU-",), r"HRKU-AA[\w-]{58}"),
    Shape(
        "Cloudflare token",
        "Cloudflare",
        ("cfk_", "cfut_", "cfat_"),
        r"cf(?:k|ut|at)_[A-Za-z0-9]{40}[0-9a-f]{8}",
    ),
    Shape("Cloudflare CA key", "Cloudflare", ("v1.0-",), r"v1\.0-[0-9a-f]{24}-[0-9a-f]{146}"),
    Shape(
        "Vercel token",
        "Vercel",
        ("vcp_", "vci_", "vca_", "vcr_", "vck_"),
        r"vc[piark]_[A-Za-z0-9]{56}",
    ),
    Shape("Netlify token", "Netlify", ("nfp_",), r"nfp_[A-Za-z0-9]{36}"),
    Shape("Fly.io token", "Fly.io", ("fm2_", "fm1r_"), r"fm(?:2|1r)_[A-Za-z0-9+/]{100,1200}={0,3}"),
    Shape("Fly.io token", "Fly.io", ("fo1_",), r"fo1_[\w-]{43}"),
    Shape("Render key", "Render", ("rnd_",), r"rnd_[A-Za-z0-9]{28}"),
    Shape(
        "Tailscale key",
        "Tailscale",
        ("tskey-",),
        r"tskey-(?:api|auth|client|scim|webhook)-[A-Za-z0-9]{8,32}-[A-Za-z0-9]{20,64}",
    ),
    Shape("Vault token", "Vault", ("hvs.",), r"hvs\.[\w-]{90,120}"),
    Shape("Vault batch token", "Vault", ("hvb.",), r"hvb\.[\w-]{138,300}"),
    Shape("Vault recovery token", "Vault", ("hvr.",), r"hvr\.[\w-]{90,300}"),
    Shape(
        "Terraform Cloud token",
        "Terraform",
        (".atlasv1.",),
        r"[A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,70}",
        back=14,
    ),
    Shape("Pulumi token", "Pulumi", ("pul-",), r"pul-[0-9a-f]{40}"),
    Shape(
        "Doppler token",
        "Doppler",
        ("dp.pt.", "dp.st.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."),
        r"dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}",
    ),
    Shape("1Password token", "1Password", ("ops_eyJ",), r"ops_eyJ[A-Za-z0-9+/]{250,2000}={0,3}"),
    Shape(
        "age secret key",
        "age",
        ("AGE-SECRET-KEY-1",),
        r"AGE-SECRET-KEY-1[AC-HJ-NP-Z02-9]{58}",
        age_key,
    ),
    Shape("OpenShift token", "OpenShift", ("sha256~",), r"sha256~[\w-]{43}"),
)
