"""The README word for word: whoever follows it gets to a printed roadmap."""

import re
import shlex

import pypdfium2
import pytest

from tests.journeys.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
DOOR = "python3 dev.py run"

OWN_ANSWERS = "Your own answers to a printed roadmap"
WHY = "Why is this number what it is?"
OWN_SET = "A criteria set of your own"


def section(title):
    """Return the text of a section of the README."""
    _, _, rest = README.partition(f"\n## {title}\n")
    assert rest, f"the README has no section {title}"
    return rest.partition("\n## ")[0]


def commands(title):
    """Return what follows `dev.py run` on each line of the section's console blocks."""
    blocks = re.findall(r"```console\n(.*?)```", section(title), re.DOTALL)
    lines = [line for block in blocks for line in block.strip().split("\n")]
    assert all(line.startswith(DOOR) for line in lines)
    return [shlex.split(line.removeprefix(DOOR), comments=True) for line in lines]


def commands_in_sentences(title):
    """Return the commands that stand in the section's sentences, those with a gap left out."""
    text = re.sub(r"```.*?```", "", section(title), flags=re.DOTALL)
    found = re.findall(rf"`{re.escape(DOOR)} ([^`]+)`", text)
    return [shlex.split(line) for line in found if "CODE" not in line]


def block(title):
    """Return the one YAML block of a section."""
    (found,) = re.findall(r"```yaml\n(.*?)```", section(title), re.DOTALL)
    return found


def words_of(pdf):
    """Return the text of all pages of a PDF with single spaces."""
    with pypdfium2.PdfDocument(pdf) as opened:
        pages = [page.get_textpage().get_text_range() for page in opened]
    return " ".join(" ".join(pages).split())


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """Return a folder, and what each command printed there, for whoever goes on from it."""
    return tmp_path_factory.mktemp("reader"), {}


def follow(run, followed, title):
    """Run each command of a section in order; all of them have to work."""
    folder, printed = followed
    assert commands(title)
    for words in [*commands(title), *commands_in_sentences(title)]:
        ran = run(*words, folder=folder)
        assert (ran.code, ran.err) == (0, ""), f"{words}\n{ran.out}{ran.err}"
        printed[" ".join(words)] = ran.out
    return folder, printed


@pytest.mark.xdist_group("readme")
def test_own_answers_to_a_printed_roadmap(run, followed):
    folder, _ = followed
    (folder / "answers.yaml").write_text(block(OWN_ANSWERS), encoding="utf-8")
    _, printed = follow(run, followed, OWN_ANSWERS)

    assert printed["answer mycluster.excellence --from answers.yaml"] == (
        "5 questions answered and saved.\n"
    )
    score = printed["score mycluster.excellence"]
    assert score.startswith("My Cluster  ·  ECEI labels ")
    assert "1 gap to the thresholds of Gold" in score or "gaps to the thresholds of Gold" in score
    assert (
        "Roadmap to the thresholds of Gold" in printed["plan mycluster.excellence --target gold"]
    )

    report = folder / "mycluster.pdf"
    assert report.read_bytes().startswith(b"%PDF-")
    text = words_of(report)
    for wanted in ("My Cluster", "preparatory", "illustrative", "Roadmap"):
        assert wanted.casefold() in text.casefold()
    for entered in (
        "Board review every autumn",
        "Minutes of the board 2025",
        "The cluster has four participants",
    ):
        assert entered in text
    plan = printed["plan mycluster.excellence --target gold"]
    first_action = re.search(r"^ ?1  (\w+ \w+ \w+)", plan, re.MULTILINE)
    assert first_action
    assert first_action[1] in text

    questions = words_of(folder / "questions.pdf")
    assert (
        "How does the cluster organisation check whether it reaches its own targets?" in questions
    )
    assert "Board review every autumn" not in questions


@pytest.mark.xdist_group("readme")
def test_why_is_this_number_what_it_is(run, followed):
    folder, _ = followed
    if not (folder / "mycluster.excellence").exists():  # when this test runs alone
        test_own_answers_to_a_printed_roadmap(run, followed)
    _, printed = follow(run, followed, WHY)
    assert (
        "4.1.6 is answered: Level 2: Checked once a year."
        in printed["explain mycluster.excellence 4.1.6"]
    )
    assert "Gold" in printed["explain mycluster.excellence gold"]
    assert printed["explain mycluster.excellence total"].startswith("Total: ")


@pytest.mark.xdist_group("readme")
def test_a_criteria_set_of_ones_own(run, followed):
    folder, _ = followed
    (folder / "mine.yaml").write_text(block(OWN_SET), encoding="utf-8")
    _, printed = follow(run, followed, OWN_SET)
    assert printed["check mine.yaml"] == "mine.yaml can be used.\n"
    assert run("answer", "trial.excellence", "1.1", "2", folder=folder).code == 0
    score = run("score", "trial.excellence", folder=folder).out
    assert "The values of this criteria set are its author's own." in score
    assert "Every rule of Ready is met." in score
    report = run("report", "trial.excellence", "-o", "trial.pdf", folder=folder)
    assert report.code == 0
    assert "My first set" in words_of(folder / "trial.pdf")


def test_the_code_of_a_problem_has_its_page(run):
    assert f"`{DOOR} explain CODE`" in section(OWN_SET)
    ran = run("explain", "unknown-question")
    assert ran.code == 0
    assert ran.out.startswith("unknown-question\n")


def test_the_practice_cluster_from_its_document_to_paper(run, document, desk):
    ran = run("report", document, "-o", "practice.pdf", "--target", "gold", "--by", "2027-12-31")
    assert (ran.code, ran.err) == (0, "")
    text = words_of(desk / "practice.pdf").casefold()
    for wanted in (
        "Adriatic Mechatronics (fictional)",
        "preparatory",
        "illustrative",
        "roadmap",
        "Reach 40% replies and report them to the deciding organ",
    ):
        assert wanted.casefold() in text
