"""Files of answers: all of it or nothing, and every problem with its place."""

from fractions import Fraction
from pathlib import Path
from textwrap import dedent

import pytest

from excellence_app.catalog import library
from excellence_app.domain.assessment import Answer, AnswerStatus, Assessment
from excellence_app.domain.problems import Position
from excellence_app.language.catalogues import Words
from excellence_app.session import answer_file, edits
from excellence_app.session.answers_written import written_answers
from excellence_app.session.named import reference_to
from excellence_app.session.session import AssessmentSession
from excellence_app.session.sets import FileUnusable


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "answers.yaml"
        path.write_bytes(text if isinstance(text, bytes) else dedent(text).encode())
        return path

    return write


def test_every_form_of_an_answer_is_read(session, written):
    path = written(
        """
        # what the board said
        "1.1": yes
        "1.2": {not_applicable: No targets yet, note: Ask again}
        "2.1":
          value: 12
          note: |
            Two lines
            of text
          evidence: [List of participants, minutes]
        "2.2/part": {value: "2.5", evidence: Accounts}
        "2.2/whole": 10
        "2.3.a": {unknown: true}
        """
    )
    assert answer_file.apply(session, path) == 5
    answers = session.assessment.answers
    assert answers["1.1"] == Answer(value=True)
    assert answers["1.2"].status is AnswerStatus.NOT_APPLICABLE
    assert answers["1.2"].note == "Ask again"
    assert answers["2.1"].note == "Two lines\nof text"
    assert answers["2.2/part"].value == Fraction(5, 2)
    assert answers["2.3.a"].status is AnswerStatus.UNKNOWN
    titles = [session.assessment.evidence[item].title for item in answers["2.1"].evidence]
    assert titles == ["List of participants", "minutes"]


@pytest.mark.parametrize("order", [("part", "whole"), ("whole", "part")])
@pytest.mark.parametrize(("part", "whole"), [("50", "100"), ("1", "2")])
def test_the_amounts_of_a_share_change_together_in_any_order(session, written, order, part, whole):
    session.change(edits.answer, "2.2/whole", "10")
    session.change(edits.answer, "2.2/part", "5")
    amounts = {"part": part, "whole": whole}
    path = written("".join(f'"2.2/{name}": {amounts[name]}\n' for name in order))
    assert answer_file.apply(session, path) == 1
    assert session.assessment.answers["2.2/part"].value == Fraction(part)
    assert session.assessment.answers["2.2/whole"].value == Fraction(whole)


def problems_of(session, path):
    before = session.assessment
    with pytest.raises(FileUnusable) as unusable:
        answer_file.apply(session, path)
    assert session.assessment is before
    return unusable.value.problems


def test_all_problems_are_named_at_once_and_nothing_is_applied(session, written):
    path = written(
        """\
        "1.1": perhaps
        "1.3": 1
        "1.2": {valu: 1}
        "2.1": [1, 2]
        "2.2/part": 11
        "2.2/whole": 10
        "2.3.a": {note: {text: x}}
        "2.3.b": {value: yes, unknown: true}
        """
    )
    found = problems_of(session, path)
    assert [(p.code, p.position) for p in found] == [
        ("answer-refused", Position(1, 8)),
        ("unknown-question", Position(2, 1)),
        ("unknown-key", Position(3, 9)),
        ("wrong-type", Position(4, 8)),
        ("answer-refused", Position(6, 14)),
        ("wrong-type", Position(7, 17)),
        ("answer-refused", Position(8, 1)),
    ]
    assert found[1].suggestion in {"1.1", "1.2", "2.3.a"}
    assert found[2].suggestion == "value"
    assert {p.file for p in found} == {str(path)}
    assert all("{" not in Words().say(p.message) for p in found)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "file-empty"),
        (b"# nothing\n", "file-empty"),
        ('"1.1": "gr\u00fcn"'.encode("latin-1"), "encoding"),
        (b'"1.1": yes\n"1.1": no\n', "duplicate-key"),
        (b'"1.1": &a yes\n', "yaml-alias"),
        (b'"1.1": !!python/object x\n', "yaml-tag"),
        (b"[" * 200_000, "too-deep"),
        (b'"1.1": "yes\n', "yaml-syntax"),
        (b"- 1\n", "wrong-type"),
        (b"just text", "wrong-type"),
        (b'"1.1": {}\n', "wrong-type"),
        (b'"1.1":\n', "answer-refused"),
        (b'"1.1": {unknown: "no"}\n', "wrong-type"),
        (b'"1.1": {evidence: [[x]]}\n', "wrong-type"),
        (b'"1.1": {evidence: {a: b}}\n', "wrong-type"),
        (b'"1.1": {not_applicable: Because}\n', "answer-refused"),
        (b'"2.1": 501\n', "answer-refused"),
        (b'"2.2": 5\n', "answer-refused"),
    ],
    ids=range(18),
)
def test_one_mistake_one_problem(session, written, text, code):
    assert [problem.code for problem in problems_of(session, written(text))] == [code]


