"""Conditions: their form, what they compare, whether they can be true, and circles."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from typing import Any, cast

from excellence_app.catalog import condition_sense
from excellence_app.catalog.circles import circles_in
from excellence_app.catalog.condition_sense import Answers, Kind, Patience
from excellence_app.catalog.contents import Asked, Condition, Contents, Found, alternatives
from excellence_app.catalog.raw_values import exact
from excellence_app.catalog.yaml_source import Plain
from excellence_app.domain.facts import FACTS, FIGURE_FACTS, PROFILE, fact_named
from excellence_app.domain.messages import N_


def conditions_make_sense(contents: Contents) -> Found:
    """Check that a condition is well formed, compares what can be compared, and can be true."""
    patience = Patience()
    for condition in contents.conditions():
        problems = [*_condition_form(contents, condition.raw)]
        if not problems:
            for comparison in condition_sense.comparisons(condition.raw):
                problems += _comparison(contents, condition, comparison)
        if not problems:
            problems += _never_true(contents, condition, patience)
        yield from problems


def _condition_form(contents: Contents, raw: Plain) -> Found:
    joins = [key for key in raw if key in condition_sense.JOINS]
    subjects = [key for key in raw if key in condition_sense.SUBJECTS]
    words = [key for key in raw if key in condition_sense.WORDS]
    if joins and len(raw) > 1:
        text = N_("`{key}` joins other conditions and stands alone.")
        hint = N_("Put the comparison into the list below `{key}`.")
        yield contents.problem(
            "condition-form", contents.at_key(raw, joins[0]), text, hint, key=joins[0]
        )
        return
    if not joins and (len(subjects) != 1 or len(words) != 1):
        text = N_("A comparison names one question, or one `level_of`, and compares it once.")
        hint = N_("Write it as {example}; join several with `all` or `any`.")
        example = '{question: "1.1", at_least: 2}'
        yield contents.problem(
            "condition-form", contents.at_start(raw), text, hint, example=example
        )
        return
    for join in joins:
        parts = [raw[join]] if join == "not" else raw[join]
        for part in parts:
            yield from _condition_form(contents, part)


def _comparison(contents: Contents, condition: Condition, comparison: Plain) -> Found:
    kind, name = condition_sense.subject_of(comparison)
    word = condition_sense.word_of(comparison)
    if kind == "level_of":
        if name not in contents.indicator_by_id:
            yield contents.unknown(
                "unknown-indicator",
                contents.at(comparison, kind),
                name,
                list(contents.indicator_by_id),
                N_('"{word}" is no indicator of this set.'),
                N_("Correct the id; it is the one at the indicator's `id:`."),
            )
            return
        if contents.top_level[name] is None:
            text = N_('Indicator "{name}" has no levels to compare with.')
            hint = N_("Compare one of its questions, or give it `bands:`.")
            yield contents.problem(
                "condition-type", contents.at(comparison, kind), text, hint, name=name
            )
            return
    elif name.startswith(PROFILE):
        if fact_named(name) not in FACTS:
            yield contents.unknown(
                "unknown-fact",
                contents.at(comparison, kind),
                name,
                [PROFILE + key for key in FACTS],
                N_('"{word}" is no entry of the profile that conditions know.'),
                N_("They know: {facts}."),
                facts=", ".join(PROFILE + key for key in FACTS),
            )
            return
    elif contents.resolve(name, condition.case) is None:
        yield contents.unknown_question(comparison, kind, name)
        return
    answers = _answers(contents, kind, name, condition.case)
    if word not in condition_sense.WORDS_OF_KIND[answers.kind]:
        text = N_('The answer to "{name}" cannot be compared with `{word}`.')
        hint = N_("It can be compared with: {words}.")
        words = ", ".join(sorted(condition_sense.WORDS_OF_KIND[answers.kind]))
        yield contents.problem(
            "condition-type",
            contents.at_key(comparison, word),
            text,
            hint,
            name=name,
            word=word,
            words=words,
        )
        return
    yield from _comparison_values(contents, comparison, name, answers)


def _comparison_values(
    contents: Contents, comparison: Plain, name: str, answers: Answers
) -> Found:
    word = condition_sense.word_of(comparison)
    holder: Plain | list[Any] = comparison[word] if word == "one_of" else comparison
    for index, raw in enumerate(condition_sense.values_of(comparison)):
        key: str | int = index if word == "one_of" else word
        if word == "answered":
            continue
        value = answers.value(raw)
        if value is None:
            text, hint = _VALUE_HINTS[answers.kind]
            yield contents.problem(
                "condition-type", contents.at(holder, key), text, hint, name=name
            )
        elif word not in condition_sense.ORDER_WORDS and not answers.allows(value):
            yield contents.unknown(
                "condition-value",
                contents.at(holder, key),
                str(raw),
                sorted(answers.words),
                N_('"{word}" is not among the possible answers to "{name}".'),
                N_("Compare with one of its levels or choices, or with a number in its range."),
                name=name,
            )


_VALUE_HINTS: Mapping[Kind, tuple[str, str]] = {
    Kind.TRUTH: (
        N_('The answer to "{name}" is yes or no.'),
        N_("Compare it with true or false, without quotes."),
    ),
    Kind.NUMBER: (
        N_('The answer to "{name}" is a number.'),
        N_('Compare it with a number, such as 3 or "2.5".'),
    ),
    Kind.DAY: (
        N_('The answer to "{name}" is a date.'),
        N_('Compare it with a date, such as "2026-11-30".'),
    ),
    Kind.WORD: (
        N_('The answer to "{name}" is one of its choices.'),
        N_("Compare it with the id of a choice, in quotes."),
    ),
    Kind.WORDS: (
        N_('The answer to "{name}" is some of its choices.'),
        N_("Compare it with the id of a choice, in quotes."),
    ),
    Kind.TEXT: (N_('The answer to "{name}" is a text.'), N_("Compare it with a text, in quotes.")),
}


def _never_true(contents: Contents, condition: Condition, patience: Patience) -> Found:
    @cache
    def lookup(kind: str, name: str) -> Answers:
        return _answers(contents, kind, name, condition.case)

    comparisons = [*condition_sense.comparisons(condition.raw)]
    subjects = [condition_sense.subject_of(comparison) for comparison in comparisons]
    if not condition_sense.can_be_true(condition.raw, lookup, patience):
        names = ", ".join(dict.fromkeys(name for _, name in subjects))
        yield contents.problem(
            "condition-never-true",
            contents.at_key(condition.holder, "when"),
            N_('No answer can make this condition true, so "{id}" is never asked.'),
            N_("Look at what it asks of {names}: perhaps two ranges that exclude each other."),
            id=condition.owner,
            names=names,
        )


def _answers(contents: Contents, kind: str, name: str, case: Asked | None) -> Answers:
    """Return which answers a question allows, or which levels an indicator has."""
    if kind == "level_of":
        top = contents.top_level[name] or 0
        absent = any(_may_stay_away(asked) for asked in contents.questions_of[name])
        return Answers(Kind.NUMBER, Fraction(0), Fraction(top), whole=True, may_be_absent=absent)
    if name.startswith(PROFILE):
        figure = fact_named(name) in FIGURE_FACTS
        return Answers(Kind.NUMBER if figure else Kind.TEXT, may_be_absent=True)
    asked = cast("Asked", contents.resolve(name, case))  # it exists: the comparison is sound
    raw, absent = asked.raw, _may_stay_away(asked)
    match asked.type:
        case "yes_no":
            return Answers(Kind.TRUTH, may_be_absent=absent)
        case "levels":
            top = len(raw.get("levels", ())) - 1
            return Answers(
                Kind.NUMBER, Fraction(0), Fraction(top), whole=True, may_be_absent=absent
            )
        case "number":
            return Answers(
                Kind.NUMBER,
                exact(raw["least"]) if "least" in raw else None,
                exact(raw["most"]) if "most" in raw else None,
                whole=raw.get("whole") is True,
                may_be_absent=absent,
            )
        case "share":
            return Answers(Kind.NUMBER, Fraction(0), may_be_absent=absent)
        case "date":
            return Answers(Kind.DAY, whole=True, may_be_absent=absent)
        case "choice" | "choices":
            words = frozenset(_choice_ids(contents, raw))
            kind_of_choice = Kind.WORD if asked.type == "choice" else Kind.WORDS
            return Answers(kind_of_choice, words=words, may_be_absent=absent)
        case "text":
            return Answers(Kind.TEXT, may_be_absent=absent)
        case _:
            return Answers(Kind.OTHER, may_be_absent=absent)


def _may_stay_away(asked: Asked) -> bool:
    """Return whether a question may end up without an answer for good."""
    raw = asked.raw
    conditional = "when" in raw or (asked.indicator is not None and "when" in asked.indicator)
    return conditional or asked.case is not None or bool(raw.get("may_not_apply"))


def _choice_ids(contents: Contents, raw: Plain) -> Iterator[str]:
    yield from contents.choice_ids(raw)
    for key in ("other", "none"):
        if key in raw:
            yield raw[key]["id"]


def conditions_without_circles(contents: Contents) -> Found:
    """Check that whether something is asked never depends, however indirectly, on itself.

    Without circles, what depends on a later question is warned of.
    """
    found = _Dependencies(contents)
    circles = [*circles_in(found.graph)]
    if not circles:
        yield from _looking_ahead(contents)
    for circle in circles:
        holders = [found.conditional[node] for node in circle if node in found.conditional]
        if not holders:  # cases that seem to repeat themselves, because two ids are the same
            continue
        place = contents.at_key(holders[0], "when")
        names = [*dict.fromkeys(node.partition(":")[2] for node in circle)]
        if len(names) == 1:
            text = N_('Whether "{first}" is asked depends on itself.')
            hint = N_("Remove the condition, or let it look at another question.")
            yield contents.problem("condition-circle", place, text, hint, first=names[0])
        else:
            text = N_('"{first}" is asked depending on "{second}", and that on "{first}".')
            hint = N_("Remove one of the conditions. The circle: {circle}.")
            circle_names = ", ".join([*names, names[0]])
            yield contents.problem(
                "condition-circle",
                place,
                text,
                hint,
                first=names[0],
                second=names[1],
                circle=circle_names,
            )


def _looking_ahead(contents: Contents) -> Found:
    """Warn of questions that hang on what is asked after them: there is nobody who goes back."""
    places = {id(asked.raw): place for place, asked in enumerate(contents.asked)}
    inner = {id(asked.raw): place for place, asked in enumerate(contents.nested)}
    for condition in contents.conditions():
        holder, case = condition.holder, condition.case
        if any(True for _ in _condition_form(contents, condition.raw)):
            continue  # it compares nothing
        for comparison in condition_sense.comparisons(condition.raw):
            kind, name = condition_sense.subject_of(comparison)
            subject = contents.resolve(name, case) if kind == "question" else None
            if subject is None or (case is None and id(holder) not in places):
                continue  # the condition of an indicator, or no answer is meant
            if subject.case is not None:
                later = inner[id(subject.raw)] > inner.get(id(holder), 0)
            else:
                own = holder if case is None else case.raw
                later = places[id(subject.raw)] > places.get(id(own), len(places))
            if later:
                text = N_('Whether this is asked depends on "{name}", which comes after it.')
                hint = N_("Move one of the two, so that people need not go back.")
                place = contents.at(comparison, kind)
                yield contents.warning("condition-later", place, text, hint, name=name)


class _Dependencies:
    """What each question and indicator depends on, and who has a condition.

    A question depends on its condition's subjects and on whether its indicator applies; the
    level of an indicator depends on its questions and on those that its measure takes.
    """

    def __init__(self, contents: Contents) -> None:
        self._contents = contents
        self._questions_of: dict[str, list[str]] = {i["id"]: [] for i in contents.indicators}
        self.graph: dict[str, list[str]] = {_node(asked): [] for asked in contents.all_asked}
        self.conditional: dict[str, Plain] = {}
        for asked in contents.all_asked:
            self._add_question(asked)
        for indicator in contents.indicators:
            self._add_operands(indicator)
        nodes = {id(asked.raw): _node(asked) for asked in contents.all_asked}
        for condition in contents.conditions():
            node = nodes.get(id(condition.holder), f"indicator:{condition.owner}")
            self.conditional[node] = condition.holder
            self.graph.setdefault(node, []).extend(self._looks_at(condition))

    def _add_question(self, asked: Asked) -> None:
        looks_at = self.graph[_node(asked)]
        if asked.indicator is not None:
            self._questions_of[asked.indicator["id"]].append(_node(asked))
            if "when" in asked.indicator:
                looks_at.append(f"indicator:{asked.indicator['id']}")
        if asked.case is not None:
            looks_at.append(_node(asked.case))
        repeated = self._contents.resolve(asked.raw.get("repeat", ""), asked.case)
        if repeated is not None and repeated.type == "number":
            looks_at.append(_node(repeated))

    def _add_operands(self, indicator: Plain) -> None:
        for holder in alternatives(indicator):
            for operands in holder.get("measure", {}).values():
                for key in operands.values() if isinstance(operands, dict) else operands:
                    asked = self._contents.operand(key)
                    if asked is not None and asked.case is not None and asked.case.type == "table":
                        asked = asked.case  # a column has no condition of its own
                    if asked is not None:
                        self._questions_of[indicator["id"]].append(_node(asked))

    def _looks_at(self, condition: Condition) -> Iterator[str]:
        for kind, name in _subjects(condition.raw):
            asked = self._contents.resolve(name, condition.case)
            if kind == "level_of":
                yield from self._questions_of.get(name, ())
            elif asked is not None:
                yield _node(asked)


def _node(asked: Asked) -> str:
    inside = "" if asked.case is None else _node(asked.case).partition(":")[2] + "/"
    return f"question:{inside}{asked.id}"


def _subjects(condition: Plain) -> Iterator[tuple[str, str]]:
    """Yield what a condition looks at, also one that is not well formed."""
    for key in condition_sense.SUBJECTS:
        if key in condition:
            yield key, condition[key]
    for join in condition_sense.JOINS:
        parts = condition.get(join, [])
        for part in [parts] if isinstance(parts, dict) else parts:
            yield from _subjects(part)
