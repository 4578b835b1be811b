"""The web page, read back: its texts, its structure, and that it runs and fetches nothing."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from excellence_app.reports import blocks
from excellence_app.reports.assembly import ReportKind, assemble
from excellence_app.reports.blocks import Heading, Labelled, OnePage, PageBreak, Table, said
from excellence_app.reports.charts import Token
from excellence_app.reports.exporters.html import render
from excellence_app.reports.paper import theme
from excellence_app.reports.web import colours
from tests.reports import example
from tests.reports.all_texts import flat, has_controls, sheet, shown, texts_of
from tests.reports.nasty import RIGHT_TO_LEFT, TEXTS
from tests.reports.test_pdf import MOST_DANGEROUS, filled_with

VOID = {"meta", "input", "br"}


class Element:
    """An element with its attributes, its children and its text in their order."""

    def __init__(self, tag, attributes, parent):
        self.tag, self.attributes, self.parent = tag, attributes, parent
        self.content = []

    def __getitem__(self, name):
        return self.attributes.get(name)

    @property
    def text(self):
        return "".join(part if isinstance(part, str) else part.text for part in self.content)

    def all(self, *tags):
        for part in self.content:
            if not isinstance(part, str):
                if part.tag in tags or not tags:
                    yield part
                yield from part.all(*tags)

    def within(self, tag):
        above = self.parent
        while above is not None and above.tag != tag:
            above = above.parent
        return above is not None


class Reader(HTMLParser):
    """Reads a page as strictly as it is written: what is opened is closed, in order."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.here = self.root = Element("", {}, None)
        self.feed(page)
        self.close()
        assert self.here is self.root, f"{self.here.tag} is not closed"

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"{tag} has an attribute twice"
        element = Element(tag, dict(attrs), self.here)
        self.here.content.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag, attrs):
        self.here.content.append(Element(tag, dict(attrs), self.here))

    def handle_endtag(self, tag):
        assert tag == self.here.tag, f"{tag} is closed inside {self.here.tag}"
        self.here = self.here.parent

    def handle_data(self, data):
        self.here.content.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def read(data):
    return Reader(data.decode("utf-8")).root


def body_text(root):
    """Return what a person reads, and what the names of charts say."""
    (body,) = root.all("body")
    names = [element["aria-label"] or "" for element in body.all("svg")]
    return f"{body.text} {' '.join(names)}"


@pytest.fixture(scope="module")
def full():
    return read(render(assemble(example.context())))


@pytest.fixture(params=ReportKind, ids=lambda kind: kind.value, scope="module")
def page(request):
    return read(render(assemble(example.context(request.param))))


@pytest.mark.parametrize("kind", ReportKind, ids=lambda kind: kind.value)
def test_the_same_report_gives_the_same_bytes(kind):
    first = render(assemble(example.context(kind)))
    assert render(assemble(example.context(kind))) == first


@pytest.mark.parametrize("kind", ReportKind, ids=lambda kind: kind.value)
def test_every_text_of_a_report_is_on_the_page(kind):
    report = assemble(example.context(kind))
    written = flat(body_text(read(render(report))))
    printed = tuple(one for one in report.blocks if not isinstance(one, blocks.Contents))
    texts = [text for text in texts_of(printed) if text]  # a page makes its contents itself
    assert len(texts) > 20
    assert [text for text in texts if shown(text) not in written] == []
    assert shown(report.footer) in written


def test_the_page_says_what_it_is_whose_and_in_which_language(full):
    (html,) = full.all("html")
    assert (html["lang"], html["dir"]) == ("en", "ltr")
    (title,) = [element for element in full.all("title") if element.parent.tag == "head"]
    assert title.text == "Adriatic Mechatronics: Self-assessment report"
    about = {element["name"]: element["content"] for element in full.all("meta")}
    assert about["author"] == "Adriatic Mechatronics"
    assert about["description"] == "Example set, edition 2026.1"
    assert about["color-scheme"] == "light dark"


def test_a_report_in_a_language_from_right_to_left_says_so():
    (html,) = read(render(sheet("x", language="ar"))).all("html")
    assert (html["lang"], html["dir"]) == ("ar", "rtl")


def test_nothing_runs_and_nothing_is_fetched(page):
    policies = [m["content"] for m in page.all("meta") if m["http-equiv"]]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    forbidden = ("script", "iframe", "object", "embed", "link", "img", "form", "base", "video")
    assert not list(page.all(*forbidden))
    ids = {element["id"] for element in page.all()}
    for element in page.all():
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            if name in {"href", "src", "action", "xlink:href"}:
                assert value.startswith("#")
                assert value[1:] in ids
        if element.tag == "style":
            assert not re.search(r"@import|url\(|expression|javascript", element.text)


