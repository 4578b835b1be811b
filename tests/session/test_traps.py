"""Traps in which a result was once wrong, each on the smallest set that shows it."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from excellence_app.catalog import library
from excellence_app.domain.assessment import (
    Adjustment,
    Answer,
    Assessment,
    Improvement,
)
from excellence_app.domain.levels import Verdict
from excellence_app.engine.planning import plan
from excellence_app.engine.scoring import evaluate
from excellence_app.session import edits
from excellence_app.session.named import reference_to
from excellence_app.session.session import AssessmentSession
from excellence_app.storage.plain_json import Damage, parse_json
from excellence_app.storage.trouble import StorageTrouble

HEAD = """format: 1
set: {id: mine, edition: "1", language: en, title: Mine}
dimensions: [{id: "1", title: One}]
"""
BRANCH = f"""{HEAD}
indicators:
  - {{id: "1", dimension: "1", title: A, points: 1, question: {{type: yes_no, text: A?}}}}
  - id: "2"
    dimension: "1"
    title: B
    points: 1
    when: {{question: "1", is: true}}
    thresholds: {{gold: {{level: 1}}}}
    question: {{type: yes_no, text: B?}}
labels:
  - id: gold
    title: Gold
    requires: [{{kind: total, least: "80 %"}}, {{kind: every_threshold}}]
actions:
  - id: a
    title: Do A
    lifts: [{{indicator: "1", to: 1}}]
    effort: {{person_days: 1, weeks: WEEKS}}
"""
BASELINE = f"""{HEAD}
indicators:
  - {{id: "1", dimension: "1", title: A, points: 1, question: {{type: yes_no, text: A?}}}}
labels: [{{id: silver, title: Silver, requires: [{{kind: no_knock_out}}]}}]
"""


def made(text):
    loaded = library.load_bytes(text.encode(), "mine.yaml")
    assert loaded.criteria is not None, loaded.problems
    return loaded.criteria


def answered(criteria, **more):
    answers = {question.id: Answer(value=False) for question in criteria.questions}
    return Assessment(reference_to(criteria), dated=date(2026, 11, 20), answers=answers, **more)


def test_what_an_action_lifts_decides_what_is_asked_then():
    criteria = made(BRANCH.replace("WEEKS", "4"))
    assessment = answered(criteria)
    assert evaluate(criteria, assessment).indicators["2"].counts is False
    lifted = evaluate(criteria, assessment, lifted={"1": 1})
    assert lifted.indicators["2"].counts is True
    assert lifted.total.share_lowest == Fraction(1, 2)
    assert plan(criteria, assessment, "gold").reached_after is None


def test_a_plan_beyond_the_calendar_ends_on_its_last_day():
    criteria = made(BRANCH.replace("WEEKS", "100000"))
    assessment = replace(answered(criteria), dated=date(9000, 1, 1))
    assert plan(criteria, assessment, "gold").steps[0].ready == date.max


def test_an_entered_value_of_the_baseline_knocks_out():
    criteria = made(BASELINE)
    entered = Adjustment("1", "silver", 1, None, "Official text")
    card = evaluate(criteria, answered(criteria, adjustments=(entered,)))
    assert card.label("silver").verdict is Verdict.MISSED
    assert card.label("silver").thresholds[0].threshold.knock_out


def test_improvements_are_described_anew_for_the_next_assessment():
    criteria = made(BASELINE)
    old = answered(criteria, improvements=(Improvement("1", "Done", "Better"),))
    following = edits.next_assessment(criteria, old, date(2028, 11, 20))
    assert following.improvements == ()
    assert following.earlier[0].improvements == old.improvements


def test_a_report_replaces_reports_only(tmp_path):
    (tmp_path / "mine.yaml").write_text(BASELINE, encoding="utf-8")
    file = tmp_path / "one.excellence"
    session = AssessmentSession.create(file, str(tmp_path / "mine.yaml"))
    with pytest.raises(StorageTrouble) as trouble:
        session.write_file(tmp_path / "mine.yaml", b"%PDF-1.4")
    assert "no PDF" in trouble.value.message.text
    assert (tmp_path / "mine.yaml").read_text(encoding="utf-8") == BASELINE
    session.write_file(tmp_path / "out.pdf", b"%PDF-1.4 first")
    session.write_file(tmp_path / "out.pdf", b"%PDF-1.4 second")
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF-1.4 second"


def test_a_name_that_comes_twice_is_found_among_many():
    names = [f'"k{number}": 1' for number in range(60_000)]
    with pytest.raises(Damage) as damage:
        parse_json(("{" + ",".join([*names, '"k59999": 2']) + "}").encode())
    assert damage.value.place == "k59999"
