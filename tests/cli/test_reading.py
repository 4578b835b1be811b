"""Commands that read: what they print, and what they refuse."""

import json
import re

import pytest

from excellence_app.cli.value_names import value_name
from excellence_app.language.catalogues import Words
from excellence_app.session import roadmap_edits
from excellence_app.session.session import AssessmentSession
from tests.cli.test_help import OWN_SET

RESULTS = [
    ("list",),
    ("show", "FILE"),
    ("show", "FILE", "4.1.6"),
    ("show", "FILE", "3.2"),
    ("show", "ecei-labels"),
    ("score", "FILE"),
    ("score", "FILE", "--on", "2026-12-31"),
    ("explain", "FILE", "total"),
    ("explain", "FILE", "4.1.6"),
    ("explain", "FILE", "2.5"),
    ("explain", "FILE", "4"),
    ("explain", "FILE", "silver"),
    ("explain", "FILE", "gold"),
    ("explain", "unknown-question"),
    ("plan", "FILE"),
    ("plan", "FILE", "--target", "silver", "--by", "2026-12-31"),
    ("compare", "FILE"),
    ("history", "FILE", "--last", "30"),
    ("evidence", "FILE"),
    ("versions", "FILE"),
    ("verify", "FILE"),
]


def chapter(text, title):
    """Return the lines of a print-out from the one that begins with a title to a blank line."""
    _, _, rest = f"\n{text}".partition(f"\n{title}")
    assert rest, f"{title} is missing in:\n{text}"
    return rest.partition("\n\n")[0].split("\n")


@pytest.mark.parametrize("width", ["60", "80", "120"])
@pytest.mark.parametrize("arguments", RESULTS, ids=" ".join)
def test_results_fit_the_terminal(run, practice, monkeypatch, arguments, width):
    monkeypatch.setenv("COLUMNS", width)
    ran = run(*[practice if argument == "FILE" else argument for argument in arguments])
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.split("\n")
    assert lines[0]
    assert lines[-2:] == [lines[-2], ""]
    assert lines[-2]
    assert all(line == line.rstrip() for line in lines)
    if width != "60" or arguments[0] not in {"score", "plan", "compare"}:  # tables need their room
        assert max(map(len, lines)) <= int(width)
    assert "\n\n\n" not in ran.out


@pytest.mark.parametrize("arguments", RESULTS, ids=" ".join)
def test_results_come_in_german_too(run, practice, arguments):
    words = [practice if argument == "FILE" else argument for argument in arguments]
    ran = run(*words, "--language", "de")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out


def test_list(run):
    ran = run("list")
    head, row, *others = ran.out.rstrip("\n").split("\n")
    assert [one.split()[0] for one in others] == ["escp-4i-progress", "escp-s3-progress"]
    assert head.split() == ["Set", "Title", "Edition", "Values", "Languages"]
    assert row.split()[:5] == ["ecei-labels", "ECEI", "labels", "2026.1", "illustrative"]


