"""Tokens of code hosting, package registries and continuous integration."""

from __future__ import annotations

from guardrail.knowledge.credentials.shapes import Shape
from guardrail.knowledge.credentials.structures import checksum, pypi_token

SHAPES = (
    Shape("GitHub personal access token", "GitHub", ("ghp_",), r"ghp_[A-Za-z0-9]{36}", checksum),
    Shape("GitHub OAuth token", "GitHub", ("gho_",), r"gho_[A-Za-z0-9]{36}", checksum),
    Shape("GitHub user-to-server token", "GitHub", ("ghu_",), r"ghu_[A-Za-z0-9]{36}", checksum),
    Shape("GitHub refresh token", "GitHub", ("ghr_",), r"ghr_[A-Za-z0-9]{36}", checksum),
    Shape("GitHub installation token", "GitHub", ("ghs_",), r"ghs_[A-Za-z0-9]{36}", checksum),
    Shape(
        "GitHub installation token",
        "GitHub",
        ("ghs_",),
        r"ghs_[A-Za-z0-9]{1,24}_eyJ[\w-]{10,400}\.[\w-]{10,900}\.[\w-]{10,700}",
    ),
    Shape(
        "GitHub fine-grained token",
        "GitHub",
        ("github_pat_",),
        r"github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}",
    ),
    Shape(
        "GitLab personal access token",
        "GitLab",
        ("glpat-",),
        r"glpat-(?:[\w-]{27,300}\.(?:01\.)?[0-9a-z]{9}|[\w-]{20})",
    ),
    Shape(
        "GitLab token",
        "GitLab",
        ("gldt-", "glrt-", "glft-", "glsoat-", "glffct-"),
        r"gl(?:dt|rt|ft|soat|ffct)-[\w-]{20}(?:[\w-]{0,260}\.[0-9a-z.]{9,12})?",
    ),
    Shape("GitLab trigger token", "GitLab", ("glptt-",), r"glptt-[0-9a-f]{40}"),
    Shape("GitLab mail token", "GitLab", ("glimt-",), r"glimt-[\w-]{25}"),
    Shape("GitLab agent token", "GitLab", ("glagent-",), r"glagent-[\w-]{50}"),
    Shape("GitLab OAuth secret", "GitLab", ("gloas-",), r"gloas-[0-9A-Za-z]{64}"),
    Shape("GitLab job token", "GitLab", ("glcbt-",), r"glcbt-[0-9A-Za-z]{1,5}_[\w-]{20}"),
    Shape(
        "Atlassian API token",
        "Atlassian",
        ("ATATT3xFfG", "ATCTT3xFfG"),
        r"AT[AC]TT3xFfG[\w-]{40,250}=[0-9A-F]{8}",
    ),
    Shape("Bitbucket app password", "Atlassian", ("ATBB",), r"ATBB[A-Za-z0-9]{32}"),
    Shape("npm token", "npm", ("npm_",), r"npm_[A-Za-z0-9]{36}", checksum),
    Shape(
        "PyPI token",
        "PyPI",
        ("pypi-AgE",),
        r"pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZw)[\w-]{50,600}",
        pypi_token,
    ),
    Shape("RubyGems key", "RubyGems", ("rubygems_",), r"rubygems_[0-9a-f]{48}"),
    Shape(
        "Packagist token",
        "Packagist",
        ("packagist_",),
        r"packagist_(?:ort|out|uut)_[0-9a-f]{60,68}",
    ),
    Shape(
        "Docker Hub token", "Docker", ("dckr_",), r"dckr_(?:pat_[\w-]{27}|oat_[A-Za-z0-9_-]{32})"
    ),
    Shape("JFrog key", "JFrog", ("AKCp",), r"AKCp[A-Za-z0-9]{68,70}"),
    Shape("CircleCI token", "CircleCI", ("CCIPAT_",), r"CCIPAT_[A-Za-z0-9]{22}_[0-9a-f]{40}"),
    Shape(
        "Buildkite token",
        "Buildkite",
        ("bkua_", "bkaa_"),
        r"bkua_[0-9a-f]{40}|bkaa_[A-Za-z0-9]{75}",
    ),
    Shape("SonarQube token", "Sonar", ("sqp_", "sqa_", "squ_"), r"sq[pau]_[0-9a-f]{40}"),
    Shape("Sentry user token", "Sentry", ("sntryu_",), r"sntryu_[0-9a-f]{64}"),
    Shape(
        "Sentry organisation token",
        "Sentry",
        ("sntrys_",),
        r"sntrys_eyJ[A-Za-z0-9+/=]{20,400}_[A-Za-z0-9+/]{43}",
    ),
    Shape("Postman key", "Postman", ("PMAK-",), r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
)
