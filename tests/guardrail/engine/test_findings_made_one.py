"""One finding where the same effect is reached on several ways, whatever else stands there."""

from msgspec.structs import replace

from guardrail.effects import DataChange, Verb
from guardrail.engine.judge import merge
from guardrail.model import Category, Confidence, Finding, Level, Span, Step

HERE, THERE = Span("a.sql", 0, 9), Span("b.sh", 3, 7)


def found(target: str, *ways: str, level: Level = Level.WARNING) -> Finding:
    via = tuple(Step(way, THERE) for way in ways)
    effect = DataChange(span=HERE, verb=Verb.DELETE, target=target, via=via)
    return Finding(
        "unscoped-delete",
        Category.UNSCOPED_WRITE,
        level,
        Confidence.HIGH,
        f"{target} is emptied",
        HERE,
        effect=effect,
        via=via,
    )


def test_several_effects_of_one_place_stay_apart_in_order() -> None:
    findings = [found("a"), found("b"), found("c")]
    assert merge(findings) == findings


def test_other_ways_to_the_same_effect_are_places_beside_the_first() -> None:
    one = merge(
        [found("b"), found("a"), found("a", "psql"), found("a", "make"), found("a", "psql")]
    )
    assert [finding.message for finding in one] == ["b is emptied", "a is emptied"]
    assert [other.message for other in one[1].related] == [
        "also reached by psql",
        "also reached by make",
    ]


def test_the_loudest_of_them_is_told() -> None:
    one = merge([found("a"), found("a", "psql", level=Level.ERROR)])
    assert [finding.level for finding in one] == [Level.ERROR]


def test_rules_and_places_are_told_apart() -> None:
    other_rule = replace(found("a"), rule="truncated-table")
    other_place = replace(found("a"), span=THERE)
    assert len(merge([found("a"), other_rule, other_place])) == 3


def test_what_a_person_can_not_tell_apart_is_one_finding() -> None:
    """Two texts that may be run there differ in what is only known at run time."""
    one, other = found("a", "execute"), found("b", "execute")
    other = replace(other, message=one.message, fingerprint="other")
    assert merge([one, other, found("c")]) == [one, found("c")]


def test_nor_a_name_that_is_put_together_in_several_ways() -> None:
    one, other = found("a", "execute"), found("b", "execute")
    one = replace(one, message="{table} is emptied", fingerprint="one")
    other = replace(other, message="{table.name} is emptied", fingerprint="other")
    assert merge([one, other]) == [one]


def test_texts_put_together_in_several_ways_at_one_place_are_one_finding() -> None:
    """`f"UPDATE t SET {', '.join(parts)}"`: each way has other pieces, and says the same."""
    ways = [
        replace(
            found("a"), span=Span("a.sql", 0, 9, parts=((0, 4), (7, end))), fingerprint=str(end)
        )
        for end in (9, 12, 15)
    ]
    assert merge(ways) == ways[:1]