class TestShow:
    """The command `show`."""

    def test_a_document(self, run, practice):
        text = run("show", practice).out
        first, second, *_ = text.split("\n")
        assert first == (
            "Adriatic Mechatronics (fictional)  ·  ECEI labels 2026.1  ·  16 November 2026"
        )
        assert second == "A fictional practice cluster."
        assert re.search(r"^legal_form +Cross-border association", text, re.M)
        assert re.search(r"^Label held +Bronze, 31 January 2025 to 31 January 2027$", text, re.M)
        assert re.search(r"^Declared +eligible: yes$", text, re.M)
        assert re.search(r"^Target +Gold$", text, re.M)
        assert re.search(r"^Earlier assessment +21 January 2025$", text, re.M)
        assert re.search(r"^ 1\.1\.2 .* 47 participants$", text, re.M)
        assert re.search(r"^ 3\.2 .* 42,300 of 235,000 EUR \(18%\)$", text, re.M)
        assert re.search(r"^ 2\.7 .* Unknown$", text, re.M)
        assert re.search(r"^ 4\.4 .* Not answered$", text, re.M)
        assert re.search(r"^ 1\.2 .* Does not apply: The statutes", text, re.M)
        assert "Note: Counted by attendance." in text
        assert "Evidence: Report to the ministry, 2025" in text
        assert "Effect: Personal contacts rose from 17" in text

    def test_what_of_a_share_is_open(self, run, blank):
        run("answer", blank, "3.2/part", "120000")
        text = run("show", blank).out
        assert re.search(r"^ 3\.2 .* 120,000 EUR of … \(open: 3\.2/whole\)$", text, re.M)
        assert re.search(r"^ 2\.6 .* Not answered \(open: 2\.6/part, 2\.6/whole\)$", text, re.M)

    def test_a_set(self, run):
        text = run("show", "ecei-labels").out
        assert "are illustrative: the official ones are not public" in " ".join(text.split())
        assert chapter(text, "Gold")[1:3] == [
            " – The threshold of every indicator is met.",
            " – At least 80% of the points are reached.",
        ]
        assert re.search(
            r"^ 2\.5 .* 5 points  Silver: level 1 \(knock-out\), Gold: level 3$", text, re.M
        )

        assert "\n   Is the organisation, or a unit of its carrier, in charge" in text

    def test_where_the_values_of_a_set_come_from(self, run):
        text = run("show", "ecei-labels", "--provenance").out
        (in_all,) = re.findall(r"^([\d,]+) values in all\.$", text, re.M)
        kinds = re.findall(r"^(Official|Third-party|Ours): .*  ·  ([\d,]+) values?$", text, re.M)
        assert [kind for kind, _ in kinds] == ["Official", "Third-party", "Ours"]
        counts = [int(count.replace(",", "")) for _, count in kinds]
        assert sum(counts) == int(in_all.replace(",", ""))
        official, others, ours = (part for part in re.split(r"\n(?=Third-party:|Ours:)", text))
        sources = re.findall(r"^[A-Z][A-Z0-9-]+  ·  ([\d,]+) values?$", official, re.M)
        assert sum(map(int, sources)) == counts[0] > 0
        assert re.search(
            r"^ESCA-SI  ·  .*\n.*; seen 2026-11\nhttps://www\.cluster", official, re.M
        )
        assert re.search(r"^ indicators title +29  1\.1\.0, 1\.1\.1, ", others, re.M)
        assert re.search(r"^ indicators levels +152  all 31$", ours, re.M)
        assert re.search(r"^ indicators thresholds/gold +31  all 31$", ours, re.M)
        estimated = ours.partition("\nESTIMATE  ·  ")[2]
        assert re.search(r"^ actions effort +122  all 122$", estimated, re.M)
        for name in ("thresholds", "levels", "points", "question"):
            assert f" indicators {name}" not in official + others

    def test_values_are_called_by_their_names_in_the_file(self):
        words = Words()
        assert value_name(words, "labels", "steps/4") == "labels steps"
        assert value_name(words, "indicators", "question/3.2") == "indicators question"
        assert value_name(words, "indicators", "thresholds/gold") == "indicators thresholds/gold"
        below = value_name(words, "indicators", "levels/0/to_next/why")
        assert below == "indicators why (levels)"
        below = value_name(words, "labels", "requires/eligible/asks/2")
        assert below == "labels asks (requires/eligible)"

    def test_where_the_values_in_a_document_come_from(self, run, practice):
        text = run("show", practice, "--provenance").out
        assert text == run("show", "ecei-labels", "--provenance").out

    def test_proofs_and_what_is_asked(self, run):
        text = run("show", "ecei-labels", "2.7").out
        assert chapter(text, "Expected proofs")[1:3] == [
            " List of services and events with attendance  from level 1  counts for 24 months",
            " List of joint work                           from level 2  counts for 24 months",
        ]
        assert len(chapter(text, "To ask")) == 3
        assert chapter(text, "To look at")[1].startswith(" – The agreements")
        assert "counts without end" in run("show", "ecei-labels", "2.4").out

    def test_a_set_of_ones_own(self, run, desk):
        (desk / "myset.yaml").write_text(OWN_SET)
        text = run("show", "myset.yaml").out
        assert text.startswith(
            "My set  ·  myset 1\nThe values of this criteria set are its author"
        )

    def test_a_question_in_full(self, run, practice):
        text = run("show", practice, "4.1.6").out
        assert text.startswith(
            "4.1.6 Performance monitoring of cluster management  ·  5 points\nGold: level 3\n"
        )
        assert re.search(
            r"^ 2  Checked once a year +As level 1\. Within the past 12 months", text, re.M
        )
        assert "\nAnswer 4.1.6 with a level from 0 to 4.\n" in text
        assert "\nAnswer: Level 1: Checked when a funder asks\nNote: The report to" in text

    @pytest.mark.parametrize(
        ("question", "sentence"),
        [
            ("1.1.0", "Answer 1.1.0 with yes or no."),
            (
                "3.2",
                (
                    "Answer 3.2/part and 3.2/whole with a number each. The part: Private "
                    'income. The whole: All income. Unit: EUR. It may be set to "does not apply", '
                    "with a reason."
                ),
            ),
            ("3.2/part", "Answer 3.2/part and 3.2/whole with a number each."),
            (
                "2.2.1",
                "Answer 2.2.1 with a number. At least 0. Unit: full-time equivalents.",
            ),
        ],
    )
    def test_how_a_question_is_answered(self, run, question, sentence):
        ran = run("show", "ecei-labels", question)
        assert ran.code == 0
        assert sentence in " ".join(ran.out.split())
        assert "Answer: " not in ran.out  # a set holds no answers

    @pytest.mark.parametrize(
        ("arguments", "sentence"),
        [
            (
                ("ecei-label",),
                'There is no criteria set "ecei-label". Did you mean "ecei-labels"?',
            ),
            (("a.excellence",), "a.excellence does not exist."),
            (("ecei-labels", "4.1.66"), 'There is no question, label or term "4.1.66" in this'),
        ],
    )
    def test_what_there_is_not(self, run, arguments, sentence):
        ran = run("show", *arguments)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith(sentence)


