"""One answer to new totals: against two libraries of npm that do the same totals.

The questionnaire has ten categories; every question earns its level times its weight, and one in
five is asked only if an earlier one, itself always asked, stands at level 2 or above. The same
200 answers are given to each, one process each; what is measured is "set the value, read all
totals". json-logic-js gets one rule for each category, survey-core a model with conditions and
calculated values. The engine works the score of every indicator and the totals out as ranges, and
whether each question is asked; the rest of the card would be worked out by reading it, which
nobody does here. The libraries are fetched by npm into `build/`; where there is no npm, nothing is
measured and the page says so.
"""

import json
import random
import shutil
import statistics
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from excellence_app.domain.assessment import Answer, Assessment, CriteriaReference
from excellence_app.domain.conditions import Comparison, ComparisonWord
from excellence_app.domain.criteria import (
    CriteriaSet,
    Dimension,
    Indicator,
    Question,
    QuestionType,
    SetStatus,
)
from excellence_app.domain.levels import Level
from excellence_app.engine.scoring import evaluate

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "yardsticks"
LIBRARIES = {"json-logic-js": "2.0.5", "survey-core": "3.1.1"}
SIZES = (310, 3100)
CATEGORIES = 10
LEVELS = 5
ANSWERS = 200
EVERY = 5  # one question in five hangs on an earlier one
FROM = 2  # the level from which on it is asked


@dataclass(frozen=True)
class Asked:
    """One question of the questionnaire; `when` is an earlier question and its least level."""

    name: str
    category: str
    weight: int
    when: tuple[str, int] | None


@dataclass(frozen=True)
class Task:
    """A questionnaire, its first answers, and those that are given one by one."""

    questions: tuple[Asked, ...]
    start: dict[str, int]
    answers: tuple[tuple[str, int], ...]

    @property
    def categories(self) -> list[str]:
        """Return the names of the categories in their order."""
        return list(dict.fromkeys(question.category for question in self.questions))


def main() -> None:
    """Print the figures as a table."""
    print("## One answer to new totals\n")
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        print("Not measured here: there is no npm on this machine.")
        return
    _fetch(npm)
    print("| questions | library | version | its median, ms | engine, ms | ratio | wanted |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for size in SIZES:
        task = _task(size)
        mine, totals = _by_engine(task)
        for library in LIBRARIES:
            version, theirs, found = _by_library(library, task)
            if [Fraction(one) for one in found] != totals:
                raise SystemExit(f"{library} and the engine come to different totals.")
            print(_row(size, library, version, theirs, mine))


def _row(size: int, library: str, version: str, theirs: float, mine: float) -> str:
    if library == "survey-core":
        ratio, wanted = f"{theirs / mine:.0f} × faster", "≥ 50 × faster"
    else:
        ratio, wanted = f"{mine / theirs:.2f}", "≤ 1"
    return f"| {size:,} | {library} | {version} | {theirs:.2f} | {mine:.2f} | {ratio} | {wanted} |"


def _fetch(npm: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [f"{name}@{version}" for name, version in LIBRARIES.items()]
    if all((FOLDER / "node_modules" / name / "package.json").is_file() for name in LIBRARIES):
        return
    (FOLDER / "package.json").write_text('{"private": true}', encoding="utf-8")
    subprocess.run(
        [npm, "install", "--no-audit", "--no-fund", "--no-package-lock", *wanted],
        cwd=FOLDER,
        check=True,
        capture_output=True,
    )


def _task(size: int) -> Task:
    chance = random.Random(size)  # noqa: S311 - the same questionnaire each time, no secret
    names = [f"q{n}" for n in range(size)]
    always = [name for n, name in enumerate(names) if n % EVERY != EVERY - 1]
    questions = tuple(
        Asked(
            name,
            f"c{n * CATEGORIES // size}",
            chance.randint(1, 5),
            (chance.choice(always[: n * (EVERY - 1) // EVERY]), FROM)
            if name not in always
            else None,
        )
        for n, name in enumerate(names)
    )
    start = {name: chance.randrange(LEVELS) for name in names}
    answers = tuple((chance.choice(names), chance.randrange(LEVELS)) for _ in range(ANSWERS))
    return Task(questions, start, answers)


def _by_engine(task: Task) -> tuple[float, list[Fraction]]:
    """Return the median in milliseconds, and the totals after the last answer."""
    criteria = _criteria(task)
    assessment = Assessment(
        CriteriaReference(criteria.id, criteria.edition, criteria.sha256),
        answers={name: Answer(level) for name, level in task.start.items()},
    )
    evaluate(criteria, assessment)
    times: list[float] = []
    totals: list[Fraction] = []
    for name, level in task.answers:
        before = time.perf_counter()
        assessment = replace(assessment, answers={**assessment.answers, name: Answer(level)})
        card = evaluate(criteria, assessment)
        totals = [card.dimensions[category].lowest for category in task.categories]
        times.append((time.perf_counter() - before) * 1000)
    return statistics.median(times), totals


def _criteria(task: Task) -> CriteriaSet:
    return CriteriaSet(
        id="bench",
        edition="1",
        language="en",
        title="A questionnaire",
        status=SetStatus.OWN,
        sha256="0" * 64,
        dimensions=tuple(Dimension(name, name) for name in task.categories),
        indicators=tuple(_indicator(question) for question in task.questions),
    )


def _indicator(asked: Asked) -> Indicator:
    levels = tuple(Level(n, str(n), Fraction(n * asked.weight)) for n in range(LEVELS))
    when = None
    if asked.when is not None:
        subject, least = asked.when
        when = Comparison(subject, False, ComparisonWord.AT_LEAST, (Fraction(least),))  # noqa: FBT003 - a field of a value, in its order
    return Indicator(
        id=asked.name,
        dimension=asked.category,
        title=asked.name,
        points=levels[-1].points,
        questions=(Question(asked.name, QuestionType.LEVELS, asked.name, levels=levels),),
        levels=levels,
        when=when,
    )


def _by_library(library: str, task: Task) -> tuple[str, float, Sequence[float]]:
    """Return the version, the median in milliseconds, and the totals after the last answer."""
    plain = {
        "categories": task.categories,
        "start": task.start,
        "answers": task.answers,
        "questions": [
            {"name": q.name, "category": q.category, "weight": q.weight, "when": q.when}
            for q in task.questions
        ],
    }
    file = FOLDER / "questionnaire.json"
    file.write_text(json.dumps(plain), encoding="utf-8")
    script = Path(__file__).parent / "yardsticks" / "totals.mjs"
    done = subprocess.run(
        ["node", str(script), library, str(FOLDER), str(file)],  # noqa: S607 - wherever the system has it
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    told = json.loads(done.stdout)
    return told["version"], statistics.median(told["times"]), told["totals"]


if __name__ == "__main__":
    main()
