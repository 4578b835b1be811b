"""Questions: where they stand, what they say, and the fields of their types."""

import re
from collections.abc import Mapping

from excellence_app.catalog.contents import Contents, Found
from excellence_app.catalog.raw_values import exact
from excellence_app.catalog.yaml_source import Plain
from excellence_app.domain.messages import N_


def questions_well_placed(contents: Contents) -> Found:
    """Check that an indicator has one question that takes its id, or several with their own."""
    hint = N_("Write `question:` for one question, or `questions:` for a list of several.")
    for indicator in contents.indicators:
        identity = indicator["id"]
        one, several = "question" in indicator, "questions" in indicator
        if one and several:
            place = contents.at_key(indicator, "questions")
            text = N_('Indicator "{id}" has both `question` and `questions`.')
            yield contents.problem("question-form", place, text, hint, id=identity)
        elif not one and not several and not indicator.keys() & {"measure", "either"}:
            place = contents.at(indicator, "id")
            text = N_('Indicator "{id}" has no question.')
            hint_at_none = N_("Write `question:` or `questions:`, or `measure:` with `bands:`.")
            yield contents.problem("question-form", place, text, hint_at_none, id=identity)
        elif one and indicator["question"].get("id", identity) != identity:
            yield contents.problem(
                "question-form",
                contents.at(indicator["question"], "id"),
                N_('The only question of indicator "{id}" takes the indicator\'s id.'),
                N_("Remove this line."),
                id=identity,
            )
    for asked in contents.all_asked:
        alone = asked.indicator is not None and "question" in asked.indicator
        if not alone and "id" not in asked.raw:
            yield contents.problem(
                "question-form",
                contents.at_start(asked.raw),
                N_("This question has no id."),
                N_(
                    "Give it one, in quotes; it is fixed for ever, because answers are kept by it."
                ),
            )


def questions_have_texts(contents: Contents) -> Found:
    """Check that a question says what it asks; cases say what they are called."""
    for asked in contents.all_asked:
        key = "title" if asked.type == "cases" else "text"
        if key not in asked.raw:
            yield contents.problem(
                "missing-text",
                contents.at(asked.raw, "type"),
                N_("This question has no `{key}`."),
                N_("Write what people read."),
                key=key,
            )


# The fields that any question may have, and for each type those it must and may have besides.
_COMMON_FIELDS = frozenset(
    {
        "id",
        "instruction",
        "may_not_apply",
        "renamed_from",
        "required",
        "text",
        "type",
        "weight",
        "when",
    }
)


_TYPE_FIELDS: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "levels": (("levels",), frozenset()),
    "yes_no": ((), frozenset({"good", "levels"})),
    "number": ((), frozenset({"unit", "whole", "least", "most"})),
    "share": (("part", "whole"), frozenset({"unit"})),
    "choice": ((), frozenset({"choices", "list", "other", "none", "comment"})),
    "choices": ((), frozenset({"choices", "list", "other", "none", "comment", "least", "most"})),
    "date": ((), frozenset()),
    "text": ((), frozenset({"names"})),
    "list": ((), frozenset({"least", "most", "unit", "names"})),
    "table": (("columns",), frozenset({"least", "most"})),
    "cases": (("questions",), frozenset({"title", "repeat", "least", "most"})),
}


_NO_AND_YES = (0, 1)  # the levels of a yes/no question
_COUNTED = frozenset({"choices", "list", "table", "cases"})  # `least`, `most`: how many
MOST_ENTRIES = 1_000  # of a list, a table or cases
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_IN_TITLES = frozenset({"choice", "date", "number", "text", "yes_no"})  # of one short answer


def fields_fit_types(contents: Contents) -> Found:
    """Check that a question has the fields of its type and no others."""
    for asked in contents.all_asked:
        raw, kind = asked.raw, asked.type
        needed, allowed = _TYPE_FIELDS[kind]
        for key in needed:
            if key not in raw:
                text = N_("A question of the type {type} needs `{key}`.")
                hint = N_("Add it, or choose another type.")
                yield contents.problem(
                    "missing-field", contents.at(raw, "type"), text, hint, type=kind, key=key
                )
        for key in raw:
            known = key in _COMMON_FIELDS or key in allowed or key in needed
            if not known or (kind == "cases" and key == "text"):  # they have a title
                text = N_("A question of the type {type} has no `{key}`.")
                hint = N_("Remove it, or choose the type it belongs to.")
                yield contents.problem(
                    "field-not-for-type", contents.at_key(raw, key), text, hint, type=kind, key=key
                )
        yield from _fields_make_sense(contents, raw, kind)


