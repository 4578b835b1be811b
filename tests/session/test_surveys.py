"""A survey in the session: how far it is, what is missing, what its next round begins with."""

from datetime import date

import pytest

from excellence_app.domain.messages import Refused
from excellence_app.engine.scoring import evaluate
from excellence_app.language.catalogues import Words
from excellence_app.session import checking, edits, entry_edits, next_steps, survey_headlines
from excellence_app.session.question_places import case_lines
from excellence_app.session.searching import Index, entries_of
from excellence_app.session.section_progress import line_of, sections
from excellence_app.session.session import AssessmentSession
from excellence_app.session.showing import shown
from excellence_app.session.starting import criteria_sets

SET = "escp-4i-progress"


@pytest.fixture
def session(tmp_path):
    path = tmp_path / "survey.excellence"
    with AssessmentSession.create(path, SET, name="Marine Link", dated=date(2026, 5, 1)) as made:
        yield made


@pytest.fixture
def with_cases(session):
    session.change(edits.answer, "D.2", "yes")
    session.change(edits.answer, "D.3", "2")
    return session


def now(session):
    return shown(session, Words("en"))


def part(session, key):
    return next(one for one in sections(now(session)) if one.key == key)


def test_sections_count_what_the_whole_counts(with_cases):
    with_cases.change(edits.answer, "D.4[1]/name", "Polymer institute")
    with_cases.change(edits.answer, "A.3", "Office")
    card = evaluate(with_cases.criteria, with_cases.assessment)
    found = sections(now(with_cases))
    assert sum(one.done for one in found) == card.answered
    assert sum(one.whole for one in found) == card.asked
    assert [one.key for one in found] == list("ABCDEFGH")


def test_cases_have_a_line_of_their_own(with_cases):
    with_cases.change(edits.answer, "D.4[1]/name", "Polymer institute")
    (cases,) = part(with_cases, "D").cases
    assert [one.title for one in cases.cases] == [
        "Cooperation case 1: Polymer institute",
        "Cooperation case 2",
    ]
    assert [(one.done, one.whole) for one in cases.cases] == [(1, 5), (0, 5)]
    assert [one.first for one in cases.cases] == ["D.4[1]/kind", "D.4[2]/kind"]
    assert cases.name == "Cooperation case"
    assert cases.may_add


def test_a_case_can_be_added_only_where_it_is_asked_for_and_has_room(session):
    assert not any(one.may_add for one in part(session, "D").cases)
    session.change(edits.answer, "D.2", "no")
    assert part(session, "D").cases == ()
    for _ in range(20):
        assert part(session, "F").cases[0].may_add
        session.change(entry_edits.add_entry, "F.1")
    assert not part(session, "F").cases[0].may_add
    with pytest.raises(Refused):
        session.change(entry_edits.add_entry, "F.1")


def test_what_is_asked_in_a_case_stands_in_the_line_of_the_case(session):
    names = ("D.4[2]/name", "D.4[2]/kind/other", "D.4[2]", "D.4", "A.1")
    assert [line_of(session.criteria, one) for one in names] == ["D.4[2]", "D.4[2]", "D", "D", "A"]
    assert line_of(session.criteria, "nonsense") == ""


def test_what_lacks_a_part_comes_before_what_is_open(with_cases):
    with_cases.change(entry_edits.tick, "C.1", "smes", on=True)
    found = checking.unfinished(now(with_cases))
    assert (found[0].kind, found[0].item) == (checking.Lacking.PART, "C.1")
    assert "Getting SMEs to take part" in found[0].detail
    assert [one.item for one in found].count("C.1") == 1


def test_a_case_of_which_nothing_is_told_is_one_line(with_cases):
    with_cases.change(edits.answer, "D.4[1]/name", "Polymer institute")
    found = [one for one in checking.unfinished(now(with_cases)) if "[" in one.item]
    cases = [one for one in found if one.kind is checking.Lacking.CASE]
    assert [(one.title, one.item) for one in cases] == [("Cooperation case 2", "D.4[2]/kind")]
    assert cases[0].detail == "Not described yet, 5 questions"
    others = [one for one in found if one.kind is checking.Lacking.ANSWER]
    assert len(others) == 4
    assert all(one.title.startswith("Cooperation case 1: Polymer institute: ") for one in others)


def test_no_key_of_a_case_is_ever_shown(with_cases):
    with_cases.change(edits.mark_later, "D.4[2]/name", later=True)
    view = now(with_cases)
    said = [f"{one.number} {one.title} {one.detail}" for one in checking.unfinished(view)]
    for group in checking.answer_groups(view):
        said.append(group.title)
        for name in group.questions:
            row = checking.answer_row(view, name)
            said += [row.number, row.title, row.answer, row.note]
    for steps in next_steps.next_steps(view, date(2026, 5, 1)):
        said += [f"{one.indicator} {one.title} {one.detail}" for one in steps.steps]
    said += [
        f"{one.number} {one.title}"
        for one in entries_of(with_cases.criteria, with_cases.assessment, Words("en"))
    ]
    assert [one for one in said if "[" in one or "{" in one] == []


