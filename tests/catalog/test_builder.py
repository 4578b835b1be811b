"""Checked data becomes the criteria set that it describes."""

from datetime import date
from fractions import Fraction

import pytest

from excellence_app.catalog import library
from excellence_app.catalog.raw_values import exact
from excellence_app.domain.conditions import All, AnyOf, Comparison, ComparisonWord, Not
from excellence_app.domain.criteria import (
    Choice,
    Cost,
    Lift,
    Measure,
    MeasureKind,
    QuestionType,
    Retired,
    SetStatus,
    Source,
    SourceKind,
    TallyNote,
    TallyPlan,
)
from excellence_app.domain.levels import (
    Band,
    LevelStep,
    Price,
    Renewal,
    Requirement,
    RequirementKind,
    Threshold,
    Validity,
)
from excellence_app.locations import criteria_folder
from tests.catalog.writing import LEVELS, NUMBER, SHARE, YES_NO, built, loaded, with_indicators

WHOLE = """format: 1
set:
  id: tried
  edition: "2026.1"
  language: de
  title: A set to try
  text: About
  standing: Preparatory
  status: own
  points: "27/2"
  opening: Welcome
  closing: Thanks
  provenance: {points: STUDY}
default_provenance: STUDY
sources:
  STUDY: {title: A study, address: "https://example.org/", seen: "2026-11"}
  LAW: {title: A law, kind: official}
  WE: {title: Our guess, kind: own}
evidence:
  figures: {title: Figures, text: A sheet, counts_for_months: 24}
  minutes: {title: Minutes}
lists: {regions: [{id: north, title: North}, {id: south, title: South, comment: required}]}
glossary: [{id: cluster, title: Cluster, text: A network, source: STUDY}]
dimensions: [{id: "1", title: Structure, text: How it is built, provenance: {title: LAW}}]
indicators:
  - id: "1.1"
    dimension: "1"
    title: Commitment
    text: What
    guidance: Why
    points: 0
    question: {type: yes_no, text: Signed?, good: false, instruction: Look, may_not_apply: true}
    thresholds: {gold: {level: 1, knock_out: true, reason: Law, source: STUDY}}
    in_scope_of: [gold]
    obligatory_in: [mature]
    asks: [Since when?, Who?]
    look_at: The contract
    provenance: {title: STUDY}
  - id: "1.2"
    dimension: "1"
    title: Monitoring
    points: 5
    when: {all: [{question: "1.1", is: false}, {not: {level_of: "1.4", at_least: 1}}]}
    question:
      type: levels
      text: How?
      levels:
        - {title: None, text: T0, short: "0", to_next: {finding: F, recommendation: R, why: W}}
        - {title: Some, evidence: [figures, minutes], to_next: {finding: G}}
        - {title: All}
  - id: "1.3"
    dimension: "1"
    title: Participants
    points: 4
    question: {type: number, text: How many?, unit: firms, whole: true, least: 0, most: "99.5"}
    bands:
      - {level: 0}
      - {level: 1, from: "2.5", title: Few, evidence: [figures], points: 1}
      - {level: 2, from: 30, points: 4}
  - id: "1.4"
    dimension: "1"
    title: Loss
    points: "1/2"
    question: {type: share, text: Left?, part: Those who left, whole: All, unit: firms}
    bands: [{level: 0}, {level: 1, to: "20 %"}, {level: 2, to: "1/10"}]
  - id: "1.5"
    dimension: "1"
    title: Several
    points: 4
    questions:
      - {id: a, type: yes_no, text: A, weight: 3}
      - {id: b, type: levels, text: B, levels: [{title: L0}, {title: L1}, {title: L2}]}
sections:
  - id: S
    title: Survey
    text: Before
    provenance: {title: WE}
    questions:
      - {id: q1, type: levels, text: Q, levels: [{title: L0}, {title: L1}], required: false}
      - id: q2
        type: choices
        text: Q
        choices: [{id: x, title: X, comment: optional}]
        other: {id: o, title: Other}
        none: {id: n, title: None}
      - {id: q3, type: choice, text: Q, list: regions, when: {question: q2, includes: x}}
      - id: q4
        type: text
        text: Q
        when: {any: [{question: q3, one_of: [north, south]}, {question: "1.3", above: "2.5"}]}
labels:
  - id: bronze
    title: Bronze
    text: First
    bars: 1
    requires:
      - {kind: complete}
      - {kind: declared, id: eligible, text: It is eligible, asks: [A?, B?]}
    valid: {months: 24, from: end_of_month, renewal: {months: 36, from: day, within_months: 12}}
    steps: [{title: Apply, text: By mail, source: STUDY}, {title: Wait}]
    prices: [{title: Fee, amount: "1200.50", currency: EUR, seen: "2026-11", source: STUDY}]
    provenance: {title: STUDY}
  - id: gold
    title: Gold
    valid: {months: 36}
    requires:
      - {kind: every_threshold, reason: R, source: STUDY}
      - {kind: total, least: "80 %"}
      - {kind: total, least: "10.5", text: In points}
      - {kind: months_since, label: bronze, least: 18, most: 24}
      - {kind: improved, since: bronze, least: 1, described: true, scope: gold}
      - {kind: count_at_level, level: 1, least: 2}
      - {kind: evidence_present, for: answered}
      - any: [{kind: complete}, {kind: total, least: 5}, {kind: no_knock_out, label: gold}]
        text: One of three
actions:
  - id: plan
    title: Plan
    lifts: [{indicator: "1.2", to: 1}, {indicator: "1.3", to: 2}]
    effort: {person_days: "2.5", weeks: 8, cost: high}
    needs: [meet]
    yields: [figures]
    text: About
    steps: [One, Two]
    who: The manager
    provenance: {effort: STUDY}
  - {id: meet, title: Meet, lifts: [{indicator: "1.2", to: 1}], effort: {person_days: 1, weeks: 0}}
retired: [{id: "0.1", since: "2026.1", became: ["1.1"]}, {id: "0.2", since: "2026.1"}]
"""


