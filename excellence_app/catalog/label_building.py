"""Labels, their rules and actions of a checked file."""

from collections.abc import Iterable

from excellence_app.catalog.raw_values import Plain, exact, provenance_of
from excellence_app.domain.criteria import (
    Action,
    Cost,
    Lift,
)
from excellence_app.domain.levels import (
    Label,
    LabelStep,
    Price,
    Renewal,
    Requirement,
    RequirementKind,
    Validity,
)


def label_of(raw: Plain) -> Label:
    """Return one label with its rules, steps and prices."""
    keys = _RequirementKeys(raw["requires"])
    return Label(
        id=raw["id"],
        title=raw["title"],
        requires=tuple(_requirement(rule, keys) for rule in raw["requires"]),
        text=raw.get("text", ""),
        bars=raw.get("bars"),
        valid=_validity(raw["valid"]) if "valid" in raw else None,
        steps=tuple(
            LabelStep(s["title"], s.get("text", ""), s.get("source", ""))
            for s in raw.get("steps", ())
        ),
        prices=tuple(
            Price(p["title"], exact(p["amount"]), p["currency"], p["seen"], p["source"])
            for p in raw.get("prices", ())
        ),
        provenance=provenance_of(raw),
    )


class _RequirementKeys:
    """Gives each rule of one label a key of its own, in the order of the file."""

    def __init__(self, rules: Iterable[Plain]) -> None:
        self._keys = requirement_keys(rules)

    def of(self, rule: Plain) -> str:
        return self._keys[id(rule)]


def requirement_keys(rules: Iterable[Plain]) -> dict[int, str]:
    """Return the key of each rule of a label, and of each option, by the identity of its data.

    A declared statement has its own id; other rules have their kind, with a number from the
    second of the same kind on.
    """
    keys: dict[int, str] = {}
    seen: dict[str, int] = {}

    def name(rule: Plain) -> None:
        kind = "any" if "any" in rule else rule["kind"]
        if kind == "declared":
            keys[id(rule)] = rule["id"]
            return
        seen[kind] = seen.get(kind, 0) + 1
        keys[id(rule)] = kind if seen[kind] == 1 else f"{kind}-{seen[kind]}"
        for option in rule.get("any", ()):
            name(option)

    for rule in rules:
        name(rule)
    return keys


def _requirement(raw: Plain, keys: _RequirementKeys) -> Requirement:
    least, most = raw.get("least"), raw.get("most")
    is_share = isinstance(least, str) and least.endswith("%")
    return Requirement(
        kind=RequirementKind.ANY if "any" in raw else RequirementKind(raw["kind"]),
        key=keys.of(raw),
        text=raw.get("text", ""),
        least=None if least is None or is_share else exact(least),
        least_share=exact(least) if least is not None and is_share else None,
        most=None if most is None else exact(most),
        other_label=raw.get("label", raw.get("since", "")),
        level=raw.get("level"),
        described=raw.get("described", False),
        scope=raw.get("scope", ""),
        options=tuple(_requirement(option, keys) for option in raw.get("any", ())),
        reason=raw.get("reason", ""),
        source=raw.get("source", ""),
        asks=tuple(raw.get("asks", ())),
    )


def _validity(raw: Plain) -> Validity:
    renewal = raw.get("renewal")
    return Validity(
        raw["months"],
        raw.get("from", "day"),
        None
        if renewal is None
        else Renewal(
            renewal["months"], renewal.get("from", "previous_end"), renewal.get("within_months")
        ),
    )


def action_of(raw: Plain) -> Action:
    """Return one action."""
    effort = raw["effort"]
    return Action(
        raw["id"],
        raw["title"],
        tuple(Lift(lift["indicator"], lift["to"]) for lift in raw["lifts"]),
        exact(effort["person_days"]),
        effort["weeks"],
        Cost(effort.get("cost", "none")),
        tuple(raw.get("needs", ())),
        tuple(raw.get("yields", ())),
        raw.get("text", ""),
        tuple(raw.get("steps", ())),
        raw.get("who", ""),
        provenance_of(raw),
    )
