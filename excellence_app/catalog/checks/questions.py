"""Questions: where they stand, what they say, and the fields of their types."""

from collections.abc import Mapping

from excellence_app.catalog.builder import exact
from excellence_app.catalog.contents import Contents, Found
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
        elif not one and not several:
            place = contents.at(indicator, "id")
            text = N_('Indicator "{id}" has no question.')
            yield contents.problem("question-form", place, text, hint, id=identity)
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
    "choice": ((), frozenset({"choices", "list", "other", "none"})),
    "choices": ((), frozenset({"choices", "list", "other", "none", "least", "most"})),
    "date": ((), frozenset()),
    "text": ((), frozenset()),
    "list": ((), frozenset({"least", "most", "unit"})),
    "table": (("columns",), frozenset({"least", "most"})),
    "cases": (("repeat", "questions"), frozenset({"title"})),
}


_NO_AND_YES = (0, 1)  # the levels of a yes/no question
_ASKED_NOW = frozenset({"levels", "yes_no", "number", "share"})


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
            if key not in _COMMON_FIELDS and key not in allowed and key not in needed:
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


def types_of_later_versions(contents: Contents) -> Found:
    """Name the types that format 1 knows but this version cannot ask yet; the set still loads."""
    hint = N_("The rest of the set works; answers to this are not asked for.")
    for asked in contents.all_asked:
        if asked.type not in _ASKED_NOW:
            yield contents.warning(
                "type-not-yet",
                contents.at(asked.raw, "type"),
                N_("This version cannot ask questions of the type {type} yet."),
                hint,
                type=asked.type,
            )
    for indicator in contents.indicators:
        measure = indicator.get("measure", {})
        if "months_between" in measure:
            yield contents.warning(
                "type-not-yet",
                contents.at_key(measure, "months_between"),
                N_("This version cannot count the months between two answers yet."),
                hint,
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
