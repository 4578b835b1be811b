"""Whose words and numbers a paper prints: a number in brackets for a source, a word for ours."""

from collections.abc import Iterable, Mapping

from excellence_app.domain.criteria import ILLUSTRATIVE, CriteriaSet, Source, SourceKind
from excellence_app.domain.levels import Requirement
from excellence_app.language.catalogues import Words

Named = Iterable[tuple[str, str]]


class Origins:
    """The sources of a set, numbered in its order, without those that only stand for its authors.

    What a set takes from no source, or from its authors, is called illustrative.
    """

    def __init__(self, criteria: CriteriaSet, words: Words) -> None:
        self._words = words
        self._given = criteria.default_provenance
        others = [one for one in criteria.sources if one.kind is not SourceKind.OWN]
        self.numbered: Mapping[int, Source] = dict(enumerate(others, start=1))
        self._numbers = {source.id: number for number, source in self.numbered.items()}

    def source_of(self, named: Named, path: str) -> str:
        """Return the source of a value by its path, else of what holds it, else the usual one."""
        sources = dict(named)
        while path:
            if path in sources:
                return sources[path]
            path = path.rpartition("/")[0]
        return self._given

    def mark(self, source: str) -> str:
        """Return the mark of one source: its number in brackets, or that it is ours."""
        number = self._numbers.get(source or self._given)
        return self._words.text("illustrative") if number is None else f"[{number}]"

    def marks(self, sources: Iterable[str]) -> str:
        """Return the marks of several values, each once; ours first."""
        marks = dict.fromkeys(self.mark(source) for source in sources)
        ours = self._words.text("illustrative")
        ordered = [one for one in marks if one == ours] + [one for one in marks if one != ours]
        return ", ".join(ordered)

    def of(self, named: Named, *paths: str) -> str:
        """Return the marks of the values at some paths, and of what these hold."""
        listed = list(named)
        found = [self.source_of(listed, path) for path in paths]
        found += [
            source for name, source in listed if any(name.startswith(f"{path}/") for path in paths)
        ]
        return self.marks(found)

    def other(self, named: Named, path: str, usual: str) -> str:
        """Return the mark of a value for its end, empty where it is the usual one of its part."""
        source = self.source_of(named, path)
        mark = self.mark(source)
        return "" if mark == usual or source in {self._given, ILLUSTRATIVE} else f" {mark}"

    def of_rule(self, rule: Requirement, named: Named) -> str:
        """Return the marks of a rule of a label and of what is asked about it."""
        inner = [source for name, source in named if name.startswith(f"requires/{rule.key}/")]
        return self.marks([rule.source or self._given, *inner])
