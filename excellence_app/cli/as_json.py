"""What the reading commands print with --json; the schemas are in `resources/schema/`.

Exact figures are text ("5/4", "120"), shares come with a percentage that is rounded down.
"""

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from excellence_app.domain.assessment import AnswerValue, Assessment, PlannedAction
from excellence_app.domain.criteria import CriteriaSet, Question
from excellence_app.domain.planned import action_title
from excellence_app.domain.problems import Problem
from excellence_app.domain.results import (
    Change,
    Gap,
    IndicatorScore,
    LabelResult,
    RequirementResult,
    Roadmap,
    Score,
    ScoreCard,
    ThresholdResult,
    Trace,
)
from excellence_app.language import explanations, problems, sentences
from excellence_app.language.catalogues import Words, rounded
from excellence_app.session.answer_states import AnswerStates

if TYPE_CHECKING:  # a questionnaire's alone
    from excellence_app.reports.rounds import Difference

Json = dict[str, object]


def exact(figure: Fraction | None) -> str | None:
    """Return an exact figure as text, none for none."""
    return None if figure is None else str(figure)


def share(figure: Fraction | None) -> Json | None:
    """Return a share of one, exact and as a percentage rounded down to one decimal."""
    if figure is None:
        return None
    return {"exact": str(figure), "percent": str(rounded(figure * 100, 1))}


def day(given: date | None) -> str | None:
    """Return a date as year-month-day."""
    return None if given is None else given.isoformat()


def answer_value(value: AnswerValue | None) -> object:
    """Return an answer: levels as numbers, yes and no as true and false, all else as text.

    Of several choices and of a list it is a list of texts.
    """
    if isinstance(value, tuple):
        return list(value)
    return value if value is None or isinstance(value, bool | int) else str(value)


def score(given: Score) -> Json:
    """Return a score with its range in points and shares."""
    return {
        "lowest": exact(given.lowest),
        "highest": exact(given.highest),
        "maximum": exact(given.maximum),
        "share_lowest": share(given.share_lowest),
        "share_highest": share(given.share_highest),
        "final": given.final,
    }


def indicator_score(given: IndicatorScore, words: Words) -> Json:
    """Return what one indicator earns."""
    return {
        "id": given.indicator,
        "state": given.state.value,
        "lowest_level": given.lowest_level,
        "highest_level": given.highest_level,
        "lowest": exact(given.lowest),
        "highest": exact(given.highest),
        "maximum": exact(given.maximum),
        "value": exact(given.value),
        "reason": words.say(given.reason) if given.reason else None,
    }


def requirement(given: RequirementResult, criteria: CriteriaSet, words: Words) -> Json:
    """Return one rule of a label and where it stands."""
    return {
        "id": given.requirement.key,
        "kind": given.requirement.kind.value,
        "rule": sentences.requirement(words, criteria, given.requirement),
        "verdict": given.verdict.value,
        "unit": given.unit.value,
        "have": exact(given.have),
        "possible": exact(given.possible),
        "need": exact(given.need),
        "margin": exact(given.margin),
        "items": list(given.items),
        "opens": day(given.opens),
        "closes": day(given.closes),
        "reason": words.say(given.reason) if given.reason else None,
        "options": [requirement(option, criteria, words) for option in given.options],
    }


def threshold(given: ThresholdResult) -> Json:
    """Return how an indicator stands against a threshold."""
    return {
        "indicator": given.indicator,
        "level": given.threshold.level,
        "points": exact(given.threshold.points),
        "knock_out": given.threshold.knock_out,
        "verdict": given.verdict.value,
        "levels_short": given.levels_short,
        "points_short": exact(given.points_short),
        "adjusted": given.adjustment is not None,
        "source": given.adjustment.source if given.adjustment else given.threshold.source,
    }


def gap(given: Gap, criteria: CriteriaSet, words: Words) -> Json:
    """Return one gap with its name and distance in words."""
    return {
        **threshold(given.result),
        "title": criteria.indicator_by_id[given.indicator].title,
        "distance": sentences.distance(words, given.result),
        "lowest_level": given.score.lowest_level,
        "highest_level": given.score.highest_level,
    }


