"""The titles of Roadmap and Compare, and the sentences under them: what time brings."""

from excellence_app.domain.results import Roadmap, Score
from excellence_app.engine.measures import whole_months_between
from excellence_app.language import plans, sentences
from excellence_app.language.catalogues import Words
from excellence_app.session.compared import Compared
from excellence_app.session.headlines import Headline, in_words
from excellence_app.session.showing import Shown


def roadmap(shown: Shown, plan: Roadmap) -> Headline:
    """Return the headline of Roadmap."""
    words = shown.words
    label = shown.criteria.label_by_id[plan.target].title
    lead = _roadmap_lead(words, plan)
    none_asked = plans.no_thresholds(words, shown.criteria.label_by_id[plan.target])
    if plan.reached_after == 0 and none_asked:
        return Headline(none_asked.rstrip("."), lead)
    return Headline(_roadmap_title(words, plan, label), lead)


def _roadmap_title(words: Words, plan: Roadmap, label: str) -> str:
    if plan.reached_after == 0:
        return words.text("No action is needed for the {label} thresholds", label=label)
    if not plan.steps:
        return words.text("No action is planned for {label} yet", label=label)
    # in a person's own order more may follow after the line
    count = len(plan.steps) if plan.reached_after is None else plan.reached_after
    values = {"number": in_words(words, count), "label": label}
    if plan.reached_after is not None:
        if count == 1:
            return words.text("One action leads to all {label} thresholds", label=label)
        return words.plural(
            "{number} action leads to all {label} thresholds",
            "{number} actions lead to all {label} thresholds",
            count,
            **values,
        )
    if plan.waits_for_answers:
        return words.text("The open questions decide about {label}", label=label)
    left = plan.steps[-1].gaps_left
    gaps = words.plural("{count} gap", "{count} gaps", left)
    if count == 1:
        if left:
            return words.text("One action leaves {gaps} for {label}", gaps=gaps, label=label)
        return words.text("One action leaves the total too low for {label}", label=label)
    if left:
        return words.plural(
            "{number} action leaves {gaps} for {label}",
            "{number} actions leave {gaps} for {label}",
            count,
            gaps=gaps,
            **values,
        )
    return words.plural(
        "{number} action leaves the total too low for {label}",
        "{number} actions leave the total too low for {label}",
        count,
        **values,
    )


def _roadmap_lead(words: Words, plan: Roadmap) -> str:
    parts = []
    if plan.assumed and plan.reached_after == 0:
        parts.append(
            words.plural(
                "{count} open indicator is taken at its threshold.",
                "{count} open indicators are taken at their thresholds.",
                len(plan.assumed),
            )
        )
    elif plan.steps or plan.assumed:  # before any advice
        parts.append(plans.open_first(words, plan))
    if plan.steps and plan.reached_after != 0:
        last = plan.steps[(plan.reached_after or len(plan.steps)) - 1]
        share = sentences.score_share(words, last.after)
        if plan.reached_after is not None and plan.ready is not None:
            parts.append(
                words.text(
                    "All are met by {day}, with a total of {share}.", day=plan.ready, share=share
                )
            )
        else:
            parts.append(words.text("The total is then {share}.", share=share))
    if plan.without_action:
        count = len(plan.without_action)
        parts.append(
            words.plural("{count} gap has no action.", "{count} gaps have no action.", count)
            if plan.own
            else words.plural(
                "No known action closes {count} gap.",
                "No known action closes {count} gaps.",
                count,
            )
        )
    return " ".join(part for part in parts if part)


def compare(shown: Shown, compared: Compared) -> Headline:
    """Return the headline of Compare."""
    words, source = shown.words, compared.source
    before, now = source.card_before.total, source.card_after.total
    lead = " ".join(text for text in _moves(words, compared) if text)
    if before.share_lowest is None or now.share_lowest is None:
        title = words.text("{before} and {now}", before=compared.days[0], now=compared.days[1])
        return Headline(title, lead)
    values = {"before": _so_far(words, before), "now": _so_far(words, now)}
    dated = (source.before.dated, source.after.dated)
    months = whole_months_between(dated[0], dated[1]) if dated[0] and dated[1] else 0
    if months > 0:
        title = words.plural(
            "From {before} to {now} in {count} month",
            "From {before} to {now} in {count} months",
            months,
            **values,
        )
    else:
        title = words.text("From {before} to {now}", **values)
    return Headline(title, lead)


def _so_far(words: Words, score: Score) -> str:
    """Return the one number that fits into a title: the lower end of what may come of it."""
    share = words.percent(score.share_lowest or 0)
    return share if score.final else words.text("{share} so far", share=share)


def _moves(words: Words, compared: Compared) -> tuple[str, ...]:
    rose, fell = compared.count("rose"), compared.count("fell")
    same = compared.count("unchanged")
    if not rose and not fell:
        return (words.text("No indicator has changed."),)
    return (
        _one_or_more_rose(words, rose) if rose else "",
        _one_or_more_fell(words, fell) if fell else "",
        words.plural("{count} is unchanged.", "{count} are unchanged.", same) if same else "",
    )


def _one_or_more_rose(words: Words, count: int) -> str:
    if count == 1:
        return words.text("One indicator rose.")
    return words.plural(
        "{number} indicator rose.",
        "{number} indicators rose.",
        count,
        number=in_words(words, count),
    )


def _one_or_more_fell(words: Words, count: int) -> str:
    if count == 1:
        return words.text("One indicator fell.")
    return words.plural(
        "{number} indicator fell.",
        "{number} indicators fell.",
        count,
        number=in_words(words, count),
    )
