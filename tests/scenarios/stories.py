"""Scenario files as assessments and expectations; README.md here says what they hold."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from excellence_app.catalog.library import load
from excellence_app.domain.assessment import (
    Adjustment,
    Answer,
    AnswerStatus,
    Assessment,
    CriteriaReference,
    Evidence,
    EvidenceState,
    Improvement,
    LabelHeld,
)
from excellence_app.domain.criteria import CriteriaSet, Indicator, Question, QuestionType
from excellence_app.engine.answering import read_answer
from excellence_app.locations import criteria_folder

HERE = Path(__file__).parent
ENTRIES = frozenset(
    {
        "title",
        "on",
        "levels",
        "answers",
        "open",
        "unknown",
        "does_not_apply",
        "declared",
        "held",
        "earlier",
        "improvements",
        "evidence",
        "adjusted",
        "expect",
    }
)


@dataclass(frozen=True)
class Story:
    """One case of a scenario file: every text as it stands there."""

    file: str
    set: str
    title: str
    told: dict[str, Any]

    @property
    def expect(self) -> dict[str, Any]:
        return self.told["expect"]


def read_stories() -> Iterator[Story]:
    """Yield every case of every scenario file, in the order of names."""
    for path in sorted(HERE.glob("*.yaml")):
        # no value is turned into something else: "yes" stays yes, 1.10 stays 1.10
        told = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - our own file, and this loader makes text only
        cases = told.pop("cases")
        set_id, title = told.pop("set"), told.pop("title")
        for case in cases:
            joined = _joined(told, case)
            unknown = joined.keys() - ENTRIES
            if unknown:
                raise ValueError(f"{path.name}: nothing is called {sorted(unknown)}")
            yield Story(path.name, set_id, f"{title}: {case['title']}", joined)


def _joined(shared: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Return what holds for all cases with what one case says; its own entries win."""
    joined = dict(shared)
    for key, value in own.items():
        both = isinstance(value, dict) and isinstance(joined.get(key), dict)
        joined[key] = _joined(joined[key], value) if both else value
    return joined


def criteria_of(story: Story) -> CriteriaSet:
    own = HERE / "sets" / f"{story.set}.yaml"
    loaded = load(own if own.exists() else criteria_folder() / f"{story.set}.yaml")
    assert loaded.criteria is not None, loaded.problems
    assert not loaded.problems, loaded.problems
    return loaded.criteria


def assessment_of(story: Story, criteria: CriteriaSet) -> Assessment:
    told = story.told
    earlier = (
        (_assessment(told["earlier"], criteria, day=told["earlier"]["on"]),)
        if "earlier" in told
        else ()
    )
    return _assessment(told, criteria, day=told.get("on", "2026-11-20"), earlier=earlier)


def _assessment(
    told: dict[str, Any],
    criteria: CriteriaSet,
    *,
    day: str,
    earlier: tuple[Assessment, ...] = (),
) -> Assessment:
    answers = _answers(told, criteria)
    evidence: dict[str, Evidence] = {}
    if "evidence" in told:
        state = EvidenceState(told["evidence"]["all"])
        evidence["document"] = Evidence("document", "A document", state=state)
        answers = {key: replace(answer, evidence=("document",)) for key, answer in answers.items()}
    return Assessment(
        criteria=CriteriaReference(criteria.id, criteria.edition, criteria.sha256),
        dated=date.fromisoformat(day),
        answers=answers,
        evidence=evidence,
        adjustments=tuple(
            Adjustment(indicator, label, int(level), None, "the official text, as told here")
            for label, levels in told.get("adjusted", {}).items()
            for indicator, level in levels.items()
        ),
        declarations={name: yes == "yes" for name, yes in told.get("declared", {}).items()},
        improvements=tuple(
            Improvement(indicator, *texts)
            for indicator, texts in told.get("improvements", {}).items()
        ),
        labels_held=tuple(
            LabelHeld(label, date.fromisoformat(since))
            for label, since in told.get("held", {}).items()
        ),
        earlier=earlier,
    )


def _answers(told: dict[str, Any], criteria: CriteriaSet) -> dict[str, Answer]:
    levels = dict(told.get("levels", {}))
    others = levels.pop("others", None)
    texts: dict[str, str] = {}
    for indicator in criteria.indicators:
        level = levels.pop(indicator.id, others)
        if level is not None and len(indicator.questions) == 1:
            texts |= _answer_at(indicator, int(level))
    assert not levels, f"no indicator is called {list(levels)}"
    texts |= told.get("answers", {})
    aside, silent = (
        told.get("does_not_apply", {}),
        {*told.get("open", ()), *told.get("unknown", ())},
    )
    answers: dict[str, Answer] = {}
    empty = Assessment(CriteriaReference(criteria.id, criteria.edition, criteria.sha256))
    for key, text in texts.items():
        if criteria.question_of(key).id not in silent | aside.keys():
            _, value = read_answer(criteria, empty, key, text)
            answers[key] = Answer(value)
    for question in told.get("unknown", ()):
        answers[criteria.question_of(question).id] = Answer(status=AnswerStatus.UNKNOWN)
    for question, reason in aside.items():
        answers[criteria.question_of(question).id] = Answer(
            status=AnswerStatus.NOT_APPLICABLE, justification=reason
        )
    return answers


def _answer_at(indicator: Indicator, level: int) -> dict[str, str]:
    """Return what somebody would type whose cluster stands exactly on a level."""
    question = indicator.questions[0]
    level = min(level, len(indicator.levels) - 1)  # `others: 4` means yes where yes is all
    match question.type:
        case QuestionType.LEVELS:
            return {question.id: str(level)}
        case QuestionType.YES_NO:
            return {question.id: "yes" if (level == 1) == question.good else "no"}
        case QuestionType.NUMBER:
            return {question.id: _decimal(_first_value(indicator, level))}
        case _:
            return _share(question, _first_value(indicator, level))


def _first_value(indicator: Indicator, level: int) -> Fraction:
    (band,) = [one for one in indicator.bands if one.level == level]
    return band.start if band.start is not None else Fraction(0)


def _decimal(value: Fraction) -> str:
    tenths = value * 10
    assert tenths.denominator == 1, value
    return f"{tenths.numerator // 10}.{tenths.numerator % 10}" if tenths % 10 else str(value)


def _share(question: Question, value: Fraction) -> dict[str, str]:
    part, whole = question.keys
    return {part: str(value.numerator), whole: str(value.denominator)}
