"""What the server can ask of the analysis process, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date

from guardrail.cache import default_folder
from guardrail.engine.rulebook import Rulebook, UnknownPack, load
from guardrail.git import GitError
from guardrail.knowledge.credentials.masking import mask
from guardrail.policy.problems import PolicyError
from guardrail.reporters.escaping import visible
from guardrail.rule import info
from guardrail_lsp.analysis import allowing, pages, policy_text
from guardrail_lsp.analysis.judging import Judge
from guardrail_lsp.analysis.looking import Looking
from guardrail_lsp.analysis.project import Known, Project, Projects
from guardrail_lsp.analysis.store import WarmCache
from guardrail_lsp.frames import Plain


class Service:
    """The state of the analysis process: projects, the texts of open files, what was told."""

    def __init__(self) -> None:
        """With the user's cache of facts."""
        self._cache = WarmCache(default_folder())
        self._projects = Projects(self._cache)
        self._judges: dict[str, Judge] = {}
        self._encoding = "utf-16"
        self._told: set[str] = set()
        self._looking = Looking(self._projects, self._turn)
        self._asked: dict[str, Callable[[Plain], Plain]] = {
            "configure": self._configure,
            "judge": self._judge,
            "scan": self._looking.scan,
            "look": self._looking.look,
            "list": self._looking.list_all,
            "allow": self._allow,
            "forget": lambda _: {},
            "policy": self._policy,
            "vocabulary": lambda _: policy_text.vocabulary(),
            "page": self._page,
        }

    def answer(self, question: Plain) -> Plain:
        """The answer to one question; `trouble` in it where the project can't be judged."""
        try:
            for buffer in question.get("buffers", ()):
                self._buffer(buffer)
            return self._asked[question["ask"]](question)
        except (GitError, UnknownPack, PolicyError) as problem:
            return {"trouble": visible(mask(str(problem)))}

    def _configure(self, question: Plain) -> Plain:
        self._encoding = question["encoding"]
        self._projects.set_folders(question["folders"])
        self._judges.clear()
        return {}

    def _buffer(self, buffer: Plain) -> None:
        """An editor's text of a file; `None` where it holds none any more."""
        project, path = self._projects.of_file(buffer["file"])
        judge = self._judge_of(project)
        text = buffer["text"]
        known = project.known[path]
        if text is None:
            project.buffers.pop(path, None)
            project.unnamed.discard(path)
            judge.forget(path)
            self._turn(project)
        else:
            if path not in project.buffers:
                project.known[path] = Known(buffer["file"], known.places)
            project.buffers[path] = text
            judge.typed(path)
            if buffer.get("unnamed"):
                project.unnamed.add(path)

    def _judge_of(self, project: Project) -> Judge:
        if project.root not in self._judges:
            self._judges[project.root] = Judge(project, self._encoding)
        return self._judges[project.root]

    def _turn(self, project: Project) -> None:
        self._judge_of(project).turn += 1

    def _judge(self, question: Plain) -> Plain:
        """Judge files: what is found in each, by the names the client knows them by."""
        by_project: defaultdict[str, list[str]] = defaultdict(list)
        named: dict[tuple[str, str], str] = {}
        projects: dict[str, Project] = {}
        for file in question["files"]:
            project, path = self._projects.of_file(file)
            projects[project.root] = project
            by_project[project.root].append(path)
            named[project.root, path] = file
        answer: Plain = {"files": {}, "elsewhere": {}, "broken": {}, "roots": {}, "rules": {}}
        for root, paths in by_project.items():
            project = projects[root]
            answer["roots"].update({named[root, path]: root for path in paths})
            try:
                results, elsewhere = self._judge_of(project).judge(paths, question.get("jobs", 1))
            except PolicyError as problem:
                answer["broken"][root] = {
                    "file": project.file(problem.path),
                    "line": problem.line,
                    "message": visible(mask(problem.message)),
                }
                continue
            answer["files"].update({named[root, path]: results[path] for path in paths})
            told = {project.file(path): found for path, found in elsewhere.items()}
            answer["elsewhere"].update(told)
            self._tell_rules(project, answer)
        return answer

    def _tell_rules(self, project: Project, answer: Plain) -> None:
        """What a hover and a link need of the rules found, each told once."""
        lists = [result["findings"] for result in answer["files"].values()]
        found = {f["rule"] for each in (*lists, *answer["elsewhere"].values()) for f in each}
        new = found - self._told
        if not new:
            return
        book = load(project.policies.packs)
        for name in sorted(new & set(book.classes)):
            answer["rules"][name] = _about(book, name)
        self._told |= new

    def _allow(self, question: Plain) -> Plain:
        project, path = self._projects.of_file(question["file"])
        judge = self._judge_of(project)
        return {"edit": allowing.allow(judge, path, question["fingerprint"], date.today())}

    def _policy(self, question: Plain) -> Plain:
        inside = tuple(question["inside"])
        found = policy_text.troubles(question["text"], question["name"], inside)
        return {"troubles": [(line, visible(mask(message))) for line, message in found]}

    def _page(self, question: Plain) -> Plain:
        packs = {pack for project in self._projects.all() for pack in _packs(project)}
        book = load(tuple(sorted(packs)))
        rule = book.classes.get(question["rule"])
        return {"markdown": "" if rule is None else pages.page(rule, date.today())}


def _packs(project: Project) -> tuple[str, ...]:
    try:
        return project.policies.packs
    except PolicyError:
        return ()


def _about(book: Rulebook, name: str) -> Plain:
    about = info(book.classes[name])
    return {
        "summary": about.summary,
        "why": about.why,
        "instead": about.instead,
        "page": pages.kept(name, pages.page(book.classes[name], date.today())),
    }
