"""Make the practice documents of the two surveys from the texts beside this file.

Run it from a checkout with `python resources/practice/make_surveys.py`; the same texts give the
same bytes. Partnerships, organisations and answers are fictional, and so are the names in the list
of partnerships that these documents carry. Only `escp-4i-table-1` holds published figures: names,
strands and numbers of agreements as Table 1 of the report of 2019 has them, and nothing else.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from excellence_app.catalog import library
from excellence_app.catalog.yaml_source import parse
from excellence_app.domain.assessment import Answer, AnswerValue, Assessment, ClusterProfile
from excellence_app.domain.criteria import CriteriaSet, Question, QuestionType
from excellence_app.domain.instances import entry_key, inside
from excellence_app.session.edits import reference_to
from excellence_app.storage.assessment_file import StoredDocument, write
from excellence_app.storage.log import Log, LogEntry
from excellence_app.storage.records import difference, in_order, records_of

Plain = Mapping[str, Any]
Said = str | Sequence[str] | Plain
Answers = dict[str, AnswerValue]

FOLDER = Path(__file__).resolve().parent
SUFFIX = ".excellence"
ACTOR = "practice"
FICTIONAL = " (fictional)"
NOTICE = "This partnership does not exist. It serves for practice only."
NO_COMMENT = "-"
GONE = "gone"
WAVES = ("first", "second")
# One digit for each folder, so that no two documents have the same identity.
FOLDERS = {"escp-4i": 1, "escp-s3": 2, "escp-4i-table-1": 3}
# What the texts say in one place, and the questions that it answers, in each survey.
FACTS = {
    "escp-4i-progress": {"office": "A.3", "person": "A.4", "email": "A.5", "print": "A.6"},
    "escp-s3-progress": {"office": "A.2", "person": "A.3", "email": "A.4", "print": "A.5"},
}
# Numbers of agreements, with the question before each and, where they are described, the cases.
COUNTED = {
    "escp-4i-progress": (("D.2", "D.3", "D.4"), ("E.2", "E.3", "")),
    "escp-s3-progress": (("D.2", "D.3", ""),),
}
LINKS = {"escp-4i-progress": ("G.1", "G.2"), "escp-s3-progress": ("E.1", "E.2")}
# The order in which the texts give what is asked in a case.
CASES = {
    "D.4": ("kind", "country", "name", "sector", "purpose", "kind/other"),
    "F.1": ("name", "benefits", "story"),
}


def make(folder: str, target: Path) -> tuple[Path, ...]:
    """Write the documents of one folder of texts into the folder `target`; return their files."""
    maker = _table if folder == "escp-4i-table-1" else _practice
    made = []
    for number, (name, criteria, source, assessments) in enumerate(maker(folder), 1):
        path = target / f"{name}{SUFFIX}"
        identity = f"00000000-0000-4000-8000-{FOLDERS[folder]:04}{number:08}"
        path.unlink(missing_ok=True)
        write(
            path,
            StoredDocument(identity, assessments[-1], source, log=_log(criteria, assessments)),
        )
        made.append(path)
    return tuple(made)


Made = tuple[str, CriteriaSet, bytes, tuple[Assessment, ...]]


def _practice(folder: str) -> Iterator[Made]:
    """Yield name, set and the two assessments of each fictional partnership."""
    texts = _texts(FOLDER / folder / "answers.yaml")
    names = {key: name + FICTIONAL for key, name in texts["names"].items()}
    criteria, source = _load(texts["set"], lambda text: _with_names(text, texts, names))
    for key, about in texts["partnerships"].items():
        profile = ClusterProfile(
            names[key],
            {"fictional": "This partnership does not exist. It serves for practice only."},
        )
        held: Plain = {}
        waves: list[Assessment] = []
        for wave, day in zip(WAVES, about["days"], strict=True):
            held = _added(criteria, held, about[wave])
            answers = _identification(criteria, key, about) | _answers(criteria, held)
            waves.append(_assessment(criteria, profile, date.fromisoformat(day), answers, waves))
        yield key, criteria, source, tuple(waves)


def _table(folder: str) -> Iterator[Made]:
    """Yield the same for each row of a published table."""
    texts = _texts(FOLDER / folder / "table.yaml")
    criteria, source = _load(texts["set"], lambda text: text)
    titles = {choice.id: choice.title for choice in criteria.lists["partnerships"]}
    for number, (name, strand, first, second) in enumerate(texts["rows"], 1):
        profile = ClusterProfile(titles[name], {"source": texts["source"]})
        waves: list[Assessment] = []
        for agreements, day in ((first, None), (second, date.fromisoformat(texts["second"]))):
            answers: Answers = {"A.1": name, "A.2": strand, "D.2": agreements != "0"}
            if answers["D.2"]:
                answers["D.3"] = Fraction(agreements)
            waves.append(_assessment(criteria, profile, day, answers, waves, practice=False))
        yield f"row-{number:02}", criteria, source, tuple(waves)


def _texts(path: Path) -> dict[str, Any]:
    tree, problems = parse(path.read_bytes(), path.name)
    if problems:
        raise ValueError(problems)
    return dict(tree.data)


def _load(name: str, change: Callable[[str], str]) -> tuple[CriteriaSet, bytes]:
    """Return one of our criteria sets and its bytes, after a change of its text."""
    path = library.find(name)
    if path is None:
        raise ValueError(name)
    source = change(path.read_text(encoding="utf-8")).encode("utf-8")
    loaded = library.load_bytes(source, path.name, set_id=name)
    if loaded.criteria is None or loaded.problems:
        raise ValueError(loaded.problems)
    return loaded.criteria, source


def _with_names(text: str, texts: Plain, names: Plain) -> str:
    """Put fictional names into the lists, so that nothing is said of a real partnership."""
    lists = {"partnerships": list(names)}
    if "own" in texts:
        lists["s3-partnerships"] = texts["own"]
    for name, keys in lists.items():
        lines = [f'    - {{id: "{key}", title: "{names[key]}"}}\n' for key in keys]
        text, found = re.subn(
            rf"^  {name}:\n(?:    - .*\n)+", f"  {name}:\n{''.join(lines)}", text, flags=re.M
        )
        if found != 1:
            raise ValueError(name)
    return text


def _assessment(
    criteria: CriteriaSet,
    profile: ClusterProfile,
    day: date | None,
    answers: Answers,
    before: list[Assessment],
    *,
    practice: bool = True,
) -> Assessment:
    return in_order(
        Assessment(
            reference_to(criteria),
            dated=day,
            profile=profile,
            answers={key: Answer(value) for key, value in answers.items()},
            practice=practice,
            earlier=tuple(one.frozen_copy() for one in before),
        )
    )


def _log(criteria: CriteriaSet, assessments: tuple[Assessment, ...]) -> Log:
    """Return the record of changes: one line for each survey, written when it was answered."""
    entries = []
    before = None
    for one in assessments:
        old, new = ({}, records_of(one)) if before is None else difference(before, one)
        time = f"{(one.dated or assessments[-1].dated).isoformat()}T10:00:00+01:00"
        entries.append(LogEntry(time, ACTOR, "new", criteria.id, old or None, new))
        before = one
    return Log().with_entries(entries)


def _added(criteria: CriteriaSet, held: Plain, more: Plain) -> Plain:
    """Return what was said before with what a later survey added, changed and took back.

    Tables are about the months to come, so those of the survey before are not kept.
    """
    tables = {one.id for one in criteria.questions if one.type is QuestionType.TABLE}
    result = {key: said for key, said in held.items() if key not in tables}
    for key, said in more.items():
        question = criteria.question_by_id.get(key)  # none for the text of "other"
        kind = question.type if question is not None else None
        if kind is QuestionType.CHOICES and isinstance(said, Mapping):
            joined = {**held.get(key, {}), **said}
            gone = {GONE, *joined.get(GONE, ())}
            result[key] = {one: text for one, text in joined.items() if one not in gone}
        elif kind is QuestionType.CASES:
            result[key] = [*held.get(key, ()), *said]
        else:
            result[key] = said
    return result


def _identification(criteria: CriteriaSet, key: str, about: Plain) -> Answers:
    facts = FACTS[criteria.id]
    answers: Answers = {"A.1": key}
    if "strand" in about:
        answers["A.2"] = about["strand"]
    answers[facts["office"]] = about["office"] + FICTIONAL
    answers[facts["person"]] = "Contact person" + FICTIONAL
    answers[facts["email"]] = f"practice@{key}.example"
    if "print" in about:
        answers[facts["print"]] = about["print"] == "yes"
    return answers


def _answers(criteria: CriteriaSet, said: Plain) -> Answers:
    """Return the values under their keys, with the numbers and the yes or no before them."""
    answers: Answers = {}
    for key, entry in said.items():
        question = criteria.question_by_id.get(key)
        answers |= {key: entry} if question is None else _values(question, entry)
    for asked, number, cases in COUNTED[criteria.id]:
        if cases and said.get(cases):
            answers[number] = Fraction(len(said[cases]))
        if number in answers or (cases and asked not in answers):
            answers[asked] = number in answers
    asked, links = LINKS[criteria.id]
    answers[asked] = bool(answers.get(links))
    return {key: value for key, value in answers.items() if value not in ("", ())}


def _values(question: Question, entry: Said, start: str = "") -> Answers:
    key = start or question.id
    match question.type:
        case QuestionType.CHOICES:
            return _choices(question, key, entry)
        case QuestionType.YES_NO:
            return {key: entry == "yes"}
        case QuestionType.NUMBER:
            return {key: Fraction(entry)}
        case QuestionType.DATE:
            return {key: date.fromisoformat(entry)}
        case QuestionType.CASES:
            return _entries(question, entry, CASES[question.id], question.questions)
        case QuestionType.TABLE:
            return _entries(
                question, entry, [column.id for column in question.columns], question.columns
            )
        case _:
            return {key: "" if entry == NO_COMMENT else entry}


def _choices(question: Question, key: str, entry: Said) -> Answers:
    comments = entry if isinstance(entry, Mapping) else dict.fromkeys(entry, NO_COMMENT)
    known = [choice.id for choice in question.choices]
    strange = comments.keys() - set(known)
    if strange:
        raise ValueError((key, strange))
    answers: Answers = {key: tuple(one for one in known if one in comments)}
    for one in known:
        if comments.get(one, NO_COMMENT) != NO_COMMENT:
            answers[f"{key}/{one}"] = comments[one]
    return answers


def _entries(
    question: Question,
    rows: Sequence[Sequence[Said]],
    names: Sequence[str],
    questions: tuple[Question, ...],
) -> Answers:
    asked = {one.id: one for one in questions}
    answers: Answers = {}
    for number, row in enumerate(rows, 1):
        answers[entry_key(question.id, str(number))] = Fraction(number)
        for name, cell in zip(names, row, strict=False):
            place = inside(question.id, str(number), name)
            if name in asked:
                answers |= _values(asked[name], cell, place)
            else:
                answers[place] = cell  # the text of "other"
    return answers


if __name__ == "__main__":
    for one in FOLDERS:
        if (FOLDER / one).is_dir():
            make(one, FOLDER / one)