def label(given: LabelResult, criteria: CriteriaSet, words: Words) -> Json:
    """Return the result of one label."""
    return {
        "id": given.label,
        "title": criteria.label_by_id[given.label].title,
        "verdict": given.verdict.value,
        "requirements": [requirement(r, criteria, words) for r in given.requirements],
        "thresholds": [threshold(t) for t in given.thresholds],
        "gaps": [gap(g, criteria, words) for g in given.gaps],
        "adjustments": [adjusted.indicator for adjusted in given.adjustments],
    }


def score_card(given: ScoreCard, criteria: CriteriaSet, words: Words) -> Json:
    """Return everything that was scored."""
    return {
        "set": given.criteria,
        "edition": given.edition,
        "status": criteria.status.value,
        "date": day(given.dated),
        "total": score(given.total),
        "dimensions": [
            {"id": d.id, "title": d.title, **score(given.dimensions[d.id])}
            for d in criteria.dimensions
        ],
        "indicators": [indicator_score(i, words) for i in given.indicators.values()],
        "labels": [label(result, criteria, words) for result in given.labels],
        "asked": given.asked,
        "answered": given.answered,
        "unanswered": list(given.unanswered),
        "unknown": list(given.unknown),
        "not_applicable": list(given.not_applicable),
    }


def roadmap(given: Roadmap, criteria: CriteriaSet, words: Words, assessment: Assessment) -> Json:
    """Return a roadmap; `planned` is what the cluster has decided, none in a proposal."""
    known = criteria.action_by_id
    chosen = {one.id: _planned(criteria, one) for one in assessment.roadmap}
    return {
        "target": given.target,
        "start": score(given.start),
        "projected_start": score(given.projected_start or given.start),
        "reached_after": given.reached_after,
        "effort_days": exact(given.effort),
        "by": day(given.by),
        "ready": day(given.ready),
        "in_time": given.in_time,
        "open_questions": list(given.open_questions),
        "assumed": dict(given.assumed),
        "without_action": list(given.without_action),
        "remaining": [requirement(r, criteria, words) for r in given.remaining],
        "steps": [
            {
                "number": step.number,
                "action": step.action,
                "title": chosen[step.planned]["title"]
                if step.planned
                else known[step.action].title,
                "planned": chosen.get(step.planned),
                "lifts": [
                    {
                        "indicator": x.indicator,
                        "from": x.before,
                        "to": x.after,
                        "assumed": x.assumed,
                    }
                    for x in step.lifts
                ],
                "closes": list(step.closes),
                "gain": exact(step.gain),
                "effort_days": exact(step.effort),
                "weeks": step.weeks,
                "begin": day(step.begin),
                "ready": day(step.ready),
                "late": step.late,
                "evidence": list(known[step.action].yields) if step.action else [],
                "after": score(step.after),
                "gaps_left": step.gaps_left,
            }
            for step in given.steps
        ],
        "own": given.own,
        "done": [chosen[name] for name in given.done],
        "dropped": [chosen[name] for name in given.dropped],
        "still_short": list(given.still_short),
        "warnings": [
            {
                "kind": one.kind.value,
                "planned": one.action or None,
                "indicator": one.indicator or None,
                "text": words.say(one.message),
            }
            for one in given.warnings
        ],
    }


def _planned(criteria: CriteriaSet, planned: PlannedAction) -> Json:
    return {
        "id": planned.id,
        "action": planned.action or None,
        "title": action_title(criteria, planned),
        "indicator": planned.indicator or None,
        "to": planned.to,
        "owner": planned.owner or None,
        "due": day(planned.due),
        "effort": planned.effort,
        "state": planned.state.value,
        "note": planned.note,
    }


def trace(given: Trace, criteria: CriteriaSet, words: Words) -> Json:
    """Return an explanation as sentences with their depth."""
    lines = explanations.explain(words, criteria, given)
    return {
        "subject": given.subject,
        "sentences": [{"depth": depth, "text": text} for depth, text in lines],
    }


def changes(given: tuple[Change, ...], criteria: CriteriaSet, words: Words) -> list[Json]:
    """Return how each indicator moved, as far as both sides are certain."""
    titles = criteria.indicator_by_id
    return [
        {
            "indicator": change.indicator,
            "title": titles[change.indicator].title if change.indicator in titles else "",
            "before": indicator_score(change.before, words) if change.before else None,
            "after": indicator_score(change.after, words) if change.after else None,
            "levels": change.levels,
            "points": exact(change.points),
            "final": all(side is None or side.final for side in (change.before, change.after)),
        }
        for change in given
    ]


