"""The rule `external-entities`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import GuardChange
from guardrail.example import python
from guardrail.model import Category, Finding, Level
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.loosened_checks import loosened_level

ENTITIES = "entity check"


class ExternalEntities(Rule):
    """A parser of XML reads the files and addresses that a document from outside names.

    ## Why it matters

    `<!ENTITY x SYSTEM "file:///etc/passwd">` puts a file of the server into the document, and what
    is read from it into the answer; an address lets the server call machines behind the firewall.

    ## Do this instead

    Leave entities as they are: `etree.XMLParser(resolve_entities=False, no_network=True)`, without
    `load_dtd`; or parse with defusedxml and its defaults.
    """

    name = "external-entities"
    category = Category.EXPOSURE
    level = Level.WARNING
    judges = (GuardChange,)

    bad = (
        python(
            """\
            from lxml import etree

            def read(request):
                parser = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
                return etree.parse(request.FILES["invoice"], parser)
            """
        ),
        python(
            """\
            import xml.sax
            from xml.sax.handler import feature_external_ges

            def read(request):
                parser = xml.sax.make_parser()
                parser.setFeature(feature_external_ges, True)
                parser.parse(request.FILES["orders"])
            """
        ),
    )
    good = (
        python(
            """\
            from lxml import etree

            def read(request):
                parser = etree.XMLParser(resolve_entities=False, no_network=True)
                return etree.parse(request.FILES["invoice"], parser)
            """
        ),
        python(
            """\
            from lxml import etree

            manual = etree.parse("manual.xml", etree.XMLParser(resolve_entities=True))
            """
        ),
    )

    def judge(self, change: GuardChange, context: Context) -> Iterator[Finding]:
        """Entities resolved; told only in examples and where somebody asks for it."""
        if change.guard != ENTITIES:
            return
        level = loosened_level(change, self.level)
        message = f"a document may name any file to be read ({change.detail})"
        yield from weighed(self, change, context, message, level=level)