class TestShowMore:
    """The command `show` with what is no question."""

    def test_a_label(self, run):
        text = run("show", "ecei-labels", "gold").out
        for part in ("What it asks for", "Validity", "Steps", "Prices"):
            assert f"\n{part}\n" in text
        assert "Is its profile on the European Cluster Collaboration Platform open" in text
        assert "8,250 EUR. Source: European Secretariat for Cluster Analysis" in flat(text)
        assert run("show", "ecei-labels", "Gold").out == text

    def test_a_term(self, run, practice):
        text = run("show", "ecei-labels", "participant").out
        assert text.startswith("Committed participant\n")
        assert "Source: Clusters are Individuals" in text
        assert run("show", practice, "committed participant").out == text

    def test_what_there_is_not(self, run):
        ran = run("show", "ecei-labels", "gild")
        assert (ran.code, ran.out) == (1, "")
        assert 'no question, label or term "gild"' in ran.err
        assert 'Did you mean "gold"?' in ran.err

    def test_how_the_interview_begins_and_ends(self, run):
        text = run("show", "ecei-labels").out
        begins, ends = text.index("How the interview begins"), text.index("How the interview ends")
        assert begins < text.index("4.1.6") < ends
        assert "There are no trick questions." in flat(text[begins:ends])
        assert "what did I not ask that an assessor should know?" in flat(text[ends:])


def flat(text):
    return " ".join(text.split())


