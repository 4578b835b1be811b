"""Where each value of a criteria set comes from: official, third-party, or its authors' own."""

from collections.abc import Iterator, Sequence

from excellence_app.domain.criteria import (
    ILLUSTRATIVE,
    Action,
    CriteriaSet,
    Dimension,
    Indicator,
    Section,
    SourceKind,
)
from excellence_app.domain.levels import Label, Requirement
from excellence_app.domain.values import dataclass

Named = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Origin:
    """One value and where it comes from.

    `part` is the group of the file that holds it, `holder` the id of its entry (empty for the
    set itself), `name` the value. `source` is a source id, or the set's default provenance.
    """

    part: str
    holder: str
    name: str
    source: str
    kind: SourceKind


def origins(criteria: CriteriaSet) -> tuple[Origin, ...]:
    """Return every value of a criteria set that has content, in the order of the file."""
    kinds = {source.id: source.kind for source in criteria.sources}
    kinds[ILLUSTRATIVE] = SourceKind.OWN
    return tuple(
        Origin(part, holder, name, source, kinds.get(source, SourceKind.THIRD_PARTY))
        for part, holder, name, source in _values(criteria)
    )


def _values(criteria: CriteriaSet) -> Iterator[tuple[str, str, str, str]]:
    """Yield part, holder, name and source of each value."""
    given = criteria.default_provenance
    for part, holder, names, named in _parts(criteria):
        sources = dict(named)
        for name in dict.fromkeys((*names, *sources)):
            yield part, holder, name, sources.get(name, given)
    for kind in criteria.evidence:
        names = ["title", "text"] if kind.text else ["title"]
        names += [] if kind.counts_for_months is None else ["counts_for_months"]
        yield from (("evidence", kind.id, name, given) for name in names)
    for term in criteria.glossary:
        yield "glossary", term.id, "text", term.source or given
    for indicator in criteria.indicators:
        for threshold in indicator.thresholds:
            name = f"thresholds/{threshold.label}"
            yield "indicators", indicator.id, name, threshold.source or given
    for label in criteria.labels:
        for rule in _rules(label.requires):
            yield "labels", label.id, f"requires/{rule.key}", rule.source or given
        for number, step in enumerate(label.steps):
            yield "labels", label.id, f"steps/{number}", step.source or given
        for number, price in enumerate(label.prices):
            yield "labels", label.id, f"prices/{number}", price.source


def _parts(criteria: CriteriaSet) -> Iterator[tuple[str, str, list[str], Named]]:
    """Yield part, holder, the names of its own values and its provenance."""
    named = ("title", "text", "standing", "opening", "closing", "points")
    yield "set", "", _present(criteria, named), criteria.provenance
    for dimension in criteria.dimensions:
        yield "dimensions", dimension.id, _titles(dimension), dimension.provenance
    for indicator in criteria.indicators:
        yield "indicators", indicator.id, _of_indicator(indicator), indicator.provenance
    for section in criteria.sections:
        names = [*_titles(section), *(f"questions/{one.id}" for one in section.questions)]
        yield "sections", section.id, names, section.provenance
    for label in criteria.labels:
        yield "labels", label.id, _present(label, ("title", "text", "valid")), label.provenance
    for action in criteria.actions:
        yield "actions", action.id, _of_action(action), action.provenance


def _present(holder: object, names: Sequence[str]) -> list[str]:
    return [name for name in names if getattr(holder, name) not in {"", None}]


def _titles(holder: Dimension | Section | Label) -> list[str]:
    return _present(holder, ("title", "text"))


def _of_indicator(indicator: Indicator) -> list[str]:
    names = ["id", *_present(indicator, ("title", "text", "guidance")), "points"]
    names += [
        name for name in ("in_scope_of", "obligatory_in", "asks") if getattr(indicator, name)
    ]
    names += _present(indicator, ("look_at",))
    names += [f"question/{question.id}" for question in indicator.questions]
    names += [f"levels/{level.number}" for level in indicator.levels]
    return names


def _of_action(action: Action) -> list[str]:
    names = _present(action, ("title", "text"))
    names += [name for name in ("steps", "needs", "yields") if getattr(action, name)]
    return [*names, *_present(action, ("who",)), "lifts", "effort"]


def _rules(rules: Sequence[Requirement]) -> Iterator[Requirement]:
    for rule in rules:
        yield rule
        yield from _rules(rule.options)
