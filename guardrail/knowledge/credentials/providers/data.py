"""Tokens of databases, warehouses and observability."""

from __future__ import annotations

from guardrail.knowledge.credentials.shapes import Shape

SHAPES = (
    Shape("Supabase secret key", "Supabase", ("sb_secret_",), r"sb_secret_[\w-]{31,44}"),
    Shape("Supabase access token", "Supabase", ("sbp_",), r"sbp_(?:v0_)?[0-9a-f]{40}"),
    Shape(
        "PlanetScale credential",
        "PlanetScale",
        ("pscale_",),
        r"pscale_(?:pw|tkn|oauth)_[\w.=-]{32,64}",
    ),
    Shape("Neon key", "Neon", ("napi_",), r"napi_[a-z0-9]{64}"),
    Shape("Neon database password", "Neon", ("npg_",), r"npg_[A-Za-z0-9]{12,16}"),
    Shape("MongoDB Atlas secret", "MongoDB", ("mdb_sa_sk_",), r"mdb_sa_sk_[\w-]{40}"),
    Shape("Databricks token", "Databricks", ("dapi",), r"dapi[0-9a-f]{32}(?:-\d)?"),
    Shape("Grafana token", "Grafana", ("glsa_",), r"glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}"),
    Shape("Grafana Cloud token", "Grafana", ("glc_eyJ",), r"glc_eyJ[A-Za-z0-9+/]{60,400}={0,3}"),
    Shape(
        "New Relic key",
        "New Relic",
        ("NRAK-", "NRII-"),
        r"NRAK-[A-Z0-9]{27}|NRII-[\w-]{32}",
    ),
    Shape("PostHog key", "PostHog", ("phx_",), r"phx_[A-Za-z0-9]{41,49}"),
    Shape("Dynatrace token", "Dynatrace", ("dt0c01.",), r"dt0c01\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
    Shape(
        "Airtable token",
        "Airtable",
        ("airtable", "Airtable", "AIRTABLE"),
        r"\bpat[A-Za-z0-9]{14}\.[0-9a-f]{64}\b",
        anywhere=True,
    ),
)