@pytest.fixture(scope="module")
def criteria():
    text = WHOLE.replace("- {level: 0}\n", "- {level: 0, points: 0}\n")
    found = loaded(text)
    assert found.problems == ()
    return found.criteria


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (7, Fraction(7)),
        ("7", Fraction(7)),
        ("-7", Fraction(-7)),
        ("2.50", Fraction(5, 2)),
        ("2/3", Fraction(2, 3)),
        ("80 %", Fraction(4, 5)),
        ("80%", Fraction(4, 5)),
        ("12.5 %", Fraction(1, 8)),
        ("012", Fraction(12)),
    ],
)
def test_exact_values(text, value):
    assert exact(text) == value


def test_the_set_itself(criteria):
    assert (criteria.id, criteria.edition, criteria.language) == ("tried", "2026.1", "de")
    assert criteria.title == "A set to try"
    assert criteria.text == "About"
    assert criteria.standing == "Preparatory"
    assert criteria.opening == "Welcome"
    assert criteria.closing == "Thanks"
    assert criteria.status is SetStatus.OWN
    assert criteria.points == Fraction(27, 2)
    assert criteria.default_provenance == "STUDY"
    assert criteria.provenance == (("points", "STUDY"),)
    assert criteria.languages == ("de",)
    assert criteria.sources == (
        Source("STUDY", "A study", "https://example.org/", "2026-11", SourceKind.THIRD_PARTY),
        Source("LAW", "A law", kind=SourceKind.OFFICIAL),
        Source("WE", "Our guess", kind=SourceKind.OWN),
    )
    assert criteria.dimensions[0].provenance == (("title", "LAW"),)
    assert criteria.sections[0].provenance == (("title", "WE"),)
    assert criteria.label_by_id["bronze"].requires[1].asks == ("A?", "B?")
    figures, minutes = criteria.evidence
    assert (figures.id, figures.title, figures.text) == ("figures", "Figures", "A sheet")
    assert (figures.counts_for_months, minutes.counts_for_months) == (24, None)
    north, south = criteria.lists["regions"]
    assert (north, south) == (Choice("north", "North"), Choice("south", "South", "required"))
    (term,) = criteria.glossary
    assert (term.id, term.title, term.text, term.source) == (
        "cluster",
        "Cluster",
        "A network",
        "STUDY",
    )
    (dimension,) = criteria.dimensions
    assert (dimension.id, dimension.title, dimension.text) == ("1", "Structure", "How it is built")
    assert criteria.retired == (Retired("0.1", "2026.1", ("1.1",)), Retired("0.2", "2026.1"))


