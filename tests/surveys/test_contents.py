"""The two progress surveys ask what the questionnaires of 2019 asked: counted by hand.

The report is D5.5 "Progress Report on the European Strategic Cluster Partnerships" (July 2019,
doi 10.2826/85396): Annex A is the survey ESCP-4i, Annex B the survey ESCP-S3. Line numbers are
those of its text as it comes out of the PDF; they tell where each figure of these tables was
counted. None of the figures was taken from the criteria sets.
"""

import re
from collections import Counter
from fractions import Fraction
from typing import NamedTuple

import pytest

from excellence_app.domain.conditions import Comparison, ComparisonWord
from excellence_app.domain.criteria import QuestionType
from excellence_app.domain.instances import inside
from excellence_app.locations import criteria_folder
from excellence_app.session.sets import load_set

YES, NO = True, False
MOST_WORDS = 24  # in one sentence


class Asked(NamedTuple):
    """One question as the report prints it.

    `mandatory`: it bears an asterisk in the annex or in the figure of the same page. `options`
    are what can be ticked, without "Other" and "None". `comment`: each option has a text field.
    `when` is the question that must have been answered before, and how.
    """

    id: str
    type: str
    mandatory: bool
    options: int = 0
    other: bool = False
    none: bool = False
    comment: bool = False
    when: tuple[str, object] | None = None
    cells: tuple[str, ...] = ()
    most: int | None = None


ESCP_4I = {
    # Annex A, lines 905-936. The name is a closed drop-down list (911); the 25 names of ESCP-4i
    # are those of Annex B, lines 1412-1436. "Another partnership" is ours.
    "A": [
        Asked("A.1", "choice", YES, options=25, other=True),  # 907
        Asked("A.2", "choice", YES, options=2),  # 913-918
        Asked("A.3", "text", YES),  # 920
        Asked("A.4", "text", YES),  # 922
        Asked("A.5", "text", YES),  # 924
        Asked("A.6", "yes_no", YES),  # 926-936; asks for consent, here for printing names
    ],
    # 940-964: thirteen activities (949-961) and "Other" (962). No asterisk, nor in figure 3 (190).
    "B": [Asked("B.1", "choices", NO, options=13, other=True, comment=True)],
    # 966-984: seven barriers (974-980) and "Other" (981); the asterisk is in figure 5 (244).
    "C": [Asked("C.1", "choices", YES, options=7, other=True, comment=True)],
    # 990-1028 and the page "Cooperation Case 1", 1032-1067
    "D": [
        Asked("D.1", "choices", YES, options=13, other=True, comment=True),  # 992-1012
        Asked("D.2", "yes_no", YES),  # 1014-1020
        Asked("D.3", "number", YES, when=("D.2", True)),  # 1022-1026
        Asked("D.4", "cases", YES, when=("D.3", 1)),  # 1032: a page for each agreement
    ],
    # 1073-1108
    "E": [
        # 1079-1096: thirteen results (1083-1095) and "Other"; the asterisk is in figure 11 (513)
        Asked("E.1", "choices", YES, options=13, other=True, comment=True),
        Asked("E.2", "yes_no", NO),  # 1098-1102
        Asked("E.3", "number", NO, when=("E.2", True)),  # 1106-1108
    ],
    "F": [Asked("F.1", "cases", NO)],  # 1115-1135
    # 1141-1173. Annex A shows the first nine names of the list (1157-1165) and cuts it off.
    "G": [
        Asked("G.1", "yes_no", YES),  # 1143-1147
        Asked("G.2", "choices", YES, 25, other=True, comment=True, when=("G.1", True)),  # 1149
        Asked("G.3", "yes_no", YES),  # 1167-1171
        Asked("G.4", "text", NO, when=("G.3", True)),  # 1173
    ],
    # 1180-1214: two tables of five rows; four columns (1186 and 1197)
    "H": [
        Asked("H.1", "table", NO, cells=("name", "place", "day", "topics"), most=5),  # 1184-1193
        Asked("H.2", "table", NO, cells=("name", "place", "day", "topics"), most=5),  # 1195-1202
        Asked("H.3", "choice", NO, options=3),  # 1206-1212: yes, no, no answer
        Asked("H.4", "text", NO, when=("H.3", "yes")),  # 1214
    ],
}

