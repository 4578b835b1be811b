"""Counting many documents: exact figures, groups, two surveys, links, other editions."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from excellence_app.domain.assessment import (
    Answer,
    AnswerStatus,
    Assessment,
    ClusterProfile,
    CriteriaReference,
)
from excellence_app.domain.conditions import Comparison, ComparisonWord
from excellence_app.domain.criteria import (
    Choice,
    CriteriaSet,
    Dimension,
    Question,
    QuestionType,
    Section,
    SetStatus,
    TallyNote,
    TallyPlan,
)
from excellence_app.domain.messages import Refused
from excellence_app.domain.tallies import Filled, LinkKind, Match, MatchedBy, OptionKind
from excellence_app.engine import tallying
from excellence_app.engine.indicators import Answers
from tests.engine import sets

NAMES = (Choice("a", "Alpha"), Choice("b", "Beta"), Choice("c", "Gamma"))
OTHER = Choice("other", "Another one")


def question(name, kind, **more):
    """Return a question of some type."""
    return Question(name, kind, f"Text of {name}", **more)


IS_YES = Comparison("agreed", of_level=False, word=ComparisonWord.IS, values=(True,))
QUESTIONS = (
    question("name", QuestionType.CHOICE, choices=(*NAMES, OTHER), other="other"),
    question("mail", QuestionType.TEXT),
    question("strand", QuestionType.CHOICE, choices=(Choice("1", "One"), Choice("2", "Two"))),
)
MORE = (
    question(
        "did",
        QuestionType.CHOICES,
        choices=(
            Choice("events", "Events", "optional"),
            Choice("market", "Market", "required"),
            Choice("other", "Something else"),
            Choice("none", "Nothing"),
        ),
        other="other",
        none="none",
    ),
    question("agreed", QuestionType.YES_NO),
    question("many", QuestionType.NUMBER, when=IS_YES, least=Fraction(0), unit="agreements"),
    question(
        "case",
        QuestionType.CASES,
        repeat="many",
        when=IS_YES,
        questions=(
            question("who", QuestionType.TEXT),
            question("kind", QuestionType.CHOICE, choices=(Choice("u", "University"),)),
        ),
    ),
    question("share", QuestionType.SHARE),
    question("day", QuestionType.DATE),
    question("story", QuestionType.TEXT),
    question("with", QuestionType.CHOICES, choices=(*NAMES, OTHER), other="other"),
    question("guests", QuestionType.COUNTED_LIST),
    question(
        "fairs",
        QuestionType.TABLE,
        columns=(question("what", QuestionType.TEXT), question("when", QuestionType.DATE)),
    ),
    question("may", QuestionType.YES_NO, may_not_apply=True),
)
PLAN = TallyPlan(
    name="name",
    by=("strand",),
    totals=("many",),
    links=("with",),
    notes=(TallyNote("did", "Mind the wording."),),
)
SET = CriteriaSet(
    id="tiny",
    edition="1",
    language="en",
    title="Tiny",
    status=SetStatus.OWN,
    sha256="1" * 64,
    sections=(
        Section("A", "Who", QUESTIONS),
        Section("B", "What", MORE),
    ),
    tally=PLAN,
)


def filled(title="", earlier=None, /, *, own_set=None, criteria=SET, **answers):
    """Return a document; answers are given by their keys, with two dashes for a slash."""
    reference = CriteriaReference(criteria.id, criteria.edition, criteria.sha256)
    held = {
        key.replace("__", "/"): value if isinstance(value, Answer) else Answer(value)
        for key, value in answers.items()
    }
    assessment = Assessment(reference, answers=held)
    return Filled(title, assessment, earlier and earlier.assessment, own_set)


def table(tally, name):
    """Return the table of a question."""
    return next(one for one in tally.tables if one.id == name)


def counts(part, shown):
    """Return the counts of a part by the keys, or else the kinds, of the options."""
    return {
        option.key or option.kind.value: count
        for option, count in zip(shown.options, part.counts, strict=True)
    }


class TestOptions:
    """Choices, yes and no, levels."""

    def test_each_option_is_counted_with_other_none_and_no_answer(self):
        tally = tallying.tally(
            SET,
            [
                filled(did=("events", "market")),
                filled(did=("events", "other")),
                filled(did=("none",)),
                filled(),
                filled(did=()),
            ],
            by=(),
        )
        found = table(tally, "did")
        assert counts(found.now, found) == {
            "events": 2,
            "market": 1,
            "other": 1,
            "none": 1,
            "no_answer": 2,
        }
        assert (found.now.asked, found.now.answered, found.now.not_asked) == (5, 3, 0)
        assert found.now.share(0) == Fraction(2, 3)
        assert [one.kind for one in found.options][2:] == [
            OptionKind.OTHER,
            OptionKind.NONE,
            OptionKind.NO_ANSWER,
        ]

    def test_a_branch_that_was_not_taken_is_not_asked(self):
        tally = tallying.tally(
            SET,
            [
                filled(agreed=True, many=Fraction(3)),
                filled(agreed=False, many=Fraction(7)),
                filled(many=Fraction(9)),  # it is open whether this is asked, and it is answered
                filled(),
            ],
            by=(),
        )
        many = table(tally, "many").now
        assert (many.asked, many.answered, many.not_asked) == (2, 2, 2)
        assert many.numbers.total == 12

    def test_true_is_not_one(self):
        tally = tallying.tally(SET, [filled(agreed=True), filled(agreed=1)], by=())
        found = table(tally, "agreed")
        assert counts(found.now, found) == {"true": 1, "false": 0, "off_list": 1, "no_answer": 0}

    def test_what_does_not_apply_is_no_answer_and_has_a_line_of_its_own(self):
        aside = Answer(status=AnswerStatus.NOT_APPLICABLE)
        tally = tallying.tally(SET, [filled(may=True), filled(may=aside), filled(agreed=aside)])
        found = table(tally, "may")
        assert counts(found.now, found)["not_applicable"] == 1
        assert found.now.answered == 1
        plain = table(tally, "agreed")
        assert counts(plain.now, plain)["no_answer"] == 3

    def test_a_choice_that_is_gone_is_counted_apart(self):
        tally = tallying.tally(SET, [filled(strand="3"), filled(strand="1")], by=())
        found = table(tally, "strand")
        assert counts(found.now, found) == {"1": 1, "2": 0, "off_list": 1, "no_answer": 0}
        assert found.now.answered == 2

    def test_comments_stand_under_their_option_only_while_it_is_chosen(self):
        tally = tallying.tally(
            SET,
            [
                filled(
                    "A", did=("events", "other"), did__events=" Two fairs ", did__other="Songs"
                ),
                filled("B", did=("events",), did__market="Kept, not used", did__events="  "),
            ],
            by=(),
        )
        said = [(one.option, one.document, one.text) for one in table(tally, "did").said]
        assert said == [("events", 0, "Two fairs"), ("other", 0, "Songs")]
        assert table(tally, "did").notes == PLAN.notes


class TestNumbers:
    """Sums, means and medians without any rounding."""

    def test_figures_are_exact(self):
        given_numbers = [Fraction(1, 3), Fraction(1, 6), Fraction(5), Fraction(2)]
        tally = tallying.tally(SET, [filled(agreed=True, many=one) for one in given_numbers])
        found = table(tally, "many").now.numbers
        assert found.total == Fraction(15, 2)
        assert found.mean == Fraction(15, 8)
        assert (found.least, found.most) == (Fraction(1, 6), 5)
        assert found.median == Fraction(7, 6)

    @given(
        st.lists(st.tuples(st.fractions(0, 1000), st.sampled_from(["1", "2", None])), max_size=30)
    )
    def test_groups_have_their_own_figures(self, rows):
        documents = [
            filled(agreed=True, many=number, **({"strand": strand} if strand else {}))
            for number, strand in rows
        ]
        tally = tallying.tally(SET, documents)
        found = table(tally, "many")
        for group, part in zip(
            tally.groupings[0].groups if tally.groupings else (),
            found.groups[0] if found.groups else (),
            strict=True,
        ):
            wanted = sorted(n for n, strand in rows if (strand or "") == group.key)
            assert part.documents == part.rows == len(wanted)
            assert part.numbers.total == sum(wanted)
            assert (part.numbers.least, part.numbers.most) == (wanted[0], wanted[-1])
            middle = len(wanted) // 2
            upper, lower = wanted[middle], wanted[middle if len(wanted) % 2 else middle - 1]
            assert part.numbers.median == Fraction(upper + lower) / 2

    def test_a_share_is_the_part_of_the_whole(self):
        documents = [
            filled(share__part=Fraction(1), share__whole=Fraction(4)),
            filled(share__part=Fraction(2), share__whole=Fraction(8)),
            filled(share__part=Fraction(1)),
            filled(share__part=Fraction(0), share__whole=Fraction(0)),
        ]
        found = table(tallying.tally(SET, documents), "share")
        assert found.share
        assert found.now.numbers.mean == Fraction(1, 4)
        assert (found.now.asked, found.now.answered) == (4, 2)

    def test_days_have_a_first_and_a_last(self):
        documents = [filled(day=date(2026, 5, 1)), filled(day=date(2025, 5, 1)), filled()]
        found = table(tallying.tally(SET, documents), "day").now
        assert (found.days.count, found.days.first, found.days.last) == (
            2,
            date(2025, 5, 1),
            date(2026, 5, 1),
        )
        assert found.answered == 2


class TestEntries:
    """Cases, rows of tables, lists."""

    def document(self, name, used, *kinds):
        """Return a document with some cases, of which `used` count."""
        keys = {}
        for place, kind in enumerate(kinds, start=1):
            keys[f"case[{place}]"] = Answer(Fraction(place))
            keys[f"case[{place}]/who"] = Answer(f"{name}{place}")
            if kind:
                keys[f"case[{place}]/kind"] = Answer(kind)
        found = filled(name, agreed=True, many=Fraction(used))
        held = {**found.assessment.answers, **keys}
        return replace(found, assessment=replace(found.assessment, answers=held))

    def test_cases_that_count_are_rows_of_their_own(self):
        documents = [self.document("A", 2, "u", "", "u"), self.document("B", 1, "u"), filled("C")]
        found = table(tallying.tally(SET, documents), "case")
        assert found.now.numbers.total == 3
        assert (found.now.asked, found.now.answered) == (2, 2)
        who, kind = found.inside
        assert (kind.id, kind.now.rows, kind.now.documents) == ("case/kind", 3, 2)
        assert counts(kind.now, kind) == {"u": 2, "no_answer": 1}
        assert [(one.document, one.text) for one in who.said] == [(0, "A1"), (0, "A2"), (1, "B1")]

    def test_rows_of_a_table_are_counted_by_group(self):
        one = filled(strand="1")
        keys = {
            "fairs[1]": Answer(Fraction(1)),
            "fairs[1]/what": Answer("Expo"),
            "fairs[2]": Answer(Fraction(2)),
            "fairs[2]/when": Answer(date(2026, 1, 1)),
        }
        held = {**one.assessment.answers, **keys}
        documents = [replace(one, assessment=replace(one.assessment, answers=held)), filled()]
        found = table(tallying.tally(SET, documents), "fairs")
        assert found.now.numbers.total == 2
        what, when = found.inside
        assert (what.now.rows, what.now.answered) == (2, 1)
        assert [part.rows for part in what.groups[0]] == [2, 0]
        assert when.now.days.count == 1

    def test_a_list_is_counted_and_said(self):
        documents = [filled("A", guests=("Ann", "Bo")), filled("B", guests=("Cy",)), filled("C")]
        found = table(tallying.tally(SET, documents), "guests")
        assert (found.now.numbers.total, found.now.numbers.median) == (3, Fraction(3, 2))
        assert [one.text for one in found.said] == ["Ann", "Bo", "Cy"]


class TestGroups:
    """Parts of the documents."""

    def test_small_groups_are_marked_and_nobody_is_lost(self):
        documents = [filled(strand="1") for _ in range(5)] + [filled(strand="2"), filled()]
        tally = tallying.tally(SET, documents)
        (grouping,) = tally.groupings
        assert [(one.key, one.documents, one.small) for one in grouping.groups] == [
            ("1", 5, False),
            ("2", 1, True),
            ("", 1, True),
        ]

    def test_figures_are_small_by_the_answers_behind_them(self):
        documents = [filled(strand="1", agreed=True) for _ in range(4)]
        documents += [filled(strand="1") for _ in range(3)]
        tally = tallying.tally(SET, documents)
        assert not tally.groupings[0].groups[0].small
        found = table(tally, "agreed")
        assert found.now.small
        assert [part.small for part in found.groups[0]] == [True]
        assert not table(tally, "strand").now.small
        assert not table(tally, "story").now.small  # there is nothing that could be marked

    def test_many_entries_of_few_documents_are_small(self):
        one = filled()
        keys = {f"fairs[{n}]": Answer(Fraction(n)) for n in range(1, 8)}
        keys |= {f"fairs[{n}]/what": Answer("Expo") for n in range(1, 8)}
        one = replace(one, assessment=replace(one.assessment, answers=keys))
        what, _ = table(tallying.tally(SET, [one]), "fairs").inside
        assert (what.now.answered, what.now.small) == (7, True)

    def test_a_text_makes_no_groups_and_what_does_is_named(self):
        with pytest.raises(Refused) as refused:
            tallying.tally(SET, [filled()], by=["story"])
        usable = refused.value.message.values["usable"]
        assert usable == "name, strand, did, agreed, with, may"

    def test_an_unknown_question_is_refused(self):
        with pytest.raises(Refused) as refused:
            tallying.tally(SET, [filled()], by=["nowhere"])
        assert "no question" in refused.value.message.text

    def test_several_choices_let_groups_overlap(self):
        tally = tallying.tally(SET, [filled(did=("events", "market"))], by=["did"])
        (grouping,) = tally.groupings
        assert grouping.overlapping
        assert [one.key for one in grouping.groups] == ["events", "market"]


class TestTwoSurveys:
    """The earlier copy, or files of its own."""

    def test_rows_are_documents_not_names(self):
        documents = [
            filled("X", filled(agreed=False), name="a", agreed=True, many=Fraction(1)),
            filled(
                "X", filled(agreed=True, many=Fraction(2)), name="a", agreed=True, many=Fraction(1)
            ),
            filled("Y", name="b", agreed=True, many=Fraction(4)),
            filled("Z", name="c", agreed=False),
        ]
        tally = tallying.tally(SET, documents)
        (totals,) = tally.totals
        rows = [(row.document, row.earlier, row.now, row.new) for row in totals.rows]
        assert rows == [(0, 0, 1, 1), (1, 2, 1, -1), (2, None, 4, None)]
        assert (totals.earlier, totals.now, totals.new, totals.left_out) == (2, 6, 4, 1)
        assert tally.earlier == 2
        assert table(tally, "agreed").earlier.answered == 2

    def test_files_of_the_first_survey_that_are_nobody_s_are_rows_of_their_own(self):
        tally = tallying.tally(
            SET,
            [filled("N", agreed=True, many=Fraction(5))],
            against=[filled("O", agreed=True, many=Fraction(2)), filled("P", agreed=False)],
        )
        (totals,) = tally.totals
        assert [(row.document, row.now) for row in totals.rows] == [(0, 5)]
        assert [(row.document, row.earlier) for row in totals.others] == [(0, 2)]
        assert totals.new == 3
        assert table(tally, "agreed").earlier.rows == 2

    def test_states_of_one_document_belong_together_whatever_they_are_called(self):
        now = [
            replace(filled(name="a", agreed=True, many=Fraction(5)), document="x"),
            replace(filled(name="b", agreed=True, many=Fraction(1)), document="y"),
        ]
        then = [
            replace(filled(name="b", strand="2", agreed=True, many=Fraction(3)), document="x"),
            replace(filled(name="c", strand="1", agreed=True, many=Fraction(4)), document="z"),
        ]
        tally = tallying.tally(SET, now, against=then)
        assert [one.match for one in tally.documents] == [Match(0, MatchedBy.DOCUMENT), None]
        (totals,) = tally.totals
        rows = [(row.document, row.earlier, row.now, row.new) for row in totals.rows]
        assert rows == [(0, 3, 5, 2), (1, None, 1, None)]
        groups = [one.key for one in tally.groupings[0].groups]
        (alone,) = totals.others
        assert (alone.document, alone.earlier) == (1, 4)
        assert [groups[place] for place in alone.groups[0]] == ["1"]
        assert (totals.earlier, totals.now, totals.new) == (7, 6, -1)

    def test_a_name_joins_where_it_stands_once_on_each_side(self):
        def one(name, many, **more):
            return filled(name=name, agreed=True, many=Fraction(many), **more)

        now = [one("a", 2), one("b", 1), one("other", 7, name__other="Delta  Bay"), one("c", 3)]
        then = [
            one("other", 6, name__other="delta bay"),
            *(one("a", 1), one("c", 1), one("c", 2), filled(agreed=True, many=Fraction(9))),
        ]
        tally = tallying.tally(SET, now, against=then)
        assert [one.match for one in tally.documents] == [
            Match(1, MatchedBy.NAME),
            None,
            Match(0, MatchedBy.NAME),
            None,
        ]
        rows = [(row.document, row.earlier, row.now) for row in tally.totals[0].rows]
        assert rows == [(0, 1, 2), (1, None, 1), (2, 6, 7), (3, None, 3)]
        assert [row.document for row in tally.totals[0].others] == [2, 3, 4]

    def test_who_has_no_name_is_nobody_s_partner(self):
        plain = replace(SET, tally=TallyPlan(totals=("many",)))
        for criteria, answers in ((SET, {}), (SET, {"name": "other"}), (plain, {"name": "a"})):
            tally = tallying.tally(
                criteria, [filled(**answers)], against=[filled(**answers, strand="1")]
            )
            assert tally.documents[0].match is None

    def test_groups_have_their_first_survey_too(self):
        documents = [
            filled(filled_name, filled(strand=then, did=did), strand=now, did=("market",))
            for filled_name, then, did, now in (
                ("A", "1", ("events",), "1"),
                ("B", "1", ("market",), "1"),
                ("C", "2", ("events",), "1"),
            )
        ]
        tally = tallying.tally(SET, documents)
        (grouping,) = tally.groupings
        assert [(one.key, one.documents, one.earlier) for one in grouping.groups] == [
            ("1", 3, 2),
            ("2", 0, 1),
        ]
        found = table(tally, "did")
        place = [option.key for option in found.options].index("events")
        assert [part.counts[place] for part in found.groups[0]] == [0, 0]
        assert [part.counts[place] for part in found.earlier_groups[0]] == [1, 1]
        assert [part.answered for part in found.earlier_groups[0]] == [2, 1]
        one = tallying.tally(SET, [filled(strand="1")])
        assert table(one, "did").earlier_groups == ()
        assert one.groupings[0].groups[0].earlier is None

    def test_totals_have_sums_of_their_groups(self):
        def many(number, strand):
            return filled(strand=strand, agreed=True, many=Fraction(number))

        documents = [
            replace(many(5, "1"), earlier=many(1, "1").assessment),
            many(2, "1"),
            replace(many(4, "2"), earlier=many(3, "2").assessment),
        ]
        (totals,) = tallying.tally(SET, documents).totals
        sums = [(one.earlier, one.now, one.new) for one in totals.subtotals[0]]
        assert sums == [(1, 7, 6), (3, 4, 1)]

    def test_both_surveys_have_the_same_lines(self):
        tally = tallying.tally(SET, [filled(strand="1")], against=[filled(strand="9")])
        found = table(tally, "strand")
        assert counts(found.now, found)["off_list"] == 0
        assert counts(found.earlier, found)["off_list"] == 1


class TestLinks:
    """Who says that they work with whom."""

    def test_one_side_is_told_from_both(self):
        documents = [
            filled("A", **{"name": "a", "with": ("b", "c", "other"), "with__other": "Delta"}),
            filled("B", **{"name": "b", "with": ("a",), "with__a": "A fair"}),
            filled("B again", **{"name": "b", "with": ("c",)}),
            filled("C", name="c"),
        ]
        (links,) = tallying.tally(SET, documents).links
        found = [(one.document, one.partner_title, one.kind, one.back) for one in links.links]
        assert found == [
            (0, "Beta", LinkKind.BOTH, (1,)),
            (0, "Gamma", LinkKind.SILENT, ()),
            (0, "Delta", LinkKind.OFF_LIST, ()),
            (1, "Alpha", LinkKind.BOTH, (0,)),
            (2, "Gamma", LinkKind.SILENT, ()),
        ]
        assert (links.pairs, links.mutual, links.documents) == (4, 1, 3)
        assert links.links[3].text == "A fair"

    def test_who_answered_and_does_not_say_so_is_one_sided(self):
        documents = [
            filled(**{"name": "a", "with": ("b",)}),
            filled(**{"name": "b", "with": ("c",)}),
        ]
        (links,) = tallying.tally(SET, documents).links
        assert [one.kind for one in links.links] == [LinkKind.ONE_SIDED, LinkKind.SILENT]


class TestOtherEditions:
    """Documents that answer another edition of the set."""

    def test_a_changed_set_of_the_same_name_is_another_version(self):
        changed = replace(SET, sha256="2" * 64)
        then = filled(criteria=changed)
        tally = tallying.tally(SET, [filled("A", then, criteria=changed, own_set=changed)])
        (one,) = tally.documents
        assert (one.edition, one.same_edition) == ("1", True)
        assert (one.earlier_edition, one.same_earlier_edition) == ("1", True)
        (same,) = tallying.tally(SET, [filled("A")]).documents
        assert (same.same_edition, same.same_earlier_edition) == (False, False)

    def test_a_partner_that_is_gone_has_the_name_of_its_own_set(self):
        gone = Choice("d", "Delta")
        more = tuple(
            replace(one, choices=(*one.choices, gone)) if one.id == "with" else one for one in MORE
        )
        old = replace(
            SET, edition="0", sha256="0" * 64, sections=(SET.sections[0], Section("B", "W", more))
        )
        answers = {"name": "a", "with": ("d", "e")}
        document = filled("Old", own_set=old, criteria=old, **answers)
        (links,) = tallying.tally(SET, [document]).links
        assert [one.partner_title for one in links.links] == ["Delta", "e"]
        assert {one.kind for one in links.links} == {LinkKind.OFF_LIST}

    def test_questions_of_another_type_are_left_out_and_named(self):
        then = tuple(
            replace(one, type=QuestionType.TEXT) if one.id == "agreed" else one
            for one in MORE
            if one.id != "day"
        )
        gone = question("gone", QuestionType.YES_NO)
        old = replace(
            SET,
            edition="0",
            sha256="0" * 64,
            sections=(SET.sections[0], Section("B", "What", (*then, gone))),
        )
        document = filled(
            "Old", own_set=old, criteria=old, agreed="yes", strand="1", gone=True, story="Kept"
        )
        tally = tallying.tally(SET, [document, filled("New", agreed=True)])
        counted = tally.documents[0]
        assert (counted.edition, counted.left_out) == ("0", ("agreed", "gone"))
        assert tally.documents[1].edition == ""
        assert table(tally, "agreed").now.asked == 1
        assert table(tally, "day").now.asked == 1
        assert table(tally, "strand").now.answered == 1
        assert [one.text for one in table(tally, "story").said] == ["Kept"]


class TestConditions:
    """Whether a question was asked is what the engine says, document by document."""

    CHAIN = (
        question("a", QuestionType.YES_NO),
        question("b", QuestionType.NUMBER, when=replace(IS_YES, subject="a")),
        question(
            "c",
            QuestionType.CHOICES,
            choices=(Choice("x", "X"), Choice("other", "Other")),
            other="other",
            when=Comparison("b", of_level=False, word=ComparisonWord.ABOVE, values=(Fraction(2),)),
        ),
        question(
            "d",
            QuestionType.TEXT,
            when=Comparison("c", of_level=False, word=ComparisonWord.INCLUDES, values=("x",)),
        ),
    )
    CHAINED = replace(SET, sections=(Section("A", "All", CHAIN),), tally=TallyPlan())

    @given(
        st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "a": st.booleans(),
                    "b": st.sampled_from([Fraction(1), Fraction(3)]),
                    "c": st.sampled_from([("x",), ("other",), ("x", "other")]),
                    "c__other": st.just("Words"),
                    "d": st.just("Text"),
                },
            ),
            max_size=12,
        )
    )
    def test_patterns_that_are_remembered_give_the_same(self, rows):
        documents = [filled(criteria=self.CHAINED, **row) for row in rows]
        tally = tallying.tally(self.CHAINED, documents)
        for one in self.CHAINED.questions:
            wanted = 0
            for document in documents:
                answers = document.assessment.answers
                asked = Answers(self.CHAINED, answers).asked(one)
                wanted += asked is True or (asked is None and one.id in answers)
            assert table(tally, one.id).now.asked == wanted

    def test_what_takes_more_than_one_answer_is_looked_at_each_time(self):
        when = Comparison("case", of_level=False, word=ComparisonWord.ANSWERED, values=(True,))
        inner = (question("who", QuestionType.TEXT),)
        cases = question("case", QuestionType.CASES, questions=inner)
        asked = replace(self.CHAIN[0], when=when)
        criteria = replace(self.CHAINED, sections=(Section("A", "All", (cases, asked)),))
        one, none = filled(criteria=criteria, a=True), filled(criteria=criteria)
        held = {**one.assessment.answers, "case[1]": Answer(Fraction(1))}
        one = replace(one, assessment=replace(one.assessment, answers=held))
        assert table(tallying.tally(criteria, [one, none]), "a").now.asked == 1

    def test_facts_of_the_profile_decide_as_well(self):
        when = Comparison(
            "profile/phase", of_level=False, word=ComparisonWord.IS, values=("mature",)
        )
        asked = replace(self.CHAIN[0], when=when)
        criteria = replace(self.CHAINED, sections=(Section("A", "All", (asked,)),))
        young, mature = filled(criteria=criteria), filled(criteria=criteria, a=True)
        profile = ClusterProfile(facts={"phase": "mature"})
        mature = replace(mature, assessment=replace(mature.assessment, profile=profile))
        assert table(tallying.tally(criteria, [young, mature]), "a").now.asked == 1

    def test_inside_a_case_the_case_s_own_answers_decide(self):
        inner = (
            question("kind", QuestionType.YES_NO),
            question("why", QuestionType.TEXT, when=replace(IS_YES, subject="kind")),
        )
        cases = question("case", QuestionType.CASES, questions=inner)
        criteria = replace(self.CHAINED, sections=(Section("A", "All", (cases,)),))
        one = filled(criteria=criteria)
        held = {
            "case[1]": Answer(Fraction(1)),
            "case[1]/kind": Answer(value=True),
            "case[1]/why": Answer("Because"),
            "case[2]": Answer(Fraction(2)),
            "case[2]/kind": Answer(value=False),
            "case[2]/why": Answer("Not used"),
        }
        one = replace(one, assessment=replace(one.assessment, answers=held))
        _, why = table(tallying.tally(criteria, [one]), "case").inside
        assert (why.now.rows, why.now.asked, why.now.answered) == (2, 1, 1)
        assert [said.text for said in why.said] == ["Because"]


class TestScoredSets:
    """Indicators stand in the tally with their levels, or with their points."""

    BARE = sets.indicator(
        sets.yes_no_question("p.1", 2), sets.yes_no_question("p.2", 2), identity="p", points=4
    )
    SCORED = replace(
        SET,
        dimensions=(Dimension("1", "First"), Dimension("2", "Second")),
        indicators=(sets.counted("n"), sets.ladder("l"), BARE),
        sections=(),
        tally=TallyPlan(),
    )

    def scored(self, **answers):
        return filled(criteria=self.SCORED, **answers)

    def tables(self, documents):
        tally = tallying.tally(self.SCORED, documents)
        return {(one.id, one.indicator): one for one in tally.tables}

    def test_levels_that_follow_from_numbers_are_counted_with_the_numbers(self):
        documents = [
            self.scored(n=Fraction(20)),
            self.scored(n=Fraction(30)),
            self.scored(n=Fraction(31)),
            self.scored(),
        ]
        found = self.tables(documents)
        level = found["n", True]
        assert counts(level.now, level) == {
            "0": 0,
            "1": 0,
            "2": 1,
            "3": 2,
            "4": 0,
            "no_answer": 1,
        }
        assert found["n", False].now.numbers.total == 81

    def test_a_level_that_is_the_answer_stands_there_once(self):
        found = self.tables([self.scored(l=3)])
        assert ("l", True) not in found
        assert found["l", False].title == "About l"
        assert counts(found["l", False].now, found["l", False])["3"] == 1

    def test_points_without_levels_are_numbers(self):
        answers = {"p.1": Answer(value=True), "p.2": Answer(value=False)}
        one = self.scored()
        one = replace(one, assessment=replace(one.assessment, answers=answers))
        found = self.tables([one, self.scored()])
        assert found["p", True].now.numbers.total == 2
        assert (found["p", True].now.asked, found["p", True].now.answered) == (2, 1)
        assert counts(found["p.1", False].now, found["p.1", False])["true"] == 1

    def test_what_does_not_count_is_not_asked(self):
        when = Comparison("l", of_level=True, word=ComparisonWord.AT_LEAST, values=(2,))
        criteria = replace(
            self.SCORED, indicators=(sets.ladder("l"), sets.counted("n", when=when))
        )
        documents = [
            filled(criteria=criteria, l=1, n=Fraction(20)),
            filled(criteria=criteria, l=2, n=Fraction(20)),
        ]
        tally = tallying.tally(criteria, documents)
        level = next(one for one in tally.tables if one.indicator)
        assert (level.now.asked, level.now.answered) == (1, 1)
        assert table(tally, "n").now.asked == 1


class TestManyAnswers:
    """More different answers than a byte can tell apart."""

    def test_each_is_counted(self):
        names = [f"o{n}" for n in range(300)]
        many = question(
            "q", QuestionType.CHOICE, choices=tuple(Choice(name, name) for name in names)
        )
        criteria = replace(SET, sections=(Section("A", "All", (many,)),), tally=TallyPlan())
        documents = [filled(criteria=criteria, q=name) for name in [*names, "o7"]]
        found = table(tallying.tally(criteria, documents), "q")
        assert found.now.counts[:300] == tuple(2 if name == "o7" else 1 for name in names)
        assert found.now.counts[300] == 0


def test_a_set_that_can_make_no_groups_says_so():
    criteria = replace(SET, sections=(Section("A", "All", (MORE[9],)),), tally=TallyPlan())
    with pytest.raises(Refused) as refused:
        tallying.tally(criteria, [filled(criteria=criteria)], by=["story"])
    assert refused.value.message.text.startswith("Nothing in this criteria set")


def test_cases_are_called_by_what_was_answered_in_them():
    inner = (
        question("who", QuestionType.TEXT),
        question(
            "kind",
            QuestionType.CHOICE,
            choices=(Choice("u", "University"), Choice("other", "Other")),
            other="other",
        ),
        question("note", QuestionType.TEXT),
    )
    cases = Question("c", QuestionType.CASES, "Case {n}: {who}, {kind}", questions=inner)
    criteria = replace(SET, sections=(Section("A", "All", (cases,)),), tally=TallyPlan())
    one = filled(criteria=criteria)
    values = {
        "c[1]": Fraction(1),
        "c[1]/who": "Lab",
        "c[1]/kind": "u",
        "c[1]/note": "One",
        "c[2]": Fraction(2),
        "c[2]/kind": "other",
        "c[2]/kind/other": "Guild",
        "c[2]/note": "Two",
        "c[3]": Fraction(3),
        "c[3]/kind": "gone",
        "c[3]/note": "Three",
    }
    held = {key: Answer(value) for key, value in values.items()}
    one = replace(one, assessment=replace(one.assessment, answers=held))
    found = table(tallying.tally(criteria, [one]), "c")
    assert found.title == "Case"
    assert [said.entry for said in found.inside[2].said] == [
        *("Case 1: Lab, University", "Case 2, Guild", "Case 3")
    ]
    kind = found.inside[1]
    assert [(said.option, said.text) for said in kind.said] == [("other", "Guild")]


def test_an_earlier_copy_of_another_edition_is_named():
    old = replace(SET, edition="0", sha256="0" * 64)
    then = filled(criteria=old, strand="3")
    one = filled("A", then, strand="1")
    tally = tallying.tally(SET, [one])
    assert tally.documents[0].earlier_edition == "0"
    found = table(tally, "strand")
    assert counts(found.earlier, found)["off_list"] == 1


def test_who_answered_is_counted_and_never_printed():
    tally = tallying.tally(SET, [filled("A", mail="ann@example.org")])
    assert table(tally, "mail").now.answered == 1
    assert table(tally, "mail").said == ()


@given(
    st.lists(
        st.tuples(st.sampled_from(["1", "2"]), st.sets(st.sampled_from(["events", "market"]))),
        max_size=40,
    )
)
def test_the_counts_of_groups_add_up_to_the_whole(rows):
    documents = [filled(strand=strand, did=tuple(sorted(did))) for strand, did in rows]
    found = table(tallying.tally(SET, documents), "did")
    groups = found.groups[0]
    for place, whole in enumerate(found.now.counts):
        assert sum(part.counts[place] for part in groups) == whole
    assert found.now.counts[0] == sum("events" in did for _, did in rows)
    assert sum(part.answered for part in groups) == found.now.answered