def test_answers_stand_by_sections_and_cases(with_cases):
    groups = checking.answer_groups(now(with_cases))
    titles = [one.title for one in groups]
    place = titles.index("D Results of the partnership")
    assert titles[place + 1 : place + 3] == ["Cooperation case 1", "Cooperation case 2"]
    assert groups[place].questions == ("D.1", "D.2", "D.3", "D.4")
    assert len(groups[place + 1].questions) == 5


def test_search_finds_a_question_in_a_case_by_its_title_and_its_answer(with_cases):
    with_cases.change(edits.answer, "D.4[2]/name", "Polymer institute")
    index = Index(entries_of(with_cases.criteria, with_cases.assessment, Words("en")))
    found = index.find("cooperation case 2 called")
    assert found[0].entry.key == "D.4[2]/name"
    assert found[0].entry.title == "Cooperation case 2: Polymer institute: What is it called?"
    assert "D.4[2]/name" in {one.entry.key for one in index.find("polymer")}


def test_headlines_and_the_way_on(with_cases):
    headline = survey_headlines.overview(now(with_cases))
    assert headline.title.endswith("questions answered")
    assert "not answered" in headline.lead
    way = survey_headlines.way_on(now(with_cases), "D.4[1]/purpose")
    assert way == ("D.4[2]/kind", "Continue with Cooperation case 2")


def test_nothing_answered_begins_with_the_first_question(session):
    view = now(session)
    assert survey_headlines.overview(view).title == "No question is answered yet"
    assert survey_headlines.way_on(view, "") == ("A.1", "Begin with A.1")


def test_the_questions_are_counted_on_the_overview_as_on_the_start_page(session):
    view = now(session)
    count, asked = len(view.criteria.questions), view.scorecard.asked
    lead = survey_headlines.overview(view).lead
    assert lead.startswith(f"The questionnaire has {count} questions and more for each case. ")
    assert f"So far {asked} of them need an answer;" in lead
    (offer,) = (one for one in criteria_sets(Words("en")) if one.id == "escp-4i-progress")
    assert f"{count} questions and more for each case" in offer.facts


def test_the_list_of_cases_counts_as_the_sections_do(with_cases):
    with_cases.change(entry_edits.add_entry, "F.1", key="1")
    with_cases.change(edits.answer, "D.4[1]/name", "Polymer institute")
    view = now(with_cases)
    for cases in (one for section in sections(view) for one in section.cases):
        lines = case_lines(view, view.criteria.question_of(cases.question))
        assert [(one.key, one.answered, one.asked) for one in lines] == [
            (one.key, one.done, one.whole) for one in cases.cases
        ]
    (example,) = case_lines(view, view.criteria.question_of("F.1"))
    parts = view.criteria.question_of("F.1").questions
    assert example.asked == sum(one.required for one in parts) < len(parts)


def test_the_next_round_begins_with_who_answers(with_cases, tmp_path):
    with_cases.change(edits.answer, "A.3", "Office")
    with_cases.change(edits.answer, "D.4[1]/name", "Polymer institute")
    with_cases.save()
    path = tmp_path / "second.excellence"
    with AssessmentSession.create(
        path, SET, name="Marine Link", dated=date(2026, 11, 1), earlier=with_cases.path
    ) as second:
        assert set(second.assessment.answers) == {"A.3"}
        (earlier,) = second.assessment.earlier
        assert "D.4[1]/name" in earlier.answers


# what is called answered


def test_an_empty_example_is_not_answered(session):
    answered = now(session).scorecard.answered
    session.change(entry_edits.add_entry, "F.1", key="1")
    shown_now = now(session)
    assert shown_now.scorecard.answered == answered
    assert "F.1" in shown_now.scorecard.unanswered
    waiting = {one.item: one.detail for one in checking.unfinished(shown_now)}
    assert waiting["F.1"] == "Nothing is told of Example 1 yet."
    session.change(edits.answer, "F.1[1]/story", "It sold more nets.")
    assert "F.1" not in now(session).scorecard.unanswered
    session.change(entry_edits.add_entry, "F.1", key="2")
    waiting = {one.item: one.detail for one in checking.unfinished(now(session))}
    assert waiting["F.1"] == "Nothing is told of Example 2 yet."
    session.change(entry_edits.remove_entry, "F.1[2]")
    assert "F.1" not in now(session).scorecard.unanswered


def test_a_missing_comment_is_named_with_its_choice(session):
    session.change(edits.answer, "C.1", "funding")
    waiting = {one.item: one.detail for one in checking.unfinished(now(session))}
    funding = next(
        one for one in session.criteria.question_of("C.1").choices if one.id == "funding"
    )
    assert waiting["C.1"] == f'"{funding.title}" needs a comment.'
    row = checking.answer_row(now(session), "C.1")
    assert (row.standing_words, row.note) == ("Incomplete", waiting["C.1"])
    session.change(edits.answer, "C.1/funding", "  ")
    assert "C.1" in now(session).scorecard.unanswered
    session.change(edits.answer, "C.1/funding", "None is left")
    assert "C.1" not in now(session).scorecard.unanswered