def test_a_yes_no_question_shares_the_id_and_has_two_levels(criteria):
    indicator = criteria.indicator_by_id["1.1"]
    (question,) = indicator.questions
    assert question.id == "1.1"
    assert question.type is QuestionType.YES_NO
    assert not question.good
    assert question.instruction == "Look"
    assert question.may_not_apply
    assert indicator.levels == question.levels
    assert [(level.number, level.title) for level in indicator.levels] == [(0, ""), (1, "")]
    assert [level.points for level in indicator.levels] == [0, 0]
    assert indicator.measure is None
    assert indicator.thresholds == (Threshold("gold", 1, None, True, "Law", "STUDY"),)  # noqa: FBT003 - the order of the fields is under test
    assert indicator.in_scope_of == ("gold",)
    assert indicator.obligatory_in == ("mature",)
    assert (indicator.text, indicator.guidance) == ("What", "Why")
    assert indicator.asks == ("Since when?", "Who?")
    assert indicator.look_at == "The contract"
    assert indicator.provenance == (("title", "STUDY"),)


def test_a_yes_no_question_may_say_more_about_its_two_levels():
    text = (
        with_indicators(YES_NO)
        .replace("points: 0", "points: 5")
        .replace(
            "text: Has each participant signed?",
            "text: Signed?, levels: [{title: Some, text: T0}, {title: None, text: T1}]",
        )
    )
    levels = built(text).indicator_by_id["1.1"].levels
    assert [(level.title, level.text, level.points) for level in levels] == [
        ("Some", "T0", 0),
        ("None", "T1", 5),
    ]


def test_levels_share_the_points_evenly(criteria):
    levels = criteria.indicator_by_id["1.2"].levels
    assert [level.points for level in levels] == [0, Fraction(5, 2), 5]
    assert levels[0].text == "T0"
    assert levels[0].short == "0"
    assert levels[0].to_next == LevelStep("F", "R", "W")
    assert levels[1].to_next == LevelStep("G")
    assert levels[1].evidence == ("figures", "minutes")
    assert levels[2].to_next is None


def test_conditions_compare_exact_numbers_but_choices_by_their_ids(criteria):
    assert criteria.indicator_by_id["1.2"].when == All(
        (
            Comparison("1.1", of_level=False, word=ComparisonWord.IS, values=(False,)),
            Not(
                Comparison(
                    "1.4", of_level=True, word=ComparisonWord.AT_LEAST, values=(Fraction(1),)
                )
            ),
        )
    )
    assert criteria.question_by_id["q3"].when == Comparison(
        "q2", of_level=False, word=ComparisonWord.INCLUDES, values=("x",)
    )
    assert criteria.question_by_id["q4"].when == AnyOf(
        (
            Comparison(
                "q3", of_level=False, word=ComparisonWord.ONE_OF, values=("north", "south")
            ),
            Comparison("1.3", of_level=False, word=ComparisonWord.ABOVE, values=(Fraction(5, 2),)),
        )
    )


def test_bands_make_the_levels_of_a_number(criteria):
    indicator = criteria.indicator_by_id["1.3"]
    (question,) = indicator.questions
    assert question.levels == ()
    assert (question.unit, question.whole) == ("firms", True)
    assert (question.least, question.most) == (0, Fraction(199, 2))
    assert indicator.measure == Measure(MeasureKind.VALUE, ("1.3",))
    assert indicator.bands == (Band(0), Band(1, Fraction(5, 2)), Band(2, Fraction(30)))
    assert [level.points for level in indicator.levels] == [0, 1, 4]
    assert indicator.levels[1].title == "Few"
    assert indicator.levels[1].evidence == ("figures",)


def test_a_share_has_two_answers_and_may_be_better_when_less(criteria):
    indicator = criteria.indicator_by_id["1.4"]
    (question,) = indicator.questions
    assert question.keys == ("1.4/part", "1.4/whole")
    assert (question.part_title, question.whole_title) == ("Those who left", "All")
    assert not question.whole
    assert indicator.measure == Measure(MeasureKind.SHARE, ("1.4/part", "1.4/whole"))
    assert indicator.bands == (
        Band(0),
        Band(1, None, Fraction(1, 5)),
        Band(2, None, Fraction(1, 10)),
    )
    assert [level.points for level in indicator.levels] == [0, Fraction(1, 4), Fraction(1, 2)]


