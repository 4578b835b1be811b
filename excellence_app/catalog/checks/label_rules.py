"""The rules of which a label is made."""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import cache

from excellence_app.catalog.contents import Contents, Found
from excellence_app.catalog.raw_values import exact
from excellence_app.catalog.yaml_source import Plain
from excellence_app.domain.messages import N_
from excellence_app.domain.problems import Problem

# For each kind of rule the fields it needs and those it may have besides.
_ALWAYS = frozenset({"kind", "text", "reason", "source"})


_RULE_FIELDS: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "complete": ((), frozenset()),
    "total": (("least",), frozenset()),
    "every_threshold": ((), frozenset({"label"})),
    "no_knock_out": ((), frozenset({"label"})),
    "declared": (("id", "text"), frozenset({"asks"})),
    "evidence_present": ((), frozenset({"for", "scope"})),
    "improved": (("since", "least"), frozenset({"described", "scope"})),
    "months_since": (("label",), frozenset({"least", "most"})),
    "count_at_level": (("level", "least"), frozenset({"scope"})),
}

KINDS = frozenset({*_RULE_FIELDS, "any"})


def rules_well_formed(contents: Contents) -> Found:
    """Check that a label rule is of one kind, or offers several of which one is enough."""
    for label, rule, is_option in contents.rules():
        if "any" in rule:
            yield from _choice_of_rules(contents, rule, is_option=is_option)
        elif "kind" not in rule:
            text = N_('A rule of label "{id}" has no kind.')
            hint = N_("Add `kind:`, such as complete, total or every_threshold.")
            yield contents.problem(
                "rule-form", contents.at_start(rule), text, hint, id=label["id"]
            )
        else:
            yield from _rule_fields(contents, rule)


def _choice_of_rules(contents: Contents, rule: Plain, *, is_option: bool) -> Found:
    if is_option:
        text = N_("`any` stands inside another `any`.")
        hint = N_("Write all rules of which one is enough into one list.")
        yield contents.problem("rule-form", contents.at_key(rule, "any"), text, hint)
        return
    for key in rule:
        if key != "any" and key not in _ALWAYS - {"kind"}:
            text = N_("A rule with `any` has no `{key}` of its own.")
            hint = N_("Write `{key}` into the rules of the list.")
            yield contents.problem("rule-form", contents.at_key(rule, key), text, hint, key=key)


def _rule_fields(contents: Contents, rule: Plain) -> Found:
    kind = rule["kind"]
    needed, allowed = _RULE_FIELDS[kind]
    for key in needed:
        if key not in rule:
            text = N_("A rule of the kind {kind} needs `{key}`.")
            hint = N_("Add it to this rule.")
            yield contents.problem(
                "rule-field", contents.at(rule, "kind"), text, hint, kind=kind, key=key
            )
    for key in rule:
        if key not in _ALWAYS and key not in allowed and key not in needed:
            text = N_("A rule of the kind {kind} has no `{key}`.")
            hint = N_("Remove it, or choose the kind it belongs to.")
            yield contents.problem(
                "rule-field", contents.at_key(rule, key), text, hint, kind=kind, key=key
            )
    if kind == "months_since" and "least" not in rule and "most" not in rule:
        text = N_("A rule of the kind {kind} needs `least` or `most`.")
        hint = N_("Add the months that must have passed, or may have passed at most.")
        yield contents.problem("rule-field", contents.at(rule, "kind"), text, hint, kind=kind)
    yield from _rule_amounts(contents, rule, kind)


def _rule_amounts(contents: Contents, rule: Plain, kind: str) -> Found:
    sound = True
    for key in ("least", "most"):
        amount = rule.get(key)
        if amount is None:
            continue
        is_share = isinstance(amount, str) and amount.endswith("%")
        if kind == "total" and exact(amount) < 0:
            fault = N_("A total cannot be less than 0.")
        elif kind != "total" and (is_share or exact(amount).denominator != 1 or exact(amount) < 0):
            fault = N_("A rule of the kind {kind} counts, so `{key}` is a whole number.")
        else:
            continue
        sound = False
        hint = N_("Write it in digits and without quotes, such as 18.")
        yield contents.problem(
            "rule-field", contents.at(rule, key), fault, hint, kind=kind, key=key
        )
    both = "least" in rule and "most" in rule
    if sound and both and kind == "months_since" and exact(rule["least"]) > exact(rule["most"]):
        yield contents.problem(
            "range-reversed",
            contents.at(rule, "most"),
            N_("The least, {least}, is more than the most, {most}."),
            N_("Exchange the two."),
            least=rule["least"],
            most=rule["most"],
        )


def rules_in_reach(contents: Contents) -> Found:
    """Check that a rule asks for no more points, levels or indicators than the set has."""
    total = sum((exact(indicator["points"]) for indicator in contents.indicators), Fraction(0))
    reach = _reach(contents)
    for _, rule, _ in contents.rules():
        kind, least = rule.get("kind"), rule.get("least")
        if least is None or exact(least) < 0:
            continue
        if kind == "total":
            share = isinstance(least, str) and least.endswith("%")
            if exact(least) > (1 if share else total):
                text = N_("{least} is more than everything that can be earned, {total} points.")
                yield _rule_out_of_reach(contents, rule, text, least=least, total=total)
        elif kind in {"count_at_level", "improved"}:
            # an improvement ends at level 1 at least
            count = reach(rule.get("level", 1), rule.get("scope", ""))
            if exact(least) > count:
                text = N_("{least} indicators are asked for, and {count} can meet this.")
                yield _rule_out_of_reach(contents, rule, text, least=least, count=count)


def _rule_out_of_reach(
    contents: Contents, rule: Plain, text: str, **values: str | int | Fraction
) -> Problem:
    hint = N_("Lower the number, so that an assessment can meet the rule.")
    return contents.problem("rule-out-of-reach", contents.at(rule, "least"), text, hint, **values)


def _reach(contents: Contents) -> Callable[[int, str], int]:
    """Return what counts the indicators that can reach a level, all or those in a scope."""

    @cache
    def count(level: int, scope: str) -> int:
        return sum(
            (contents.top_level[indicator["id"]] or -1) >= level
            for indicator in contents.indicators
            if not scope or scope in indicator.get("in_scope_of", ())
        )

    return count


def rules_ask_something(contents: Contents) -> Found:
    """Check that a rule about thresholds or knock-outs has some to look at."""
    with_threshold, with_knock_out = set(), set()
    for indicator in contents.indicators:
        for label, threshold in indicator.get("thresholds", {}).items():
            with_threshold.add(label)
            if threshold.get("knock_out"):
                with_knock_out.add(label)
    for label, rule, _ in contents.rules():
        kind = rule.get("kind")
        meant: str = rule["label"] if "label" in rule else label["id"]
        if meant not in contents.label_ids:
            continue
        if kind == "every_threshold" and meant not in with_threshold:
            text = N_('No indicator has a threshold for "{label}", so this rule asks nothing.')
        elif kind == "no_knock_out" and meant not in with_knock_out:
            text = N_('No threshold for "{label}" is a knock-out, so this rule asks nothing.')
        else:
            continue
        hint = N_("Add `thresholds:` to the indicators meant, or remove the rule.")
        yield contents.warning(
            "rule-asks-nothing", contents.at(rule, "kind"), text, hint, label=meant
        )