IN_CASES = {
    # "Cooperation Case 1", 1036-1067: kind, three fields of one question (1057-1061), explanation
    "D.4": [
        Asked("kind", "choice", YES, options=5, other=True),  # 1036-1049
        Asked("name", "text", YES),  # 1057
        Asked("country", "choice", YES),  # 1059: a text there, here the list of all countries
        Asked("sector", "text", YES),  # 1061
        Asked("purpose", "text", YES),  # 1063-1067
    ],
    # "Example 1", 1119-1135: eight benefits (1125-1132) and "Other"; no asterisks
    "F.1": [
        Asked("name", "text", NO),  # 1119
        Asked("benefits", "choices", NO, options=8, other=True),  # 1121-1133
        Asked("story", "text", NO),  # 1135
    ],
}

ESCP_S3 = {
    # Annex B, lines 1246-1270. The drop-down list is closed (1252); the nine ESCP-S3 stand in
    # 1437-1445.
    "A": [
        Asked("A.1", "choice", YES, options=9, other=True),  # 1248
        Asked("A.2", "text", YES),  # 1254
        Asked("A.3", "text", YES),  # 1256
        Asked("A.4", "text", YES),  # 1258
        Asked("A.5", "yes_no", YES),  # 1260-1270
    ],
    # Three sections with the letter B
    "B1": [Asked("B.1", "choices", YES, 10, other=True, none=True, comment=True)],  # 1272-1294
    "B2": [Asked("B.2", "choices", YES, 10, other=True, none=True, comment=True)],  # 1296-1318
    "B3": [Asked("B.3", "choices", YES, 5, other=True, none=True, comment=True)],  # 1320-1338
    # 1340-1363: eight barriers (1349-1356), "None" and "Other"
    "C": [
        Asked("C.1", "choices", YES, 8, other=True, none=True, comment=True),
        Asked("C.2", "text", NO),  # 1363
    ],
    # 1365-1398: eight results (1371-1378), "None" and "Other"
    "D": [
        Asked("D.1", "choices", YES, 8, other=True, none=True, comment=True),  # 1367
        Asked("D.2", "yes_no", YES),  # 1384-1390
        Asked("D.3", "number", YES, when=("D.2", True)),  # 1392-1396
        Asked("D.4", "text", NO),  # 1398
    ],
    # 1400-1459: 34 names (1412-1445) without text fields, then five rows "ESCP 1" to "ESCP 5"
    "E": [
        Asked("E.1", "yes_no", YES),  # 1402-1406
        Asked("E.2", "choices", YES, options=34, when=("E.1", True)),  # 1408-1445
        Asked("E.3", "table", NO, when=("E.1", True), cells=("partnership", "purpose"), most=5),
    ],
    # Printed twice: as it looks after "yes" (1461-1504) and after "no" (1506-1524); here it
    # stands once.
    "F": [
        Asked("F.1", "text", YES),  # 1463, with an asterisk in 1508
        Asked("F.2", "yes_no", YES),  # 1465, with an asterisk in 1510
        Asked("F.3", "choices", YES, options=21, other=True, when=("F.2", True)),  # 1475-1500
        Asked("F.4", "text", YES, when=("F.2", True)),  # 1502
        Asked("F.5", "text", YES, when=("F.2", True)),  # 1504
        Asked("F.6", "yes_no", YES, when=("F.2", False)),  # 1518-1522
        Asked("F.7", "text", NO, when=("F.6", True)),  # 1524
    ],
    # 1526-1539: one table of five rows with three columns (1534)
    "G": [
        Asked("G.1", "text", NO),  # 1530
        Asked("G.2", "table", NO, cells=("name", "place", "day"), most=5),  # 1532-1539
    ],
}