def _fields_make_sense(contents: Contents, raw: Plain, kind: str) -> Found:
    if kind == "yes_no" and len(raw.get("levels", _NO_AND_YES)) != len(_NO_AND_YES):
        text = N_("A yes/no question has two levels: level 0 and the one of the good answer.")
        hint = N_("Write two, or none at all.")
        yield contents.problem("field-not-for-type", contents.at_key(raw, "levels"), text, hint)
    if kind in {"choice", "choices"} and ("choices" in raw) == ("list" in raw):
        text = N_("A question of the type {type} needs either `choices` or `list`.")
        hint = N_("Write the choices out, or name one of the `lists:`.")
        yield contents.problem("missing-field", contents.at(raw, "type"), text, hint, type=kind)
    whole = raw.get("whole")
    if kind == "number" and isinstance(whole, str):
        text = N_("`whole` of a number is true or false.")
        hint = N_("Write true, without quotes, if only whole numbers are allowed.")
        yield contents.problem("field-not-for-type", contents.at(raw, "whole"), text, hint)
    if kind == "share" and isinstance(whole, bool):
        text = N_("`whole` of a share is what the whole is called.")
        hint = N_("Write a text, such as All income.")
        yield contents.problem("field-not-for-type", contents.at(raw, "whole"), text, hint)
    yield from _range_in_order(contents, raw)


def _range_in_order(contents: Contents, raw: Plain) -> Found:
    if "least" in raw and "most" in raw and exact(raw["least"]) > exact(raw["most"]):
        text = N_("The least, {least}, is more than the most, {most}.")
        hint = N_("Exchange the two.")
        yield contents.problem(
            "range-reversed",
            contents.at(raw, "most"),
            text,
            hint,
            least=raw["least"],
            most=raw["most"],
        )


def counts_fit(contents: Contents) -> Found:
    """Check that `least` and `most` of what is counted are whole numbers that can be met."""
    for asked in contents.all_asked:
        raw = asked.raw
        if asked.type not in _COUNTED:
            continue
        for key in ("least", "most"):
            if key in raw and not _may_count(raw[key]):
                text = N_("`{key}` says how many entries there may be, and {value} cannot.")
                hint = N_("Write a whole number from 0 to {most}.")
                yield contents.problem(
                    "bad-count",
                    contents.at(raw, key),
                    text,
                    hint,
                    key=key,
                    value=raw[key],
                    most=MOST_ENTRIES,
                )
        if asked.type == "choices" and _may_count(raw.get("least", 0)):
            there_are = len(contents.choice_ids(raw)) + ("other" in raw)
            if exact(raw.get("least", 0)) > there_are:
                text = N_("{least} choices are wanted at least, and there are {count}.")
                hint = N_("Lower the number, or add choices.")
                place = contents.at(raw, "least")
                least = raw["least"]
                yield contents.problem(
                    "bad-count", place, text, hint, least=least, count=there_are
                )


def _may_count(value: int | str) -> bool:
    number = exact(value)
    return number.denominator == 1 and 0 <= number <= MOST_ENTRIES


def comments_well_placed(contents: Contents) -> Found:
    """Check that comments are wanted of choices only that can have one."""
    for asked in contents.all_asked:
        for key, text in (
            ("none", N_("Who chooses `none` has nothing to comment on.")),
            ("other", N_("`other` takes a text anyway, which has to be written.")),
        ):
            choice = asked.raw.get(key, {})
            if "comment" in choice:
                hint = N_("Remove `comment` here.")
                yield contents.problem(
                    "comment-not-here", contents.at_key(choice, "comment"), text, hint
                )


