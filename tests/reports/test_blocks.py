"""What a report says, compared as text with files that a person has read."""

from dataclasses import replace

import pytest

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType, Section, SetStatus
from excellence_app.domain.results import ScoreCard
from excellence_app.reports import blocks
from excellence_app.reports.assembly import ReportContext, ReportKind, assemble
from excellence_app.reports.blocks import paragraphs
from tests.reports import example
from tests.reports.block_text import GOLDEN, lines_of, report_text


@pytest.mark.parametrize("kind", ReportKind, ids=lambda kind: kind.value)
def test_the_example_reads_as_in_its_golden_file(kind):
    written = report_text(assemble(example.context(kind)))
    golden = GOLDEN / f"{kind.value}.txt"
    # After a wanted change: python -m tests.reports.block_text, then read the difference.
    assert written == golden.read_text(encoding="utf-8")


def whole_text(report):
    return "\n".join(lines_of(report.blocks))


@pytest.mark.parametrize("kind", ReportKind, ids=lambda kind: kind.value)
def test_every_kind_says_that_it_is_preparatory_and_its_values_illustrative(kind):
    report = assemble(example.context(kind))
    assert "preparatory" in report.footer
    assert "illustrative" in whole_text(report)
    assert "Only the secretariat of the label" in whole_text(report)


def test_page_1_stands_alone():
    page, after, *_ = assemble(example.context()).blocks
    assert isinstance(page, blocks.OnePage)
    assert isinstance(after, blocks.PageBreak)
    text = "\n".join(lines_of(page.content))
    assert "Preparatory" in text
    assert "illustrative" in text
    assert "3 of 5 Gold thresholds met, 1 gap, 1 question open" in text


def test_an_official_set_is_not_called_illustrative():
    official = replace(example.CRITERIA, status=SetStatus.OFFICIAL)
    assert "illustrative" not in whole_text(assemble(example.context(criteria=official)))


def test_only_a_practice_cluster_is_called_fictional():
    real = replace(example.ASSESSMENT, practice=False)
    report = assemble(example.context(assessment=real))
    assert "ictional" not in whole_text(report) + report.footer
    assert "ictional" in whole_text(assemble(example.context()))
    assert "fictional" in assemble(example.context()).footer


def test_no_label_is_said_to_be_awarded_or_reached():
    text = whole_text(assemble(example.context())).lower()
    for word in ("gold reached", "congratulations", "achieved", "you have been awarded", "!"):
        assert word not in text


def test_entered_thresholds_are_named_on_page_1_and_in_the_method():
    page, *rest = assemble(example.context()).blocks
    assert "1 threshold is not that of the set" in "\n".join(lines_of([page]))
    assert "Letter of 2 April" in "\n".join(lines_of(rest))


def test_what_does_not_apply_is_named_on_page_1_with_its_consequence():
    page, *_ = assemble(example.context()).blocks
    assert "1.3\u00a0Share within 150 km does not apply" in "\n".join(lines_of([page]))


def test_the_questionnaire_shows_no_answers_scores_or_thresholds():
    text = whole_text(assemble(example.context(ReportKind.QUESTIONNAIRE)))
    for hidden in ("More exports", "50%", "Cross-border", "levels short", "Gold"):
        assert hidden not in text
    for question in example.CRITERIA.questions:
        assert question.text in text


def test_without_roadmap_earlier_result_and_evidence_their_chapters_are_missing():
    bare = replace(example.ASSESSMENT, evidence={}, improvements=(), adjustments=(), people=())
    report = assemble(example.context(assessment=bare, roadmap=None, earlier=None))
    titles = [b.text for b in report.blocks if isinstance(b, blocks.Heading) and b.level == 1]
    assert titles == [
        "Gaps and recommendations",
        "Answers",
        "What each label asks for",
        "Method and standing",
    ]


def test_a_survey_without_labels_and_points_has_its_answers_and_method():
    survey = CriteriaSet(
        "survey",
        "1",
        "en",
        "A survey",
        SetStatus.OWN,
        "00" * 32,
        sections=(
            Section("C", "Barriers", (Question("C.1", QuestionType.TEXT, "Which barriers?"),)),
        ),
    )
    nothing = example.share_score(0, 0, 1)
    nothing = replace(nothing, share_lowest=None, share_highest=None)
    card = ScoreCard("survey", "1", None, nothing, {}, {}, (), 1, 0, unanswered=("C.1",))
    assessment = Assessment(example.ASSESSMENT.criteria)
    context = ReportContext(survey, assessment, card, example.ENGLISH)
    report = assemble(context)
    text = whole_text(report)
    assert "Which barriers?" in text
    assert "Cluster without a name" in text
    assert "no date yet" in report.footer
    titles = [b.text for b in report.blocks if isinstance(b, blocks.Heading) and b.level == 1]
    assert titles == ["Answers", "Method and standing"]


def test_a_very_long_name_leaves_room_for_the_rest_of_the_footer():
    named = replace(
        example.ASSESSMENT, profile=replace(example.ASSESSMENT.profile, name="Long " * 400)
    )
    footer = assemble(example.context(assessment=named)).footer
    assert len(footer) < 220
    assert footer.endswith("preparatory, 12 March 2026")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("one", [("", "one")]),
        ("one\ntwo", [("", "one two")]),
        ("one\n\ntwo", [("", "one"), ("", "two")]),
        ("list:\n- a\n- b\n  goes on", [("", "list:"), ("•", "a"), ("•", "b goes on")]),
        ("a - b\n-c", [("", "a - b -c")]),
    ],
)
def test_texts_of_a_set_are_parted_at_blank_lines_and_list_items(text, expected):
    assert [(p.lead, p.text) for p in paragraphs(text)] == expected