def test_several_questions_share_the_points_by_weight(criteria):
    indicator = criteria.indicator_by_id["1.5"]
    first, second = indicator.questions
    assert (first.weight, second.weight) == (3, 1)
    assert [level.points for level in first.levels] == [0, 3]
    assert [level.points for level in second.levels] == [0, Fraction(1, 2), 1]
    assert indicator.levels == ()
    assert indicator.measure is None


def test_several_questions_with_bands_are_scored_together():
    several = """  - id: "1.5"
    dimension: "1"
    title: Several
    points: POINTS
    questions: [{id: a, type: yes_no, text: A, weight: 3}, {id: b, type: yes_no, text: B}]
    bands: [{level: 0}, {level: 1, from: "50 %"}]
"""
    indicator = built(with_indicators(several.replace("POINTS", "8"))).indicator_by_id["1.5"]
    assert indicator.measure == Measure(MeasureKind.SCORE, ("a", "b"))
    assert [level.points for level in indicator.levels] == [0, 8]
    assert [q.levels[-1].points for q in indicator.questions] == [6, 2]
    nothing = built(with_indicators(several.replace("POINTS", "0"))).indicator_by_id["1.5"]
    assert [level.points for level in nothing.levels] == [0, 0]
    assert [q.levels[-1].points for q in nothing.questions] == [3, 1]


@pytest.mark.parametrize(
    ("measure", "kind", "operands"),
    [
        ("share: {whole: '1.3', part: 1.4/part}", MeasureKind.SHARE, ("1.4/part", "1.3")),
        ("ratio: {of: '1.3', to: 1.4/whole}", MeasureKind.RATIO, ("1.3", "1.4/whole")),
        ("sum: ['1.3', 1.4/part]", MeasureKind.SUM, ("1.3", "1.4/part")),
        ("count: ['1.1', '1.3']", MeasureKind.COUNT, ("1.1", "1.3")),
    ],
)
def test_measures_name_their_operands_in_the_order_of_their_kind(measure, kind, operands):
    text = with_indicators(YES_NO, NUMBER, SHARE).replace(
        '    bands: [{level: 0}, {level: 1, from: "10 %"}, {level: 2, from: "1/4"}]\n',
        f"    measure: {{{measure}}}\n    bands: [{{level: 0}}, {{level: 1, from: 1}}]\n",
    )
    assert built(text).indicator_by_id["1.4"].measure == Measure(kind, operands)


def test_questions_of_a_survey_earn_nothing(criteria):
    (section,) = criteria.sections
    assert (section.id, section.title, section.text) == ("S", "Survey", "Before")
    assert [level.points for level in section.questions[0].levels] == [0, 0]
    assert not section.questions[0].required
    assert [choice.id for choice in section.questions[1].choices] == ["x", "o", "n"]
    assert section.questions[1].choices[0].comment == "optional"
    assert section.questions[2].choices == criteria.lists["regions"]


SURVEY = """format: 1
set: {id: tried, edition: "1", language: en, title: A survey to try}
sources: {S: {title: A source}}
lists:
  regions: [{id: north, title: North}, {id: south, title: South, comment: none}]
sections:
  - id: S
    title: Survey
    questions:
      - {id: n, type: number, text: N, whole: true, least: 0, most: 9}
      - id: c
        type: cases
        repeat: n
        title: "Case {n}: {name}"
        required: false
        questions:
          - {id: name, type: text, text: Who?}
          - {id: n, type: date, text: When?, when: {question: name, is: "3"}}
          - id: s
            type: share
            text: S
            part: P
            whole: W
            when: {question: n, above: "2026-01-31"}
          - {id: l, type: text, text: L, when: {question: s/part, above: "2.5"}}
          - id: t
            type: table
            text: T
            most: 4
            columns:
              - {id: what, title: What}
              - {id: sum, title: Sum, type: number, unit: EUR, whole: true, least: 0, most: 5}
              - {id: day, title: Day, type: date, required: false}
              - {id: where, title: Where, type: choice, list: countries}
              - {id: how, title: How, type: choice, choices: [{id: a, title: A}]}
      - {id: free, type: cases, title: Free, least: 1, questions: [{id: x, type: text, text: X}]}
      - id: why
        type: choices
        text: Why?
        list: regions
        comment: required
        other: {id: else, title: Else}
        none: {id: nothing, title: Nothing}
      - {id: where, type: choice, list: countries, text: Where?, comment: optional}
      - id: last
        type: text
        text: Last?
        when:
          any:
            - {question: n, is: 3}
            - {question: where, is: "no"}
            - {question: profile/founded, below: 2000}
            - {question: profile/phase, is: "3"}
tally:
  name: where
  by: [where]
  totals: [n]
  links: []
  notes: [{question: n, text: Some count twice., source: S}, {question: why, text: Few.}]
"""


