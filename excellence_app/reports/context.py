"""What a report is made from: results that others have worked out, and a language."""

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet, Indicator, Question
from excellence_app.domain.instances import Entries
from excellence_app.domain.levels import Label
from excellence_app.domain.results import LabelResult, Roadmap, ScoreCard, ThresholdResult
from excellence_app.domain.values import dataclass
from excellence_app.language import sentences
from excellence_app.language.answers import values_in
from excellence_app.language.catalogues import Words
from excellence_app.reports.blocks import Picture
from excellence_app.reports.choices import AS_USUAL, Choices, ReportKind
from excellence_app.reports.stands import Stand

__all__ = ["ReportContext", "ReportKind"]


@dataclass(frozen=True)
class ReportContext:
    """Everything a section may use; sections decide nothing about scores.

    `earlier` is the result of the latest earlier assessment of the same cluster,
    for the same criteria set. `stands` say how far each question is, by its id, now and then;
    without them all questions are taken as asked.
    """

    criteria: CriteriaSet
    assessment: Assessment
    scorecard: ScoreCard
    words: Words
    kind: ReportKind = ReportKind.FULL
    roadmap: Roadmap | None = None
    earlier: ScoreCard | None = None
    choices: Choices = AS_USUAL
    logo: Picture | None = None
    stands: Mapping[str, Stand] = field(default_factory=dict)
    earlier_stands: Mapping[str, Stand] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the name of the cluster, or words in its place.

        Of a questionnaire it may be the answer that says who has filled it in.
        """
        name = self.assessment.profile.name.strip()
        asked = self.criteria.question_by_id.get(self.criteria.tally.name)
        if not name and asked is not None:
            values = values_in(asked, self.assessment.answers)
            name = sentences.answer_value(self.words, asked, values).strip()
        if name:
            return name
        if self.criteria.scored:
            return self.words.text("Cluster without a name")
        return self.words.text("Without a name")

    @property
    def earlier_answers(self) -> Assessment | None:
        """Return what was answered in the round before, none if this is the first."""
        return self.assessment.earlier[-1] if self.assessment.earlier else None

    @cached_property
    def ranked(self) -> Entries:
        """Return the cases and rows of all questions in their order."""
        return Entries(self.assessment.answers)

    def stand(self, question: Question) -> Stand:
        """Return how far a question is; if nothing is known it is asked, and its answer tells."""
        found = self.stands.get(question.id)
        if found is not None:
            return found
        return Stand(answered=bool(values_in(question, self.assessment.answers)))

    @property
    def day(self) -> str:
        """Return the date of the assessment, or words in its place."""
        day = self.scorecard.dated
        return self.words.day(day) if day is not None else self.words.text("no date yet")

    @cached_property
    def target(self) -> Label | None:
        """Return the label whose thresholds this report looks at.

        That is the label of the roadmap, else the one that the assessment aims
        at, else the last label of the set that asks something of indicators.
        """
        labels = self.criteria.label_by_id
        wanted = self.roadmap.target if self.roadmap is not None else self.assessment.target
        if wanted in labels:
            return labels[wanted]
        with_thresholds = [
            label for label in self.criteria.labels if self.scorecard.label(label.id).thresholds
        ]
        candidates = with_thresholds or self.criteria.labels
        return candidates[-1] if candidates else None

    @cached_property
    def target_result(self) -> LabelResult | None:
        """Return the result of that label."""
        return self.scorecard.label(self.target.id) if self.target is not None else None

    @cached_property
    def thresholds(self) -> dict[str, ThresholdResult]:
        """Return what that label asks of the indicators, by their ids."""
        result = self.target_result
        return {t.indicator: t for t in result.thresholds} if result is not None else {}

    @cached_property
    def scored(self) -> bool:
        """Return whether the set gives points at all; a survey does not."""
        return any(indicator.points for indicator in self.criteria.indicators)

    def indicators_of(self, dimension: str) -> tuple[Indicator, ...]:
        """Return the indicators of a dimension in the order of the set."""
        return tuple(i for i in self.criteria.indicators if i.dimension == dimension)
