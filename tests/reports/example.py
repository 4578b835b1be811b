"""A small criteria set, an assessment and its results, all written by hand: no engine needed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

from excellence_app.domain.assessment import (
    Adjustment,
    Answer,
    AnswerStatus,
    Assessment,
    ClusterProfile,
    Confidence,
    CriteriaReference,
    Evidence,
    EvidenceState,
    Improvement,
    LabelHeld,
    Respondent,
)
from excellence_app.domain.conditions import Comparison, ComparisonWord
from excellence_app.domain.criteria import (
    Action,
    Cost,
    CriteriaSet,
    Dimension,
    EvidenceKind,
    Indicator,
    Lift,
    Measure,
    MeasureKind,
    Question,
    QuestionType,
    SetStatus,
    Source,
)
from excellence_app.domain.levels import (
    Band,
    Label,
    Level,
    LevelStep,
    Requirement,
    RequirementKind,
    Threshold,
    Validity,
    Verdict,
)
from excellence_app.domain.results import (
    Gap,
    IndicatorScore,
    IndicatorState,
    LabelResult,
    Lifted,
    RequirementResult,
    Roadmap,
    RoadmapStep,
    Score,
    ScoreCard,
    ThresholdResult,
    Unit,
)
from excellence_app.language.catalogues import Words
from excellence_app.reports.context import ReportContext, ReportKind

ENGLISH = Words("en")
FIVE = Fraction(5)


def points(number):
    return Fraction(5 * number, 4)


def level(number, title, **more):
    return Level(number, title, points(number), **more)


MONITORING_LEVELS = (
    level(0, "Not checked", to_next=LevelStep("No targets exist.", "Set eight targets.")),
    level(
        1,
        "When a funder asks",
        text="Figures are gathered for reports.",
        to_next=LevelStep("Figures are gathered when a funder asks.", "Compare once a year."),
    ),
    level(
        2,
        "Once a year",
        evidence=("figures",),
        to_next=LevelStep("Results are compared once a year.", "Report at two fixed dates."),
    ),
    level(3, "At fixed dates", evidence=("figures", "minutes")),
    level(4, "Steered by figures", evidence=("figures", "minutes")),
)
PLAIN_LEVELS = tuple(
    level(n, title) for n, title in enumerate(("None", "Few", "Some", "Most", "All"))
)
YES_NO_LEVELS = (Level(0, "", Fraction(0)), Level(1, "", Fraction(0)))

CRITERIA = CriteriaSet(
    id="example",
    edition="2026.1",
    language="en",
    title="Example set",
    status=SetStatus.ILLUSTRATIVE,
    sha256="ab" * 32,
    dimensions=(
        Dimension("1", "Structure", "Who takes part."),
        Dimension("2", "Steering, with a longer name"),
    ),
    indicators=(
        Indicator(
            id="1.1",
            dimension="1",
            title="Commitment",
            points=Fraction(0),
            questions=(Question("1.1", QuestionType.YES_NO, "Has each participant signed?"),),
            levels=YES_NO_LEVELS,
            thresholds=(Threshold("gold", level=1, knock_out=True),),
        ),
        Indicator(
            id="1.2",
            dimension="1",
            title="Number of participants",
            points=FIVE,
            questions=(
                Question(
                    "1.2",
                    QuestionType.NUMBER,
                    "How many committed participants?",
                    unit="participants",
                    whole=True,
                ),
            ),
            levels=PLAIN_LEVELS,
            measure=Measure(MeasureKind.VALUE, ("1.2",)),
            bands=(Band(0), Band(1, Fraction(10)), Band(2, Fraction(15)), Band(3, Fraction(30))),
            thresholds=(Threshold("gold", level=2),),
        ),
        Indicator(
            id="1.3",
            dimension="1",
            title="Share within 150 km",
            points=FIVE,
            questions=(
                Question(
                    "1.3",
                    QuestionType.SHARE,
                    "What share is near the office?",
                    instruction="Measure by road.",
                    may_not_apply=True,
                    unit="participants",
                    part_title="Near the office",
                    whole_title="All participants",
                ),
            ),
            levels=PLAIN_LEVELS,
            thresholds=(Threshold("gold", level=2),),
        ),
        Indicator(
            id="2.1",
            dimension="2",
            title="Performance monitoring",
            points=FIVE,
            questions=(
                Question(
                    "2.1",
                    QuestionType.LEVELS,
                    "How does the team check its targets?",
                    levels=MONITORING_LEVELS,
                ),
            ),
            levels=MONITORING_LEVELS,
            thresholds=(Threshold("gold", level=3),),
        ),
        Indicator(
            id="2.2",
            dimension="2",
            title="Satisfaction",
            points=FIVE,
            questions=(
                Question(
                    "2.2", QuestionType.LEVELS, "How are members asked?", levels=PLAIN_LEVELS
                ),
            ),
            levels=PLAIN_LEVELS,
            when=Comparison("1.1", of_level=False, word=ComparisonWord.IS, values=(True,)),
            thresholds=(Threshold("gold", level=3),),
        ),
        Indicator(
            id="2.3",
            dimension="2",
            title="Management papers",
            points=FIVE,
            questions=(
                Question("2.3a", QuestionType.YES_NO, "Is there a strategy?"),
                Question("2.3b", QuestionType.TEXT, "What does it aim at?"),
            ),
            thresholds=(Threshold("gold", points=Fraction(4)),),
        ),
    ),
    labels=(
        Label(
            "bronze",
            "Bronze",
            (
                Requirement(RequirementKind.COMPLETE, "complete"),
                Requirement(RequirementKind.DECLARED, "eligible", text="The cluster is eligible."),
            ),
            text="Bronze shows the will to improve.",
            valid=Validity(24, "end_of_month"),
        ),
        Label(
            "gold",
            "Gold",
            (
                Requirement(RequirementKind.EVERY_THRESHOLD, "every_threshold"),
                Requirement(RequirementKind.TOTAL, "total", least_share=Fraction(4, 5)),
            ),
        ),
    ),
    actions=(
        Action(
            "monitor-1",
            "Compare figures once a year",
            (Lift("2.1", 2),),
            Fraction(3),
            8,
            cost=Cost.NONE,
            steps=("Choose eight figures.", "Compare them."),
            who="Manager",
        ),
        Action(
            "monitor-2",
            "Report figures twice a year",
            (Lift("2.1", 3),),
            Fraction(5, 2),
            26,
            cost=Cost.LOW,
            needs=("monitor-1",),
            yields=("figures",),
            text="Two dates a year are enough.",
        ),
    ),
    sources=(Source("S1", "A public article", "https://example.org/article", "2026-11"),),
    evidence=(
        EvidenceKind("figures", "Sheet of figures", "Each figure with its target.", 24),
        EvidenceKind("minutes", "Minutes of the board"),
    ),
    points=Fraction(25),
    text="For trying out.",
    standing="The thresholds are ours.",
)

EVIDENCE = {
    "e1": Evidence(
        "e1",
        "Figures of 2025",
        "figures",
        "figures.xlsx",
        EvidenceState.SEEN,
        dated=date(2026, 1, 9),
        person="The expert",
    ),
    "e2": Evidence("e2", "Survey", state=EvidenceState.PROMISED, due=date(2026, 9, 30)),
}

ANSWERS = {
    "1.1": Answer(value=True),
    "1.2": Answer(
        Fraction(47), note="Two have left since.", confidence=Confidence.HIGH, respondent="p1"
    ),
    "1.3": Answer(None, AnswerStatus.NOT_APPLICABLE, justification="Cross-border association."),
    "2.1": Answer(1, note="Only for the ministry.", evidence=("e1",)),
    "2.2": Answer(None, AnswerStatus.UNKNOWN),
    "2.3a": Answer(value=True, evidence=("e1", "e2")),
    "2.3b": Answer("More exports"),
}

ASSESSMENT = Assessment(
    criteria=CriteriaReference("example", "2026.1", "ab" * 32),
    dated=date(2026, 3, 12),
    profile=ClusterProfile("Adriatic Mechatronics", {"legal_form": "Association"}),
    people=(Respondent("p1", "Ana", "manager", "ana@example.org"),),
    answers=ANSWERS,
    evidence=EVIDENCE,
    adjustments=(
        Adjustment("1.2", "gold", 3, None, "Letter of 2 April", date(2026, 4, 2), "Ana"),
    ),
    declarations={"eligible": True},
    improvements=(Improvement("1.2", "Invited forty firms.", "Nine joined."),),
    labels_held=(LabelHeld("bronze", date(2024, 6, 30), date(2026, 6, 30)),),
    target="gold",
    practice=True,
)


def share_score(lowest, highest, maximum):
    top = Fraction(maximum)
    low, high = Fraction(lowest), Fraction(highest)
    return Score(low, high, top, low / top, high / top)


def at_level(indicator, number, state=IndicatorState.ANSWERED):
    return IndicatorScore(indicator, state, points(number), points(number), FIVE, number, number)


SCORES = {
    "1.1": IndicatorScore(
        "1.1", IndicatorState.ANSWERED, Fraction(0), Fraction(0), Fraction(0), 1, 1
    ),
    "1.2": at_level("1.2", 3),
    "1.3": IndicatorScore(
        "1.3", IndicatorState.NOT_APPLICABLE, Fraction(0), Fraction(0), Fraction(0), 0, 0
    ),
    "2.1": at_level("2.1", 1),
    "2.2": IndicatorScore("2.2", IndicatorState.UNKNOWN, Fraction(0), FIVE, FIVE, 0, 4),
    "2.3": IndicatorScore("2.3", IndicatorState.ANSWERED, FIVE, FIVE, FIVE),
}


def threshold_of(indicator, label="gold"):
    return CRITERIA.indicator_by_id[indicator].threshold_for(label)


THRESHOLDS = (
    ThresholdResult("1.1", threshold_of("1.1"), Verdict.MET, 0, Fraction(0)),
    ThresholdResult(
        "1.2",
        Threshold("gold", level=3),
        Verdict.MET,
        0,
        Fraction(0),
        ASSESSMENT.adjustments[0],
    ),
    ThresholdResult("2.1", threshold_of("2.1"), Verdict.MISSED, 2, Fraction(5, 2)),
    ThresholdResult("2.2", threshold_of("2.2"), Verdict.OPEN, 3, Fraction(15, 4)),
    ThresholdResult("2.3", threshold_of("2.3"), Verdict.MET, None, Fraction(0)),
)

_BRONZE, _GOLD = CRITERIA.labels

CARD = ScoreCard(
    criteria="example",
    edition="2026.1",
    dated=date(2026, 3, 12),
    total=share_score(10, 15, 20),
    dimensions={
        "1": share_score(Fraction(15, 4), Fraction(15, 4), 5),
        "2": share_score(Fraction(25, 4), Fraction(45, 4), 15),
    },
    indicators=SCORES,
    labels=(
        LabelResult(
            "bronze",
            Verdict.OPEN,
            (
                RequirementResult(
                    "bronze",
                    _BRONZE.requires[0],
                    Verdict.OPEN,
                    Unit.QUESTIONS,
                    Fraction(5),
                    Fraction(6),
                    Fraction(6),
                    items=("2.2",),
                ),
                RequirementResult(
                    "bronze", _BRONZE.requires[1], Verdict.MET, Unit.DECLARATION, Fraction(1)
                ),
            ),
            (),
            (),
        ),
        LabelResult(
            "gold",
            Verdict.MISSED,
            (
                RequirementResult(
                    "gold",
                    _GOLD.requires[0],
                    Verdict.MISSED,
                    Unit.THRESHOLDS,
                    Fraction(3),
                    Fraction(4),
                    Fraction(5),
                    items=("2.1", "2.2"),
                ),
                RequirementResult(
                    "gold",
                    _GOLD.requires[1],
                    Verdict.MISSED,
                    Unit.SHARE,
                    Fraction(1, 2),
                    Fraction(3, 4),
                    Fraction(4, 5),
                ),
            ),
            THRESHOLDS,
            (Gap(THRESHOLDS[2], SCORES["2.1"]), Gap(THRESHOLDS[3], SCORES["2.2"])),
            (ASSESSMENT.adjustments[0],),
        ),
    ),
    asked=6,
    answered=5,
    unknown=("2.2",),
    not_applicable=("1.3",),
)

EARLIER = replace(
    CARD,
    dated=date(2024, 5, 2),
    total=share_score(8, 8, 20),
    dimensions={"1": share_score(1, 1, 5), "2": share_score(7, 7, 15)},
    indicators={
        **SCORES,
        "1.2": at_level("1.2", 1),
        "2.1": at_level("2.1", 2),
        "2.2": at_level("2.2", 0),
    },
)

ROADMAP = Roadmap(
    target="gold",
    start=CARD.total,
    steps=(
        RoadmapStep(
            number=1,
            action="monitor-1",
            lifts=(Lifted("2.1", 1, 2),),
            closes=(),
            gain=Fraction(5, 4),
            effort=Fraction(3),
            weeks=8,
            ready=date(2026, 5, 7),
            late=False,
            after=share_score(15, 15, 20),
            gaps_left=1,
        ),
        RoadmapStep(
            number=2,
            action="monitor-2",
            lifts=(Lifted("2.1", 2, 3),),
            closes=("2.1",),
            gain=Fraction(5, 4),
            effort=Fraction(5, 2),
            weeks=26,
            ready=date(2026, 11, 5),
            late=True,
            after=share_score(Fraction(65, 4), Fraction(65, 4), 20),
            gaps_left=0,
        ),
    ),
    reached_after=2,
    effort=Fraction(11, 2),
    by=date(2026, 9, 30),
    ready=date(2026, 11, 5),
    open_questions=("2.2",),
    assumed={"2.2": 3},
    remaining=(CARD.labels[0].requirements[0],),
)


def context(kind=ReportKind.FULL, **changes):
    """Return the context of the example, with some of its parts replaced."""
    whole = ReportContext(CRITERIA, ASSESSMENT, CARD, ENGLISH, kind, ROADMAP, EARLIER)
    return replace(whole, **changes)
