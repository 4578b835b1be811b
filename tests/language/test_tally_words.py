"""What a tally says: rounding to the nearest, which lines are shown, plural forms, editions."""

from fractions import Fraction

import pytest

from excellence_app.domain.criteria import QuestionType
from excellence_app.domain.tallies import (
    CountedDocument,
    Links,
    Match,
    MatchedBy,
    Numbers,
    Option,
    OptionKind,
    Part,
    Table,
    Tally,
)
from excellence_app.language import tallies, tally_remarks
from excellence_app.language.catalogues import Words

WORDS = Words()


@pytest.mark.parametrize(
    ("share", "shown"),
    [("17/19", "89.5"), ("1/19", "5.3"), ("3/7", "42.9"), ("1/2000", "0.1"), ("1", "100")],
)
def test_shares_are_rounded_to_the_nearest_for_people_and_programs(share, shown):
    assert tallies.percent(WORDS, Fraction(share)) == f"{shown}%"
    assert tallies.plain_percent(Fraction(share)) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [("15/9", "1.67"), ("19/16", "1.19"), ("10/6", "1.67"), ("-5/3", "-1.67"), ("7", "7")],
)
def test_numbers_are_rounded_to_the_nearest_for_people_and_programs(number, shown):
    assert tallies.number(WORDS, Fraction(number)) == shown
    assert tallies.plain_number(Fraction(number)) == shown


def test_all_figures_of_numbers_and_shares_are():
    third = Fraction(5, 3)
    found = Numbers(3, Fraction(5), third, third, third)
    assert tallies.figure_values(WORDS, found, share=False) == ("5", *["1.67"] * 4)
    of_one = Numbers(3, Fraction(2), *[Fraction(2, 3)] * 3)
    assert tallies.figure_values(WORDS, of_one, share=True) == ("66.7%",) * 4
    assert tallies.amount(WORDS, third) == "1.67"
    assert tallies.change(WORDS, -third) == "−1.67"


def table(options, chosen):
    """Return a table with so many options, of which the first few were chosen."""
    offered = [Option(str(n), f"Option {n}") for n in range(options)]
    offered.append(Option("", "", OptionKind.NO_ANSWER))
    counts = (*(int(n < chosen) for n in range(options)), 0)
    part = Part(documents=9, rows=9, asked=9, answered=9, counts=counts)
    return Table("Q", "Question", QuestionType.CHOICES, tuple(offered), part)


def test_what_nobody_chose_has_its_line_up_to_thirty_options():
    for options in (2, 14, 30):
        found = table(options, 1)
        assert len(tallies.lines_shown(found)) == options + 1
        assert tallies.lines_hidden(WORDS, found) == ""


def test_of_longer_lists_only_options_are_counted_as_not_listed():
    found = table(249, 12)
    assert len(tallies.lines_shown(found)) == 12
    assert tallies.lines_hidden(WORDS, found) == "237 options that nobody chose are not listed."
    assert tallies.lines_hidden(WORDS, table(31, 30)).startswith("1 option that")


@pytest.mark.parametrize(
    ("documents", "lines", "pairs", "mutual", "text"),
    [
        (1, 1, 1, 0, "1 document names others, in 1 line: 1 different pair. In none of these"),
        (2, 2, 1, 1, "2 documents name others, in 2 lines: 1 different pair. In 1 of these"),
        (9, 9, 8, 2, "9 documents name others, in 9 lines: 8 different pairs. In 2 of these"),
    ],
)
def test_links_are_counted_with_their_plurals(documents, lines, pairs, mutual, text):
    links = Links("Q", "With whom", (None,) * lines, pairs, mutual, documents)
    assert tallies.links_standing(WORDS, links) == f"{text} both sides say so."


class TestRemarks:
    """What is to be known about the documents."""

    def said(self, documents, earlier=()):
        tally = Tally(tuple(documents), (), earlier_documents=tuple(earlier), earlier=len(earlier))
        return list(tally_remarks.remarks(WORDS, tally))

    def test_another_version_of_one_edition_is_called_that(self):
        same = {"edition": "2026.1", "same_edition": True}
        documents = [CountedDocument("A", **same), CountedDocument("B", **same)]
        assert self.said(documents) == [
            "A and B answer another version of edition 2026.1. All answers are counted."
        ]
        (other,) = self.said([CountedDocument("A", edition="2025", left_out=("B.2",))])
        assert other == (
            "A answers another edition, 2025. Answers to these questions are not counted, since "
            "they are gone or asked in another way: B.2."
        )
        (earlier,) = self.said(
            [CountedDocument("A", earlier_edition="2026.1", same_earlier_edition=True)]
        )
        assert "another version of edition 2026.1" in earlier
        one = CountedDocument("A", earlier_edition="2025")
        assert not any("2025" in text for text in self.said([one], [CountedDocument("B")]))
        remarks = list(tally_remarks.document_remarks(WORDS, Tally((), ()), documents[0]))
        assert remarks == ["another version of edition 2026.1"]

    def test_how_files_of_the_first_survey_were_found_is_said(self):
        documents = [
            CountedDocument("A", match=Match(1, MatchedBy.DOCUMENT)),
            CountedDocument("B", match=Match(0, MatchedBy.NAME)),
            CountedDocument("C"),
        ]
        earlier = [CountedDocument(name) for name in "BAX"]
        state, name, alone = self.said(documents, earlier)
        assert state.startswith("1 document of the first survey is an earlier state")
        assert name.startswith("1 document of the first survey stands beside the one of the same")
        assert alone.startswith("1 document of the first survey has a line of its own")
        tally = Tally(tuple(documents), (), earlier_documents=tuple(earlier), earlier=3)
        remarks = [list(tally_remarks.document_remarks(WORDS, tally, o)) for o in documents]
        assert remarks == [
            ["first survey: the same document"],
            ["first survey: found by the name"],
            [],
        ]
        other = [
            list(tally_remarks.document_remarks(WORDS, tally, one, place))
            for place, one in enumerate(earlier)
        ]
        assert other == [[], [], ["in the first survey only"]]
