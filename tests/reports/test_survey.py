"""Questionnaires without a score on paper: what was answered, and the sheet to fill in."""

import re
from datetime import date
from fractions import Fraction

import pypdfium2
import pytest

from excellence_app.domain.assessment import Answer, AnswerStatus
from excellence_app.reports import blocks
from excellence_app.reports.assembly import ReportKind
from excellence_app.reports.exporters import docx, html, pdf
from tests.reports.all_texts import flat, shown, texts_of
from tests.reports.block_text import lines_of
from tests.reports.nasty import RIGHT_TO_LEFT
from tests.reports.surveys import agreements, paper, rows, text

EXPORTERS = (pdf.render, docx.render, html.render)
HEBREW = RIGHT_TO_LEFT[0]


def pdf_text(report):
    document = pypdfium2.PdfDocument(pdf.render(report))
    texts = []
    for page in document:
        found = page.get_textpage()
        texts.append(re.sub("[\ufffe\x02]", "-", found.get_text_range()))
        found.close()
        page.close()
    document.close()
    return texts


def headings(report, level):
    found = []

    def look(content):
        for block in content:
            if isinstance(block, blocks.Heading) and block.level == level:
                found.append(block)
            elif isinstance(block, blocks.Together):
                look(block.content)

    look(report.blocks)
    return found


# what was answered


def test_choices_stand_with_their_comments_and_what_was_not_chosen_does_not():
    said = text({"B.1": ("partners", "studies"), "B.1/partners": "Three were found."})
    assert "Finding partners" in said
    assert "Three were found." in said
    assert "Studies" in said
    assert "Visiting fairs" not in said
    assert "description missing" not in said


def test_a_required_comment_and_the_text_of_other_are_missed_where_they_belong():
    said = text({"B.1": ("partners", "fairs", "other")})
    assert re.search(r"• Finding partners$", said, re.M)
    assert re.search(r"• Visiting fairs  description missing$", said, re.M)
    assert re.search(r"• Something else  description missing$", said, re.M)


def test_comments_of_what_is_no_longer_ticked_are_kept_but_not_printed():
    assert "an old remark" not in text({"B.1": ("partners",), "B.1/studies": "an old remark"})


def test_lists_dates_and_texts():
    said = text(
        {
            "A.1": "First paragraph.\n\nSecond paragraph.",
            "A.3": date(2026, 3, 1),
            "B.3": ("Port authority", "University"),
        }
    )
    assert "1 March 2026" in said
    assert re.search(r"• Port authority\s", said)
    assert re.search(r"• University\s", said)
    assert re.search(r"First paragraph\.\n? *.*Second paragraph\.", said)


def test_the_rows_of_a_table_stand_under_its_heads():
    report = paper(rows("B.4", {"name": "Fair", "day": date(2026, 9, 1)}, {"name": "Talk"}))
    table = next(
        block
        for block in report.blocks
        if isinstance(block, blocks.Table) and "Day" in [one.title for one in block.columns]
    )
    assert [one.title for one in table.columns] == ["", "Name", "Day", "Guests (people)"]
    first, second = ([cell[0].text if cell else "" for cell in row.cells] for row in table.rows)
    assert first == ["1", "Fair", "1 September 2026", ""]
    assert second == ["2", "Talk", "missing", ""]


def test_a_table_that_is_too_wide_has_each_row_by_itself():
    cells = {one: f"cell {one}" for one in "abcdefg"}
    report = paper(rows("B.5", cells, cells))
    for page in pdf_text(report):
        assert "cell" not in page or "Row 1" in page
    said = text(rows("B.5", cells, cells))
    assert said.count("cell g") == 2
    assert "Row 2" in said


def test_each_case_has_a_heading_with_its_name():
    report = paper(agreements("Marine Renewables", "Alpine Wood"))
    titles = [block.text for block in headings(report, 3)]
    assert titles == ["Agreement 1: Marine Renewables", "Agreement 2: Alpine Wood"]
    assert [block.aside for block in headings(report, 3)] == ["", ""]


def test_cases_beyond_the_number_are_marked_as_not_used():
    report = paper(agreements("Marine", "Alpine", announced=1))
    assert [block.aside for block in headings(report, 3)] == ["", "Not used"]


def test_a_hidden_answer_is_marked_as_not_used_with_the_reason():
    said = text({"B.1": ("partners",), "B.2": "Two on ports."})
    answer = said[said.index("B.2") :]
    assert answer.index("Not used") < answer.index("Two on ports.")
    assert 'Only if you ticked "Studies" in B.1.' in answer


def test_a_question_that_is_not_asked_says_why_and_is_not_called_open():
    said = text({"C.1": False})
    assert "Not asked" in said
    assert "Only if you answered Yes to C.1." in said
    assert "C.2 How many agreements?" not in said