@pytest.fixture(scope="module")
def survey():
    return built(SURVEY)


def test_a_table_has_columns_and_cases_have_questions(survey):
    cases = survey.question_by_id["c"]
    assert (cases.text, cases.repeat, cases.required) == ("Case {n}: {name}", "n", False)
    assert [(q.id, q.type.value) for q in cases.questions] == [
        ("name", "text"),
        ("n", "date"),
        ("s", "share"),
        ("l", "text"),
        ("t", "table"),
    ]
    table = cases.questions[-1]
    assert table.most == 4
    what, total, day, where, how = table.columns
    assert (what.type, what.text, what.required) == (QuestionType.TEXT, "What", True)
    assert (total.unit, total.whole, total.least, total.most) == ("EUR", True, 0, 5)
    assert (day.type, day.required) == (QuestionType.DATE, False)
    assert (where.list_name, where.choices) == ("countries", survey.lists["countries"])
    assert [choice.id for choice in how.choices] == ["a"]
    free = survey.question_by_id["free"]
    assert (free.repeat, free.least, [q.id for q in free.questions]) == ("", 1, ["x"])


def test_choices_of_a_list_have_the_comments_that_the_question_wants(survey):
    why = survey.question_by_id["why"]
    assert [(c.id, c.comment) for c in why.choices] == [
        ("north", "required"),
        ("south", "none"),
        ("else", "required"),
        ("nothing", "none"),
    ]
    assert (why.other, why.none, why.list_name) == ("else", "nothing", "regions")
    assert {c.comment for c in survey.lists["regions"]} == {"none"}
    where = survey.question_by_id["where"]
    assert {c.comment for c in where.choices} == {"optional"}
    assert len(where.choices) == 249


def test_conditions_compare_with_what_the_answer_is_and_in_their_own_case_first(survey):
    _, day, share, after, _ = survey.question_by_id["c"].questions
    assert day.when.values == ("3",)
    assert share.when.values == (date(2026, 1, 31),)
    assert after.when.values == (Fraction(5, 2),)
    number, country, founded, phase = survey.question_by_id["last"].when.parts
    assert number.values == (Fraction(3),)
    assert country.values == ("no",)
    assert (founded.subject, founded.values) == ("profile/founded", (Fraction(2000),))
    assert (phase.subject, phase.values) == ("profile/phase", ("3",))


def test_the_plan_of_a_tally(survey):
    plan = survey.tally
    assert (plan.name, plan.by, plan.totals, plan.links) == ("where", ("where",), ("n",), ())
    assert plan.notes == (TallyNote("n", "Some count twice.", "S"), TallyNote("why", "Few."))
    assert built(with_indicators(YES_NO)).tally == TallyPlan()


def test_several_ways_to_the_same_levels():
    text = with_indicators(
        """  - id: "1.6"
    dimension: "1"
    title: Private money
    points: 6
    questions:
      - {id: a, type: number, text: A}
      - {id: b, type: share, text: B, part: P, whole: W}
    either:
      - measure: {share: {part: b/part, whole: b/whole}}
        bands: [{level: 0}, {level: 1, from: "10 %", title: Some}, {level: 2, from: "30 %"}]
      - {measure: {sum: [a]}, bands: [{level: 0}, {level: 1, from: 5}, {level: 2, from: 10}]}
"""
    )
    indicator = built(text).indicator_by_id["1.6"]
    assert (indicator.measure, indicator.bands) == (None, ())
    assert [(level.title, level.points) for level in indicator.levels] == [
        ("", 0),
        ("Some", 3),
        ("", 6),
    ]
    first, second = indicator.either
    assert first.measure == Measure(MeasureKind.SHARE, ("b/part", "b/whole"))
    assert second.measure == Measure(MeasureKind.SUM, ("a",))
    assert second.bands == (Band(0), Band(1, Fraction(5)), Band(2, Fraction(10)))