class TestScore:
    """The command `score`."""

    def test_standing_total_and_what_is_left_out(self, run, practice):
        text = run("score", practice).out
        flat = " ".join(text.split())
        assert "thresholds of this criteria set are illustrative" in flat
        assert "Total score: 69.8 to 76.7% (101.25 to 111.25 points of 145)" in flat
        assert "28 of 30 answered" in flat
        assert "\nNot answered: 4.4 Performance of cluster management\n" in text
        assert "\nUnknown: 2.7 Integration in the innovation system\n" in text
        assert "\nDoes not apply: 1.2 Geographical concentration of participants\n" in text
        assert flat.endswith("Only the secretariat of the label assesses and awards it.")
        assert "Preparatory: " in flat

    def test_each_rule_of_each_label(self, run, practice):
        text = run("score", practice).out
        assert chapter(text, "Bronze")[0] == "  ·  The rules of Bronze are still open."
        silver = chapter(text, "Silver")
        assert any(
            re.fullmatch(
                r" ✓  The second assessment lies 18 to 24 months after .* Met +21 months", line
            )
            for line in silver
        )
        gold = chapter(text, "Gold")
        assert gold[0] == "  ·  At least one rule of Gold is not met."
        assert re.fullmatch(
            r" ▲  The threshold of every indicator is met +Not met +21 of 30", gold[1]
        )
        assert re.fullmatch(
            r" ▲  At least 80% of the points are reached +Not met +69\.8 to 76\.7%", gold[2]
        )

    def test_gaps_come_widest_first(self, run, practice):
        text = run("score", practice).out
        _, head, *rows = chapter(text, "7 gaps to the thresholds of Gold")
        assert head.split() == ["Indicator", "Level", "Asked", "Distance"]
        assert [row.split()[0] for row in rows] == [
            *("5.3", "3.2", "4.1.6", "2.2.3", "2.6", "4.1.5", "5.1"),
        ]
        assert rows[0].split()[-6:] == ["0", "level", "3", "3", "levels", "short"]
        still_open = "2 thresholds are open until their questions are answered: 2.7 and 4.4."
        assert f"\n\n{still_open}\n" in text
        assert "\nNo known gap to the thresholds of Silver.\n" in text

    def test_nothing_answered(self, run, blank):
        text = run("score", blank).out
        assert text.startswith("Unnamed cluster  ·  ECEI labels 2026.1  ·  16 November 2026\n")
        assert "Total score: 0 to 100% (0 to 150 points of 150)  ·  0 of 31 answered" in text
        assert "31 thresholds are open until their questions are answered." in text
        assert "▲" not in text
        assert "✓" not in text

    def test_months_are_counted_to_another_day(self, run, practice):
        late = run("score", practice, "--on", "2027-02-01").out
        assert "At least one rule of Silver is not met." in late
        assert "Was possible until 31 January 2027." in late

    def test_a_day_that_is_none(self, run, practice):
        ran = run("score", practice, "--on", "31.1.2027")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err == (
            '"31.1.2027" is not a date. Write year, month and day, such as 2026-11-30.\n'
        )


class TestExplain:
    """The command `explain`."""

    def test_an_indicator(self, run, practice):
        assert run("explain", practice, "4.1.6").out.split("\n")[:4] == [
            "4.1.6 Performance monitoring of cluster management: 1.25 points of 5.",
            "– 4.1.6 is answered: Level 1: Checked when a funder asks.",
            "– Level 1 of 4 (Checked when a funder asks) earns 1.25 of 5 points.",
            "– Gold asks for level 3. 2 levels short.",
        ]

    def test_a_measure(self, run, practice):
        text = run("explain", practice, "2.5").out
        assert (
            "– The measure is part over whole: 41 / 47 = 87.23%.\n  From 80% on is level" in text
        )

    def test_what_does_not_apply(self, run, practice):
        text = " ".join(run("explain", practice, "1.2").out.split())
        assert "Does not apply; it leaves points and maximum alike." in text
        assert text.endswith("who were founders.")

    def test_a_label(self, run, practice):
        text = run("explain", practice, "gold").out
        assert text.startswith("At least one rule of Gold is not met.\n")
        assert "illustrative" in text
        flat = " ".join(text.split())
        assert (
            "– Not met: The threshold of every indicator is met (21 of 30). 9 thresholds" in flat
        )
        assert "It concerns 2.2.3, 2.6, 2.7, 3.2, 4.1.5, 4.1.6, 4.4, 5.1 and 5.3." in flat
        assert "10.2 percentage points are missing." in flat
        assert "2 answers have no evidence yet. It concerns 2.2.4 and 4.2." in flat

    def test_a_rule_that_is_met_concerns_nothing(self, run, practice):
        flat = " ".join(run("explain", practice, "silver").out.split())
        met = flat.partition("– Met: Three improvements")[2].partition("–")[0]
        assert met
        assert "It concerns" not in met

    @pytest.mark.parametrize("subject", ["1", "1.1.0", "gold/total", "bronze", "total"])
    def test_everything_that_has_a_figure(self, run, practice, subject):
        assert run("explain", practice, subject).code == 0

    @pytest.mark.parametrize(("subject", "meant"), [("4.1.66", "4.1.6"), ("glod", "gold")])
    def test_what_there_is_not(self, run, practice, subject, meant):
        ran = run("explain", practice, subject)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err == (
            f'There is nothing called "{subject}" to explain. Did you mean "{meant}"?\n'
        )

    def test_the_code_of_a_problem(self, run):
        ran = run("explain", "unknown-question")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith("unknown-question\n\n")
        assert "```" not in ran.out

    def test_a_code_that_no_problem_has(self, run):
        ran = run("explain", "unknown-qestion")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err == (
            'No problem has the code "unknown-qestion". Did you mean "unknown-question"?\n'
        )


