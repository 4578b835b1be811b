"""What a roadmap says in the same words wherever it is shown."""

from excellence_app.domain.levels import Label
from excellence_app.domain.results import Lifted, Roadmap
from excellence_app.language.catalogues import Words


def open_first(words: Words, plan: Roadmap) -> str:
    """Return that questions should be answered before a plan is made, empty if none is open."""
    count = len(plan.open_questions)
    if not count:
        return ""
    if plan.assumed:
        return words.plural(
            "{count} question is open. Answer it first; the plan below assumes its level.",
            "{count} questions are open. Answer them first; the plan below assumes their levels.",
            count,
        )
    return words.plural(
        "{count} question is open. Answer it first; the plan below rests on the other answers.",
        "{count} questions are open. Answer them first; the plan below rests on the other "
        "answers.",
        count,
    )


def no_thresholds(words: Words, label: Label) -> str:
    """Return that a label has no thresholds, empty for one that asks for levels or points."""
    if label.asks_for_levels:
        return ""
    return words.text("{label} asks for no thresholds.", label=label.title)


def open_questions_decide(words: Words, label: Label) -> str:
    """Return that a plan cannot tell yet whether it leads to a label."""
    return words.text(
        "The open questions decide whether the total of {label} is reached.", label=label.title
    )


def levels_from_to(words: Words, lift: Lifted) -> str:
    """Return from which level to which an action lifts an indicator, marked if not answered."""
    if lift.assumed:
        return words.text(
            "Level {before} (assumed) to {after}", before=lift.before, after=lift.after
        )
    return words.text("Level {before} to {after}", before=lift.before, after=lift.after)


def arrow(lift: Lifted) -> str:
    """Return the same for a narrow column, such as 4.4 3→4, with 3? for a level not answered."""
    mark = "?" if lift.assumed else ""
    return f"{lift.indicator} {lift.before}{mark}→{lift.after}"