# Sums of the above, counted a second time on the pages: sections, questions, mandatory ones,
# options, questions with "Other", with "None", tables, groups of cases, questions behind a branch.
SUMS = {
    "escp-4i-progress": (8, 24, 15, 101, 6, 0, 2, 2, 6),
    "escp-s3-progress": (9, 26, 20, 105, 7, 5, 2, 0, 8),
}

# 1412-1445, in this order: 25 partnerships ESCP-4i, then nine ESCP-S3. Line 1443 has "S2martMed",
# the report's own text on this partnership (639) "S3martMed".
NAMES = """SPACE2IDGO, COSMENERG-4i, NF4, MobiGoIn-Action, EC2i, ESCT Go Global, EU-TEXTILE2030,
AdPack², LASER-GO GLOBAL, SENTINEL, GEO-ENERGY EUROPE, ELBE, DIA, FoodNet, MAGIA, GIVE,
Cosmetics4Wellbeing, GCA, PIMAP Partnership, PERES, FoodPackLab, IDEEO, SpaceWave,
EU KETs4Dual-Use, ALLIANCE, EACP-EUROSME, AI4DIAG, TEX4IM, DIGICLUSTERS, Connsensys, EACN,
S3martMed, TRACK, CYBER SECURE LIGHT""".replace("\n", " ").split(", ")

# Choices of our own, counted apart: Annex A wants an answer and has no "None" (966-1096), as Annex
# B has it for the same questions (1340-1379).
OURS = {"escp-4i-progress": {"C.1": "none", "D.1": "none", "E.1": "none"}, "escp-s3-progress": {}}

SETS = {name: load_set(name).criteria for name in SUMS}
SURVEYS = {"escp-4i-progress": ESCP_4I, "escp-s3-progress": ESCP_S3}
EVERY = [
    pytest.param(name, section, wanted, id=f"{name}-{wanted.id}")
    for name, sections in SURVEYS.items()
    for section, questions in sections.items()
    for wanted in questions
]
both = pytest.mark.parametrize("name", SETS)


def found(name, question):
    """Return a question of a set in the form of the tables above, without what is ours."""
    further = {question.other, question.none} - {""}
    ours = bool(question.none) and OURS[name].get(question.id) == question.none
    listed = [choice for choice in question.choices if choice.id not in further]
    when = None
    if isinstance(question.when, Comparison):
        assert question.when.word in {ComparisonWord.IS, ComparisonWord.AT_LEAST}
        (value,) = question.when.values
        when = (question.when.subject, int(value) if isinstance(value, Fraction) else value)
    tables = question.type is QuestionType.TABLE
    return Asked(
        question.id,
        question.type.value,
        question.required,
        0 if question.list_name == "countries" else len(listed),
        bool(question.other),
        bool(question.none) and not ours,
        bool(listed) and all(choice.comment != "none" for choice in listed),
        when,
        tuple(column.id for column in question.columns),
        int(question.most) if tables else None,
    )


def test_a_name_that_the_report_prints_in_two_ways_is_noted_in_the_header():
    source = (criteria_folder() / "escp-s3-progress.yaml").read_text("utf-8")
    header = source.partition("\nformat:")[0]
    for name in ("S2martMed", "S3martMed"):
        assert name in header
    assert "S2martMed" not in source.replace(header, "")


@both
def test_sections_and_questions_stand_in_the_order_of_the_report(name):
    sections = {one.id: [q.id for q in one.questions] for one in SETS[name].sections}
    wanted = {key: [q.id for q in questions] for key, questions in SURVEYS[name].items()}
    assert list(sections) == list(wanted)
    assert sections == wanted


@pytest.mark.parametrize(("name", "section", "wanted"), EVERY)
def test_each_question_is_the_one_of_the_report(name, section, wanted):
    criteria = SETS[name]
    question = criteria.question_by_id[wanted.id]
    assert question in next(one for one in criteria.sections if one.id == section).questions
    assert found(name, question) == wanted


