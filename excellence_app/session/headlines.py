"""The title and the sentence under it of each page, made from the results.

Of several cases the first true one speaks: no answers, answers missing, gaps, all met. It is
never said that a label is reached, only that its thresholds are met.
"""

from fractions import Fraction
from typing import NamedTuple

from excellence_app.domain.assessment import EvidenceState
from excellence_app.domain.levels import RequirementKind, Verdict
from excellence_app.domain.messages import N_
from excellence_app.domain.results import IndicatorState, ScoreCard
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.reports import figures
from excellence_app.session.result_rows import Proof, Sort, proof_of
from excellence_app.session.showing import Shown

# From two on: one has sentences of its own, since its form follows the noun in many languages.
_NUMBERS = (
    *(N_("Two"), N_("Three"), N_("Four"), N_("Five"), N_("Six"), N_("Seven")),
    *(N_("Eight"), N_("Nine"), N_("Ten"), N_("Eleven"), N_("Twelve")),
)


class Headline(NamedTuple):
    """The title of a page and the sentence under it, which may be empty."""

    title: str
    lead: str


def in_words(words: Words, count: int) -> str:
    """Return a number from 2 to 12 as the word that begins a sentence, others in digits."""
    place = count - 2
    if 0 <= place < len(_NUMBERS):
        return words.text(_NUMBERS[place])
    return words.number(count)


class _Facts(NamedTuple):
    """How the thresholds of the label looked at stand; `label` is its title."""

    label: str
    asked: int
    met: int
    missed: int
    unanswered: int


def _facts(shown: Shown) -> _Facts:
    result, card = shown.target_result, shown.scorecard
    verdicts = [one.verdict for one in result.thresholds] if result is not None else []
    return _Facts(
        shown.target.title if shown.target is not None else "",
        len(verdicts),
        verdicts.count(Verdict.MET),
        verdicts.count(Verdict.MISSED),
        len(card.unanswered) + len(card.unknown),
    )


def overview(shown: Shown) -> Headline:
    """Return the headline of Overview."""
    words, card, facts = shown.words, shown.scorecard, _facts(shown)
    if not card.answered:
        return Headline(words.text("No question is answered yet"), _to_begin(shown))
    if not facts.asked:
        return Headline(_answered(shown), open_questions(words, facts.unanswered))
    if facts.unanswered:
        title = words.plural(
            "You meet {met} of the {count} threshold for {label}",
            "You meet {met} of the {count} thresholds for {label}",
            facts.asked,
            met=facts.met,
            label=facts.label,
        )
    else:
        title = _title_of_gaps(words, facts)
    parts = (
        _below(words, facts.missed),
        open_questions(words, facts.unanswered),
        _closing(shown),
    )
    return Headline(title, " ".join(part for part in parts if part))


def _to_begin(shown: Shown) -> str:
    return shown.words.plural(
        "The criteria set asks {count} question. Any order will do.",
        "The criteria set asks {count} questions. Any order will do.",
        shown.scorecard.asked,
    )


def _answered(shown: Shown) -> str:
    card, words = shown.scorecard, shown.words
    if card.answered == card.asked:
        return _all_answered(words, card)
    return words.text("{have} of {need} questions answered", have=card.answered, need=card.asked)


def _all_answered(words: Words, card: ScoreCard) -> str:
    return words.plural(
        "The only question is answered", "All {count} questions are answered", card.asked
    )


def _title_of_gaps(words: Words, facts: _Facts) -> str:
    if facts.missed == 1:
        return words.text("One gap to close for {label}", label=facts.label)
    if facts.missed:
        return words.plural(
            "{number} gap to close for {label}",
            "{number} gaps to close for {label}",
            facts.missed,
            number=in_words(words, facts.missed),
            label=facts.label,
        )
    if facts.met < facts.asked:
        return words.text("No gap for {label} so far", label=facts.label)
    return words.text("All {label} thresholds met", label=facts.label)


def _below(words: Words, missed: int) -> str:
    if missed == 1:
        return words.text("One indicator is below its threshold.")
    if not missed:
        return ""
    return words.plural(
        "{number} indicator is below its threshold.",
        "{number} indicators are below their threshold.",
        missed,
        number=in_words(words, missed),
    )


def open_questions(words: Words, count: int) -> str:
    """Return how many questions are not answered, empty if none."""
    if count == 1:
        return words.text("One question is not answered.")
    if not count:
        return ""
    return words.plural(
        "{number} question is not answered.",
        "{number} questions are not answered.",
        count,
        number=in_words(words, count),
    )


def _closing(shown: Shown) -> str:
    """Return what closing the gaps brings, or where the total is, against what the label asks."""
    words, total = shown.words, shown.scorecard.total
    required = figures.share_required(shown)
    if required is None or total.share_lowest is None or shown.target is None:
        return ""
    values = {"label": shown.target.title, "required": words.percent(required)}
    brought = _share_with_gaps_closed(shown)
    if brought is None:
        return words.text(
            "The total is {share}; {label} needs {required}.",
            share=sentences.score_share(words, total),
            **values,
        )
    if total.final:
        text = N_("Closing the gaps brings {share}; {label} needs {required}.")
    else:
        text = N_("Closing the gaps brings at least {share}; {label} needs {required}.")
    return words.text(text, share=words.percent(brought), **values)


