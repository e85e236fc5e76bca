"""The work tree as a Snapshot: what is in it, and what each odd file ends in."""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

import pytest

from guardrail.snapshot import LIMIT, Obstacle, Unreadable
from guardrail.snapshot.work_tree import WorkTree


def write(root: Path, **texts: str) -> None:
    for name, text in texts.items():
        (root / f"{name}.sql").write_text(text)


def obstacle(tree: WorkTree, path: str) -> Obstacle:
    with pytest.raises(Unreadable) as why:
        tree.text(path)
    assert str(why.value).isprintable()
    return why.value.obstacle


@pytest.fixture
def plain(tmp_path: Path, hermetic_git: Path) -> Path:
    root = tmp_path / "plain"
    root.mkdir()
    return root


def test_a_plain_folder_is_walked(plain: Path) -> None:
    write(plain, b="select 2;", a="select 1;")
    (plain / "sub").mkdir()
    (plain / "sub" / "c.sql").write_text("select 3;")
    tree = WorkTree(plain)
    assert list(tree.paths()) == ["a.sql", "b.sql", "sub/c.sql"]
    assert list(tree.paths(["sub"])) == ["sub/c.sql"]
    assert list(tree.paths(["./sub/"])) == ["sub/c.sql"]
    assert list(tree.paths(["a.sql"])) == ["a.sql"]
    assert tree.text("sub/c.sql").text == "select 3;"


@pytest.mark.parametrize("folder", ["node_modules", ".git", "__pycache__", ".tox"])
def test_folders_of_nobodys_own_work_are_left_out(plain: Path, folder: str) -> None:
    (plain / folder).mkdir()
    (plain / folder / "x.sql").write_text("drop table t;")
    assert list(WorkTree(plain).paths()) == []


def test_a_virtual_environment_is_left_out_whatever_its_name(plain: Path) -> None:
    (plain / "my-env" / "lib").mkdir(parents=True)
    (plain / "my-env" / "pyvenv.cfg").touch()
    (plain / "my-env" / "lib" / "x.py").touch()
    assert list(WorkTree(plain).paths()) == []


def test_a_file_of_that_name_at_the_root_hides_nothing(plain: Path) -> None:
    write(plain, a="drop table t;")
    (plain / "pyvenv.cfg").touch()
    assert list(WorkTree(plain).paths()) == ["a.sql", "pyvenv.cfg"]


def test_in_a_repository_git_says_what_is_ignored(project) -> None:
    project.stage(".gitignore", "*.log\nbuild/\n")
    project.write("build/x.sql", "")
    project.write("noise.log", "")
    project.write("untracked.sql", "")
    project.stage("a.sql", "")
    assert list(WorkTree(project.root).paths()) == [".gitignore", "a.sql", "untracked.sql"]


def test_a_file_that_is_named_is_there_even_if_ignored(project) -> None:
    project.stage(".gitignore", "*.log\n")
    project.write("noise.log", "drop table t;")
    assert list(WorkTree(project.root).paths(["noise.log"])) == ["noise.log"]


def test_deleted_files_are_not_there(project) -> None:
    project.stage("a.sql", "")
    (project.root / "a.sql").unlink()
    assert list(WorkTree(project.root).paths()) == []


def test_a_repository_hidden_inside_another_is_read(project) -> None:
    project.git("init", "--quiet", "inner")
    project.write("inner/x.sql", "drop table t;")
    assert list(WorkTree(project.root).paths()) == ["inner/x.sql"]


def test_a_folder_of_a_repository_is_a_root_of_its_own(project) -> None:
    project.stage("api/a.sql", "select 1;")
    project.stage("b.sql", "")
    tree = WorkTree(project.root / "api")
    assert list(tree.paths()) == ["a.sql"]
    assert tree.text("a.sql").text == "select 1;"


def test_a_damaged_repository_is_walked_as_a_folder(project) -> None:
    project.write("a.sql", "")
    (project.root / ".git" / "HEAD").write_text("nonsense")
    assert list(WorkTree(project.root).paths()) == ["a.sql"]


def test_links_inside_are_followed(plain: Path) -> None:
    write(plain, real="drop table t;")
    (plain / "link.sql").symlink_to("real.sql")
    tree = WorkTree(plain)
    assert tree.text("link.sql").text == "drop table t;"
    assert tree.exists("link.sql")


@pytest.mark.parametrize("target", ["../outside.sql", "/etc/passwd", "../plain-neighbour/x.sql"])
def test_links_that_lead_out_are_not(plain: Path, target: str) -> None:
    (plain.parent / "outside.sql").write_text("secret")
    (plain.parent / "plain-neighbour").mkdir()
    (plain.parent / "plain-neighbour" / "x.sql").write_text("secret")
    (plain / "link.sql").symlink_to(target)
    tree = WorkTree(plain)
    assert obstacle(tree, "link.sql") is Obstacle.LINK
    assert not tree.exists("link.sql")