def test_fills_name_patterns_that_are_there(full):
    patterns = {element["id"] for element in full.all("pattern")}
    used = {
        found[1]
        for element in full.all("rect")
        if (found := re.fullmatch(r"url\(#(.*)\)", element["fill"] or ""))
    }
    assert used
    assert used <= patterns


def test_ids_are_there_once(page):
    ids = [element["id"] for element in page.all() if element["id"]]
    assert len(ids) == len(set(ids))


def headings(root):
    return [(int(h.tag[1]), h.text) for h in root.all("h1", "h2", "h3", "h4", "h5", "h6")]


def test_headings_begin_with_one_title_and_skip_no_level(page):
    found = headings(page)
    assert [level for level, _ in found].count(1) == 1
    assert found[0][0] == 1
    for (before, _), (level, _) in pairwise(found):
        assert level <= before + 1


def test_chapters_and_labels_are_headings(full):
    found = headings(full)
    for wanted in (
        (1, "Adriatic Mechatronics"),
        (2, "Summary"),
        (2, "Standing of this report"),
        (2, "Gaps and recommendations"),
        (3, "What the plan brings"),
        (3, "1 Structure"),
    ):
        assert wanted in found


def test_the_contents_lead_to_every_chapter(full):
    (contents,) = full.all("nav")
    links = [(link["href"][1:], link.text) for link in contents.all("a")]
    chapters = [
        (heading["id"], heading.text)
        for heading in full.all("h2")
        if heading.parent["class"] == "chapter-head"
    ]
    assert links == chapters
    assert len(links) == 7
    assert contents["aria-label"] == "Contents"


def test_the_first_link_leads_past_them(full):
    first = next(full.all("a"))
    assert (first["class"], first["href"]) == ("skip", "#content")
    (main,) = full.all("main")
    assert main["id"] == "content"


def test_the_parts_of_the_page_are_landmarks_with_names(page):
    for tag in ("header", "main", "footer"):
        assert len(list(page.all(tag))) == 1
    ids = {element["id"]: element for element in page.all() if element["id"]}
    for section in page.all("section"):
        assert ids[section["aria-labelledby"]].tag in {"h2", "h3", "h4"}


def test_tables_have_captions_and_their_heads_a_scope(page):
    for table in page.all("table"):
        captions = list(table.all("caption"))
        assert len(captions) == 1
        assert captions[0].text
        heads = list(table.all("th"))
        assert heads
        for head in heads:
            assert head["scope"] in {"col", "row", "rowgroup"}
            assert head.text.strip()


def test_each_row_has_a_cell_for_each_column(page):
    for table in page.all("table"):
        widths, open_spans = set(), 0
        for row in table.all("tr"):
            cells = list(row.all("th", "td"))
            width = sum(int(cell["colspan"] or 1) for cell in cells) + (open_spans > 0)
            open_spans = max(open_spans - 1, 0)
            open_spans += sum(int(cell["rowspan"] or 1) - 1 for cell in cells)
            widths.add(width)
        assert len(widths) == 1


def test_what_scrolls_can_be_reached_by_keyboard(page):
    scrolling = [element for element in page.all("div") if element["class"] == "scroll"]
    for element in scrolling:
        assert (element["role"], element["tabindex"]) == ("region", "0")
        assert element["aria-label"]


def test_every_picture_has_a_name_or_is_passed_over(page):
    for picture in page.all("svg"):
        if picture["aria-hidden"] == "true":
            continue
        assert picture["role"] == "img"
        assert picture["aria-label"]


def test_charts_say_their_sentence(full):
    names = {picture["aria-label"] for picture in full.all("svg")}
    assert (
        "2.1\u00a0Performance monitoring: level 1 of 4, Gold asks for level 3, 2 levels short, "
        "earlier level 2."
    ) in names
    for picture in full.all("svg"):
        if picture["class"] == "chart" and picture["role"]:
            (title,) = picture.all("title")
            assert title.text == picture["aria-label"]


def test_large_charts_are_there_in_words_too(full):
    details = list(full.all("details"))
    assert len(details) == 2
    sentences = [item.text for item in details[0].all("li")]
    assert len(sentences) == len(example.CRITERIA.indicators)
    assert sentences[3].startswith("2.1\u00a0Performance monitoring: level 1 of 4")
    assert "After action 1: 75%." in details[1].text
    for one in details:
        (summary,) = one.all("summary")
        assert summary.text == "This chart in words"