def _share_with_gaps_closed(shown: Shown) -> Fraction | None:
    """Return the certain share once each gap is closed; none if there are no gaps.

    It is not known either where open questions decide what counts.
    """
    result, total = shown.target_result, shown.scorecard.total
    if result is None or not total.maximum:
        return None
    short: dict[str, Fraction] = {}
    for gap in result.gaps:
        if gap.result.verdict is Verdict.MISSED:
            own = gap.result.points_short
            short[gap.indicator] = max(own, short.get(gap.indicator, own))
    scores = shown.scorecard.indicators.values()
    if not short or any(score.may_leave for score in scores):
        return None
    return (total.lowest + sum(short.values(), Fraction(0))) / total.maximum


def results(shown: Shown, sort: Sort = Sort.GAP) -> Headline:
    """Return the headline of Results and gaps."""
    words, facts = shown.words, _facts(shown)
    if not shown.scorecard.answered:
        title = words.text("No question is answered yet")
    elif not facts.asked:
        title = _answered(shown)
    else:
        title = _title_of_gaps(words, facts)
    text = {
        Sort.GAP: N_("Largest gap first. Thresholds: {title}, edition {edition}."),
        Sort.NUMBER: N_("By number. Thresholds: {title}, edition {edition}."),
        Sort.DIMENSION: N_("By dimension. Thresholds: {title}, edition {edition}."),
    }[sort]
    criteria = shown.criteria
    lead = words.text(text, title=criteria.title, edition=criteria.edition)
    entered = len(shown.target_result.adjustments) if shown.target_result is not None else 0
    if entered:
        more = words.plural(
            "{count} of them was entered for this assessment.",
            "{count} of them were entered for this assessment.",
            entered,
        )
        lead = f"{lead} {more}"
    return Headline(title, lead)


def continue_button(words: Words, question_id: str) -> str:
    """Return what the button that leads to the next open question says."""
    return words.text("Continue with {question}", question=question_id)


def evidence(shown: Shown, missing: int = 0) -> Headline:
    """Return the headline of Evidence; `missing` is how many files cannot be found."""
    words, assessment = shown.words, shown.assessment
    items = assessment.evidence
    if not items:
        return Headline(
            words.text("No evidence is listed yet"),
            words.text("Drop files here or on a question, or name a link or a promise."),
        )
    proven, answers = _proven(shown)
    title = words.plural(
        "{count} item for {proven} of {answers} answers",
        "{count} items for {proven} of {answers} answers",
        len(items),
        proven=proven,
        answers=answers,
    )
    promised = sum(1 for item in items.values() if item.state is EvidenceState.PROMISED)
    lacking = answers - proven
    parts = (
        words.plural("{count} file cannot be found.", "{count} files cannot be found.", missing)
        if missing
        else "",
        words.plural("{count} item is promised.", "{count} items are promised.", promised)
        if promised
        else "",
        words.plural(
            "{count} answer has no evidence yet.", "{count} answers have no evidence yet.", lacking
        )
        if lacking
        else "",
    )
    return Headline(title, " ".join(part for part in parts if part))


def _proven(shown: Shown) -> tuple[int, int]:
    """Return how many answers have evidence at hand, and how many should.

    A label may say which answers these are; then its rule is what counts.
    """
    for label in reversed(shown.scorecard.labels):
        for rule in label.requirements:
            if rule.requirement.kind is RequirementKind.EVIDENCE_PRESENT and rule.need:
                return int(rule.have or 0), int(rule.need)
    proofs = [
        proof_of(shown.assessment, indicator)
        for indicator in shown.criteria.indicators
        if shown.scorecard.indicators[indicator.id].state is IndicatorState.ANSWERED
    ]
    return sum(1 for one in proofs if one in {Proof.LISTED, Proof.SEEN}), len(proofs)


def check_answers(shown: Shown) -> Headline:
    """Return the headline of Check answers."""
    words, card = shown.words, shown.scorecard
    open_count = len(card.unanswered) + len(card.unknown)
    parts = []
    if card.unknown:
        parts.append(
            words.plural(
                "{count} of them is marked as unknown.",
                "{count} of them are marked as unknown.",
                len(card.unknown),
            )
        )
    if card.not_applicable:
        aside = [one for one in card.not_applicable if one in shown.criteria.question_by_id]
        parts.append(words.plural("{count} does not apply.", "{count} do not apply.", len(aside)))
    if not open_count:
        return Headline(_all_answered(words, card), " ".join(parts))
    return Headline(open_questions(words, open_count).removesuffix("."), " ".join(parts))
