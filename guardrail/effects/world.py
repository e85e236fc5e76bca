"""Effects on the rest of the world: files, resources, history, credentials, networks, guards."""

from __future__ import annotations

from guardrail.effects.effect import Effect
from guardrail.effects.words import CredentialAction, Verb


class FileChange(Effect, frozen=True, kw_only=True):
    """Files at `path` are deleted, overwritten, read, moved or have their mode changed.

    An empty `path` is one that can't be resolved. In SQL they are the database server's.
    `unfiltered` says whose archive is unpacked there, whose names nobody checks, `named_by` who
    wrote the path where somebody else did and nobody looks at it ("a request"). `before_tests` is
    true where what was to choose among the files stands too late to do so. `astray` says why the
    path isn't the one that the code around is about ("its name stood for a temporary folder").
    With `partly` a file is written over with a part of what was read from it. `begun` says of one
    of many entries, which is emptied, why these were to stay. `because` says what is lost with it
    whatever it is called ("it goes also where bringing it here has failed").
    """

    verb: Verb
    path: str
    recursive: bool = False
    forced: bool = False
    unfiltered: str = ""
    named_by: str = ""
    before_tests: bool = False
    astray: str = ""
    partly: bool = False
    begun: str = ""
    because: str = ""


class ResourceChange(Effect, frozen=True, kw_only=True):
    """A managed resource is deleted or altered; `protections` are those given up.

    `chosen` says what picks it among others: its "label", "name" or "age", a label of its "role"
    that all of a sort have, that the program "made" it, or that it is the "newest" of what was put
    in order, of which the oldest is kept.
    """

    verb: Verb
    provider: str
    kind: str
    id: str = ""
    protections: tuple[str, ...] = ()
    chosen: str = ""


class HistoryChange(Effect, frozen=True, kw_only=True):
    """Version-control state is lost or rewritten, or its checks are bypassed."""

    action: str
    target: str = ""


class CredentialUse(Effect, frozen=True, kw_only=True):
    """A credential is written down, read or sent. The value itself is never stored.

    `kind` is what a person calls it ("GitHub token", "password in a connection string"), `place`
    where it stands ("CREATE USER", "argument password="), `shown` its first characters at most,
    `key` a keyed hash of the value. `checked` is true where a checksum holds, `test_only` where
    the kind is for tests.
    """

    action: CredentialAction
    kind: str
    place: str = ""
    shown: str = ""
    key: str = ""
    host: str = ""
    checked: bool = False
    test_only: bool = False


class NetworkUse(Effect, frozen=True, kw_only=True):
    """Something is sent to or fetched from `host`; `method` is upper case ("DELETE", "CONNECT").

    `sends` says what leaves: for SQL the tables or the query. With `chosen` whoever sends a request
    says which host it is; of a "REDIRECT" it is people who are sent there.
    """

    method: str
    host: str = ""
    path: str = ""
    sends: tuple[str, ...] = ()
    chosen: bool = False


class CodeRun(Effect, frozen=True, kw_only=True):
    """Code runs that can't be read here: `what` says which kind ("curl piped to sh")."""

    what: str
    origin: str = ""


class GuardChange(Effect, frozen=True, kw_only=True):
    """A guard is weakened: `guard` names it ("guardrail policy", "git hooks"), `detail` how."""

    guard: str
    path: str
    detail: str = ""
