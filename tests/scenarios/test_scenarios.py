"""Runs the scenario files; what differs is printed with the program's own reasons."""

from dataclasses import replace

import pytest

from excellence_app.domain.results import IndicatorState
from excellence_app.engine.scoring import evaluate
from excellence_app.engine.tracing import explain
from excellence_app.language import explanations, sentences
from excellence_app.language.catalogues import Words
from tests.scenarios.stories import assessment_of, criteria_of, read_stories

STORIES = list(read_stories())
WORDS = Words("en")
STATES = {
    IndicatorState.NOT_APPLICABLE: "does not apply",
    IndicatorState.NOT_ASKED: "not asked",
}


class Outcome:
    """What the program makes of a story, in the words of its expectations."""

    def __init__(self, story):
        self.criteria = criteria_of(story)
        self.assessment = assessment_of(story, self.criteria)
        self.card = evaluate(self.criteria, self.assessment)
        self.rules = {
            f"{result.label}/{rule.requirement.key}": rule
            for result in self.card.labels
            for outer in result.requirements
            for rule in (outer, *outer.options)
        }

    def of(self, aspect, subject):
        """Return what came out for one subject of an aspect."""
        match aspect:
            case "labels":
                return self.card.label(subject).verdict.value
            case "rules":
                return self.rules[subject].verdict.value
            case "gaps":
                return [gap.indicator for gap in self.card.label(subject).gaps]
            case "indicators":
                score = self.card.indicators[subject]
                return STATES.get(score.state) or sentences.level_range(WORDS, score)
            case "short":
                return WORDS.number(-self.rules[subject].margin)
            case "window":
                return [str(self.rules[subject].opens), str(self.rules[subject].closes)]
            case "names":
                return [entry.indicator for entry in self.card.label(subject).adjustments]
        raise AssertionError(f"nothing that can be expected is called {aspect}")

    def overall(self, aspect):
        total = self.card.total
        match aspect:
            case "total":
                earned = [WORDS.number(side) for side in (total.lowest, total.highest)]
                written = " to ".join(dict.fromkeys(earned))
                return f"{written} of {WORDS.number(total.maximum)}"
            case "shown":
                return sentences.score_share(WORDS, total)
            case "does_not_apply":
                return list(self.card.not_applicable)
            case "unknown":
                return list(self.card.unknown)
        return None

    def trace(self, subject):
        found = explain(self.criteria, self.assessment, subject)
        lines = explanations.explain(WORDS, self.criteria, found)
        return "\n".join("  " * depth + line for depth, line in lines)


def differences(story, outcome):
    """Yield what differs, and the subject whose trace says why."""
    for aspect, expected in story.expect.items():
        if not isinstance(expected, dict):
            found = outcome.overall(aspect)
            if found != expected:
                yield f"{aspect}: {found}, not {expected}", "total"
            continue
        for subject, value in expected.items():
            if aspect == "says":
                if value not in outcome.trace(subject):
                    yield f"{subject} does not say: {value}", subject
                continue
            found = outcome.of(aspect, subject)
            if found != value:
                yield f"{aspect} of {subject}: {found}, not {value}", subject


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.file}-{story.title}")
def test_scenario(story):
    outcome = Outcome(story)
    found = list(differences(story, outcome))
    if found:
        told = [what for what, _ in found]
        traces = [outcome.trace(subject) for subject in dict.fromkeys(one for _, one in found)]
        pytest.fail("\n".join([story.title, *told, "", *traces]), pytrace=False)
    assert story.expect, "a scenario expects something"


def test_a_difference_is_told_with_its_reasons():
    story = next(one for one in STORIES if one.set == "hundred")
    outcome = Outcome(story)
    wrong = {"total": "1 of 2", "labels": {"gold": "unheard of"}}
    told = dict(differences(replace(story, told=story.told | {"expect": wrong}), outcome))
    assert [what.partition(":")[0] for what in told] == ["total", "labels of gold"]
    assert "Every threshold met" in outcome.trace("gold")


def test_the_scenarios_that_must_be_there_are_there():
    files = {story.file for story in STORIES}
    assert files >= {
        "adjusted-thresholds.yaml",
        "branches.yaml",
        "does-not-apply.yaml",
        "gold-thresholds-and-total.yaml",
        "not-rounded-up.yaml",
        "silver-knock-out.yaml",
        "silver-window.yaml",
        "unknown-and-open.yaml",
    }