@pytest.mark.parametrize("path", ["../outside.sql", "/etc/passwd", "sub/../../outside.sql"])
def test_paths_that_lead_out_are_not_followed(plain: Path, path: str) -> None:
    (plain.parent / "outside.sql").write_text("secret")
    (plain / "sub").mkdir()
    assert obstacle(WorkTree(plain), path) is Obstacle.LINK


def test_a_folder_that_is_a_link_is_not_walked(plain: Path) -> None:
    (plain / "sub").mkdir()
    (plain / "sub" / "again").symlink_to("..")
    write(plain, a="")
    assert list(WorkTree(plain).paths()) == ["a.sql", "sub/again"]
    assert obstacle(WorkTree(plain), "sub/again") is Obstacle.SPECIAL


def test_a_loop_of_links_ends(plain: Path) -> None:
    (plain / "a.sql").symlink_to("b.sql")
    (plain / "b.sql").symlink_to("a.sql")
    obstacle(WorkTree(plain), "a.sql")
    assert not WorkTree(plain).exists("a.sql")


def test_a_link_to_nothing(plain: Path) -> None:
    (plain / "a.sql").symlink_to("gone.sql")
    assert obstacle(WorkTree(plain), "a.sql") is Obstacle.LINK


def test_a_named_pipe_is_not_waited_for(plain: Path) -> None:
    os.mkfifo(plain / "pipe.sql")
    started = time.monotonic()
    assert obstacle(WorkTree(plain), "pipe.sql") is Obstacle.SPECIAL
    assert time.monotonic() - started < 1


def test_a_link_to_a_device_is_not_opened(plain: Path) -> None:
    (plain / "zero.sql").symlink_to("/dev/zero")
    assert obstacle(WorkTree(plain), "zero.sql") is Obstacle.LINK


def test_a_socket_is_not_opened(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(plain)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("s.sql")
        assert obstacle(WorkTree(plain), "s.sql") is Obstacle.SPECIAL


def test_a_file_that_vanished_after_it_was_listed(plain: Path) -> None:
    write(plain, a="select 1;")
    tree = WorkTree(plain)
    (path,) = tree.paths()
    (plain / path).unlink()
    assert obstacle(tree, path) is Obstacle.MISSING


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(plain: Path) -> None:
    write(plain, a="select 1;")
    (plain / "a.sql").chmod(0)
    assert obstacle(WorkTree(plain), "a.sql") is Obstacle.DENIED


def test_a_file_over_the_limit_is_not_read(plain: Path) -> None:
    with (plain / "big.sql").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(Unreadable, match="50 MB, larger than the 40 MB") as why:
        WorkTree(plain).text("big.sql")
    assert why.value.obstacle is Obstacle.SIZE


def test_a_file_at_the_limit_is_read(plain: Path) -> None:
    (plain / "a.sql").write_bytes(b"-" * LIMIT)
    assert len(WorkTree(plain).text("a.sql").text) == LIMIT


@pytest.mark.parametrize(
    "name", [b"new\nline.sql", b"-rf.sql", b"\xff\xfe.sql", b"a\tb\x1b[31m.sql"]
)
def test_hostile_names_are_paths_like_any_other(project, name: bytes) -> None:
    path = os.fsdecode(name)
    (project.root / path).write_text("drop table t;")
    tree = WorkTree(project.root)
    assert list(tree.paths()) == [path]
    assert tree.text(path).text == "drop table t;"
    assert list(WorkTree(project.root, git=False).paths()) == [path]


def test_a_path_with_a_nul_is_no_file(plain: Path) -> None:
    assert obstacle(WorkTree(plain), "a\0b") is Obstacle.MISSING


def test_a_pointer_is_told(plain: Path) -> None:
    (plain / "data.sql").write_text(
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 12\n"
    )
    assert obstacle(WorkTree(plain), "data.sql") is Obstacle.LFS


def test_code_behind_the_first_line_of_a_pointer_is_code(plain: Path) -> None:
    text = "version https://git-lfs.github.com/spec/v1\n;DROP TABLE t;\n"
    (plain / "data.sql").write_text(text)
    assert WorkTree(plain).text("data.sql").text == text


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_a_folder_below_a_link_is_where_the_link_leads(tmp_path: Path) -> None:
    outside, root = tmp_path / "outside/deep", tmp_path / "root"
    (root / "own/deep").mkdir(parents=True)
    outside.mkdir(parents=True)
    for folder in (outside, root / "own/deep"):
        (folder / "a.sql").write_text("SELECT 1;\n")
    (root / "out").symlink_to(outside.parent)
    (root / "in").symlink_to(root / "own")
    tree = WorkTree(root, git=False)
    assert tree.text("in/deep/a.sql").text == "SELECT 1;\n"
    with pytest.raises(Unreadable) as problem:
        tree.text("out/deep/a.sql")
    assert problem.value.obstacle is Obstacle.LINK