def test_files_that_cannot_be_read(session, tmp_path):
    assert [p.code for p in problems_of(session, tmp_path / "gone.yaml")] == ["file-missing"]
    assert [p.code for p in problems_of(session, tmp_path)] == ["file-special"]


@pytest.mark.parametrize(
    "order", [("s/part: 5", "s: {unknown: true}"), ("s: {unknown: true}", "s/part: 5")]
)
def test_a_share_is_not_both_answered_and_unknown(order, tmp_path):
    criteria = share_set()
    file = tmp_path / "answers.yaml"
    file.write_text("\n".join([*order, "s/whole: 10"]), encoding="utf-8")
    with pytest.raises(FileUnusable) as refused:
        answer_file.read_answers(file, criteria, Assessment(reference_to(criteria)))
    assert {problem.code for problem in refused.value.problems} == {"answer-refused"}


def share_set():
    source = b"""format: 1
set: {id: mine, edition: "1", language: en, title: Mine}
dimensions: [{id: "1", title: One}]
indicators:
  - {id: s, dimension: "1", title: S, points: 0,
     question: {type: share, text: "S?", part: P, whole: W}}
"""
    criteria = library.load_bytes(source, "mine.yaml").criteria
    assert criteria is not None
    return criteria


EVERY_KIND = """\
"C.1": "2"
"C.2":
  value:
    - "name": "Marine: \\"Coast\\""
      "region": "north"
      "signed": yes
      "amount/part": "1.5"
      "amount/whole": "3"
      "events":
        value:
          - "what": "Fair"
            "guests": "12"
    - "name": "Alpine"
      "signed":
        unknown: true
        note: "Ask Ivo"
"C.3":
  value: ["markets", "other"]
  comments: {"markets": "Two\\nfairs", "other": "The weather"}
"C.4":
  value:
    - "name": "Fair"
      "day": "2026-03-01"
    - {}
"C.5": ["One", "Two; and three"]
"C.6": "2026-02-28"
"C.7": "alone"
"""


@pytest.fixture
def survey(tmp_path):
    file = Path(__file__).with_name("survey.yaml")
    with AssessmentSession.create(tmp_path / "survey.excellence", str(file)) as made:
        yield made


def test_every_kind_of_question_goes_both_ways(survey, written):
    path = written(EVERY_KIND.encode())
    assert answer_file.apply(survey, path) == 7
    assert written_answers(survey.criteria, survey.assessment) == EVERY_KIND
    before = survey.assessment
    answer_file.apply(survey, path)
    assert survey.assessment == before
    survey.undo()
    survey.undo()
    assert survey.assessment.answers == {}


def test_short_forms_of_cases_and_rows(survey, written):
    path = written(
        """
        "C.2": [{name: Marine}, {name: Alpine, region: South}]
        "C.2[2]/signed": no
        "C.3": [time]
        "C.7": {value: both, comments: {both: So}}
        """
    )
    answer_file.apply(survey, path)
    answers = survey.assessment.answers
    assert answers["C.1"].value == 2  # raised with the cases
    assert answers["C.2[2]/region"].value == "south"
    assert answers["C.2[2]/signed"].value is False
    assert (answers["C.3"].value, answers["C.7/both"].value) == (("time",), "So")
    answer_file.apply(survey, written('"C.3": []\n"C.2": [{}, {name: Wood}]\n'))
    assert "C.3" not in survey.assessment.answers
    assert survey.assessment.answers["C.2[2]/name"].value == "Wood"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('"C.2":\n  - {nam: x}\n', 2, 'There is no question "C.2[1]/nam" in this criteria set.'),
        ('"C.2": [x]\n', 1, "C.2 needs a group of answers for each case or row."),
        ('"C.3": [fog]\n', 1, '"fog" is not a choice of C.3.'),
        ('"C.3": {comments: [x]}\n', 1, '"comments" needs a group: each choice with its comment.'),
        (
            '"C.3": {comments: {fog: x}}\n',
            1,
            'There is no question "C.3/fog" in this criteria set.',
        ),
        ('"C.1": [1]\n', 1, "C.1 needs a value, or a group"),
        ('"C.4":\n  - {day: soon}\n', 2, '"soon" is not a date.'),
        ('"C.8":\n- {}\n- {}\n- {}\n- {}\n', 5, "Visit takes at most 3."),
    ],
)
def test_what_is_wrong_inside_is_named_with_its_place(survey, written, text, line, reason):
    (problem,) = problems_of(survey, written(text.encode()))
    assert problem.position.line == line
    assert Words().say(problem.message).startswith(reason)
