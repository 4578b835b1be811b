"""Questions inside cases and rows: how they are named, in which order they come, when asked."""

from dataclasses import replace
from fractions import Fraction

import pytest

from excellence_app.domain.instances import Entries, entry_title, name_of_key
from excellence_app.domain.results import IndicatorState
from excellence_app.engine.answering import QuestionState, state_of, what_is_missing
from excellence_app.engine.expanding import entries, expanded, question_named
from excellence_app.engine.indicators import Answers
from excellence_app.engine.scoring import evaluate
from tests.engine.sets import (
    Answer,
    MeasureKind,
    answered,
    assess,
    cases_question,
    choices_question,
    criteria,
    date_question,
    indicator,
    ladder,
    measured,
    number_question,
    rows,
    score,
    section,
    share_question,
    table_question,
    text_question,
    upward,
    when_yes,
    yes_no_question,
)

NUMBER = number_question("C.1", whole=True)
EVENTS = table_question(
    "events",
    text_question("what"),
    number_question("guests", required=False, when=when_yes("signed")),
    required=False,
)
CASES = cases_question(
    "C.2",
    text_question("name"),
    yes_no_question("signed", 0),
    date_question("day", when=when_yes("signed")),
    choices_question("why", "a", "other", a="required", required=False),
    share_question("part", required=False),
    EVENTS,
    repeat="C.1",
)
MADE = criteria(ladder("1.1"), sections=(section("C", NUMBER, CASES, text_question("C.3")),))
TWO = answered(
    {"C.1": Fraction(2)}
    | rows("C.2", {"name": "Marine", "signed": True}, {"name": "Alpine"}, {"name": "Left over"})
)


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("1.1", "1.1"),
        ("C.2", "C.2"),
        ("C.2[1]", "C.2"),
        ("C.2[9f3a]/name", "C.2[9f3a]/name"),
        ("C.2[1]/part/whole", "C.2[1]/part"),
        ("C.2[1]/why/other", "C.2[1]/why"),
        ("C.2[1]/events[2]", "C.2[1]/events"),
        ("C.2[1]/events[2]/what", "C.2[1]/events[2]/what"),
        *((key, None) for key in ("", "C.9", "C.2/name", "C.2[1]/nothing", "C.2[A]/name")),
        *((key, None) for key in ("1.1[1]", "C.2[1]/name[1]", "C.2[1]/why/nothing", "C.2[]/name")),
        *((key, None) for key in ("C.2[1]x/name", "C.2[123456789]/name", "C.2[1]/name/x")),
    ],
)
def test_every_key_leads_to_its_question(key, found):
    question = question_named(MADE, key)
    assert (None if question is None else question.id) == found
    if found is not None:
        assert MADE.question_of(key) is question_named(MADE, key)


def test_conditions_inside_a_case_see_the_case_first():
    day = MADE.question_of("C.2[7]/day")
    assert day.when == when_yes("C.2[7]/signed")
    guests = MADE.question_of("C.2[7]/events[1]/guests")
    assert guests.when == when_yes("C.2[7]/signed")
    assert MADE.question_of("C.2[7]/name").when is None


def test_used_cases_follow_their_question_in_order():
    ids = [one.id for one in expanded(MADE, TWO)]
    inside = [f"C.2[{n}]/{one.id}" for n in (1, 2) for one in CASES.questions]
    assert ids == ["1.1", "C.1", "C.2", *inside, "C.3"]
    turned = TWO | answered({"C.2[3]": Fraction(1, 2)})
    names = [one.id for one in expanded(MADE, turned) if one.id.endswith("/name")]
    assert names == ["C.2[3]/name", "C.2[1]/name"]
    assert [(one.key, one.used) for one in entries(CASES, turned)] == [
        *(("3", True), ("1", True), ("2", False)),
    ]


def test_of_one_rank_the_key_decides_and_a_set_without_cases_is_as_it_is():
    ranked = answered({"C.1": Fraction(9), "C.2[b]": Fraction(1), "C.2[a]": Fraction(1)})
    assert [one.key for one in Entries(ranked).of(CASES)] == ["a", "b"]
    plain = criteria(ladder("a"))
    assert expanded(plain, TWO) is plain.questions


def test_what_is_asked_in_a_case():
    seen = Answers(MADE, TWO)
    asked = {key: seen.asked(MADE.question_of(f"C.2[{key}]/day")) for key in "123"}
    assert asked == {"1": True, "2": None, "3": False}  # signed, not said yet, left over
    card = score(MADE, TWO)
    assert "C.2[1]/day" in card.unanswered
    assert "C.2[1]/events" in card.left_out
    assert not any("[3]" in one for one in (*card.unanswered, *card.left_out))
    assert "C.2[1]/name" not in card.unanswered
    assert card.asked == 4 + 2 * 3  # of the cases only what is required and may be asked


@pytest.mark.parametrize(
    ("more", "state", "lacking"),
    [
        ({}, "answered", None),
        ({"C.1": Fraction(0)}, "answered", None),
        ({"C.1": Fraction(4)}, "incomplete", "{number} were reported; {count} are described."),
        ({"C.1": Answer(None)}, "unanswered", None),
    ],
)
def test_cases_are_answered_when_there_are_as_many_as_the_number_says(more, state, lacking):
    now = TWO | answered(more)
    assert state_of(CASES, now) is QuestionState(state)
    missing = what_is_missing(CASES, now)
    assert (None if missing is None else missing.text) == lacking


