"""Every value of a set has one origin."""

from dataclasses import replace

import pytest

from excellence_app.domain.criteria import EvidenceKind, Source, SourceKind, Term
from excellence_app.domain.levels import LabelStep, Price
from excellence_app.domain.provenance import Origin, origins
from tests.engine.sets import action, criteria, label, ladder, level_question, rule, section

SOURCES = (
    Source("LAW", "A law", kind=SourceKind.OFFICIAL),
    Source("NEWS", "A paper"),
    Source("GUESS", "Our estimate", kind=SourceKind.OWN),
)


@pytest.fixture
def found():
    asked = ladder("a", asks={"gold": 3})
    gold = label("gold", replace(rule("complete"), source="LAW"), rule("every_threshold"))
    made = criteria(
        replace(asked, provenance=(("title", "NEWS"), ("points", "GUESS"))),
        labels=(
            replace(
                gold,
                steps=(LabelStep("Apply", source="LAW"), LabelStep("Wait")),
                prices=(Price("Fee", asked.points, "EUR", "2026-11", "LAW"),),
                provenance=(("title", "LAW"),),
            ),
        ),
        sections=(section("S", level_question("q")),),
        actions=(replace(action("do", {"a": 4}), provenance=(("effort", "GUESS"),)),),
        evidence=(EvidenceKind("sheet", "A sheet", counts_for_months=12),),
        sources=SOURCES,
    )
    made = replace(made, glossary=(Term("t", "Term", "What it is", "NEWS"),))
    return origins(made)


def of(found, part, name):
    return [
        (one.holder, one.source, one.kind) for one in found if (one.part, one.name) == (part, name)
    ]


def test_named_values_come_from_their_source(found):
    assert of(found, "indicators", "title") == [("a", "NEWS", SourceKind.THIRD_PARTY)]
    assert of(found, "indicators", "points") == [("a", "GUESS", SourceKind.OWN)]
    assert of(found, "labels", "title") == [("gold", "LAW", SourceKind.OFFICIAL)]
    assert of(found, "labels", "requires/complete") == [("gold", "LAW", SourceKind.OFFICIAL)]
    assert of(found, "labels", "steps/0") == [("gold", "LAW", SourceKind.OFFICIAL)]
    assert of(found, "labels", "prices/0") == [("gold", "LAW", SourceKind.OFFICIAL)]
    assert of(found, "glossary", "text") == [("t", "NEWS", SourceKind.THIRD_PARTY)]
    assert of(found, "actions", "effort") == [("do", "GUESS", SourceKind.OWN)]


def test_all_others_are_ours(found):
    ours = ("illustrative", SourceKind.OWN)
    assert of(found, "indicators", "thresholds/gold") == [("a", *ours)]
    assert of(found, "labels", "requires/every_threshold") == [("gold", *ours)]
    assert of(found, "labels", "steps/1") == [("gold", *ours)]
    assert of(found, "evidence", "counts_for_months") == [("sheet", *ours)]
    assert of(found, "actions", "lifts") == [("do", *ours)]
    assert of(found, "sections", "questions/q") == [("S", *ours)]
    assert len([one for one in found if one.name.startswith("levels/")]) == 5


def test_no_value_is_counted_twice(found):
    places = [(one.part, one.holder, one.name) for one in found]
    assert len(set(places)) == len(places)


def test_an_empty_value_has_no_origin(found):
    assert of(found, "indicators", "look_at") == []
    assert of(found, "set", "opening") == []


def test_the_default_may_be_a_source():
    made = replace(criteria(ladder("a"), sources=SOURCES), default_provenance="LAW")
    assert {one.kind for one in origins(made)} == {SourceKind.OFFICIAL}
    assert Origin("indicators", "a", "id", "LAW", SourceKind.OFFICIAL) in origins(made)
