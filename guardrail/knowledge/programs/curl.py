"""curl, wget: requests that delete, and that send files or GraphQL mutations.

Options as in `curl --help all` of 8.10 and in wget 1.21's manual. Fetching is told by what is done
with it, not here.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from guardrail.effects import NetworkUse
from guardrail.knowledge.programs.command import At, Command, Outcome, Program, Target, Word
from guardrail.knowledge.programs.options import Parsed, options, parse
from guardrail.knowledge.programs.unchecked import CERTIFICATE, unchecked
from guardrail.patterns import late

_CURL = options(
    "-X|--request: -d|--data|--data-ascii: --data-raw: --data-binary: --data-urlencode: --json:"
    " -F|--form: -T|--upload-file: -H|--header: -u|--user: -o|--output: -A|--user-agent:"
    " -b|--cookie: -c|--cookie-jar: -e|--referer: -x|--proxy: -m|--max-time: --connect-timeout:"
    " --retry: --retry-delay: -w|--write-out: -E|--cert: --key: --cacert: --url: --resolve:"
    " -K|--config: --oauth2-bearer: -r|--range: -G|--get -I|--head --help|-h --version|-V"
    " -k|--insecure --proxy-insecure"
)
_WGET = options(
    "--method: --body-data: --body-file: --post-data: --post-file: --header: -O|--output-document:"
    " -o|--output-file: -U|--user-agent: -t|--tries: -T|--timeout: -P|--directory-prefix: -q --help"
    " --no-check-certificate"
)
_BODIES = (
    "-d",
    "--data-raw",
    "--data-binary",
    "--data-urlencode",
    "--json",
    "--body-data",
    "--post-data",
)
_UNCHECKED = ("-k", "--proxy-insecure", "--no-check-certificate")
_FILES = ("-T", "--body-file", "--post-file")
_MUTATION = late(r"\bmutation\b[^{]{0,200}\{\s*(?:\w{1,80}\s*:\s*)?(\w{1,80})")


def _read(command: Command) -> Iterator[Outcome]:
    wget = command.name.rsplit("/", 1)[-1] == "wget"
    parsed = parse(command.args, _WGET if wget else _CURL)
    if parsed.has("--help", "--version"):
        return
    option = next((one for one in _UNCHECKED if parsed.has(one)), "")
    if option:
        hosts = [
            _place(word)[0] or word.text for word in [*parsed.operands, *parsed.values("--url")]
        ]
        shown = f"{'wget' if wget else 'curl'} {'--insecure' if option == '-k' else option}"
        loosened = unchecked(command, CERTIFICATE, shown, *hosts)
        yield from () if loosened is None else (loosened,)
    sends = tuple(_sends(parsed))
    method = _method(parsed, bool(sends))
    if method not in ("DELETE", "PURGE") and not sends:
        return
    for word in [*parsed.operands, *parsed.values("--url")]:
        host, path = _place(word)
        effect = NetworkUse(
            span=command.span(),
            evidence=command.evidence,
            method=method,
            host=host,
            path=path,
            sends=sends,
        )
        unknown = tuple(hole.name for hole in word.built.holes)
        yield At(effect, Target(host=host, words=unknown))


def _method(parsed: Parsed, sends: bool) -> str:
    given = parsed.value("-X") or parsed.value("--method")
    if given:
        return given.upper()
    if parsed.has("-T"):
        return "PUT"
    return "POST" if sends or parsed.has(*_BODIES, "-F") else "GET"


def _sends(parsed: Parsed) -> Iterator[str]:
    """The files that are sent, and the mutations of GraphQL."""
    for word in parsed.values(*_BODIES):
        text = word.text
        name = text.partition("@")[2] if "@" in text[:1] or "=@" in text else ""
        if name and "--data-raw" not in (n for n, v in parsed.given if v is word):
            yield f"file {name}"
        for found in _MUTATION.finditer(text.replace("\\n", " ")):
            yield f"mutation {found[1]}"
    for word in parsed.values("-F"):
        value = word.text.partition("=")[2]
        if value[:1] in ("@", "<"):
            yield f"file {value[1:].partition(';')[0]}"
    for word in parsed.values(*_FILES):
        yield f"file {word.text}"


def _place(word: Word) -> tuple[str, str]:
    """The host and path of a URL, "" for what is only known at run time."""
    text = word.text if "://" in word.text else f"http://{word.text}"
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return "", ""
    known = not any(hole.start < len(text) and "gr_hole_" in host for hole in word.built.holes)
    return (host if known else ""), parts.path


PROGRAM = Program(("curl", "wget"), _read)