class TestPlan:
    """The command `plan`."""

    def test_a_roadmap(self, run, practice):
        text = run("plan", practice, "--target", "gold").out
        first, head, *rows = chapter(text, "Roadmap to the thresholds of Gold")[1:]
        assert first.startswith("2 questions are open. Answer them first; the plan below assumes")
        assert head.split() == [
            *("Action", "Lifts", "Days", "Start", "Ready", "by", "Points", "Score", "after"),
        ]
        numbered = [row for row in rows if row[:2].strip().isdigit()]
        assert len(numbered) >= 7
        assert "▲" not in "".join(numbered)
        assert "All thresholds of Gold and its total score are met after action 9." in text
        assert "Effort in all: 68 person-days, our estimate." in text

    def test_the_day_by_which_it_shall_be_done(self, run, practice):
        text = run("plan", practice, "--by", "2027-06-30").out
        assert "▲ Ready only after 30 June 2027." in text
        assert "This plan cannot be ready by 30 June 2027: its earliest day is" in text
        ample = run("plan", practice, "--by", "2029-12-31").out
        assert "This plan can be ready by 31 December 2029." in ample
        assert "Ready only after" not in ample

    @pytest.mark.parametrize("document", ["practice", "planned"])
    def test_in_the_order_of_the_start(self, run, request, document):
        path = request.getfixturevalue(document)
        first = json.loads(run("plan", path, "--json").out)
        by_start = json.loads(run("plan", path, "--by-start", "--json").out)
        days = [step["begin"] or "9999" for step in by_start["steps"]]
        assert days == sorted(days) != [step["begin"] or "9999" for step in first["steps"]]
        for one in (first, by_start):  # the same actions, and the same end
            one["actions"] = {step["title"] for step in one["steps"]}
        assert by_start["actions"] == first["actions"]
        assert by_start["steps"][-1]["after"] == first["steps"][-1]["after"]

    def test_open_questions_come_before_any_advice(self, run, blank):
        run("answer", blank, "4.2", "1")
        run("answer", blank, "4.1.6", "1")
        text = run("plan", blank, "--target", "gold").out
        first, _, *rows = chapter(text, "Roadmap to the thresholds of Gold")[1:]
        assert first == (
            "29 questions are open. Answer them first; the plan below assumes their levels."
        )
        assert {lift for row in rows for lift in re.findall(r"[\d.]+ \d\??→\d", row)} == {
            *("4.2 1→2", "4.1.6 1→2", "4.1.6 2→3"),  # what is known to be missed, and no more
        }
        assert "The open questions decide whether the total of Gold is reached." in text

    def test_a_lift_from_an_assumed_level_is_marked(self, run, blank):
        with AssessmentSession.open(blank, change=True) as session:
            session.change(roadmap_edits.add_action, "near-4")
            session.save()
        text = run("plan", blank, "--target", "gold").out
        assert re.search(r"[\d.]+ \d\?→4", text)

    def test_a_label_without_thresholds(self, run, practice):
        text = run("plan", practice, "--target", "bronze").out
        assert "Bronze asks for no thresholds." in text
        assert "are met already" not in text

    def test_the_target_of_the_document_is_taken(self, run, practice):
        run("set", practice, "target", "silver")
        assert "Roadmap to the thresholds of Silver" in run("plan", practice).out

    def test_the_cluster_s_own_roadmap_comes_before_the_proposal(self, run, planned):
        text = run("plan", planned).out
        advice, head, first, *rows = chapter(text, "Your roadmap to Gold")[1:]
        assert advice.startswith("2 questions are open. Answer them first;")
        assert head.split() == [
            *("Action", "Lifts", "Owner", "Start", "Due", "State", "Points", "Score", "after"),
        ]
        assert first.split()[:3] == ["1", "Start", "two"]
        assert "2.6 2→3 Eva Test 16 Nov 2026 30 Dec 2026 started +1.25" in " ".join(first.split())
        second = next(row for row in rows if row.startswith("2 "))
        assert second.split()[:3] == ["2", "Meet", "more"]
        assert "dropped: Send twelve questions on the" in text
        assert "All thresholds of Gold and its total score are met after action 9." in text
        assert "is due on 30 December 2026; it takes until" in text
        needs = '"Reach 40% replies and report them to the deciding organ" needs "Send'
        assert needs in " ".join(text.split())
        assert "Nobody is named" not in text  # the empty column says so
        with AssessmentSession.open(planned, change=True) as session:
            for one in session.assessment.roadmap[2:]:
                session.change(roadmap_edits.remove_action, one.id)
            session.save()
        text = run("plan", planned).out
        assert "The planned actions do not meet all thresholds of Gold." in text
        assert " - No action is planned for 3.2 " in text

    def test_history_names_each_change_of_the_roadmap_once(self, run, planned):
        lines = run("history", planned).out.splitlines()
        told = " ".join(line.strip() for line in lines[-20:])
        assert "Plan the gaps to Gold" in told
        assert 'Action: Start two joint projects led by small participants: from "open"' in told
        assert "Action: Start two joint projects led by small participants: moved" in told
        assert "Action: Meet more" in told

    def test_a_label_that_there_is_not(self, run, practice):
        ran = run("plan", practice, "--target", "glod")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.endswith('Did you mean "gold"?\n')