@pytest.mark.parametrize(
    ("stored", "state"),
    [
        ({}, "unanswered"),
        ({"q": ("b",)}, "answered"),
        ({"q": ()}, "unanswered"),
        ({"q": ("a",)}, "incomplete"),
        ({"q": ("a",), "q/a": "So"}, "answered"),
        ({"q": ("b", "other"), "q/other": ""}, "incomplete"),
        ({"q": ("b", "none")}, "unsound"),
        ({"q": ("z",)}, "unsound"),
        ({"q": "b"}, "unsound"),
        ({"q/a": "So"}, "unanswered"),  # a comment on what is not chosen is not used
    ],
)
def test_choices_lack_comments(stored, state):
    question = choices_question("q", "a", "b", "other", "none", a="required")
    assert state_of(question, answered(stored)) is QuestionState(state)


@pytest.mark.parametrize(
    ("filled", "state"),
    [
        ([], "unanswered"),
        ([{"name": "x"}], "incomplete"),  # two rows are the least
        ([{"name": "x"}, {"much": Fraction(1)}], "incomplete"),
        ([{"name": "x"}, {"name": "y"}], "answered"),
        ([{"name": "x"}, {"name": 3}], "unsound"),
        ([{"name": "x"}, {"name": "y"}, {"name": "z"}, {"name": "w"}], "unsound"),
    ],
)
def test_tables_lack_rows_and_cells(filled, state):
    columns = text_question("name"), number_question("much", required=False)
    table = table_question("q", *columns, least=Fraction(2), most=Fraction(3))
    assert state_of(table, answered(rows("q", *filled))) is QuestionState(state)


def test_a_missing_cell_is_named_by_row_and_column():
    table = table_question("q", text_question("name"))
    missing = what_is_missing(table, answered(rows("q", {"name": "x"}, {})))
    assert missing.values == {"row": 2, "column": "What?"}


@pytest.mark.parametrize(
    ("template", "title"),
    [
        ("Agreement {n}: {name}", "Agreement 2: Marine"),
        ("Agreement {n}: {gone}", "Agreement 2"),
        ("{gone}: {name}", "Marine"),
        ("{name} ({gone})", "Marine"),
        ("{n}: {gone} with {name}", "2 with Marine"),
        ("{gone}", "2"),
        ("", "2"),
    ],
)
def test_titles_of_cases_leave_out_tidily_what_is_not_known(template, title):
    assert entry_title(template, 2, _said) == title


def _said(name):
    return "Marine" if name == "name" else ""


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("1.1", "1.1"),
        ("C.2[2]/name", "Case 2: What?"),
        ("C.2[9f3a]/name", "Case: What?"),
        ("C.2[2]/why/a", "Case 2: Which?, A"),
        ("C.2[2]/events[3]/what", "Which rows? (3): What?"),
        ("C.2[2]", "Case 2"),
        ("of another edition", "of another edition"),
    ],
)
def test_changes_name_what_stands_in_a_case(key, name):
    assert name_of_key(MADE, key) == name


AMOUNTS = cases_question("c", number_question("much"), yes_no_question("so", 0), repeat="n")
N = number_question("n", whole=True)


@pytest.mark.parametrize(
    ("kind", "operand", "value"),
    [
        (MeasureKind.SUM, "c/much", 12),
        (MeasureKind.COUNT, "c/much", 2),
        (MeasureKind.COUNT, "c/so", 1),
        (MeasureKind.COUNT, "c", 2),
        (MeasureKind.SUM, "c", 2),
    ],
)
def test_measures_reach_into_the_cases_that_count(kind, operand, value):
    one = measured(kind, N, AMOUNTS)
    one = indicator(
        *one.questions,
        identity="m",
        bands=upward(10, 20),
        measure=type(one.measure)(kind, (operand,)),
    )
    given = {"n": Fraction(2)} | rows(
        "c",
        {"much": Fraction(7), "so": True},
        {"much": Fraction(5), "so": False},
        {"much": Fraction(100), "so": True},
    )
    found = score(criteria(one), given).indicators["m"]
    assert (found.value, found.state) == (value, IndicatorState.ANSWERED)
    del given["c[2]/much"], given["c[2]/so"]
    if operand != "c":
        assert score(criteria(one), given).indicators["m"].value is None


class Looked(dict):
    """Answers that count how often somebody goes through all of them."""

    times = 0

    def items(self):
        self.times += 1
        return super().items()


def test_ten_thousand_cases_are_gone_through_once_and_not_made_up():
    cases = rows("c", *({"much": Fraction(1)} for _ in range(2_000)))
    many = Looked(answered({"n": Fraction(10_000)} | cases))
    made = criteria(ladder("a"), sections=(section("S", N, AMOUNTS),))
    card = evaluate(made, replace(assess(), answers=many))
    assert many.times == 1
    assert len([one for one in card.unanswered if one.endswith("/so")]) == 2_000
    assert "c" in card.unanswered  # 8,000 are not described


def test_rows_and_cases_are_looked_at_anew_each_time():
    table = table_question("t", text_question("name"))
    made = criteria(ladder("a"), sections=(section("S", table, NUMBER, CASES),))
    row = {"t[1]": Fraction(1)}
    assert "t" in score(made, row).unanswered
    assert "t" not in score(made, {**row, "t[1]/name": "Fair"}).unanswered
    assert "C.2[1]/name" not in score(made, TWO).unanswered
    left = {key: one for key, one in TWO.items() if key != "C.2[1]/name"}
    assert "C.2[1]/name" in score(made, left).unanswered
