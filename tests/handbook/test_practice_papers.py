"""The papers of the practice cluster: fictional, consistent, enough to score all indicators."""

import re
from pathlib import Path

import pytest

from excellence_app.catalog.yaml_source import parse
from excellence_app.session.session import AssessmentSession
from excellence_app.session.sets import load_set

PRACTICE = Path(__file__).parents[2] / "resources" / "practice"
PAPERS = {path.name: path.read_text("utf-8") for path in sorted(PRACTICE.glob("documents/*.md"))}
KEY_FILE = Path(__file__).with_name("key.yaml")
KEY = parse(KEY_FILE.read_bytes(), KEY_FILE.name)[0].data
CRITERIA = load_set("ecei-labels").criteria
MARK = "> Fictional. The cluster, its people, companies and figures are invented for practice."
SAME_WORDS = 8  # in a row: a quotation

by_paper = pytest.mark.parametrize("name", PAPERS)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXCELLENCE_STATE", str(tmp_path_factory.mktemp("state")))
        return AssessmentSession.open(PRACTICE / "adriatic-mechatronics.excellence")


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def runs(text):
    """Return every run of so many words."""
    all_words = words(text)
    return {tuple(all_words[n : n + SAME_WORDS]) for n in range(len(all_words) - SAME_WORDS + 1)}


def rows(name, heading):
    """Return the rows of the first table after a heading, each as a list of cells."""
    after = PAPERS[name].partition(heading)[2]
    assert after, f"{heading} is missing in {name}"
    table = []
    for line in after.split("\n"):
        if line.startswith("|"):
            table.append([cell.strip() for cell in line.strip("|").split("|")])
        elif table:
            break
    return table[2:]


def amount(cell):
    return int(cell.replace(",", ""))


@by_paper
def test_it_is_marked_as_fictional(name):
    assert PAPERS[name].startswith("# ")
    assert PAPERS[name].split("\n")[2] == MARK


@by_paper
def test_it_names_no_level_and_quotes_none(name):
    assert not re.search(r"\blevels?\b|\bindicators?\b|\bthreshold", PAPERS[name], re.I)
    asked = [level.text for i in CRITERIA.indicators for level in i.levels]
    asked += [question.text for i in CRITERIA.indicators for question in i.questions]
    quoted = set().union(*map(runs, asked)) & runs(PAPERS[name])
    assert quoted == set()


def test_they_are_about_two_pages_each():
    lengths = {name: len(words(text)) for name, text in PAPERS.items() if name[:2] != "00"}
    assert len(lengths) >= 12
    assert {name: n for name, n in lengths.items() if not 350 <= n <= 1600} == {}


def test_the_first_one_lists_the_others():
    listed = re.findall(r"^\| (\d\d-[a-z-]+\.md) \|", PAPERS["00-about-these-papers.md"], re.M)
    assert listed == [name for name in PAPERS if name[:2] != "00"]


def test_the_key_names_every_indicator_and_its_paper():
    assert list(KEY) == [indicator.id for indicator in CRITERIA.indicators]
    numbers = {name[:2] for name in PAPERS}
    for entry in KEY.values():
        cited = re.match(r"\d\d(?: A)?(?:, \d\d| and \d\d)*", entry["why"])
        assert cited
        assert set(re.findall(r"\d\d", cited[0])) <= numbers


@pytest.mark.parametrize("identity", KEY)
def test_the_key_agrees_with_the_practice_cluster(session, identity):
    score = session.score().indicators[identity]
    entry = KEY[identity]
    if identity in {"2.7", "4.4"}:  # open in the interview; the papers know more
        assert score.lowest_level < int(entry["level"]) < score.highest_level
    elif entry["level"] == "null":
        assert entry["answer"] == "does not apply"
        assert identity in session.score().not_applicable
    else:
        assert score.lowest_level == score.highest_level == int(entry["level"])


def test_the_list_of_members_agrees_with_the_profile(session):
    facts = session.assessment.profile.facts
    members = rows("02-members.md", "# List of members")
    kinds = [row[2] for row in members]
    assert len(members) == int(facts["participants"])
    assert kinds.count("Small or medium company") == int(facts["small_and_medium_companies"])
    assert kinds.count("Larger company") == int(facts["larger_companies"])
    teaching = ("University", "Research body", "Education body")
    assert sum(kinds.count(kind) for kind in teaching) == int(facts["research_and_education"])
    assert sum(row[5] <= "2024-11" for row in members) == 31
    assert len(rows("02-members.md", "## The list of 4 November 2024")) == 36 - 31


def test_the_sums_of_the_papers_are_right():
    for heading in ("# Accounts 2025", "| 235,000 |"):  # income, and costs below it
        *lines, last = rows("08-finance.md", heading)
        for column in (1, 2):
            assert sum(amount(row[column]) for row in lines) == amount(last[column])
    *plan, total, share = rows("10-work-plan.md", "# Work plan 2026")
    chosen = [row for row in plan if row[7] != "–"]
    assert len(plan) == 22
    for column in (4, 5):
        assert sum(amount(row[column]) for row in plan) == amount(total[column])
        assert sum(amount(row[column]) for row in chosen) == amount(share[column])
    *months, together = rows("06-contacts.md", "## By month")
    for column in range(1, 5):
        assert sum(amount(row[column]) for row in months) == amount(together[column])


def test_joint_work_and_contacts_agree_with_the_answers(session):
    answers = session.assessment.answers
    names = {
        name.strip()
        for row in rows("07-joint-work-and-partners.md", "# What members do together")
        for name in re.split("[,;]", row[2])
    }
    members = {row[1].partition(",")[0] for row in rows("02-members.md", "# List of members")}
    assert names <= members
    assert len(names) == answers["2.6/part"].value
    without = rows("06-contacts.md", "No line in these 12 months")
    assert len(without) == answers["2.5/whole"].value - answers["2.5/part"].value
