"""Settings by which everybody reads what an application stores.

Source: the documentation of django-storages 1.14 (`default_acl`, `object_parameters` of its S3
backend, `AWS_DEFAULT_ACL`; `GS_DEFAULT_ACL`): without them the bucket's own rights hold.
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import ANY_CALL, Loosens, Spot
from guardrail.knowledge.python.rows import words

_PUBLIC = r"""["'](?:public-read(?:-write)?|authenticated-read|publicRead(?:Write)?)["']"""
_SET = r"""["']?\s*(?::[^=\n]{1,40})?[:=]\s*""" + _PUBLIC
_START = "from storages.backends.s3 import S3Storage\n"

STORAGES: tuple[Spot, ...] = tuple(
    Spot(
        word=word,
        pattern=_SET,
        what=Loosens.STORED_FILES,
        calls=calls,
        beside=beside,
        example=example,
        twin=example.replace("public-read", "private"),
    )
    for word, calls, beside, example in (
        (
            "default_acl",
            frozenset[str](),
            ("storages",),
            _START + 'class Payslips(S3Storage):\n    default_acl = "public-read"',
        ),
        (
            "default_acl",
            words(ANY_CALL),
            ("storages",),
            _START + 'PAYSLIPS = S3Storage(bucket_name="hr", default_acl="public-read")',
        ),
        (
            "ACL",
            frozenset[str](),
            ("storages", "AWS_S3_OBJECT_PARAMETERS"),
            'AWS_S3_OBJECT_PARAMETERS = {"ACL": "public-read"}',
        ),
        ("AWS_DEFAULT_ACL", frozenset[str](), (), 'AWS_DEFAULT_ACL = "public-read"'),
        ("GS_DEFAULT_ACL", frozenset[str](), (), 'GS_DEFAULT_ACL = "public-read"'),
    )
)
"""The settings of Django's storages, of settings modules, of classes and where one is made."""