def test_labels_and_their_rules(criteria):
    bronze, gold = criteria.labels
    assert (bronze.id, bronze.title, bronze.text, bronze.bars) == ("bronze", "Bronze", "First", 1)
    assert bronze.valid == Validity(24, "end_of_month", Renewal(36, "day", 12))
    assert [(s.title, s.text, s.source) for s in bronze.steps] == [
        ("Apply", "By mail", "STUDY"),
        ("Wait", "", ""),
    ]
    assert bronze.prices == (Price("Fee", Fraction(2401, 2), "EUR", "2026-11", "STUDY"),)
    assert bronze.provenance == (("title", "STUDY"),)
    assert [rule.key for rule in bronze.requires] == ["complete", "eligible"]
    assert bronze.requires[1].text == "It is eligible"
    assert gold.valid == Validity(36, "day")
    assert [rule.key for rule in gold.requires] == [
        "every_threshold",
        "total",
        "total-2",
        "months_since",
        "improved",
        "count_at_level",
        "evidence_present",
        "any",
    ]
    every, share, points, since, improved, count, _, either = gold.requires
    assert (every.reason, every.source) == ("R", "STUDY")
    assert (share.least, share.least_share) == (None, Fraction(4, 5))
    assert (points.least, points.least_share) == (Fraction(21, 2), None)
    assert (since.other_label, since.least, since.most) == ("bronze", 18, 24)
    assert improved == Requirement(
        RequirementKind.IMPROVED,
        "improved",
        least=Fraction(1),
        other_label="bronze",
        described=True,
        scope="gold",
    )
    assert (count.level, count.least) == (1, 2)
    assert either.kind is RequirementKind.ANY
    assert either.text == "One of three"
    assert [option.key for option in either.options] == ["complete", "total-3", "no_knock_out"]
    assert either.options[2].other_label == "gold"


def test_actions(criteria):
    plan, meet = criteria.actions
    assert plan.lifts == (Lift("1.2", 1), Lift("1.3", 2))
    assert (plan.person_days, plan.weeks, plan.cost) == (Fraction(5, 2), 8, Cost.HIGH)
    assert (plan.needs, plan.yields) == (("meet",), ("figures",))
    assert (plan.text, plan.steps, plan.who) == ("About", ("One", "Two"), "The manager")
    assert plan.provenance == (("effort", "STUDY"),)
    assert meet.cost is Cost.NONE


def test_a_set_says_nothing_that_its_file_does_not_say():
    criteria = built(with_indicators(LEVELS))
    assert criteria.status is SetStatus.ILLUSTRATIVE
    assert criteria.default_provenance == "illustrative"
    assert criteria.points is None
    assert criteria.labels == criteria.actions == criteria.sections == ()


def test_cases_are_called_by_their_title():
    cases = (
        "sections: [{id: S, title: T, questions: [{id: n, type: number, text: N, "
        "whole: true, least: 0, most: 9}, {id: c, type: cases, title: 'Case {n}', repeat: n, "
        "questions: [{id: x, type: text, text: X}]}]}]\n"
    )
    found = loaded(with_indicators(YES_NO, rest=cases)).criteria
    assert found.question_by_id["c"].text == "Case {n}"


@pytest.mark.parametrize("path", library.available(criteria_folder()), ids=lambda path: path.stem)
def test_every_set_that_comes_with_the_program_is_sound(path):
    found = library.load(path)
    assert found.problems == ()
    assert found.criteria.id == path.stem


def test_the_engine_can_score_what_was_built(criteria):
    for indicator in criteria.indicators:
        assert [level.number for level in indicator.levels] == [*range(len(indicator.levels))]
        if indicator.levels:
            assert indicator.levels[-1].points == indicator.points
