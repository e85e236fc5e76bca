"""By which words libraries and programs say which of many things they mean.

Sources: the parameters of listing calls in boto3 1.44 (`Filters`, `tagStatus`), google-cloud
(`filter`), azure (`name_starts_with`), kubernetes (`label_selector`), hcloud, openstacksdk, docker.
"""

from __future__ import annotations

import re

from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

NARROWING = words(
    "label_selector labels label tags tag tag_name any_tags name_prefix nameprefix"
    " name_starts_with name_regex label_filter resource_tags qualifier"
)
"""Arguments that say which ones as soon as they are given."""

FILTERING = words(
    "filter filters filter_ filter_string filter_by query where selector metadata expression"
    " list_filter tagfilters tag_filters filterexpression"
)
"""Arguments that take a filter of any sort: a state alone picks nothing."""

MATCHING = words(
    "like pattern glob regex name_pattern name_like name_contains match search friendly_name"
    " display_name"
)
"""Arguments that take a name or a pattern of names: `con.list_tables(like="^scratch_")`."""

LABELLING = words(
    "tag tags tagged untagged label labels ephemeral temp tmp temporary tempfile mkdtemp preview"
    " test tests testing loadtest e2e scratch sandbox orphan orphaned orphans dangling obsolete"
    " superseded expired stale merged review challenge"
)
"""Words of conditions and filters by what somebody said of a thing: a label, a telling name."""

ROLES = words(
    "role app application service svc tier component name team owner project product customer stack"
    " part-of k8s-app kind type group department cost-center region zone cluster"
)
"""Keys of labels that nearly everything has: they say what a thing is for, not that it may go."""

LABELLING_TEXTS = words(
    "dev devel ci pr review playground demo feature smoke bench benchmark it"
    " deleted abandoned unused old bak deprecated trash junk dup duplicate duplicates"
    " citest itest inttest smoketest unittest pytest autotest qatest testrun testbed"
    " tempest sonobuoy conformance molecule"
)
"""The same where they stand in a text: `name.startswith("ci_run_")`, not in a variable's name."""

LISTING = words("list all find search describe query filter select get fetch")
"""Words of calls that list things, beside names in the plural: `servers(name="itest-…")`."""

IDENTIFYING = words("name id identifier arn slug title hostname uid")
"""Words of what tells one thing from another."""

NAMING = words("prefix suffix startswith endswith fnmatch")
"""Words of conditions by any name."""

IN_USE = words(
    "running active ready available in-use online enabled up live ok success succeeded healthy"
    " bound open paid"
)
"""States of what is in use: who takes those as well takes nearly everything."""

AGEING = words(
    "age aged older old oldest expires expire expiry expiration created creation cutoff border"
    " threshold deadline retention ttl since before days hours weeks timedelta date time at"
    " day month year period partition now today ago interval datetime fromisoformat fromtimestamp"
    " strptime finished ended completed"
)
"""Words of conditions by an age, where they compare."""

SWITCHED_OFF = words("disabled deactivated")
"""States that somebody has put a thing into which is no longer wanted."""

_SWITCHED_ON = words("enabled activated active running")

PASSING = words("ephemeral temp tmp temporary preview scratch staging")
"""Words of places where what is meant to go is kept."""

QUERYING = words("execute query raw sql fetch fetch_all command")
"""Calls that are given a query and give its rows, or hold them to be fetched."""

FETCHING = words("fetchall fetchmany fetch_all all scalars result_rows")
"""Calls that give the rows of the query before them."""

IN_PRODUCTION = late(r"(?<![^\W_])(?:prod|prd|production)(?![^\W_])", re.IGNORECASE)
"""What a label says that things have which nobody gives up: who picks them picks the worst."""

DENYING = late(r"!=|<>|!~|\bnot\b|\bnotin\b|\bnot-|exclude|excluding", re.IGNORECASE)
"""How a filter leaves out what it names."""

LABELS = words("tag tags label labels")
MAKING = words("create run launch allocate provision restore clone mkdtemp")
"""Words of calls that make the thing itself."""

COPYING = words("snapshot backup image copy dump export")
"""Words of what outlives the thing."""

NEVERTHELESS = late(r"exists?_ok|if_not_exists|IfNotExists|get_or_create|create_or_")
"""Something that is made only where it isn't there yet may hold what others put into it."""

TAGGED = late(r"tagStatus[\"']?\s*[:=]\s*[\"'](?P<status>\w+)")
_WORD = late(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, those of `StartTime` and `start_time` apart."""
    return frozenset(one.lower() for one in _WORD.findall(text))


def picks_switched_off(said: frozenset[str]) -> bool:
    """Whether words speak of what was switched off, and not of what is in use as well."""
    return not said.isdisjoint(SWITCHED_OFF) and said.isdisjoint(_SWITCHED_ON)
