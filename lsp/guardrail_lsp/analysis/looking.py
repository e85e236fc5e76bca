"""Which files there are, which changed, which are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from guardrail_lsp.analysis.project import Project, Projects
from guardrail_lsp.frames import Plain


class Looking:
    """Answers what the server asks about files rather than about what is in them."""

    def __init__(self, projects: Projects, turn: Callable[[Project], None]) -> None:
        """In `projects`; `turn` hears that files of one may have changed."""
        self._projects = projects
        self._turn = turn

    def scan(self, question: Plain) -> Plain:
        """The changed files below the folders.

        `moved` says that the base may have moved, `anew` that every file is to be compared again.
        """
        changed: list[str] = []
        deleted: list[str] = []
        if question.get("moved") or question.get("anew"):
            self._projects.forget_repositories()
        for folder in question["folders"]:
            project, top = self._projects.of_file(f"{folder}/.")
            top = top.removesuffix("/.").removesuffix(".")
            self._turn(project)
            if project.changes is None:
                found = sorted(path for path in project.touched if project.disk.exists(path))
                changed += [project.file(path) for path in found if _below(path, top)]
                continue
            if question.get("moved") or question.get("anew"):
                project.changes.look_anew(all_files=bool(question.get("anew")))
            for path, change in project.changes.found().items():
                if _below(path, top):
                    gone = change.new_mode == 0 and not project.disk.exists(path)
                    (deleted if gone else changed).append(project.file(path))
        return {"changed": changed, "deleted": deleted}

    def look(self, question: Plain) -> Plain:
        """Compare some files again; which are changed now, gone, or as they were."""
        by_project: defaultdict[str, dict[str, str]] = defaultdict(dict)
        projects: dict[str, Project] = {}
        for file in question["files"]:
            project, path = self._projects.of_file(file)
            if not project.skips(path):
                projects[project.root] = project
                by_project[project.root][path] = file
        answer: Plain = {"changed": [], "gone": [], "same": []}
        for root, files in by_project.items():
            project = projects[root]
            self._turn(project)
            if project.changes is not None:
                project.changes.look(files)
                changed = set(project.changes.found())
            else:
                project.touched.update(files)
                changed = project.touched
            for path, file in files.items():
                there = project.disk.exists(path)
                kind = "gone" if not there else "changed" if path in changed else "same"
                answer[kind].append(file)
        return answer

    def list_all(self, question: Plain) -> Plain:
        """Every file below a folder that is part of its project."""
        project, top = self._projects.of_file(f"{question['folder']}/.")
        top = top.removesuffix("/.").removesuffix(".")
        paths: Iterable[str] = project.disk.paths([top] if top else [])
        return {"files": [project.file(path) for path in paths]}


def _below(path: str, top: str) -> bool:
    return not top or path == top or path.startswith(f"{top}/")