def test_a_question_inside_a_case_is_asked_by_an_answer_in_the_same_case():
    said = text({**agreements("Marine"), "C.3[1]/kind": "company"})
    assert 'Only if you answered "A school" to "What are they?" in the same case.' in said


def test_unknown_is_said_and_a_note_is_printed():
    said = text({"A.1": Answer(None, AnswerStatus.UNKNOWN, note="Ask the office.")})
    assert "Unknown" in said
    assert "Ask the office." in said


# page 1


def test_page_1_says_how_far_it_is_by_section_and_what_is_open():
    page, *_ = paper({"A.1": "We", "B.1": ("fairs",), "C.1": False}).blocks
    assert isinstance(page, blocks.OnePage)
    said = "\n".join(blocks_text(page))
    assert "2 of 4 questions answered" in said
    assert re.search(r"- A\s+\| Who\s+\| 1 of 2", said)
    assert re.search(r"- B\s+\| Activities\s+\| 0 of 1", said)
    assert "A.2 In which country?" in said
    assert '"Visiting fairs" needs a comment.' in said
    assert "3 questions are not asked, because of an answer before them." in said
    assert "This questionnaire has no score." in said
    assert "Preparatory" in said


def blocks_text(page):
    return lines_of([page])


@pytest.mark.parametrize("kind", [ReportKind.FULL, ReportKind.ANSWERS, ReportKind.QUESTIONNAIRE])
def test_no_score_label_gap_or_roadmap_is_named(kind):
    said = text({**agreements("Marine"), "A.1": "We"}, kind=kind)
    said = said.replace("This questionnaire has no score.", "").lower()
    for word in ("score", "label", "gap", "roadmap", "threshold", "%", "secretariat"):
        assert word not in said
    assert "preparatory" in said


def test_practice_documents_say_that_they_are_fictional():
    report = paper({}, practice=True)
    assert "fictional" in report.footer
    assert "Fictional, made for practice" in text({}, practice=True)
    assert "ictional" not in text({}) + paper({}).footer


def test_the_round_before_stands_beside_this_one():
    earlier = {**agreements("Alpine"), "B.1": ("partners", "studies"), "B.2": "One."}
    now = {**agreements("Alpine", "Marine"), "B.1": ("partners", "fairs"), "B.1/fairs": "Two."}
    report = paper(now, earlier=earlier)
    page = "\n".join(blocks_text(report.blocks[0])).replace("\u00a0", " ")
    assert "C.2 How many agreements? 5 Nov 2025: 1, now 2" in page
    assert "2, the one before on 5 November 2025" in page
    said = text(now, earlier=earlier)
    start = said.index("# Change since 5 November 2025")
    changes = said[start : said.index("# Method and standing", start)]
    assert re.search(r"No longer:.*\n?.*Studies", changes)
    assert re.search(r"New:.*\n?.*Visiting fairs", changes)
    assert "Agreement 2: Marine" in changes
    assert "Agreement 1: Alpine" not in changes


def test_without_a_round_before_nothing_is_compared():
    assert "Since the round before" not in text({})
    assert "Change since" not in text({})


def test_the_same_answers_in_both_rounds_are_no_change():
    same = {**agreements("Alpine"), "B.1": ("partners",)}
    assert "No answer has changed." in text(same, earlier=same)


# the sheet to fill in


def questionnaire(answers=None):
    return paper(answers or {}, ReportKind.QUESTIONNAIRE)


def test_each_option_has_a_box_and_those_with_a_comment_a_line():
    said = text({}, kind=ReportKind.QUESTIONNAIRE)
    options = said[said.index("B.1   What was done?") : said.index("B.2")]
    assert options.count("(box)") == 5
    assert options.count("[lines]") == 4
    assert "Nothing so far (then tick nothing else)" in options


def test_a_long_list_is_not_printed_whole():
    said = text({}, kind=ReportKind.QUESTIONNAIRE)
    country = said[said.index("A.2") : said.index("A.3")]
    assert "(box)" not in country
    assert "Please write the name" in country


def test_who_must_answer_and_to_whom_a_question_is_put_is_explained():
    said = text({}, kind=ReportKind.QUESTIONNAIRE)
    assert "Questions with a star (*) must be answered" in said
    assert "A.1   Who are you? *" in said
    assert "A.3   Since when?\n" in said
    assert "Only if you answered Yes to C.1." in said
    assert 'Only if you ticked "Studies" in B.1.' in said
    assert "Only if your answer to A.3 is 1 January 2026 or later." in said


def test_a_table_has_five_empty_rows():
    (table,) = (
        one
        for block in questionnaire().blocks
        if isinstance(block, blocks.Together)
        for one in block.content
        if isinstance(one, blocks.Table)
        and any(column.title.startswith("Day") for column in one.columns)
    )
    assert len(table.rows) == 5


