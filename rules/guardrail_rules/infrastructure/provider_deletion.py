"""The rule `provider-deletion`."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import NetworkUse
from guardrail.effects.guarding import picked_by
from guardrail.example import python, shell
from guardrail.model import Category, Finding, Level
from guardrail.patterns import late
from guardrail.rule import Rule
from guardrail_rules.circumstances import weighed
from guardrail_rules.infrastructure.services import EVERYTHING, LISTED, deed_of

PROVIDERS: dict[str, str] = {
    "backboard.railway.app": "Railway",
    "backboard.railway.com": "Railway",
    "api.digitalocean.com": "DigitalOcean",
    "api.heroku.com": "Heroku",
    "api.cloudflare.com": "Cloudflare",
    "api.vercel.com": "Vercel",
    "api.netlify.com": "Netlify",
    "api.render.com": "Render",
    "api.machines.dev": "Fly",
    "api.fly.io": "Fly",
    "api.supabase.com": "Supabase",
    "console.neon.tech": "Neon",
    "api.planetscale.com": "PlanetScale",
    "api.linode.com": "Linode",
    "api.vultr.com": "Vultr",
    "api.hetzner.cloud": "Hetzner",
    "api.scaleway.com": "Scaleway",
    "api.github.com": "GitHub",
    "gitlab.com": "GitLab",
    "api.bitbucket.org": "Bitbucket",
    "cloud.mongodb.com": "MongoDB Atlas",
    "app.terraform.io": "Terraform Cloud",
    "api.upstash.com": "Upstash",
    "api.aiven.io": "Aiven",
    "api.cockroachlabs.cloud": "CockroachDB Cloud",
    "management.azure.com": "Azure",
    "api.pinecone.io": "Pinecone",
    "api.stripe.com": "Stripe",
    "api.turso.tech": "Turso",
    "api.confluent.cloud": "Confluent",
}
_ENDINGS = {".googleapis.com": "Google Cloud", ".amazonaws.com": "AWS"}
_MINOR = late(
    r"/(?:labels?|comments?|reactions?|tags|stars?|subscriptions?/?\w*|watch|assignees|members?"
    r"|issues|notes|hooks|keys|caches?|purge_cache|artifacts|runs|logs|cancel|sessions?|tokens?"
    r"|contents/.+|invitations|dns_records|env|aliases|deployments|checks|locks?|o|objects|blobs)(?:/[^/]*)?/?$"
)
_PICKED = " where"
_EVERYWHERE = " everywhere"
_TAKES_AWAY = late(
    r"^(?:mutation )?"
    r"(?:(?:delete|destroy|remove|purge|reset|wipe|terminate|drop|truncate|erase)[A-Z]\w*"
    r"|\w*(?:Delete|Destroy|Remove|Purge|Reset|Wipe|Terminate|Drop)(?:Many|All)?"
    r"|delete_\w+|\w+_delete)$"
)


class ProviderDeletion(Rule):
    """A provider's API is asked to delete something: a volume, a project, a database, a server.

    So is any API that is asked in GraphQL to write over every row by a condition that all meet.

    ## Why it matters

    One request takes away what it names, with its data and often its backups, and an API token
    mostly has the rights of a whole account. No plan shows it beforehand, and nobody confirms.

    ## Do this instead

    Look up first what the identifier stands for, take a backup that lives elsewhere, and leave the
    request to a person or to the reviewed infrastructure code.
    """

    name = "provider-deletion"
    category = Category.INFRASTRUCTURE
    level = Level.ERROR
    judges = (NetworkUse,)

    bad = (
        python(
            """\
            import requests

            query = "mutation { volumeDelete(volumeId: \\"7c1a\\") }"
            requests.post("https://backboard.railway.app/graphql/v2", json={"query": query})
            """
        ),
        python(
            """\
            import requests

            requests.delete("https://api.digitalocean.com/v2/databases/shop", headers=headers)
            """
        ),
        shell("curl -X DELETE https://api.digitalocean.com/v2/databases/shop"),
        python(
            """\
            import os
            import requests

            BASE = os.environ["SEARCH_URL"]
            requests.delete(f"{BASE}/_all")
            """
        ),
        python(
            """\
            import httpx

            def close(client: httpx.Client, realm: str) -> None:
                client.delete(f"/admin/realms/{realm}")
            """
        ),
        python(
            """\
            import os
            import requests

            query = "mutation { update_trials(where: {} _set: {on: false}) { affected_rows } }"
            requests.post(f"{os.environ['HASURA_URL']}/v1/graphql", json={"query": query})
            """
        ),
        python(
            """\
            import os
            import requests

            VAULT = os.environ["VAULT_ADDR"]
            requests.delete(f"{VAULT}/v1/secret/metadata/billing/api")
            """
        ),
    )
    good = (
        python(
            """\
            import os
            import requests

            query = "mutation { update_trials(where: {days: {_gt: 30}} _set: {on: false}) { id } }"
            requests.post(f"{os.environ['HASURA_URL']}/v1/graphql", json={"query": query})
            """
        ),
        python(
            """\
            import requests

            query = "query { volume(id: \\"7c1a\\") { name } }"
            requests.post("https://backboard.railway.app/graphql/v2", json={"query": query})
            """
        ),
        python(
            """\
            import requests

            requests.get("https://api.digitalocean.com/v2/databases/shop", headers=headers)
            """
        ),
        python(
            """\
            import os
            import requests

            BASE = os.environ["SEARCH_URL"]
            requests.delete(f"{BASE}/products/_doc/7")
            """
        ),
    )

    def judge(self, use: NetworkUse, context: Context) -> Iterator[Finding]:
        """A deletion by a request's method, or by the name of its mutation."""
        provider = provider_of(use.host)
        taking = [one for one in use.sends if _TAKES_AWAY.match(one)]
        picking = [one for one in use.sends if _TAKES_AWAY.match(one.removesuffix(_PICKED))]
        if picking and not taking:
            named = picking[0].removeprefix("mutation ").removesuffix(_PICKED)
            message = f"the mutation {named} is run on what its condition picks"
            yield from weighed(self, use, context, message, level=Level.INFO)
        elif taking:
            named = ", ".join(one.removeprefix("mutation ") for one in taking)
            of = f" of {provider or use.host}" if provider or use.host else ""
            level = Level.ERROR if provider else Level.WARNING
            yield from weighed(self, use, context, f"the mutation {named}{of} is run", level=level)
        elif overwriting := [one for one in use.sends if one.endswith(_EVERYWHERE)]:
            named = overwriting[0].removesuffix(_EVERYWHERE)
            message = f"the mutation {named} is run with a condition that every row meets"
            yield from weighed(self, use, context, message, level=Level.WARNING)
        elif provider and use.method == "DELETE":
            level = Level.INFO if _MINOR.search(use.path) else Level.ERROR
            if level is Level.INFO and LISTED in use.sends:
                # One of them is soon made again, all there are aren't.
                level = Level.WARNING
            what = _HOLE.sub("…", use.path) or "something"
            message = f"{provider} is asked to delete {what}"
            if level is Level.ERROR and use.guards in _BY_LITTLE and not context.in_test:
                # An age says what is kept of what is made anew; a repository isn't. A name that
                # doesn't say that something may go is that of what is in use as well.
                yield self.finding(use, message, level=Level.WARNING)
            else:
                yield from weighed(self, use, context, message, level=level)
        elif deed := deed_of(use):
            what = deed.what.format(path=_HOLE.sub("…", use.path))
            message = f"{deed.service} is asked to {what}"
            minor = _MINOR.search(use.path) and {EVERYTHING, LISTED}.isdisjoint(use.sends)
            known = Level.INFO if minor else Level.WARNING
            level = Level.INFO if _HERE.match(use.host) else known
            yield from weighed(self, use, context, message, level=level)


_BY_LITTLE = ((picked_by("age"),), (picked_by("name"),))
_HOLE = late(r"gr_hole_\d+")
_HERE = late(r"^(?:localhost|127\.0\.0\.1|\[?::1\]?|0\.0\.0\.0)$")


def provider_of(host: str) -> str:
    """Whose API a host is, "" for one that isn't known."""
    known = PROVIDERS.get(host.lower(), "")
    return known or next((name for end, name in _ENDINGS.items() if host.endswith(end)), "")
