"""What a report says, compared as text with files that a person has read."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from excellence_app.domain.assessment import (
    ActionState,
    Assessment,
    PlannedAction,
    Respondent,
)
from excellence_app.domain.criteria import (
    Choice,
    CriteriaSet,
    Question,
    QuestionType,
    Section,
    SetStatus,
)
from excellence_app.domain.messages import Message
from excellence_app.domain.results import RoadmapWarning, ScoreCard, WarningKind
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
    assert "Without a name" in text
    assert "no date yet" in report.footer
    titles = [b.text for b in report.blocks if isinstance(b, blocks.Heading) and b.level == 1]
    assert titles == ["Answers", "Method and standing"]


def test_a_very_long_name_leaves_room_for_the_rest_of_the_footer():
    named = replace(
        example.ASSESSMENT, profile=replace(example.ASSESSMENT.profile, name="Long " * 400)
    )
    footer = assemble(example.context(assessment=named)).footer
    assert len(footer) < 220
    assert footer.endswith("preparatory, fictional cluster, 12 March 2026")


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


def page_1(**changes):
    page, *_ = assemble(example.context(**changes)).blocks
    return "\n".join(lines_of([page]))


def chapter(title, **changes):
    """Return one chapter of the full report as text."""
    content = assemble(example.context(**changes)).blocks
    places = [n for n, b in enumerate(content) if isinstance(b, blocks.Heading) and b.level == 1]
    start = next(n for n in places if content[n].text.startswith(title))
    end = min((n for n in places if n > start), default=len(content))
    return "\n".join(lines_of(content[start:end]))


def card_with(**changes):
    return replace(example.CARD, **changes)


def gold_with(card=example.CARD, **changes):
    """Return a score card with another result for Gold."""
    bronze, gold = card.labels
    return replace(card, labels=(bronze, replace(gold, **changes)))


def test_without_any_answer_nothing_is_said_about_the_score():
    nothing = example.share_score(0, 20, 20)
    card = card_with(answered=0, total=nothing, unanswered=("2.1",))
    text = page_1(scorecard=card, earlier=None, roadmap=None)
    assert "No question is answered yet" in text
    assert "nothing can be said about the score" in text


def test_a_final_score_is_one_number():
    card = card_with(total=example.share_score(15, 15, 20), unknown=())
    text = page_1(scorecard=card)
    assert "The total score is 75%." in text
    assert "so far" not in text
    assert "Dashed" not in text


def test_when_all_thresholds_are_met_there_is_no_gap():
    met = tuple(
        replace(t, verdict=example.Verdict.MET, levels_short=0) for t in example.THRESHOLDS
    )
    card = gold_with(card_with(unknown=()), thresholds=met, gaps=())
    assert "All Gold thresholds met" in page_1(scorecard=card)
    assert "Every Gold threshold is met." in page_1(scorecard=card)
    gaps = chapter("Gaps", scorecard=card)
    assert "There is no gap." in gaps
    assert "Total score of at least 80%: 50 to 75%" in gaps  # what else is missing stays named


def test_gaps_that_only_answers_can_settle_are_not_called_missed():
    open_only = gold_with(gaps=(example.CARD.labels[1].gaps[1],))
    gaps = chapter("Gaps", scorecard=open_only)
    assert "No threshold is known to be missed." in gaps
    assert "Unknown: 2.2" in gaps
    assert "[table]" not in gaps


def test_a_partly_answered_gap_keeps_its_row_and_says_why():
    partly = replace(
        example.SCORES["2.2"],
        state=example.IndicatorState.UNSOUND,
        reason=Message("The whole of {question} is zero.", {"question": "2.2"}),
    )
    gaps = list(example.CARD.labels[1].gaps)
    gaps[1] = replace(gaps[1], score=partly)
    card = gold_with(gaps=tuple(gaps))
    text = chapter("Gaps", scorecard=card)
    assert "== (open) Open 1" in text
    assert "Cannot be worked out" in text
    assert "The whole of 2.2 is zero." in text


def test_a_knock_out_of_another_label_is_named_beside_the_gap():
    knock_out = replace(
        example.THRESHOLDS[2],
        threshold=replace(example.THRESHOLDS[2].threshold, label="bronze", knock_out=True),
    )
    bronze, gold = example.CARD.labels
    bronze = replace(bronze, gaps=(replace(gold.gaps[0], result=knock_out),))
    text = chapter("Gaps", scorecard=card_with(labels=(bronze, gold)))
    assert "Knock-out for Bronze" in text


def test_a_plan_without_steps_says_whether_that_is_good_news():
    done = replace(example.ROADMAP, steps=(), reached_after=0, remaining=(), assumed={})
    assert "No action is needed" in chapter("Roadmap", roadmap=done)
    lost = replace(done, reached_after=None, without_action=("2.1",))
    text = chapter("Roadmap", roadmap=lost)
    assert "No action of the set closes the gaps" in text
    assert "No known action closes these gaps: 2.1" in text


def test_a_roadmap_of_one_s_own_says_who_until_when_and_how_far():
    own = PlannedAction("o1", title="Meet more", owner="p1", due=date(2026, 5, 1))
    monitor = PlannedAction("a1", Fraction(1), "monitor-2", state=ActionState.STARTED)
    first, second = example.ROADMAP.steps
    first = replace(first, action="", planned="o1", due=own.due, ready=None, late=True)
    warnings = tuple(
        RoadmapWarning(kind, Message(text))
        for kind, text in (
            (WarningKind.NOT_ENOUGH, "It takes level 3."),
            (WarningKind.NO_OWNER, "Nobody is named."),
        )
    )
    roadmap = replace(
        example.ROADMAP,
        steps=(first, replace(second, planned="a1", due=None)),
        own=True,
        without_action=("2.2",),
        warnings=warnings,
    )
    chosen = replace(example.ASSESSMENT, roadmap=(own, monitor))
    text = chapter("Roadmap", roadmap=roadmap, assessment=chosen)
    assert "short: Owner | short: Due | short: State | figure: Score after" in text
    assert "Effort, days" not in text
    rows = " ".join(text.split())
    assert "- 1 | Meet more | 2.1 | Ana | 1 May 2026 (missed) too late | open | 75%" in rows
    assert "| 2.1 | (missed) too late | started | 81.2%" in rows.replace("| |", "|")
    assert "No action is planned for these gaps: 2.2" in text
    assert "It takes level 3." in text
    assert "Nobody is named." not in text
    details = text.partition("The actions in detail")[2]
    assert "Meet more" not in details
    assert example.CRITERIA.action_by_id["monitor-2"].title in details
    needless = replace(roadmap, reached_after=1)
    assert "1 action leads to 75%" in page_1(roadmap=needless, assessment=chosen)
    empty = replace(roadmap, steps=(), reached_after=None, effort=Fraction(0))
    text = chapter("Roadmap", roadmap=empty, assessment=chosen)
    assert "No planned action is still to be done." in text


def test_a_plan_in_time_says_so():
    late = replace(example.ROADMAP, by=date(2027, 1, 1))
    assert "All actions can be ready by 1 January 2027." in chapter("Roadmap", roadmap=late)


def test_without_a_date_the_plan_has_no_days():
    steps = tuple(replace(step, ready=None, late=False) for step in example.ROADMAP.steps)
    timeless = replace(example.ROADMAP, steps=steps, ready=None, by=None)
    assert "2 actions lead to 81.2%." in page_1(roadmap=timeless)
    assert "ready by" not in chapter("Roadmap", roadmap=timeless)


def test_only_a_few_of_many_names_stand_on_page_1():
    many = tuple(Respondent(f"p{n}", f"Person {n}") for n in range(12))
    people = replace(example.ASSESSMENT, people=many)
    text = page_1(assessment=people)
    assert "Person 0, Person 1, 10 others" in text
    assert "Person 11" in chapter("Method", assessment=people)


def test_e_mail_addresses_stay_out_of_the_report():
    assert "ana@example.org" not in whole_text(assemble(example.context()))


def test_every_type_of_question_has_room_for_its_answer():
    choices = (Choice("a", "First"), Choice("b", "Second", comment="required"))
    inner = (Question("inner", QuestionType.TEXT, "Ask inside"),)
    section = Section(
        "Q",
        "Questions",
        tuple(
            Question(
                f"Q.{kind.value}",
                kind,
                f"Ask {kind.value}",
                choices=choices,
                unit="EUR",
                columns=inner if kind is QuestionType.TABLE else (),
                questions=inner if kind is QuestionType.CASES else (),
            )
            for kind in QuestionType
        ),
    )
    criteria = replace(example.CRITERIA, sections=(section,))
    report = assemble(example.context(ReportKind.QUESTIONNAIRE, criteria=criteria))
    rooms = [lines_of(b.content) for b in report.blocks if isinstance(b, blocks.Together)]
    for kind in QuestionType:
        text = next("\n".join(room) for room in rooms if f"Ask {kind.value}" in "\n".join(room))
        if kind is QuestionType.CASES:
            text = "\n".join(rooms[-1])  # the last of the empty cases
        assert kind is QuestionType.LEVELS or re.search(r"____|\(box\)|\[lines\]|Ask inside", text)


def test_conditions_are_printed_as_sentences():
    text = whole_text(assemble(example.context(ReportKind.QUESTIONNAIRE)))
    assert "Only if you answered Yes to 1.1." in text


def test_a_set_without_kinds_of_evidence_says_so():
    bare = replace(example.CRITERIA, evidence=())
    text = whole_text(assemble(example.context(ReportKind.DOCUMENTS, criteria=bare)))
    assert "names no documents" in text


def test_more_than_45_indicators_get_a_page_of_their_own_for_the_skyline():
    many = tuple(replace(example.CRITERIA.indicators[3], id=f"2.{n}") for n in range(46))
    criteria = replace(example.CRITERIA, indicators=many)
    scores = {i.id: replace(example.SCORES["2.1"], indicator=i.id) for i in many}
    card = gold_with(card_with(indicators=scores, not_applicable=(), unknown=()), gaps=())
    page, _, heading, *_ = assemble(
        example.context(criteria=criteria, scorecard=card, roadmap=None, earlier=None)
    ).blocks
    assert heading.text == "All indicators"
    assert not any("[skyline]" in line for line in lines_of([page]))


def test_a_label_rule_names_its_window_its_options_its_reason_and_its_source():
    stated = replace(
        example.CRITERIA.labels[1].requires[1], reason="It is the public rule.", source="S1"
    )
    option = example.CARD.labels[0].requirements[0]
    rule = replace(
        example.CARD.labels[1].requirements[1],
        requirement=stated,
        opens=date(2026, 1, 2),
        closes=date(2026, 7, 2),
        reason=Message("Possible from {day}.", {"day": date(2026, 1, 2)}),
        items=tuple(f"x{number}" for number in range(10)),
        options=(option,),
    )
    text = chapter("What each label", scorecard=gold_with(requirements=(rule,)))
    assert "From 2 January 2026 to 2 July 2026." in text
    assert "Possible from 2 January 2026." in text
    assert "(open) Every question answered: 5 of 6" in text
    assert "It is the public rule." in text
    assert "Source: A public article" in text
    assert "x7; and 2 others." in text


def test_strengths_are_above_the_threshold_or_at_the_top():
    top = {**example.SCORES, "2.1": example.at_level("2.1", 4)}
    text = page_1(scorecard=card_with(indicators=top))
    assert "highest level: 2.1\u00a0Performance monitoring and 2.3\u00a0Management papers." in text
    assert "1.1\u00a0Commitment" not in text.split("[Strengths]")[1].split("[box]")[0]
