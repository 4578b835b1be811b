"""Where the values of a criteria set come from, as lines of text for a terminal or a pipe."""

from collections import Counter
from collections.abc import Mapping, Sequence

from excellence_app.cli.tables import Column, bold, paragraph, side_by_side, table
from excellence_app.cli.value_names import value_name
from excellence_app.domain.criteria import ILLUSTRATIVE, CriteriaSet, SourceKind
from excellence_app.domain.messages import N_
from excellence_app.domain.provenance import Origin, origins
from excellence_app.language import sentences
from excellence_app.language.catalogues import Words
from excellence_app.language.problems import one_line


def by_source(words: Words, criteria: CriteriaSet) -> list[str]:
    """Return where every value of a set comes from, by source, with totals."""
    found = origins(criteria)
    lines = side_by_side([bold(criteria.title), f"{criteria.id} {criteria.edition}"])
    lines += paragraph(sentences.standing(words, criteria))
    lines += paragraph(words.plural("{count} value in all.", "{count} values in all.", len(found)))
    known = criteria.source_by_id
    everybody = Counter(part for part, _ in {(one.part, one.holder) for one in found})
    for kind, title in _WHOSE.items():
        mine = [one for one in found if one.kind is kind]
        count = words.plural("{count} value", "{count} values", len(mine))
        lines += ["", *side_by_side([bold(words.text(title)), count])]
        for source in dict.fromkeys(one.source for one in mine):
            group = [one for one in mine if one.source == source]
            count = words.plural("{count} value", "{count} values", len(group))
            called = words.text("illustrative") if source == ILLUSTRATIVE else source
            lines += ["", *side_by_side([bold(called), count])]
            about = known.get(source)
            if about is None:
                own = words.text("Made by the authors of this file; no source says it.")
                lines += paragraph(own)
            else:
                seen = words.text("seen {month}", month=about.seen) if about.seen else ""
                lines += paragraph("; ".join(t for t in (about.title, seen) if t))
                lines += [one_line(about.address)] if about.address else []
            lines += _values(words, group, everybody)
    return lines


def _values(words: Words, group: Sequence[Origin], everybody: Mapping[str, int]) -> list[str]:
    """Return the values of one source, those of the same name together."""
    holders: dict[tuple[str, str], list[str]] = {}
    for one in group:
        name = value_name(words, one.part, one.name)
        holders.setdefault((one.part, name), []).append(one.holder)
    rows = []
    for (part, name), having in holders.items():
        distinct = list(dict.fromkeys(having))
        if distinct == [""]:
            which = ""
        elif len(distinct) > 1 and len(distinct) == everybody[part]:
            which = words.text("all {count}", count=len(distinct))
        else:
            which = ", ".join(distinct)
        rows.append((name, str(len(having)), which))
    return table([Column(wraps=True), Column(right=True), Column(wraps=True)], rows, 1)


_WHOSE = {
    SourceKind.OFFICIAL: N_("Official: owner of the scheme, its assessors, public authorities"),
    SourceKind.THIRD_PARTY: N_("Third-party: what others say about the scheme"),
    SourceKind.OWN: N_("Ours: illustrative, inferred or estimated"),
}