def columns_fit_types(contents: Contents) -> Found:
    """Check that the columns of a table have the fields of their types."""
    for asked in contents.all_asked:
        for column in asked.raw.get("columns", ()):
            kind = column.get("type", "text")
            for key in column:
                allowed = _COLUMN_FIELDS | _FIELDS_OF_COLUMNS.get(kind, frozenset())
                if key not in allowed:
                    text = N_("A column of the type {type} has no `{key}`.")
                    hint = N_("Remove it, or choose the type it belongs to.")
                    place = contents.at_key(column, key)
                    yield contents.problem(
                        "field-not-for-type", place, text, hint, type=kind, key=key
                    )
            if kind == "choice" and ("choices" in column) == ("list" in column):
                text = N_("A column of the type {type} needs either `choices` or `list`.")
                hint = N_("Write the choices out, or name one of the `lists:`.")
                place = contents.at(column, "id")
                yield contents.problem("missing-field", place, text, hint, type=kind)
            for choice in column.get("choices", ()):
                if "comment" in choice:
                    text = N_("In a table there is no room for comments on choices.")
                    hint = N_("Remove `comment` here, or add a column of the type text.")
                    place = contents.at_key(choice, "comment")
                    yield contents.problem("comment-not-here", place, text, hint)
            if kind == "number":
                yield from _range_in_order(contents, column)


_COLUMN_FIELDS = frozenset({"id", "title", "type", "required"})
_FIELDS_OF_COLUMNS: Mapping[str, frozenset[str]] = {
    "number": frozenset({"unit", "whole", "least", "most"}),
    "choice": frozenset({"list", "choices"}),
}


def cases_well_formed(contents: Contents) -> Found:
    """Check that cases hold no cases, and that their title names what is asked in them."""
    for asked in contents.all_asked:
        if asked.type != "cases":
            continue
        raw = asked.raw
        if asked.case is not None:
            text = N_("Cases cannot stand inside other cases.")
            hint = N_("Use a table here, or ask for these cases in a question of their own.")
            yield contents.problem("cases-nested", contents.at(raw, "type"), text, hint)
        if "repeat" in raw:
            for key in ("least", "most"):
                if key in raw:
                    text = N_("The answer to `repeat` says how many cases there are, not `{key}`.")
                    hint = N_("Write `{key}` at the number that `repeat` names.")
                    place = contents.at_key(raw, key)
                    yield contents.problem("field-not-for-type", place, text, hint, key=key)
        known = ["n", *(q["id"] for q in raw.get("questions", ()) if _fits_a_title(q))]
        for word in _PLACEHOLDER.findall(raw.get("title", "")):
            if word not in known:
                yield contents.unknown(
                    "case-title",
                    contents.at(raw, "title"),
                    word,
                    known,
                    N_('The title names "{word}", which it cannot show.'),
                    N_("It can show: {words}."),
                    words=", ".join(known),
                )


def _fits_a_title(raw: Plain) -> bool:
    return "id" in raw and raw["type"] in _IN_TITLES


def consent_is_asked(contents: Contents) -> Found:
    """Check that whether names may be printed is answered with yes or no, once for each file."""
    name = contents.about.get("names_if")
    if name is None:
        return
    asked = contents.question_by_id.get(name)
    if asked is None:
        yield contents.unknown_question(contents.about, "names_if", name)
    elif asked.type != "yes_no":
        yield contents.problem(
            "names-consent",
            contents.at(contents.about, "names_if"),
            N_('"{name}" has the type {type}, and cannot say whether names may be printed.'),
            N_("Name a question of the type yes_no."),
            name=name,
            type=asked.type,
        )


def repeats_exist(contents: Contents) -> Found:
    """Check that cases repeat as often as a number says that is asked."""
    for asked in contents.all_asked:
        if asked.type == "cases" and "repeat" in asked.raw:
            number = contents.resolve(asked.raw["repeat"], asked.case)
            if number is None:
                yield contents.unknown_question(asked.raw, "repeat", asked.raw["repeat"])
            elif number.type != "number":
                yield contents.problem(
                    "measure-operand",
                    contents.at(asked.raw, "repeat"),
                    N_('"{name}" has the type {type} and cannot say how many cases there are.'),
                    N_("Name a question of the type number."),
                    name=number.id,
                    type=number.type,
                )
            elif number.raw.get("whole") is not True or not _bounded(number.raw):
                yield contents.problem(
                    "repeat-number",
                    contents.at(asked.raw, "repeat"),
                    N_('"{name}" says how many cases there are, and may be any number.'),
                    N_("Write `whole: true` there, `least: 0`, and `most:` with {most} or less."),
                    name=number.id,
                    most=MOST_ENTRIES,
                )


def _bounded(raw: Plain) -> bool:
    """Return whether a number cannot ask for cases without end, nor for less than none."""
    return all(key in raw and 0 <= exact(raw[key]) <= MOST_ENTRIES for key in ("least", "most"))