@pytest.mark.parametrize("cases", IN_CASES)
def test_each_case_asks_what_the_report_asks(cases):
    question = SETS["escp-4i-progress"].question_by_id[cases]
    inner = [found("escp-4i-progress", one) for one in question.questions]
    assert inner == IN_CASES[cases]
    assert question.repeat == {"D.4": "D.3", "F.1": ""}[cases]  # as many as agreements; free


@both
def test_the_sums_are_those_of_the_pages(name):
    questions = [found(name, question) for question in SETS[name].questions]
    sums = (
        len(SETS[name].sections),
        len(questions),
        sum(one.mandatory for one in questions),
        sum(one.options for one in questions),
        sum(one.other for one in questions),
        sum(one.none for one in questions),
        sum(one.type == "table" for one in questions),
        sum(one.type == "cases" for one in questions),
        sum(one.when is not None for one in questions),
    )
    assert sums == SUMS[name]


def test_our_own_choices_say_that_there_is_nothing_and_are_named_as_ours():
    header = (
        (criteria_folder() / "escp-4i-progress.yaml").read_text("utf-8").partition("format:")[0]
    )
    for name, ours in OURS.items():
        for question, choice in ours.items():
            found_one = SETS[name].question_by_id[question]
            assert found_one.none == choice
            assert found_one.choices[-1].title == "None so far"
            assert question in header


def test_names_are_marked_and_the_consent_to_print_them_is_asked():
    # 920-936 and 1254-1270: the organisation, a person, the address, then the consent
    for name, marked in {
        "escp-4i-progress": ("A.3", "A.4", "A.5", "A.6"),
        "escp-s3-progress": ("A.2", "A.3", "A.4", "A.5"),
    }.items():
        criteria = SETS[name]
        *named, consent = marked
        assert criteria.names_if == consent
        whom = {one.id: one.names for one in criteria.questions if one.names}
        assert whom == dict(zip(named, ("organisation", "person", "person"), strict=True))


def test_events_have_dates_and_texts():
    for name, tables in {"escp-4i-progress": ("H.1", "H.2"), "escp-s3-progress": ("G.2",)}.items():
        for table in tables:
            columns = SETS[name].question_by_id[table].columns
            kinds = {column.id: column.type.value for column in columns}
            assert kinds.pop("day") == "date"
            assert set(kinds.values()) == {"text"}


def test_where_the_report_wants_a_number_in_the_text_field_the_text_is_needed():
    # "(indicate number)": line 1095 of Annex A, lines 1372 and 1377 of Annex B
    wanted = {
        ("escp-4i-progress", "E.1"): {"business-agreements"},
        ("escp-s3-progress", "D.1"): {"bankable-proposals", "business-agreements"},
    }
    for (name, asked), needed in wanted.items():
        question = SETS[name].question_by_id[asked]
        choices = [one for one in question.choices if one.id != question.other]
        assert {one.id for one in choices if one.comment == "required"} == needed
        assert all("with their number" in one.title for one in choices if one.id in needed)


def test_a_barrier_is_always_explained():
    # lines 970 and 1343: "for each barrier"
    for criteria in SETS.values():
        question = criteria.question_by_id["C.1"]
        listed = [one for one in question.choices if one.id not in {"other", "none"}]
        assert {one.comment for one in listed} == {"required"}


def test_the_partnerships_are_those_of_the_report():
    four_i, s3 = (SETS[name] for name in SUMS)
    assert [one.title for one in s3.lists["partnerships"]] == NAMES
    assert [one.title for one in s3.lists["s3-partnerships"]] == NAMES[25:]
    short = {one.title.removesuffix(" (C4W)") for one in four_i.lists["partnerships"]}
    assert short == set(NAMES[:25])
    # lines 1157 to 1165 give the beginning of the list in alphabetical order
    titles = [one.title for one in four_i.lists["partnerships"]]
    assert titles == sorted(titles, key=str.casefold)
    ids = {one.title.removesuffix(" (C4W)"): one.id for one in four_i.lists["partnerships"]}
    assert all(ids.get(one.title, one.id) == one.id for one in s3.lists["partnerships"])


