"""YAML is read as PyYAML reads it, and every scalar's text stands where its map says."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrail.frontends.yaml.nodes import Mapping, Node, Scalar, Sequence, resolved
from guardrail.frontends.yaml.read import read_yaml
from guardrail.spanmap import PieceKind

BOUND = 5.0


class Plain(yaml.SafeLoader):
    """PyYAML without types: every scalar is its text."""


Plain.yaml_implicit_resolvers = {}


def value(node: Node) -> object:
    """The node as PyYAML gives it."""
    node = resolved(node)
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        return [value(item) for item in node.items]
    assert isinstance(node, Mapping)
    return {str(value(key)): value(item) for key, item in node.pairs}


def scalars(node: Node) -> Iterator[Scalar]:
    """All scalars below a node."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from scalars(item)
    elif isinstance(node, Mapping):
        for key, item in node.pairs:
            yield from scalars(key)
            yield from scalars(item)


def agrees(text: str) -> None:
    """Both read the same, and no fault is seen in what PyYAML takes."""
    document = read_yaml(text)
    assert [value(root) for root in document.roots] == [
        each for each in yaml.load_all(text, Plain) if each is not None
    ]
    assert document.faults == []
    for root in document.roots:
        for scalar in scalars(root):
            for piece in scalar.built.map.pieces:
                inner = scalar.text[piece.start : piece.end]
                if piece.kind is PieceKind.VERBATIM:
                    assert text[piece.outer_start : piece.outer_end] == inner


DOCUMENTS = {
    "block": "a:\n  b: c\n  d:\n    - e\n    - f: g\n      h: i\n",
    "sequence at the key's column": "a:\n- b\n- c\nd: e\n",
    "nested sequences": "- - a\n  - b\n- - - c\n-\n  - d\n",
    "flow": "a: [b, 'c', {d: e, f: [g]}, h: i]\nj: {k, l: m}\n",
    "flow over lines": "a: [\n  b,\n  c\n]\nd: {e: f,\n  g: h}\n",
    "json": '{"a": "b", "c":["d",{"e":"f"}]}\n',
    "quoted keys": "\"a b\": c\n'd': e\n",
    "comments": "# top\na: b # c\n# between\nd: # after\n  e#f\n",
    "colons and hashes": "a: http://x/y#z:8\nb: c:d\n",
    "explicit keys": "? a\n: b\n? c\n",
    "anchors": "a: &x {b: c}\nd: *x\ne: &y\n  f: g\nh: *y\ni: &z j\nk: *z\n",
    "tags": "a: !!str 12\nb: !!map {c: d}\ne: !!seq\n- f\ng: &x\n- h\ni: *x\n",
    "empty values": "a:\nb: ''\nc:\n  d:\ne: \"\"\n",
    "documents": "--- a\n--- b\n...\n---\nc: d\n",
    "directives": "%YAML 1.1\n---\na: b\n",
    "plain over lines": "a: b\n  c\n\n  d\ne: f\n",
    "windows": "a: b\r\nc: |\r\n  d\r\n  e\r\nf: g\r\n",
    "escapes": 'a: "\\x41\\u00e9\\U0001F600\\n\\t\\"\\\\\\/ \\_\\e"\n',
    "joined line": 'a: "b\\\n  c"\n',
    "no newline at the end": "a: |\n  b",
    "step": (
        "- name: x\n  run: |\n    a\n     b\n\n    c\n\n\n"
        "- run: >-\n    d\n    e\n\n     f\n    g\n"
    ),
    "indicators": "a: |2\n   b\n  c\nd: >+\n  e\n\n\nf: |-\n  g\n\n",
    "folded with more indented lines": "a: >\n  b\n  c\n\n    d\n    e\n\n  f\n  g\n",
    "tabs inside": "a: |\n  b\tc\n  \td\n",
    "unicode": "é: 😀\n",
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document(name: str) -> None:
    agrees(DOCUMENTS[name])


LINE = st.text("ab :#'\"\\-é", max_size=6)
BLOCK_LINES = st.lists(
    st.one_of(
        st.just(""),
        st.builds(lambda lead, text: lead + text, st.sampled_from(["", " ", "  "]), LINE),
    ),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(["|", ">", "|-", ">-", "|+", ">+", "|2", ">2-"]), BLOCK_LINES, st.booleans())
def test_block_scalars(header: str, lines: list[str], closed: bool) -> None:
    body = "".join(f"  {line}\n" if line.strip() else "\n" for line in ["x", *lines])
    text = f"a: {header}\n{body}" + ("b: c\n" if closed else "")
    agrees(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text("ab 'é:#,", min_size=1, max_size=6), min_size=1, max_size=4))
def test_single_quoted_scalars(lines: list[str]) -> None:
    inner = "\n  ".join(line.replace("'", "''") for line in lines)
    agrees(f"a: '{inner}'\nb: c\n")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.lists(
            st.sampled_from(["a", " ", "\\n", "\\t", "\\x41", '\\"', "\\\\", "é", ":", "#"]),
            max_size=5,
        ),
        min_size=1,
        max_size=4,
    ),
    st.booleans(),
)
def test_double_quoted_scalars(lines: list[list[str]], joined: bool) -> None:
    between = "\\\n  " if joined else "\n  "
    inner = between.join("".join(parts) for parts in lines)
    agrees(f'a: "{inner}"\nb: c\n')


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.text("ab c", max_size=4),
        lambda below: st.one_of(
            st.lists(below, max_size=3),
            st.dictionaries(st.text("abc", min_size=1, max_size=3), below, max_size=3),
        ),
        max_leaves=8,
    ),
    st.sampled_from([None, True, False]),
    st.sampled_from([None, "'", '"', "|", ">"]),
)
def test_what_pyyaml_writes(tree: object, flow: bool | None, style: str | None) -> None:
    agrees(yaml.dump(tree, default_flow_style=flow, default_style=style, width=20))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a: 'open\nb: c", [{"a": "open b: c"}]),
        ("a: [b, c\nd: e", None),
        ("a: b\n   c: d\ne: f", None),
        ("\ta: b", None),
        ("a: *unknown", None),
        ("- a\nb: c", None),
        ("}", None),
    ],
)
def test_what_no_loader_takes_is_read_as_far_as_it_goes(text: str, values: object) -> None:
    document = read_yaml(text)
    if values is not None:
        assert [value(root) for root in document.roots] == values
    with pytest.raises(yaml.YAMLError):
        yaml.load(text, Plain)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 50_000,
        "{" * 50_000,
        "- " * 50_000,
        "? " * 50_000,
        "a: " * 50_000,
        "a:\n " * 20_000,
        "'" * 50_001,
        '"\\x41' * 20_000,
        "*a " * 20_000,
        "&a " * 20_000,
        "!a " * 20_000,
        "a: |\n" + "  b\n" * 30_000,
        "a: 'x\n" * 20_000,
        "- a\n" * 20_000,
        "[" + "a, " * 30_000,
        "a " * 50_000,
        " \n" * 50_000,
        "a\n" * 30_000,
        "a: &x [*x, *x]\n" * 5_000,
        "a: b\n   c: d\n" * 10_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_hostile_text_ends_in_time(text: str) -> None:
    began = time.process_time()
    read_yaml(text)
    assert time.process_time() - began < BOUND


@given(st.text(st.sampled_from("ab:-?[]{},&*!|>'\"%#\n \t\\é"), max_size=60))
def test_any_text_is_read(text: str) -> None:
    document = read_yaml(text)
    for start, end, _ in document.faults:
        assert 0 <= start <= end
