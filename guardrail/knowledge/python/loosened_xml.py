"""Parsers of XML that are told to read whatever files a document names.

Sources: lxml 6 (`XMLParser`: `resolve_entities` is "internal" by default since 5.0, `no_network` is
true), the Python library reference ("XML Processing Modules", `xml.sax.handler`: since 3.7.1 no
external general entities), defusedxml 0.7 and xmltodict 1.0 (`disable_entities`).
"""

from __future__ import annotations

from guardrail.knowledge.python.loosened_spots import ANY_CALL, Loosens, Spot
from guardrail.knowledge.python.rows import words

_PARSERS = words("XMLParser ETCompatXMLParser iterparse XMLPullParser")
_FROM_OUTSIDE = (
    r"\b(?:request|upload\w*|body|payload|message|response|stream|client|webhook|UploadFile"
    r"|FileStorage|UploadedFile)\b"
)
"""What documents are called that somebody else has written; one's own may name files."""
_READ = "from lxml import etree\ndef read(request):\n    {0}"
_OPTIONS = _READ.format("etree.XMLParser(**O)\nO = {0}")

DOCUMENTS: tuple[Spot, ...] = (
    Spot(
        word="resolve_entities",
        pattern=r"\s*=\s*True\b",
        what=Loosens.ENTITIES,
        calls=_PARSERS,
        beside=("lxml",),
        along=_FROM_OUTSIDE,
        example=_READ.format("etree.XMLParser(resolve_entities=True)"),
        twin=_READ.format("etree.XMLParser(resolve_entities=False)"),
    ),
    *(
        Spot(
            word="resolve_entities",
            pattern=pattern,
            what=Loosens.ENTITIES,
            calls=calls,
            beside=("lxml",),
            along=_FROM_OUTSIDE,
            spread=True,
            example=_OPTIONS.format(made),
            twin=_OPTIONS.format(made.replace("True", "False")),
        )
        for pattern, calls, made in (
            (r"""["']\s*:\s*True\b""", frozenset[str](), "{'resolve_entities': True}"),
            (r"\s*=\s*True\b", words("dict"), "dict(resolve_entities=True)"),
        )
    ),
    Spot(
        word="load_dtd",
        pattern=r"\s*=\s*True\b",
        what=Loosens.ENTITIES,
        calls=_PARSERS,
        beside=("lxml",),
        along=_FROM_OUTSIDE,
        held=(("no_network", ("False",)),),
        example=_READ.format("etree.XMLParser(load_dtd=True, no_network=False)"),
        twin=_READ.format("etree.XMLParser(load_dtd=True)"),
    ),
    Spot(
        word="feature_external_ges",
        pattern=r"\s*,\s*(?:True|1)\b",
        what=Loosens.ENTITIES,
        calls=words("setFeature"),
        example="parser.setFeature(xml.sax.handler.feature_external_ges, True)",
        twin="parser.setFeature(xml.sax.handler.feature_external_ges, False)",
    ),
    Spot(
        word="external-general-entities",
        pattern=r"""["']\s*,\s*(?:True|1)\b""",
        what=Loosens.ENTITIES,
        calls=words("setFeature"),
        example="p.setFeature('http://xml.org/sax/features/external-general-entities', True)",
        twin="p.setFeature('http://xml.org/sax/features/external-general-entities', False)",
    ),
    *(
        Spot(
            word=word,
            pattern=r"\s*=\s*False\b",
            what=Loosens.ENTITIES,
            calls=words(ANY_CALL),
            beside=(package,),
            example=f"import {package}\n{package}.parse(text, {word}=False)",
            twin=f"import {package}\n{package}.parse(text, {word}=True)",
        )
        for word, package in (
            ("forbid_entities", "defusedxml"),
            ("forbid_external", "defusedxml"),
            ("disable_entities", "xmltodict"),
        )
    ),
)
