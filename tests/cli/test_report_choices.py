"""`excellence report`: kinds, chapters, what is left out, black and white."""

import re
from io import BytesIO

import pytest
from PIL import Image

KINDS = ("full", "recommendation", "roadmap", "answers", "questionnaire", "documents", "handbook")


@pytest.fixture
def heads(run, practice, desk):
    """Return a function that writes a report as web page and returns its text and chapters."""

    def heads(*options):
        ran = run("report", practice, "-o", "report.html", *options)
        assert (ran.code, ran.err) == (0, ""), ran.err
        text = (desk / "report.html").read_text(encoding="utf-8")
        return text, re.findall(r'<div class="chapter-head"><h2[^>]*>(.*?)</h2>', text)

    return heads


@pytest.mark.parametrize("form", ["pdf", "docx", "html"])
@pytest.mark.parametrize("language", ["en", "de"])
def test_a_set_becomes_a_book(run, desk, form, language):
    ran = run("report", "ecei-labels", "-o", f"book.{form}", "--language", language)
    assert (ran.code, ran.err) == (0, "")
    named = ("report", "ecei-labels", "-o", f"named.{form}", "--kind", "handbook")
    assert run(*named, "--language", language).code == 0
    assert (desk / f"book.{form}").read_bytes() == (desk / f"named.{form}").read_bytes()


def test_what_is_about_a_document_is_not_made_of_a_set(run, desk):
    ran = run("report", "ecei-labels", "-o", "full.pdf", "--kind", "full")
    assert (ran.code, ran.out) == (1, "")
    assert "of a set there are handbook, questionnaire." in " ".join(ran.err.split())
    assert not (desk / "full.pdf").exists()
    assert run("report", "ecei-labels", "-o", "q.pdf", "--kind", "questionnaire").code == 0


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_written(run, practice, desk, kind):
    ran = run("report", practice, "-o", f"{kind}.pdf", "--kind", kind)
    assert (ran.code, ran.err) == (0, "")
    assert (desk / f"{kind}.pdf").read_bytes().startswith(b"%PDF")


def test_chapters_are_those_that_are_named_in_their_order(heads):
    _, found = heads("--chapters", "evidence, gaps")
    assert found == ["Evidence", "Gaps and recommendations"]
    text, found = heads("--chapters", "evidence,summary", "--kind", "recommendation")
    assert found == ["Evidence"]
    assert "Preparatory recommendation report" in text
    assert text.index("69.8%") < text.rindex("chapter-head")


def test_parts_are_left_out(heads):
    whole, all_chapters = heads()
    text, found = heads("--without", "notes,names", "--without", "evidence")
    assert found == [one for one in all_chapters if one != "Evidence"]
    for words in ("Note:", "Taken part", "Cluster manager (fictional)"):
        assert words in whole
        assert words not in text


def test_a_report_in_black_and_white_has_no_colour(heads):
    assert "#963606" in heads()[0]
    assert "#963606" not in heads("--grey")[0]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--chapters", "gasp"), 'This report has no part "gasp". Did you mean "gaps"?'),
        (("--without", "nmes"), 'This report has no part "nmes". Did you mean "names"?'),
        (
            ("--chapters", "zzz"),
            'This report has no part "zzz"; there are summary, gaps, roadmap, answers, ',
        ),
        (
            ("--chapters", "gaps", "--kind", "roadmap"),
            'A report of the kind "roadmap" has no chapters to choose from.',
        ),
        (
            ("--without", "gaps", "--kind", "answers"),
            'This report has no part "gaps"; there are notes, names.',
        ),
    ],
)
def test_what_is_not_known_is_refused_and_nothing_written(run, practice, desk, options, said):
    ran = run("report", practice, "-o", "report.pdf", *options)
    assert ran.code != 0
    assert said in ran.err
    assert not (desk / "report.pdf").exists()


def test_a_logo_stands_at_the_head_and_what_is_none_is_refused(run, practice, desk, heads):
    file = BytesIO()
    Image.new("RGB", (90, 30), (1, 2, 3)).save(file, "PNG")
    (desk / "logo.png").write_bytes(file.getvalue())
    assert 'alt="Logo of Adriatic Mechatronics (fictional)"' in heads("--logo", "logo.png")[0]
    (desk / "logo.png").write_bytes(b"GIF89a")
    ran = run("report", practice, "-o", "other.pdf", "--logo", "logo.png")
    assert ran.code != 0
    assert ran.err == "The logo is no picture of the kind PNG or JPEG.\n"
    assert not (desk / "other.pdf").exists()


def test_the_logo_of_the_document_is_printed_unless_another_or_none_is_asked_for(
    run, practice, desk, heads
):
    def picture(name, colour):
        Image.new("RGB", (90, 30), colour).save(desk / name, "PNG")

    picture("sign.png", (1, 2, 3))
    picture("other.png", (200, 2, 3))
    assert "data:image/png" not in heads()[0]
    ran = run("set", practice, "logo", "sign.png")
    assert (ran.code, ran.out) == (0, "Saved: logo is sign.png.\n")
    (desk / "sign.png").unlink()
    own = heads()[0]
    assert "data:image/png" in own
    other = heads("--logo", "other.png")[0]
    assert "data:image/png" in other
    assert other != own
    assert "data:image/png" not in heads("--without", "logo")[0]
    assert '"logo": "sign.png"' in run("show", practice, "--json").out
    assert "Logo of the report" in run("history", practice).out
    ran = run("set", practice, "logo", "")
    assert (ran.code, ran.out) == (0, "The logo is removed from this assessment.\n")
    assert "data:image/png" not in heads()[0]
    assert run("set", practice, "logo", "").code != 0