def difference(given: "Difference") -> Json:
    """Return one question that two rounds answered differently; the texts are those shown."""
    return {
        "question": given.question.id,
        "text": given.title,
        "before": [part.strip() for part in given.before],
        "now": [part.strip() for part in given.now],
        "parts": given.parts,
        "rewritten": [part.strip() for part in given.rewritten],
    }


def criteria_set(given: CriteriaSet, words: Words) -> Json:
    """Return a criteria set at a glance: what is asked, and what its labels ask for."""
    return {
        "id": given.id,
        "title": given.title,
        "edition": given.edition,
        "status": given.status.value,
        "languages": list(given.languages),
        "points": exact(given.points),
        "dimensions": [{"id": one.id, "title": one.title} for one in given.dimensions],
        "indicators": [
            {
                "id": one.id,
                "title": one.title,
                "dimension": one.dimension,
                "points": exact(one.points),
                "levels": [{"level": level.number, "title": level.title} for level in one.levels],
                "thresholds": [
                    {
                        "label": asked.label,
                        "level": asked.level,
                        "points": exact(asked.points),
                        "knock_out": asked.knock_out,
                        "source": asked.source,
                    }
                    for asked in one.thresholds
                ],
                "questions": [_question(question) for question in one.questions],
            }
            for one in given.indicators
        ],
        "scored": given.scored,
        "sections": [
            {
                "id": one.id,
                "title": one.title,
                "questions": [_question(question) for question in one.questions],
            }
            for one in given.sections
        ],
        "labels": [
            {
                "id": one.id,
                "title": one.title,
                "requirements": [
                    {
                        "id": rule.key,
                        "kind": rule.kind.value,
                        "rule": sentences.requirement(words, given, rule),
                    }
                    for rule in one.requires
                ],
            }
            for one in given.labels
        ],
    }


def _question(question: Question) -> Json:
    """Return what is asked; those inside a case or a row stand in `questions`."""
    return {
        "id": question.id,
        "answers": list(question.keys),
        "type": question.type.value,
        "text": question.text,
        "unit": question.unit,
        "may_not_apply": question.may_not_apply,
        "required": question.required,
        "choices": [
            {"id": one.id, "title": one.title, "comment": one.comment} for one in question.choices
        ],
        "other": question.other or None,
        "none": question.none or None,
        "repeat": question.repeat or None,
        "questions": [_question(one) for one in (*question.questions, *question.columns)],
    }


def assessment(given: Assessment, criteria: CriteriaSet) -> Json:
    """Return what a document holds; `state` says of each answer whether it counts."""
    states = AnswerStates(criteria, given)
    return {
        "set": given.criteria.id,
        "edition": given.criteria.edition,
        "name": given.profile.name,
        "profile": dict(given.profile.facts),
        "date": day(given.dated),
        "target": given.target or None,
        "practice": given.practice,
        "logo": given.logo.name if given.logo is not None else None,
        "people": [{"name": p.name, "role": p.role} for p in given.people],
        "labels_held": [
            {"label": x.label, "since": day(x.since), "until": day(x.until)}
            for x in given.labels_held
        ],
        "declarations": dict(given.declarations),
        "improvements": [
            {"indicator": i.indicator, "description": i.description, "effect": i.effect}
            for i in given.improvements
        ],
        "adjustments": [
            {
                "indicator": a.indicator,
                "label": a.label,
                "level": a.level,
                "points": exact(a.points),
                "source": a.source,
                "date": day(a.made),
            }
            for a in given.adjustments
        ],
        "answers": {
            key: {
                "value": answer_value(answer.value),
                "status": answer.status.value,
                "state": states.of_key(key).value,
                "note": answer.note,
                "reason": answer.justification,
                "evidence": [
                    given.evidence[e].title for e in answer.evidence if e in given.evidence
                ],
            }
            for key, answer in given.answers.items()
        },
        "questions": len(criteria.questions),
        "earlier": [day(copy.dated) for copy in given.earlier],
    }


def problem(given: Problem, words: Words) -> Json:
    """Return one problem of a file."""
    return {
        "file": given.file,
        "line": given.position.line if given.position else None,
        "column": given.position.column if given.position else None,
        "severity": given.severity.value,
        "code": given.code,
        "message": problems.sentence(words, given),
    }