class TestCompare:
    """The command `compare`."""

    def test_with_the_earlier_copy(self, run, practice):
        text = run("compare", practice).out
        assert "Total score: 43.9% on 21 January 2025, 69.8 to 76.7% on 16 November 2026" in text
        moved = {
            match[1]: match[2]
            for match in re.finditer(
                r"^(\d[\d.]*) .*?(\d levels? (?:up|down)|unchanged|open|not comparable)$",
                text,
                re.M,
            )
        }
        assert len(moved) == 31
        assert moved["4.5"] == "3 levels up"
        assert moved["2.3"] == "1 level down"
        assert moved["4.1.6"] == "unchanged"
        assert moved["2.7"] == moved["4.4"] == "open"  # not a fall: nobody knows yet
        assert moved["1.2"] == "not comparable"

    def test_with_another_document_the_earlier_one_comes_first(self, run, practice):
        made = ("new", "ecei-labels", "-o", "next.excellence", "--from", practice)
        assert run(*made, "--date", "2028-01-01").code == 0
        run("answer", "next.excellence", "4.1.6", "3")
        for first, second in ((practice, "next.excellence"), ("next.excellence", practice)):
            text = run("compare", first, second).out
            assert "69.8 to 76.7% on 16 November 2026, 71.5 to 78.4% on 1 January 2028" in text
            assert re.search(r"^4\.1\.6 .* 1 +3  2 levels up$", text, re.M)

    def test_without_an_earlier_copy(self, run, blank):
        ran = run("compare", blank)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err.startswith("This document holds no earlier assessment.")

    def test_documents_of_two_sets(self, run, practice, desk):
        (desk / "myset.yaml").write_text(OWN_SET)
        run("new", "myset.yaml", "-o", "own.excellence")
        ran = run("compare", practice, "own.excellence")
        assert (ran.code, ran.out) == (1, "")
        assert ran.err == (
            'These documents answer different criteria sets, "ecei-labels" and "myset".\n'
        )


