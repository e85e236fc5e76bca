"""Redirections behind a command, and the here-documents that they announce."""

from __future__ import annotations

from guardrail.frontends.shell.scan import Scanner
from guardrail.frontends.shell.syntax import Escaped, Group, Heredoc, RawWord, Redirect, Text
from guardrail.patterns import late

_REDIRECT = late(
    r"([0-9]+|\{[A-Za-z_][A-Za-z0-9_]*\})?(<<<|<<-?|<>|>>|>\||>&|<&|&>>|&>|<(?!\()|>(?!\())"
)


def redirected(scanner: Scanner, group: Group) -> Group:
    """The group with the redirections after it."""
    group.end = scanner.at
    while True:
        scanner.skip_blanks()
        redirect = redirect_at(scanner)
        if redirect is None:
            return group
        group.redirects.append(redirect)
        group.end = redirect.end


def redirect_at(scanner: Scanner) -> Redirect | None:
    """The redirection that stands here."""
    found = _REDIRECT.match(scanner.text, scanner.at, scanner.end)
    if found is None:
        return None
    start = scanner.at
    scanner.at = found.end()
    redirect = Redirect(found[2], found[1] or "", start, scanner.at)
    scanner.skip_blanks()
    word = scanner.word()
    if found[2] in ("<<", "<<-"):
        if word is not None:
            redirect.heredoc = _heredoc(scanner.text, word, found[2] == "<<-")
            scanner.pending.append(redirect.heredoc)
    else:
        redirect.target = word
    redirect.end = scanner.at if word is not None else found.end()
    return redirect


def _heredoc(text: str, word: RawWord, tabs: bool) -> Heredoc:
    """The here-document that a delimiter announces."""
    quoted = any(
        isinstance(part, Escaped) or (isinstance(part, Text) and part.quoted) for part in word.parts
    )
    delimiter = "".join(
        part.text if isinstance(part, Escaped) else text[part.start : part.end]
        for part in word.parts
    )
    return Heredoc(delimiter, quoted, tabs)
