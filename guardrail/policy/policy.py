"""The policies of a project: the files that say them, found upward from each path."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from guardrail.model import Level
from guardrail.policy.effective import Policy
from guardrail.policy.problems import PolicyError, PolicyProblem
from guardrail.snapshot import Snapshot, Unreadable

if TYPE_CHECKING:
    from guardrail.policy.baseline import Baseline
    from guardrail.policy.compiled import Store
    from guardrail.policy.layer import Layer, Waiver
    from guardrail.policy.read import RuleNames

__all__ = ["Policy", "PolicyError", "PolicyProblem", "PolicySet", "load"]

FILES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("guardrail.toml", ()),
    ("pyproject.toml", ("tool", "guardrail")),
)
"""The files of a folder that may hold policy, and the table of theirs that does."""


class PolicySet:
    """The policy of every path of one Snapshot. Files are read once, when first asked for."""

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        floor: Layer | None = None,
        store: Store | None = None,
        names: RuleNames | None = None,
    ) -> None:
        """Policies of `snapshot`, none looser than `floor`; checked ones are kept in `store`."""
        self._snapshot = snapshot
        self._store = store
        self._names = names
        start = Policy()
        if floor is not None:
            from guardrail.policy.merge import merge

            start = merge(start, floor, outermost=True, at_root=True)
        self._start = start
        self._policies: dict[str, Policy] = {}

    def for_path(self, path: str) -> Policy:
        """The policy of a file: all files from the root down to its folder, merged.

        Raises `PolicyError` where one of them can't be used.
        """
        return self._of_folder(path.rpartition("/")[0])

    def excludes(self, path: str) -> bool:
        """Whether the path is not to be judged."""
        return self.for_path(path).excludes(path)

    @cached_property
    def root(self) -> Policy:
        """The policy of the root folder: what holds for a whole run."""
        return self._of_folder("")

    @property
    def packs(self) -> tuple[str, ...]:
        """The rule packs to load besides the built-in one, by import name."""
        return self.root.packs

    @property
    def fail_on(self) -> Level:
        """The lowest level that fails a run. In report mode errors alone do, and there are none."""
        return Level.ERROR if self.root.report else self.root.fail_on

    @property
    def problems(self) -> tuple[PolicyProblem, ...]:
        """The parts of the policies read so far that have no effect."""
        found = dict.fromkeys(self.root.problems)
        for policy in self._policies.values():
            found.update(dict.fromkeys(policy.problems))
        return tuple(found)

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers of the policies read so far."""
        found = dict.fromkeys(self.root.waivers)
        for policy in self._policies.values():
            found.update(dict.fromkeys(policy.waivers))
        return tuple(found)

    @cached_property
    def baseline(self) -> Baseline:
        """What the project's baseline holds, nothing where there is none. Raises `PolicyError`."""
        from guardrail.policy.baseline import Baseline, parse

        path = self.root.baseline
        if not self._snapshot.exists(path):
            return Baseline()
        return parse(self._text(path), path)

    def exists(self, path: str) -> bool:
        """Whether the Snapshot has a file at the path."""
        return self._snapshot.exists(path)

    def _of_folder(self, folder: str) -> Policy:
        known = self._policies.get(folder)
        if known is not None:
            return known
        missing: list[str] = []
        while folder not in self._policies:
            missing.append(folder)
            if not folder:
                break
            folder = folder.rpartition("/")[0]
        policy = self._policies.get(folder, self._start)
        for inner in reversed(missing):
            policy = self._policies[inner] = self._extended(policy, inner)
        return policy

    def _extended(self, far: Policy, folder: str) -> Policy:
        """The policy of a folder, given that of its parent."""
        layer = self._layer(folder)
        if layer is None:
            return far
        from guardrail.policy.anchor import can_anchor
        from guardrail.policy.layer import placed
        from guardrail.policy.merge import merge

        if not can_anchor(folder):
            said = "policy has no effect in a folder whose name is a pattern"
            return replace(far, problems=(*far.problems, PolicyProblem(layer.origin, 0, said)))
        return merge(
            far,
            placed(layer, folder, layer.origin),
            outermost=len(far.layers) == len(self._start.layers),
            at_root=not folder,
        )

    def _layer(self, folder: str) -> Layer | None:
        """What the folder's own policy file says. Two of them are one too many."""
        found: Layer | None = None
        for name, inside in FILES:
            path = f"{folder}/{name}" if folder else name
            if not self._snapshot.exists(path):
                continue
            text = self._text(path) if not inside else self._if_ours(path)
            layer = self._read(text, path, inside) if text else None
            if layer is not None and found is not None:
                raise PolicyError(path, 0, f"says policy, and so does {found.origin}: keep one")
            found = layer or found
        return found

    def _if_ours(self, path: str) -> str:
        """The text of a file that may hold policy among other things, "" where it doesn't."""
        try:
            text = self._snapshot.text(path).text
        except Unreadable:
            return ""
        return text if "guardrail" in text else ""

    def _text(self, path: str) -> str:
        try:
            return self._snapshot.text(path).text
        except Unreadable as problem:
            raise PolicyError(path, 0, str(problem)) from None

    def _read(self, text: str, path: str, inside: tuple[str, ...]) -> Layer | None:
        """The layer, from the store where it was checked before."""
        from guardrail.policy import compiled

        root_packs = self._policies[""].packs if "" in self._policies else ()
        known = "names" if self._names else ""
        key = compiled.key_of(text, "|".join((path, *inside, known, *root_packs)))
        kept = self._store.get(key) if self._store else None
        if kept is not None:
            try:
                return compiled.load(kept)
            except ValueError:
                pass
        from guardrail.policy.read import read_layer

        names = self._names
        layer = read_layer(
            text,
            path,
            inside=inside,
            names=None if names is None else lambda own: names((*root_packs, *own)),
        )
        if self._store is not None:
            self._store.put(key, compiled.dump(layer))
        return layer


def load(
    snapshot: Snapshot,
    *,
    floor: Path | None = None,
    store: Store | None = None,
    names: RuleNames | None = None,
) -> PolicySet:
    """The policies of a Snapshot.

    `floor` is a policy file from outside the project that can only be tightened. `names` gives the
    rules that exist, so that a policy that names another one is an error; it is asked only when a
    text is checked for the first time. Raises `PolicyError`.
    """
    if floor is None:
        return PolicySet(snapshot, store=store, names=names)
    from guardrail.policy.read import read_layer

    try:
        text = floor.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise PolicyError(str(floor), 0, f"can't be read ({type(problem).__name__})") from None
    layer = read_layer(text, str(floor), names=names)
    return PolicySet(snapshot, floor=layer, store=store, names=names)
