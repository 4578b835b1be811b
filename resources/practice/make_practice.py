"""Make the practice document from the texts beside this file.

Run it from a checkout with `python resources/practice/make_practice.py`; the same texts
give the same bytes. The cluster is fictional.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from excellence_app.catalog.yaml_source import parse
from excellence_app.domain.assessment import Assessment, EvidenceState, Respondent
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.session import answer_file, edits, evidence
from excellence_app.session.edit import Edit
from excellence_app.session.entered import read_day
from excellence_app.session.sets import load_set
from excellence_app.storage.assessment_file import StoredDocument, write
from excellence_app.storage.log import Log, LogEntry
from excellence_app.storage.records import difference, in_order, records_of

FOLDER = Path(__file__).resolve().parent
NAME = "adriatic-mechatronics"
DOCUMENT_ID = (
    "00000000-0000-4000-8000-000000000001"  # fixed, so that remaking gives the same bytes
)
ACTOR = "practice"


class Maker:
    """Applies edits one after another and keeps the log that they leave."""

    def __init__(self, criteria: CriteriaSet, start: Assessment, day: date) -> None:
        self.criteria = criteria
        self.assessment = in_order(start)
        new = records_of(self.assessment)
        self.log = [LogEntry(_time(day), ACTOR, "new", criteria.id, None, new)]

    def do(self, edit: Edit, day: date) -> None:
        """Apply one edit on a day."""
        before, self.assessment = self.assessment, in_order(edit.apply(self.assessment))
        old, new = difference(before, self.assessment)
        if new:
            self.log.append(LogEntry(_time(day), ACTOR, edit.kind, edit.item, old, new))

    def answer(self, year: int, day: date) -> None:
        """Apply the file of answers of one year."""
        path = FOLDER / f"{NAME}-{year}.answers.yaml"
        for edit in answer_file.read_answers(path, self.criteria, self.assessment).edits:
            self.do(edit, day)


def make(target: Path) -> None:
    """Write the practice document to `target`."""
    loaded = load_set("ecei-labels")
    criteria, source = loaded.criteria, loaded.source
    if criteria is None or source is None:
        raise ValueError(loaded.problems)
    facts = _facts()
    then, now = (read_day(facts["dates"][name]) for name in ("earlier", "now"))
    people = [Respondent(p["id"], p["name"], p["role"], p["email"]) for p in facts["people"]]
    reference = edits.reference_to(criteria)
    start = Assessment(reference, dated=then, practice=True, people=tuple(people))
    maker = Maker(criteria, start, then)
    for edit in _profile(maker, facts):
        maker.do(edit, then)
    maker.answer(then.year, then)
    for statement, truth in facts["declarations"].items():
        maker.do(edits.declare(criteria, maker.assessment, statement, truth == "yes"), then)
    # the second questionnaire was filled in afresh
    again = edits.next_assessment(criteria, maker.assessment, now)
    maker.do(Edit("new", criteria.id, lambda _: replace(again, answers={}, evidence={})), now)
    maker.answer(now.year, now)
    for edit in _second_visit(maker, facts):
        maker.do(edit, now)
    target.unlink(missing_ok=True)
    log = Log().with_entries(maker.log)
    write(target, StoredDocument(DOCUMENT_ID, maker.assessment, source, log=log))


def _time(day: date) -> str:
    return f"{day.isoformat()}T10:00:00+01:00"


def _facts() -> dict[str, Any]:
    path = FOLDER / f"{NAME}.yaml"
    tree, problems = parse(path.read_bytes(), path.name)
    if problems:
        raise ValueError(problems)
    return dict(tree.data)


def _profile(maker: Maker, facts: dict[str, Any]) -> Iterator[Edit]:
    for key, value in facts["profile"].items():
        if key == "name":
            yield edits.name_cluster(maker.criteria, maker.assessment, value)
        else:
            yield edits.profile_fact(maker.criteria, maker.assessment, key, value)
    yield edits.set_target(maker.criteria, maker.assessment, facts["target"])


def _second_visit(maker: Maker, facts: dict[str, Any]) -> Iterator[Edit]:
    for statement, truth in facts["declarations"].items():
        yield edits.declare(maker.criteria, maker.assessment, statement, truth == "yes")
    for held in facts["labels_held"]:
        days = [read_day(held[name]) for name in ("since", "until")]
        yield edits.hold_label(maker.criteria, maker.assessment, held["label"], *days)
    for one in facts["improvements"]:
        yield edits.improve(
            maker.criteria,
            maker.assessment,
            one["indicator"],
            one["description"],
            one["effect"],
        )
    titles = {item.title for item in maker.assessment.evidence.values()}
    for item in facts["evidence"]:
        if item["title"] in titles:
            yield evidence.describe_evidence(
                maker.criteria,
                maker.assessment,
                item["title"],
                kind=item["kind"],
                dated=read_day(item["dated"]),
                state=EvidenceState(item["state"]),
            )


if __name__ == "__main__":
    make(FOLDER / f"{NAME}.excellence")