@pytest.mark.parametrize("answers", [{}, agreements("A", "B", "C")])
def test_there_are_two_empty_cases_however_many_were_announced(answers):
    report = questionnaire(answers)
    titles = [block.text for block in headings(report, 2)]
    assert titles == ["Agreement 1", "Agreement 2"]
    said = text(answers, kind=ReportKind.QUESTIONNAIRE)
    assert "There is room for 2 cases. For more please copy this page." in said


def test_the_sheet_shows_no_answers():
    said = text(
        {"A.1": "Secret name", **agreements("Hidden partner")}, kind=ReportKind.QUESTIONNAIRE
    )
    assert "Secret name" not in said
    assert "Hidden partner" not in said


def test_a_box_stays_on_the_page_of_its_line():
    lines = blocks.WritingLines("", 1)
    box = blocks.said("Option", mark=blocks.Mark.BOX)
    content = (*[blocks.said("text")] * 4, *[box, lines] * 4)
    together = blocks.Together(content, breaks=True)
    kept = [together.kept_with_next(number) for number in range(12)]
    assert kept == [*[True] * 5, False, True, False, True, True, True, False]


# what is hostile


LONG = " ".join(f"word{n}" for n in range(2400))[:20_000]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("render", EXPORTERS)
def test_every_kind_of_answer_is_written_in_every_form(render, language):
    answers = {
        "A.1": f"{HEBREW}\n\nA second paragraph.",
        "A.2": "de",
        "A.3": date(2026, 3, 1),
        "B.1": ("fairs", "other"),
        "B.1/fairs": LONG,
        "B.3": (HEBREW, "x" * 500),
        **rows("B.4", {"name": HEBREW, "day": date(2026, 1, 1), "guests": Fraction(5)}),
        **agreements(HEBREW, "Marine"),
    }
    for kind in (ReportKind.FULL, ReportKind.ANSWERS, ReportKind.QUESTIONNAIRE):
        assert render(paper(answers, kind, earlier={"A.1": LONG}, language=language))


def test_a_comment_of_20_000_characters_is_there_to_its_last_word():
    assert len(LONG) == 20_000
    report = paper({"B.1": ("partners",), "B.1/partners": LONG})
    whole = flat("".join(without_foot(report)))
    for word in LONG.split():
        assert word in whole


def without_foot(report):
    for page in pdf_text(report):
        yield page.split("Blue Harbour. ")[0]


def test_a_thousand_rows_are_all_there_under_repeated_heads():
    cells = [{"name": f"Event {n:04}", "day": date(2026, 1, 1)} for n in range(1000)]
    report = paper(rows("B.4", *cells))
    pages = pdf_text(report)
    whole = "".join(pages)
    assert all(f"Event {n:04}" in whole for n in range(1000))
    with_rows = [page for page in pages if "Event 0" in page]
    assert len(with_rows) > 10
    assert all("Guests" in page for page in with_rows)


def test_every_text_of_a_report_is_in_the_web_page():
    report = paper({**agreements(HEBREW), "B.1": ("other",), "B.1/other": HEBREW})
    page = html.render(report).decode()
    readable = flat(re.sub(r"<[^>]*>", "", page).replace("&#34;", '"').replace("&#39;", "'"))
    for one in texts_of(report.blocks):
        assert shown(one) in readable


def test_a_hundred_cases_are_all_there():
    whole = "".join(pdf_text(paper(agreements(*[f"Partner {n}" for n in range(1, 101)]))))
    for n in range(1, 101):
        assert f"Agreement {n}: Partner {n}" in whole


# the blank one is the same whatever was answered

ANSWERED = agreements("One", "Two", "Three", "Four", announced=4) | {"A.1": "Harbour office"}


def test_a_blank_questionnaire_holds_nothing_that_was_answered():
    blank = paper({}, ReportKind.QUESTIONNAIRE)
    answered = paper(ANSWERED, ReportKind.QUESTIONNAIRE, earlier={"A.1": "Before"})
    assert answered == blank
    assert "Blue Harbour" not in "\n".join(texts_of(blank))
    assert "what was entered" not in "\n".join(texts_of(blank))
    assert "This questionnaire has no score." in "\n".join(texts_of(blank))


def test_a_blank_questionnaire_prints_all_branches_with_their_conditions():
    said = text({"C.1": Answer(value=False)}, kind=ReportKind.QUESTIONNAIRE)
    assert "How many agreements?" in said
    assert "Only if you answered Yes to C.1." in said


def test_what_is_open_is_named_as_the_reader_knows_it_and_what_is_begun_says_what_it_lacks():
    answers = {"B.1": ("fairs",), **agreements("One", announced=1)}
    said = text(answers)
    method = said[said.index("Method and standing") :]
    assert '"Visiting fairs" needs a comment.' in method
    assert "C.3[" not in method
    assert "Agreement 1" in method
