"""The plot of growth: what is measured is what is drawn, for light pages and dark ones."""

from __future__ import annotations

from xml.etree import ElementTree

from bench.hostile import SHAPES
from bench.plot import COLUMNS, Curve, draw

SVG = "{http://www.w3.org/2000/svg}"
CURVES = [Curve(f"shape <{n}>", ((500, 1.0), (1_000, 2.0 + n))) for n in range(COLUMNS + 1)]


def test_every_point_stands_in_the_plot() -> None:
    root = ElementTree.fromstring(draw(CURVES, 5.0))
    assert len(root.findall(f"{SVG}g")) == len(CURVES)
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert titles[:2] == ["500 bytes: 1.00 s", "1,000 bytes: 2.00 s"]
    assert len(titles) == 2 * len(CURVES)
    names = [text.text for text in root.iter(f"{SVG}text")]
    assert "shape <0>" in names


def test_what_takes_longer_stands_higher_and_all_of_it_inside() -> None:
    root = ElementTree.fromstring(draw(CURVES, 5.0))
    height = float(root.attrib["height"])
    highest = [
        min(float(circle.attrib["cy"]) for circle in group.iter(f"{SVG}circle"))
        for group in root.findall(f"{SVG}g")
    ]
    assert highest == sorted(highest, reverse=True)
    assert all(0 < each < height for each in highest)


def test_it_is_drawn_for_dark_pages_too() -> None:
    assert "@media (prefers-color-scheme: dark)" in draw(CURVES, 5.0)


def test_names_of_shapes_have_room_above_their_charts() -> None:
    assert all(len(name) <= 30 for name in SHAPES)
