"""The practice cluster: made from its texts, fictional, and rich enough to show everything."""

import importlib.util
import zlib
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest

from excellence_app.domain.assessment import AnswerStatus
from excellence_app.domain.levels import RequirementKind, Verdict
from excellence_app.domain.results import IndicatorState
from excellence_app.session.session import AssessmentSession
from excellence_app.storage import assessment_file
from excellence_app.storage.log import first_break

FOLDER = Path(__file__).parents[2] / "resources" / "practice"
DOCUMENT = FOLDER / "adriatic-mechatronics.excellence"
REMAKE = "the texts have changed: run python resources/practice/make_practice.py"


def parts_of(path):
    with ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.fixture
def make():
    """Return the function of the script that makes the document."""
    about = importlib.util.spec_from_file_location("make_practice", FOLDER / "make_practice.py")
    script = importlib.util.module_from_spec(about)
    about.loader.exec_module(script)
    return script.make


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXCELLENCE_STATE", str(tmp_path_factory.mktemp("state")))
        return AssessmentSession.open(DOCUMENT)


@pytest.fixture(scope="module")
def card(session):
    return session.score()


def test_it_is_what_its_script_makes_of_the_texts(make, tmp_path):
    made = tmp_path / "made.excellence"
    make(made)
    found, wanted = parts_of(DOCUMENT), parts_of(made)
    assert list(found) == list(wanted)
    for name, part in found.items():
        assert part == wanted[name], f"{name}: {REMAKE}"
    if "ng" not in zlib.ZLIB_RUNTIME_VERSION:  # another way to pack the same parts
        assert made.read_bytes() == DOCUMENT.read_bytes(), REMAKE


def test_making_it_anew_gives_the_same_bytes(make, tmp_path):
    made = tmp_path / "made.excellence"
    make(made)
    first = made.read_bytes()
    make(made)
    assert made.read_bytes() == first


def test_it_holds_the_criteria_set_of_today():
    stored = assessment_file.read(DOCUMENT)
    shipped = FOLDER.parents[1] / "criteria" / "ecei-labels.yaml"
    assert stored.criteria == shipped.read_bytes(), REMAKE
    assert first_break(stored.log) is None


def test_it_is_marked_as_fictional(session):
    assessment = session.assessment
    assert assessment.practice is True
    assert "(fictional)" in assessment.profile.name
    assert "does not exist" in assessment.profile.facts["fictional"]
    assert all("(fictional)" in person.name for person in assessment.people)
    assert all(person.email.partition("@")[2].endswith(RESERVED) for person in assessment.people)
    assert all(copy.practice for copy in assessment.earlier)


RESERVED = (".example", "example.org")  # names that nobody can own (RFC 2606)


def test_it_has_an_earlier_copy_of_bronze(session):
    (earlier,) = session.assessment.earlier
    assert earlier.dated == date(2025, 1, 21)
    assert session.assessment.dated == date(2026, 11, 16)
    held = session.assessment.held("bronze")
    assert held is not None
    assert earlier.dated < held.since < session.assessment.dated
    then = session.compare().card_before
    assert not then.unanswered
    assert not then.unknown
    assert then.label("bronze").verdict is Verdict.MET


def test_it_has_a_few_gaps_to_gold_and_they_can_be_closed(session, card):
    gold = card.label("gold")
    certain = [gap for gap in gold.gaps if not gap.closed_only_by_answering]
    assert 5 <= len(certain) <= 9
    assert gold.verdict is Verdict.MISSED
    assert {gap.result.levels_short for gap in certain} >= {1, 2, 3}
    plan = session.plan("gold")
    assert plan.reached_after is not None
    assert plan.without_action == ()
    assert session.target == "gold"


def test_two_questions_are_open_and_one_of_them_is_unknown(session, card):
    assert (card.unanswered, card.unknown) == (("4.4",), ("2.7",))
    assert card.indicators["2.7"].state is IndicatorState.UNKNOWN
    assert session.assessment.answers["2.7"].note


def test_one_indicator_does_not_apply_and_says_why(session, card):
    assert card.not_applicable == ("1.2",)
    answer = session.assessment.answers["1.2"]
    assert answer.status is AnswerStatus.NOT_APPLICABLE
    assert answer.justification
    assert (card.asked, card.answered) == (30, 28)


def test_the_months_of_silver_and_its_improvements_are_met(card):
    rules = {rule.requirement.kind: rule for rule in card.label("silver").requirements}
    months = rules[RequirementKind.MONTHS_SINCE]
    assert (months.verdict, months.have) == (Verdict.MET, 21)
    assert (months.opens, months.closes) == (date(2026, 7, 31), date(2027, 1, 31))
    improved = rules[RequirementKind.IMPROVED]
    assert (improved.verdict, improved.have) == (Verdict.MET, 3)
    assert rules[RequirementKind.NO_KNOCK_OUT].verdict is Verdict.MET


def test_every_page_has_something_to_show(session):
    assessment = session.assessment
    answered = [a for a in assessment.answers.values() if a.status is AnswerStatus.ANSWERED]
    assert sum(bool(answer.note) for answer in answered) >= 20
    assert sum(bool(answer.evidence) for answer in answered) >= 20
    assert len(assessment.improvements) == 3
    assert {item.state.value for item in assessment.evidence.values()} == {"listed", "seen"}
    assert all(item.kind and item.dated for item in assessment.evidence.values())
    assert any("&" in answer.note for answer in answered)  # a character that some readers trip on