class TestCheck:
    """The command `check`."""

    def test_a_sound_set(self, run, desk):
        (desk / "myset.yaml").write_text(OWN_SET)
        assert run("check", "myset.yaml") == (0, "myset.yaml can be used.\n", "")

    @pytest.mark.parametrize("more", [(), ("--json",)])
    @pytest.mark.parametrize("folder", [".", "", ".."])
    def test_a_folder_is_no_criteria_file(self, run, folder, more):
        ran = run("check", folder, *more)
        assert (ran.code, ran.err) == (1, "")
        assert "This is a folder, not a file." in ran.out

    def test_problems_have_their_place_and_a_page(self, run, desk):
        (desk / "myset.yaml").write_text(OWN_SET.replace("kind: complete", "kind: compleet"))
        ran = run("check", "myset.yaml")
        assert (ran.code, ran.err) == (1, "")
        place, sentence, more, verdict = ran.out.rstrip("\n").split("\n")
        matched = re.fullmatch(r"myset\.yaml:11:\d+: error \[([a-z-]+)\]", place)
        assert matched
        assert 'Did you mean "complete"?' in sentence
        assert more == f"More: excellence explain {matched[1]}"
        assert verdict == "1 problem to mend. Further checks follow once it is mended."
        assert run("explain", matched[1]).code == 0

    def test_several_files(self, run, desk):
        (desk / "myset.yaml").write_text(OWN_SET)
        ran = run("check", "myset.yaml", "other.yaml")
        assert ran.code == 1
        assert ran.out.startswith("other.yaml: error [file-missing]\n")

    def test_a_document_is_no_set(self, run, practice):
        ran = run("check", practice)
        assert (ran.code, ran.out) == (1, "")
        assert f'{practice} is a document, and "excellence check" reads criteria sets.' in ran.err


class TestReport:
    """The command `report`."""

    def test_the_same_bytes_each_time(self, run, practice, desk):
        for name in ("one.pdf", "two.pdf"):
            ran = run("report", practice, "-o", name)
            assert ran == (0, f"Report written to {name}.\n", "")
        written = (desk / "one.pdf").read_bytes()
        assert written.startswith(b"%PDF-")
        assert (desk / "two.pdf").read_bytes() == written

    def test_the_ending_of_the_name_decides_the_form(self, run, practice, desk):
        starts = {"a.docx": b"PK", "a.html": b"<!doctype html>", "a.HTM": b"<!doctype html>"}
        for name, start in starts.items():
            ran = run("report", practice, "-o", name, "--kind", "documents")
            assert ran == (0, f"Report written to {name}.\n", "")
            assert (desk / name).read_bytes().startswith(start)

    def test_a_page_of_somebody_else_stays(self, run, practice, desk):
        (desk / "index.html").write_text("<!doctype html><p>Mine", encoding="utf-8")
        ran = run("report", practice, "-o", "index.html")
        assert (ran.code, ran.out) == (1, "")
        assert "index.html is there already, and is no report of this program" in ran.err
        assert "Please choose another name." in ran.err
        assert (desk / "index.html").read_text(encoding="utf-8") == "<!doctype html><p>Mine"

    def test_an_older_report_is_replaced_and_a_document_never(self, run, practice, desk):
        (desk / "old.pdf").write_bytes(b"old")
        assert run("report", practice, "-o", "old.pdf", "--kind", "documents").code == 0
        assert (desk / "old.pdf").read_bytes().startswith(b"%PDF-")
        before = practice.read_bytes()
        for target in (practice, "other.excellence"):
            ran = run("report", practice, "-o", target)
            assert (ran.code, ran.out) == (1, "")
            assert f"{target} is a document; a report would replace it." in ran.err
        assert practice.read_bytes() == before
        assert not (desk / "other.excellence").exists()

    def test_a_label_that_there_is_not(self, run, practice, desk):
        ran = run("report", practice, "-o", "a.pdf", "--target", "glod")
        assert (ran.code, ran.out) == (1, "")
        assert 'Did you mean "gold"?' in ran.err
        assert not (desk / "a.pdf").exists()