def test_a_chart_outside_a_table_shows_its_sentence():
    (row,) = [
        row
        for block in assemble(example.context()).blocks
        if isinstance(block, Table)
        for row in block.rows[:1]
        if isinstance(row, blocks.Row) and isinstance(row.cells[2][0], blocks.Bullet)
    ][:1]
    bullet = row.cells[2][0]
    root = read(render(replace(sheet(), blocks=(bullet,))))
    (words,) = root.all("figcaption")
    assert words.text == bullet.alternative


def test_marks_have_words(full):
    marks = {picture["aria-label"] for picture in full.all("svg") if picture["class"] == "mark"}
    assert {"Met", "Not met", "Open", "Does not apply", "Ticked"} <= marks


def test_steps_and_bands_and_the_line_of_the_label_are_rows(full):
    bands = [row.text.strip() for row in full.all("tr") if row["class"] == "band"]
    assert any(band.startswith("Risen") for band in bands)
    (cut,) = [row for row in full.all("tr") if row["class"] == "cut"]
    assert cut.text.startswith("All Gold thresholds and the total met")


def test_colours_follow_the_system():
    (style,) = read(render(sheet("x"))).all("style")
    light, dark = style.text.split("prefers-color-scheme:dark", 1)
    for token in Token:
        assert f"--{token.value}:#{theme.COLOURS[token]:06x}" in light
        assert f"--{token.value}:#{colours.DARK[token]:06x}" in dark
        assert f"--{token.value}:Canvas" in dark  # where the system wants its own
    assert "@media screen and (prefers-color-scheme" in style.text  # paper stays white
    assert "@media print" in style.text


def luminance(value):
    def part(shift):
        share = (value >> shift & 0xFF) / 255
        return share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)


@pytest.mark.parametrize("of_theme", [theme.COLOURS, colours.DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("token", "least"),
    [
        *((token, 4.5) for token in (Token.TEXT, Token.TEXT2, Token.TEXT3, Token.ACCENT)),
        *((token, 4.5) for token in (Token.MET, Token.GAP, Token.GOLD)),
        *((token, 3.0) for token in (Token.CONTROL, Token.MET_FILL, Token.GAP_FILL)),
    ],
    ids=lambda value: value.value if isinstance(value, Token) else "",
)
def test_colours_stand_out_from_their_ground(of_theme, token, least):
    for ground in (Token.SURFACE, Token.SUNKEN):
        low, high = sorted((luminance(of_theme[token]), luminance(of_theme[ground])))
        assert (high + 0.05) / (low + 0.05) >= least


def test_what_stands_alone_on_paper_is_the_beginning_of_the_page():
    content = (
        OnePage((Labelled("First", (said("one"),)),)),
        PageBreak(),
        Heading("Two", aside="beside"),
        said("x"),
        Heading("Part", level=2),
        said("y"),
    )
    root = read(render(replace(sheet(), blocks=content)))
    assert headings(root) == [(1, "Title"), (2, "First"), (2, "Two"), (3, "Part")]
    sections = [section["class"] for section in root.all("section")]
    assert sections == ["labelled", "chapter new-page", "part"]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_an_entered_text_appears_literally(text):
    root = read(render(sheet(text, title=text, author=text, subject=text, footer=text)))
    written = body_text(root)
    assert flat(written).count(shown(text)) >= 3
    assert not has_controls(written)
    assert len(list(root.all("p"))) == 2


@pytest.mark.parametrize("text", RIGHT_TO_LEFT, ids=["Hebrew", "mixed", "Arabic"])
def test_words_from_right_to_left_do_not_turn_their_neighbours(text):
    root = read(render(sheet(text)))
    (paragraph,) = [p for p in root.all("p") if p.within("main")]
    (isolated,) = paragraph.all("bdi")
    assert isolated.text == text


@pytest.mark.parametrize("text", MOST_DANGEROUS, ids=range(len(MOST_DANGEROUS)))
def test_every_field_of_an_assessment_may_hold_any_text(text):
    for context in filled_with(text):
        written = flat(body_text(read(render(assemble(context)))))
        if context.kind is ReportKind.FULL and len(text) < 100:
            assert written.count(shown(text)) >= 12


@settings(max_examples=60)
@given(st.text(st.characters(), max_size=300))
def test_any_text_can_be_read_back(text):
    written = body_text(read(render(sheet(text, title=text, footer=text))))
    assert flat(written).count(shown(text)) >= 3
    assert not has_controls(written)


@settings(max_examples=15)
@given(st.text(st.characters(), max_size=120))
def test_any_text_in_every_field_gives_every_report(text):
    for context in filled_with(text):
        assert not has_controls(body_text(read(render(assemble(context)))))
