"""`excellence tally`: folders of documents counted, and everything that cannot be is named."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from excellence_app.storage import assessment_file

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "resources" / "schema" / "tally-1.json").read_text("utf-8"))
SURVEYS = ROOT / "resources" / "practice"
TABLE_1 = SURVEYS / "escp-4i-table-1"
PARTNERSHIPS = SURVEYS / "escp-4i"

SET = """\
format: 1
set: {{id: visits, edition: "{edition}", language: en, title: Visits, status: own}}
sections:
  - id: "A"
    title: Who
    questions:
      - {{id: "A.1", type: text, text: Who are you?}}
      - id: "A.2"
        type: choice
        text: Where?
        choices: [{{id: north, title: North}}, {{id: south, title: South}}]
  - id: "B"
    title: What
    questions:
      - {{id: "B.1", type: number, text: How many visits?, whole: true, least: 0, unit: visits}}
      - {{id: "B.2", type: {second}, text: Did it help?}}
      - {{id: "B.3", type: text, text: What else?}}
tally: {{name: "A.1", by: ["A.2"], totals: ["B.1"]}}
"""


@pytest.fixture
def fill(run, desk):
    """Return a function that makes a filled-in document."""
    (desk / "visits.yaml").write_text(SET.format(edition="1", second="yes_no"), "utf-8")

    def fill(name, answers, criteria="visits.yaml"):
        path = desk / "answers" / name
        path.parent.mkdir(exist_ok=True)
        steps = [("new", criteria, "-o", path, "--date", "2026-05-01")]
        steps += [("answer", path, key, value) for key, value in answers.items()]
        for step in steps:
            ran = run(*step)
            assert ran.code == 0, ran.err
        return path

    return fill


def data_of(run, *arguments):
    ran = run("tally", *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    found = json.loads(ran.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    return found


def objects(schema):
    """Return every part of a schema that describes an object with named fields."""
    if isinstance(schema, list):
        return [found for part in schema for found in objects(part)]
    if not isinstance(schema, dict):
        return []
    here = [schema] if "properties" in schema else []
    return here + [found for part in schema.values() for found in objects(part)]


def test_the_schema_leaves_nothing_open():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$id"] == "urn:excellence:tally-1"
    for part in objects(SCHEMA):
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])


# Table 1 of the progress report of 2019 on the European Strategic Cluster Partnerships
# (doi 10.2826/85396), copied by hand: name, strand, first survey, second survey.
PUBLISHED = [
    ("GCA", "Strand 1", 0, 3),
    ("MAGIA", "Strand 1", 0, 1),
    ("ELBE", "Strand 1", 0, 2),
    ("FoodNet", "Strand 1", 4, 5),
    ("IDEEO", "Strand 1", 2, 2),
    ("EC2i", "Strand 2", 4, 5),
    ("MobiGoIn-Action", "Strand 2", 0, 1),
    ("LASER-GO GLOBAL", "Strand 2", 2, 10),
    ("MobiGoIn-Action", "Strand 2", 2, 1),
    ("NF4", "Strand 2", 2, 3),
    ("EU-TEXTILE2030", "Strand 2", 0, 1),
    ("AdPack²", "Strand 2", 0, 5),
    ("COSMENERG-4i", "Strand 2", 5, 7),
]


class TestTable1:
    """The one table of the source whose every cell was published."""

    def test_all_rows_and_both_sums_come_out(self, run):
        found = data_of(run, TABLE_1)
        totals = found["totals"][0]
        groups = found["groupings"][0]["groups"]
        rows = [
            (
                found["documents"][row["document"]]["name"],
                groups[row["groups"][0][0]]["title"],
                int(row["earlier"]),
                int(row["now"]),
            )
            for row in totals["rows"]
        ]
        assert rows == PUBLISHED
        assert (totals["earlier"], totals["now"], totals["new"]) == ("21", "46", "25")
        assert totals["left_out"] == 0

    def test_it_stands_in_the_text_as_well(self, run):
        ran = run("tally", TABLE_1)
        assert ran.code == 0
        lines = [re.split(r"\s{2,}", line.strip()) for line in ran.out.splitlines()]
        for name, strand, first, second in PUBLISHED:
            change = second - first
            sign = f"+{change}" if change > 0 else f"−{-change}" if change else "0"
            assert [name, strand, str(first), str(second), sign] in lines
        assert ["Sum", "21", "46", "+25"] in lines
        assert "24 new" in " ".join(ran.out.split())  # what the report says, and that it differs


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("language", ["en", "de"])
def test_no_line_is_wider_than_the_terminal(run, monkeypatch, columns, language):
    monkeypatch.setenv("COLUMNS", str(columns))
    ran = run("tally", PARTNERSHIPS, "--language", language)
    assert ran.code == 0
    assert max(len(line) for line in ran.out.splitlines()) <= columns


def test_counts_of_the_practice_partnerships(run):
    found = data_of(run, PARTNERSHIPS)
    assert found["practice"] is True
    assert (len(found["documents"]), found["earlier"]) == (19, 19)
    groups = found["groupings"][0]["groups"]
    assert [(one["title"], one["documents"]) for one in groups] == [
        ("Strand 1", 12),
        ("Strand 2", 7),
    ]
    events = next(one for one in found["tables"] if one["id"] == "B.1")
    keys = [option["key"] for option in events["options"]]
    place = keys.index("events-missions")
    assert events["now"]["counts"][place] == 18  # as the source reports: 18, of these 11 and 7
    assert [part["counts"][place] for part in events["groups"][0]] == [11, 7]
    contact = next(one for one in found["tables"] if one["id"] == "A.5")
    assert contact["personal"]
    assert contact["texts"] == []


def test_links_say_who_says_so(run):
    found = data_of(run, PARTNERSHIPS)
    (links,) = found["links"]
    kinds = {link["kind"] for link in links["links"]}
    assert kinds == {"both", "one_sided", "silent", "off_list"}
    assert links["mutual"] <= links["pairs"] <= len(links["links"])


def test_one_line_per_figure_for_a_spreadsheet(run, fill):
    fill("a.excellence", {"A.1": "Ann", "A.2": "north", "B.1": "3", "B.2": "yes"})
    fill("b.excellence", {"A.1": "=Bo", "A.2": "south", "B.1": "4", "B.2": "no"})
    ran = run("tally", "answers", "--csv")
    assert (ran.code, ran.err) == (0, "")
    head, *rows = csv.reader(io.StringIO(ran.out))
    assert len({len(row) for row in (head, *rows)}) == 1
    found = [dict(zip(head, row, strict=True)) for row in rows]
    sums = [one for one in found if one["Line"] == "Sum" and not one["Group"]]
    assert [one["Figure"] for one in sums] == ["7"]
    north = [one for one in found if one["Group"] == "North" and one["Line"] == "Yes"]
    assert [(one["Figure"], one["Small group"]) for one in north] == [("1", "yes")]
    totals = [one for one in found if one["Document name"]]
    assert [(one["Document no."], one["Document name"], one["Group"]) for one in totals] == [
        ("1", "Ann", "North"),
        ("2", "'=Bo", "South"),
    ]
    whole = [one for one in found if one["Line"] == "Yes" and not one["Group"]]
    assert [(one["Question id"], one["Option id"]) for one in whole] == [("B.2", "true")]
    assert [(one["Answered"], one["Small group"]) for one in whole] == [("2", "yes")]


def lines_of(run, *arguments):
    ran = run("tally", *arguments, "--csv")
    assert (ran.code, ran.err) == (0, "")
    return list(csv.DictReader(io.StringIO(ran.out)))


def test_table_1_is_whole_in_the_spreadsheet(run):
    found = [one for one in lines_of(run, TABLE_1) if one["Document no."]]
    rows = {}
    for one in found:
        if one["Question id"] == "D.3":
            key = one["Document no."], one["Document name"], one["Group"]
            rows.setdefault(key, {})[one["Survey"]] = one["Figure"]
    assert [(name, group) for _, name, group in rows] == [row[:2] for row in PUBLISHED]
    assert [number for number, _, _ in rows] == [str(n) for n in range(1, 14)]
    assert list(rows.values()) == [
        {"First survey": str(first), "Second survey": str(second), "New": str(second - first)}
        for _, _, first, second in PUBLISHED
    ]
    sums = [
        (one["Survey"], one["Group"], one["Figure"])
        for one in lines_of(run, TABLE_1)
        if (one["Question id"], one["Line"]) == ("D.3", "Sum")
    ]
    assert sorted(sums) == sorted(
        [
            *(("First survey", "", "21"), ("Second survey", "", "46"), ("New", "", "25")),
            *(("First survey", "Strand 1", "6"), ("Second survey", "Strand 1", "13")),
            *(("First survey", "Strand 2", "15"), ("Second survey", "Strand 2", "33")),
            *(("New", "Strand 1", "7"), ("New", "Strand 2", "18")),
        ]
    )


def test_links_have_columns_of_their_own_in_the_spreadsheet(run):
    found = [one for one in lines_of(run, PARTNERSHIPS) if one["Who says so"]]
    first = found[0]
    wanted = ("Question id", "Option id", "Line", "Document no.", "Document name", "Who says so")
    assert [first[name] for name in wanted] == [
        *("G.2", "deep-current", "Deep Current (fictional)"),
        *("2", "Blue Harbour (fictional)", "Both say so"),
    ]


def test_all_forms_give_one_share_for_one_figure(run):
    data, lines = data_of(run, PARTNERSHIPS), lines_of(run, PARTNERSHIPS)
    text = run("tally", PARTNERSHIPS).out
    events = next(one for one in data["tables"] if one["id"] == "B.1")
    place = [option["key"] for option in events["options"]].index("partners-third-countries")
    assert events["now"]["counts"][place] == 17
    assert events["now"]["shares"][place]["percent"] == "89.5"
    share = "Share of those who answered, %"
    (line,) = (
        one
        for one in lines
        if (one["Option id"], one["Survey"], one["Group"])
        == ("partners-third-countries", "Second survey", "")
    )
    assert line[share] == "89.5"
    assert "17 (89.5%)" in text
    means = [one["Figure"] for one in lines if one["Line"] == "Mean" and "." in one["Figure"]]
    assert means
    assert all(len(one.partition(".")[2]) <= 2 for one in means)
    assert "1.67" in means  # 15 agreements of 9 partnerships
    assert "1.66" not in text


def test_each_strand_has_both_surveys_and_small_ones_are_marked(run, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    found = data_of(run, PARTNERSHIPS)
    many = next(one for one in found["tables"] if one["id"] == "D.3")
    answered = [
        [part["answered"] for part in many[key][0]] for key in ("earlier_groups", "groups")
    ]
    assert answered == [[3, 6], [8, 7]]
    assert [part["small"] for part in many["earlier_groups"][0]] == [True, False]
    assert not any(part["small"] for part in (*many["groups"][0], many["now"], many["earlier"]))
    totals = found["totals"][0]
    assert [(one["earlier"], one["now"], one["new"]) for one in totals["subtotals"][0]] == [
        ("4", "17", "13"),
        ("11", "26", "15"),
    ]
    small = [
        (one["Survey"], one["Group"], one["Answered"])
        for one in lines_of(run, PARTNERSHIPS)
        if one["Question id"] == "D.3" and one["Line"] == "Mean" and one["Small group"]
    ]
    assert small == [("First survey", "Strand 1", "3")]
    text = run("tally", PARTNERSHIPS).out
    table = text[text.index("D.3 How many") : text.index("D.4 Cooperation")]
    assert re.search(r"Answered +9 +15 +3 \* +8 +6 +7\n", table)
    assert "* fewer than 5 answers" in table


def test_the_count_of_options_leaves_out_what_is_no_option(run):
    text = run("tally", PARTNERSHIPS).out
    assert "Something else" in text[text.index("B.1") : text.index("C.1")]
    country = text[text.index("D.4 In which country") :]
    listed = next(one for one in data_of(run, PARTNERSHIPS)["tables"] if one["id"] == "D.4")
    inner = next(one for one in listed["inside"] if one["id"] == "D.4/country")
    unchosen = sum(
        not now and not then
        for option, now, then in zip(
            inner["options"], inner["now"]["counts"], inner["earlier"]["counts"], strict=True
        )
        if option["kind"] != "no_answer"
    )
    assert f"{unchosen} options that nobody chose are not listed." in country


class TestLeftOut:
    """Whatever lies in a folder, the rest is counted."""

    def test_each_file_is_named_with_the_reason(self, run, fill, desk, practice):
        fill("a.excellence", {"A.2": "north", "B.1": "3"})
        fill("b.excellence", {"A.2": "north", "B.1": "4"})
        folder = desk / "answers"
        (folder / "broken.excellence").write_bytes((folder / "a.excellence").read_bytes()[:900])
        (folder / "empty.excellence").write_bytes(b"")
        (folder / "letter.excellence").write_text("Dear all", "utf-8")
        (folder / "notes.txt").write_text("no document", "utf-8")
        shutil.copy(folder / "b.excellence", folder / "b (conflicted copy).excellence")
        shutil.copy(practice, folder / "other.excellence")
        found = data_of(run, folder)
        assert [one["name"] for one in found["documents"]] == ["a", "b"]
        reasons = {Path(one["file"]).name: one["reason"] for one in found["left_out"]}
        assert list(reasons) == [
            "b (conflicted copy).excellence",
            "broken.excellence",
            "empty.excellence",
            "letter.excellence",
            "other.excellence",
        ]
        assert "copy of" in reasons["b (conflicted copy).excellence"]
        assert "another criteria set" in reasons["other.excellence"]
        text = run("tally", folder)
        assert text.code == 0
        named = text.out[text.out.index("\nLeft out\n") :]
        for name in reasons:
            assert named.count(f"/{name}") == 1
        assert run("tally", folder, "-o", "out.html").code == 0
        assert str(folder) not in (desk / "out.html").read_text("utf-8")

    def test_of_copies_the_one_that_was_changed_last_counts(self, run, fill, desk):
        path = fill("a.excellence", {"B.1": "3"})
        newer = path.with_name("a-2.excellence")
        shutil.copy(path, newer)
        assert run("answer", newer, "B.1", "8").code == 0
        found = data_of(run, desk / "answers")
        assert found["totals"][0]["now"] == "8"
        assert [Path(one["file"]).name for one in found["left_out"]] == ["a.excellence"]

    def test_the_same_file_given_twice_counts_once(self, run, fill, desk):
        path = fill("a.excellence", {"B.1": "3"})
        found = data_of(run, path, desk / "answers", path)
        assert len(found["documents"]) == 1
        assert found["left_out"] == []

    @pytest.mark.parametrize("what", ["empty", "missing", "damaged"])
    def test_nothing_to_count_is_said(self, run, desk, what):
        folder = desk / "answers"
        if what != "missing":
            folder.mkdir()
        if what == "damaged":
            (folder / "a.excellence").write_bytes(b"PK")
        ran = run("tally", folder)
        assert (ran.code, ran.out) == (1, "")
        assert "no document" in ran.err
        if what != "empty":
            assert ran.err.startswith("Left out: ")
            assert ran.err.count(str(folder)) == 2  # once for the file, once for the folder

    def test_a_first_survey_of_another_set_is_refused(self, run, fill, desk, practice):
        fill("a.excellence", {"B.1": "3"})
        ran = run("tally", desk / "answers", "--against", practice)
        assert ran.code == 1
        assert "another criteria set" in ran.err
        assert "first survey" in ran.err


class TestEditions:
    """Documents that answer another edition of the set."""

    def test_what_is_asked_in_the_same_way_counts(self, run, fill, desk):
        (desk / "next").mkdir()
        (desk / "next" / "visits.yaml").write_text(SET.format(edition="2", second="text"), "utf-8")
        fill("a.excellence", {"B.1": "3", "B.2": "yes"})
        fill("b.excellence", {"B.1": "4", "B.2": "no"})
        fill("c.excellence", {"B.1": "5", "B.2": "very"}, criteria="next/visits.yaml")
        found = data_of(run, desk / "answers")
        assert found["set"]["edition"] == "1"
        assert [one["other_edition"] for one in found["documents"]] == [None, None, "2"]
        assert found["documents"][2]["questions_left_out"] == ["B.2"]
        assert found["totals"][0]["now"] == "12"
        helped = next(one for one in found["tables"] if one["id"] == "B.2")
        assert (helped["now"]["asked"], helped["now"]["not_asked"]) == (2, 1)
        assert "another edition, 2" in " ".join(run("tally", desk / "answers").out.split())


class TestAgainst:
    """A first survey in files of its own."""

    def test_a_copy_kept_since_the_first_survey_is_the_same_document(self, run, fill, desk):
        path = fill("a.excellence", {"A.1": "Ann", "A.2": "north", "B.1": "2"})
        (desk / "then").mkdir()
        shutil.copy(path, desk / "then" / "kept.excellence")
        assert run("answer", path, "A.1", "Anna").code == 0
        assert run("answer", path, "B.1", "3").code == 0
        fill("b.excellence", {"A.1": "Bo", "A.2": "south", "B.1": "4"})
        found = data_of(run, desk / "answers", "--against", desk / "then")
        assert found["documents"][0]["match"] == {"document": 0, "by": "document"}
        assert found["documents"][1]["match"] is None
        text = run("tally", desk / "answers", "--against", desk / "then").out
        rows = [re.split(r"\s{2,}", line.strip()) for line in text.splitlines()]
        assert ["Anna", "North", "2", "3", "+1"] in rows
        assert ["Bo", "South", "–", "4", "–"] in rows
        assert "is an earlier state of one of the second" in " ".join(text.split())

    def test_two_of_one_name_stay_apart_with_their_groups(self, run, fill, desk):
        for name in ("c.excellence", "d.excellence"):
            fill(name, {"A.1": "Bo", "A.2": "south", "B.1": "1"})
        (desk / "answers").rename(desk / "then")
        fill("a.excellence", {"A.1": "Bo", "A.2": "north", "B.1": "3"})
        text = run("tally", desk / "answers", "--against", desk / "then").out
        rows = [re.split(r"\s{2,}", line.strip()) for line in text.splitlines()]
        assert ["Bo", "North", "–", "3", "–"] in rows
        assert rows.count(["Bo", "South", "1", "–", "–"]) == 2
        assert "2 documents of the first survey have lines of their own" in " ".join(text.split())

    def test_both_are_counted_side_by_side(self, run, fill, desk):
        old = fill("old.excellence", {"A.1": "Ann", "B.1": "2", "B.2": "no"})
        (desk / "then").mkdir()
        old.rename(desk / "then" / "old.excellence")
        fill("new.excellence", {"A.1": "Ann", "B.1": "5", "B.2": "yes"})
        found = data_of(run, desk / "answers", "--against", desk / "then")
        assert [one["name"] for one in found["earlier_documents"]] == ["Ann"]
        totals = found["totals"][0]
        assert (totals["earlier"], totals["now"], totals["new"]) == ("2", "5", "3")
        assert totals["others"] == []
        assert [(row["earlier"], row["now"], row["new"]) for row in totals["rows"]] == [
            ("2", "5", "3")
        ]
        assert found["documents"][0]["match"] == {"document": 0, "by": "name"}
        helped = next(one for one in found["tables"] if one["id"] == "B.2")
        assert helped["earlier"]["counts"][:2] == [0, 1]


def test_a_text_cannot_make_groups_and_what_can_is_named(run, fill, desk):
    fill("a.excellence", {"B.3": "Much"})
    ran = run("tally", desk / "answers", "--by", "B.3")
    assert (ran.code, ran.out) == (1, "")
    assert "These can be used: A.2, B.2." in ran.err


def test_scored_sets_are_counted_by_level(run, practice):
    found = data_of(run, practice)
    assert found["practice"] is True
    levels = [one for one in found["tables"] if one["indicator"]]
    assert levels
    assert all(sum(one["now"]["counts"]) <= 1 for one in levels)
    monitoring = next(one for one in found["tables"] if one["id"] == "4.1.6")
    assert [option["key"] for option in monitoring["options"]][:2] == ["0", "1"]
    assert monitoring["now"]["counts"][1] == 1


@pytest.mark.parametrize(
    ("name", "start"), [("out.pdf", b"%PDF"), ("out.docx", b"PK"), ("out.html", b"<!doctype")]
)
def test_the_report_takes_the_form_of_its_name(run, desk, name, start):
    ran = run("tally", TABLE_1, "-o", name)
    assert (ran.code, ran.err) == (0, "")
    assert (desk / name).read_bytes().startswith(start)


def test_a_document_is_never_overwritten(run, fill, desk):
    path = fill("a.excellence", {"B.1": "3"})
    before = path.read_bytes()
    ran = run("tally", desk / "answers", "-o", path)
    assert ran.code == 1
    assert "a report would replace it" in ran.err
    assert path.read_bytes() == before


def test_only_one_form_of_output_at_a_time(run, desk):
    ran = run("tally", TABLE_1, "--json", "-o", desk / "out.pdf")
    assert ran.code == 2
    assert "only one of" in ran.err


def test_two_hundred_documents(run, fill, desk):
    path = fill("a.excellence", {"A.2": "north", "B.1": "3"})
    document = assessment_file.read(path)
    for number in range(199):
        other = replace(document, id=assessment_file.new_id())
        assessment_file.write(desk / "answers" / f"{number}.excellence", other)
    found = data_of(run, desk / "answers")
    assert len(found["documents"]) == 200
    assert found["totals"][0]["now"] == "600"