def test_cluster_organisations_and_companies_are_asked_for_the_same_results():
    # lines 997-1009 and 1083-1095
    one, other = (SETS["escp-4i-progress"].question_by_id[name] for name in ("D.1", "E.1"))
    assert [choice.id for choice in one.choices] == [choice.id for choice in other.choices]


@both
def test_nothing_earns_points_and_everybody_says_so(name):
    criteria = SETS[name]
    assert not criteria.scored
    assert criteria.labels == criteria.actions == criteria.dimensions == ()
    assert "no points" in criteria.standing
    assert "leads to no label" in criteria.standing


@both
def test_wording_is_ours_and_the_report_is_named_as_source(name):
    criteria = SETS[name]
    assert criteria.source_by_id[criteria.default_provenance].kind.value == "own"
    assert criteria.source_by_id["D55"].address == "https://doi.org/10.2826/85396"
    for section in criteria.sections:
        own = {
            f"questions/{question.id}/{OURS[name][question.id]}/title": "AUTHORS"
            for question in section.questions
            if question.id in OURS[name]
        }
        assert dict(section.provenance) == {"questions": "D55", **own}


def test_the_plan_of_counting_names_what_the_report_counts():
    four_i, s3 = (SETS[name].tally for name in SUMS)
    assert (four_i.name, four_i.by, four_i.links) == ("A.1", ("A.2",), ("G.2",))
    assert four_i.totals == ("D.3", "E.3")
    assert (s3.name, s3.by, s3.totals, s3.links) == ("A.1", (), ("D.3",), ("E.2",))
    (agreements, collaborations) = four_i.notes
    assert (agreements.question, agreements.source) == ("D.3", "D55")
    # line 348 against lines 360-373
    for figure in (
        "13 rows",
        "21 agreements",
        "46 in the second",
        "25 were new",
        "11 partnerships",
    ):
        assert figure in agreements.text
    assert "24 new agreements" in agreements.text
    assert collaborations.question == "G.2"
    # line 404 against lines 415-453
    assert "12 partnerships in 37 lines" in collaborations.text
    assert "counts 36" in collaborations.text


@both
def test_every_id_stands_once_and_no_text_twice_in_one_question(name):
    criteria = SETS[name]
    ids = [*(one.id for one in criteria.sections), *(one.id for one in criteria.questions)]
    assert [key for key, times in Counter(ids).items() if times > 1] == []
    for question in criteria.questions:
        titles = [choice.title for choice in question.choices]
        assert len(titles) == len(set(titles)), question.id


def test_ids_inside_cases_are_answer_keys():
    assert inside("D.4", "1", "country") == "D.4[1]/country"
    criteria = SETS["escp-4i-progress"]
    assert criteria.question_by_id["D.4"].text == "Cooperation case {n}: {name}"
    assert criteria.question_by_id["F.1"].text == "Example {n}: {name}"


@both
def test_sentences_are_short(name):
    criteria = SETS[name]
    texts = [criteria.text, criteria.standing, criteria.opening, criteria.closing]
    texts += [term.text for term in criteria.glossary]
    texts += [text for one in criteria.sections for text in (one.title, one.text)]
    for question in criteria.questions:
        for one in (question, *question.questions):
            texts += [one.text, one.instruction, *(choice.title for choice in one.choices)]
    texts += [note.text for note in criteria.tally.notes]
    sentences = [part for text in texts for part in re.split(r"(?<=[.?])\s+|\n", text)]
    assert [one for one in sentences if len(one.split()) > MOST_WORDS] == []
    assert not any("!" in text for text in texts)
