"""From answers to points: levels, bands, measures and thresholds."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from excellence_app.catalog.checks.questions import MOST_ENTRIES
from excellence_app.catalog.contents import Asked, Contents, Found, alternatives
from excellence_app.catalog.raw_values import exact
from excellence_app.catalog.scale_building import OPERANDS
from excellence_app.catalog.yaml_source import Plain
from excellence_app.domain.messages import N_
from excellence_app.domain.problems import Problem


def levels_earn_points(contents: Contents) -> Found:
    """Check that points never fall from level to level and end at what is on offer."""
    for asked in contents.all_asked:
        if asked.type in {"levels", "yes_no"} and "levels" in asked.raw:
            yield from _level_points(contents, asked.raw["levels"], _points_on_offer(asked))
    for indicator in contents.indicators:
        for holder in alternatives(indicator):
            if "bands" in holder:
                yield from _level_points(contents, holder["bands"], exact(indicator["points"]))


def _points_on_offer(asked: Asked) -> Fraction:
    if asked.indicator is None:
        return Fraction(0)
    points = exact(asked.indicator["points"])
    several = asked.indicator.get("questions", [asked.raw])
    weights: int = sum(question.get("weight", 1) for question in several)
    return points * asked.raw.get("weight", 1) / weights if len(several) > 1 else points


def _level_points(contents: Contents, levels: list[Plain], on_offer: Fraction) -> Found:
    saying = [level for level in levels if "points" in level]
    if not saying:
        return
    if len(saying) < len(levels):
        silent = next(level for level in levels if "points" not in level)
        yield contents.problem(
            "level-points",
            contents.at_start(silent),
            N_("Other levels say their points, and this one does not."),
            N_("Give every level its points, or none: then they share the points evenly."),
        )
        return
    earned = [exact(level["points"]) for level in levels]
    for number in range(1, len(levels)):
        if earned[number] < earned[number - 1]:
            yield contents.problem(
                "level-points",
                contents.at(levels[number], "points"),
                N_("Level {number} earns less than the level below it."),
                N_("Points rise from level to level, or stay the same."),
                number=number,
            )
            return
    if earned[-1] != on_offer:
        yield contents.problem(
            "level-points",
            contents.at(levels[-1], "points"),
            N_("The highest level earns {earned} points, and {points} are on offer."),
            N_("Let the highest level earn all points that the question can earn."),
            earned=earned[-1],
            points=on_offer,
        )


def points_add_up(contents: Contents) -> Found:
    """Check that the points of the indicators add up to those that the set declares."""
    if "points" not in contents.about:
        return
    declared = exact(contents.about["points"])
    total = sum((exact(indicator["points"]) for indicator in contents.indicators), Fraction(0))
    if total != declared:
        yield contents.problem(
            "points-sum",
            contents.at(contents.about, "points"),
            N_("The set declares {declared} points, and its indicators have {total} together."),
            N_("Correct the points of an indicator, or the number here."),
            declared=declared,
            total=total,
        )


def points_can_be_earned(contents: Contents) -> Found:
    """Check that where points are on offer something turns the answers into levels."""
    for indicator in contents.indicators:
        if "either" in indicator:
            continue
        if "measure" in indicator:
            if "bands" not in indicator and exact(indicator["points"]):
                yield _no_scale(contents, indicator, indicator, "measure")
            continue
        alone = "question" in indicator
        several = [indicator["question"]] if alone else indicator.get("questions", ())
        for raw in several:
            scored = raw["type"] in {"levels", "yes_no"}
            banded = alone and "bands" in indicator and raw["type"] in {"number", "share"}
            if not scored and not banded and exact(indicator["points"]):
                yield _no_scale(contents, indicator, raw, "type")


def _no_scale(contents: Contents, indicator: Plain, holder: Plain, key: str) -> Problem:
    return contents.problem(
        "no-scale",
        contents.at_key(holder, key) if key == "measure" else contents.at(holder, key),
        N_('Indicator "{id}" has {points} points, and nothing turns this answer into a level.'),
        N_("Add `bands:` to the indicator, or give it 0 points."),
        id=indicator["id"],
        points=exact(indicator["points"]),
    )


def bands_in_order(contents: Contents) -> Found:
    """Check that bands are numbered from 0, run one way and do not overlap."""
    for indicator in contents.indicators:
        for holder in alternatives(indicator):
            if "bands" in holder:
                yield from _band_order(contents, indicator, holder)


def alternatives_agree(contents: Contents) -> Found:
    """Check that several ways to the same levels have the same levels, named once."""
    for indicator in contents.indicators:
        ways: list[Plain] = indicator.get("either", [])
        if not ways:
            continue
        for key in ("measure", "bands"):
            if key in indicator:
                text = N_("Beside `either` there is no `{key}`: each alternative has its own.")
                hint = N_("Move it into the list below `either`.")
                place = contents.at_key(indicator, key)
                yield contents.problem("either-form", place, text, hint, key=key)
        first, *others = ways
        for way in others:
            if len(way["bands"]) != len(first["bands"]):
                text = N_("This alternative has {count} bands, and the first has {first}.")
                hint = N_("All lead to the same levels, so give them the same number of bands.")
                yield contents.problem(
                    "either-form",
                    contents.at_key(way, "bands"),
                    text,
                    hint,
                    count=len(way["bands"]),
                    first=len(first["bands"]),
                )
            for band in way["bands"]:
                for key in band:
                    if key not in _LIMITS:
                        text = N_(
                            "What a level is called and earns stands at the first alternative."
                        )
                        hint = N_("Write `{key}` there, and remove it here.")
                        place = contents.at_key(band, key)
                        yield contents.problem("either-form", place, text, hint, key=key)


_LIMITS = frozenset({"level", "from", "to"})


def _band_order(contents: Contents, indicator: Plain, holder: Plain) -> Found:
    bands: list[Plain] = holder["bands"]
    kind = indicator.get("question", {}).get("type")
    if kind in {"levels", "yes_no"}:
        text = N_("A question of the type {type} brings its own levels and needs no bands.")
        hint = N_("Remove the bands, or ask for a number or a share.")
        yield contents.problem(
            "field-not-for-type", contents.at_key(holder, "bands"), text, hint, type=kind
        )
        return
    for number, band in enumerate(bands):
        if band["level"] != number:
            yield contents.problem(
                "band-order",
                contents.at(band, "level"),
                N_("This is band {number}, and it says level {level}."),
                N_("Bands stand for the levels 0, 1, 2 and so on, in this order."),
                number=number,
                level=band["level"],
            )
            return
    limits: set[str] = {key for band in bands for key in ("from", "to") if key in band}
    if len(limits) > 1:
        holder = next(band for band in bands if "to" in band)
        text = N_("Some bands say `from` and some say `to`.")
        hint = N_("Use `from` where more is better, and `to` where less is better.")
        yield contents.problem("band-order", contents.at_key(holder, "to"), text, hint)
        return
    possible = _range_of_measure(contents, indicator, holder.get("measure"))
    yield from _band_limits(contents, possible, bands, limits)


Range = tuple[Fraction | None, Fraction | None]


def _band_limits(
    contents: Contents, possible: Range, bands: list[Plain], limits: set[str]
) -> Found:
    key = limits.pop() if limits else "from"
    if key in bands[0]:
        text = N_("The band of level 0 has no limit, for it holds all that is left.")
        hint = N_("Remove `{key}` here.")
        yield contents.problem("band-order", contents.at_key(bands[0], key), text, hint, key=key)
        return
    least, most = possible
    before: Fraction | None = None
    for band in bands[1:]:
        if key not in band:
            text = N_("The band of level {level} does not say where it begins.")
            hint = N_("Add `{key}:` with a value.")
            yield contents.problem(
                "band-order", contents.at(band, "level"), text, hint, key=key, level=band["level"]
            )
            return
        limit = exact(band[key])
        if before is not None and (limit <= before if key == "from" else limit >= before):
            text = N_("The band of level {level} begins at {limit}, inside the one below it.")
            hint = N_("With `from` the limits rise from band to band, with `to` they fall.")
            yield contents.problem(
                "band-order",
                contents.at(band, key),
                text,
                hint,
                level=band["level"],
                limit=band[key],
            )
            return
        if (most is not None and limit > most) or (least is not None and limit < least):
            text = N_("No answer can be {limit}, so level {level} begins where nothing is.")
            hint = N_('Write a share as "10 %", and keep to the range of the question.')
            yield contents.problem(
                "band-out-of-range",
                contents.at(band, key),
                text,
                hint,
                level=band["level"],
                limit=band[key],
            )
        before = limit


def _range_of_measure(contents: Contents, indicator: Plain, measure: Plain | None) -> Range:
    """Return the least and the greatest value that a measure of an indicator can have."""
    question = indicator.get("question", {})
    if measure is None:
        if question.get("type") == "number":
            least, most = question.get("least"), question.get("most")
            return (None if least is None else exact(least), None if most is None else exact(most))
        return Fraction(0), Fraction(1)  # a share, or the score of several questions
    ((word, operands),) = measure.items()
    if word == "share":
        return Fraction(0), Fraction(1)
    if word == "count":
        return Fraction(0), sum((_most_counted(contents, key) for key in operands), Fraction(0))
    return None, None


def _most_counted(contents: Contents, key: str) -> Fraction:
    """Return how much one answer can add to a count."""
    asked = contents.operand(key)
    if asked is None:
        return Fraction(1)
    most = Fraction(1)
    if asked.type == "choices":
        there_are = len(contents.choice_ids(asked.raw)) + ("other" in asked.raw)
        most = min(exact(asked.raw.get("most", there_are)), Fraction(there_are))
    elif asked.type in {"list", "table", "cases"}:
        most = _most_entries(contents, asked)
    around = asked.case
    while around is not None:
        most *= _most_entries(contents, around)
        around = around.case
    return most


def _most_entries(contents: Contents, asked: Asked) -> Fraction:
    """Return how many entries, rows or cases there can be."""
    number = contents.resolve(asked.raw["repeat"], None) if "repeat" in asked.raw else None
    raw = asked.raw if number is None else number.raw
    return exact(raw.get("most", MOST_ENTRIES))


def measures_have_operands(contents: Contents) -> Found:
    """Check that a measure is made of answers that exist and that it can calculate with."""
    for indicator in contents.indicators:
        kind = indicator.get("question", {}).get("type")
        for holder in alternatives(indicator):
            if "measure" not in holder:
                continue
            if kind in {"levels", "yes_no"}:
                text = N_(
                    "A question of the type {type} brings its own levels and needs no measure."
                )
                hint = N_("Remove the measure, or ask several questions.")
                place = contents.at_key(holder, "measure")
                yield contents.problem("field-not-for-type", place, text, hint, type=kind)
                continue
            ((word, operands),) = holder["measure"].items()
            for key in OPERANDS[word] or range(len(operands)):
                yield from _operand(contents, word, operands, key)


_OPERAND_TYPES: Mapping[str, frozenset[str]] = {
    "share": frozenset({"number", "share"}),
    "ratio": frozenset({"number", "share"}),
    "sum": frozenset({"number", "share"}),
    "count": frozenset({"number", "share", "yes_no", "choices", "list", "table", "cases"}),
    "months_between": frozenset({"date"}),
}

# What is asked in each case or row, and so has several answers.
_OF_MANY: Mapping[str, frozenset[str]] = {
    "sum": frozenset({"number"}),
    "count": frozenset({"number", "yes_no", "choices", "list"}),
}


def _operand(contents: Contents, word: str, operands: Plain | list[Any], key: str | int) -> Found:
    name: str = operands[key]  # type: ignore[index]  # a list has indices, a group has keys
    asked = contents.operand(name)
    if asked is None:
        yield contents.unknown_question(operands, key, name)
    elif asked.case is not None and asked.type not in _OF_MANY.get(word, ()):
        yield contents.problem(
            "measure-operand",
            contents.at(operands, key),
            N_('"{name}" may be answered several times, and a {word} takes one answer.'),
            N_(
                "Of what is asked in each case or row a sum takes numbers, "
                "and a count these: {types}."
            ),
            types=", ".join(sorted(_OF_MANY["count"])),
            word=word,
            name=name,
        )
    elif asked.type not in _OPERAND_TYPES[word]:
        yield contents.problem(
            "measure-operand",
            contents.at(operands, key),
            N_('A {word} cannot be made of "{name}", which has the type {type}.'),
            N_("It takes answers of these types: {types}."),
            word=word,
            name=name,
            type=asked.type,
            types=", ".join(sorted(_OPERAND_TYPES[word])),
        )


def thresholds_in_reach(contents: Contents) -> Found:
    """Check that a threshold asks for a level or for points, and for no more than there are."""
    for indicator in contents.indicators:
        for label, threshold in indicator.get("thresholds", {}).items():
            yield from _threshold(contents, indicator, label, threshold)


def _threshold(contents: Contents, indicator: Plain, label: str, threshold: Plain) -> Found:
    by_level, by_points = "level" in threshold, "points" in threshold
    if by_level == by_points:
        hint = N_("Write `level:` or `points:`, one of them.")
        if by_level:
            place = contents.at_key(threshold, "points")
            text = N_("The threshold for {label} says both a level and points.")
        else:
            place = contents.at_start(threshold)
            text = N_("The threshold for {label} says neither a level nor points.")
        yield contents.problem("threshold-form", place, text, hint, label=label)
        return
    top = contents.top_level[indicator["id"]]
    points = exact(indicator["points"])
    if by_level and top is None:
        yield contents.problem(
            "threshold-out-of-reach",
            contents.at(threshold, "level"),
            N_('Indicator "{id}" has no levels, only points.'),
            N_("Ask for `points:` here, or give the indicator `bands:`."),
            id=indicator["id"],
        )
    elif by_level and top is not None and threshold["level"] > top:
        yield contents.problem(
            "threshold-out-of-reach",
            contents.at(threshold, "level"),
            N_('The highest level of indicator "{id}" is {top}; no answer reaches level {level}.'),
            N_("Levels count from 0. Lower the threshold, or add a level."),
            id=indicator["id"],
            top=top,
            level=threshold["level"],
        )
    elif by_points and exact(threshold["points"]) > points:
        yield contents.problem(
            "threshold-out-of-reach",
            contents.at(threshold, "points"),
            N_('Indicator "{id}" has {points} points; no answer reaches {least}.'),
            N_("Lower the threshold, or raise the points."),
            id=indicator["id"],
            points=points,
            least=exact(threshold["points"]),
        )
