"""What a criteria file contains, by id, for the checks that no schema can make."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from excellence_app.catalog import shipped_lists
from excellence_app.catalog.showing import shown
from excellence_app.catalog.yaml_source import Container, Plain, SourceTree
from excellence_app.domain.messages import N_, Message, MessageValue
from excellence_app.domain.problems import Position, Problem, Severity, did_you_mean

Found = Iterator[Problem]

MOST_COMPARISONS = 50_000  # of words that look alike: more would take longer than all else


class Asked(NamedTuple):
    """One question: its id, its data, the indicator it belongs to, and the case it repeats in.

    The column of a table is one too, with the table as its case.
    """

    id: str
    raw: Plain
    type: str
    indicator: Plain | None
    case: "Asked | None" = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys under which the answers to it are stored."""
        return (f"{self.id}/part", f"{self.id}/whole") if self.type == "share" else (self.id,)


class Condition(NamedTuple):
    """A condition with what it belongs to: a question, an indicator, or a question in a case."""

    raw: Plain
    holder: Plain
    owner: str
    case: Asked | None = None


class Contents:
    """One criteria file after the schema has passed it: lists of its parts and indexes by id."""

    def __init__(self, tree: SourceTree, stem: str | None = None) -> None:
        self.tree = tree
        self.stem = stem
        self._comparisons_left = MOST_COMPARISONS
        self.data: Plain = tree.data
        self.about: Plain = tree.data["set"]
        self.dimensions: list[Plain] = tree.data.get("dimensions", [])
        self.indicators: list[Plain] = tree.data.get("indicators", [])
        self.sections: list[Plain] = tree.data.get("sections", [])
        self.labels: list[Plain] = tree.data.get("labels", [])
        self.actions: list[Plain] = tree.data.get("actions", [])
        self.retired: list[Plain] = tree.data.get("retired", [])
        self.glossary: list[Plain] = tree.data.get("glossary", [])
        self.tally: Plain = tree.data.get("tally", {})
        self.sources: Plain = tree.data.get("sources", {})
        self.evidence: Plain = tree.data.get("evidence", {})
        self.lists: Mapping[str, list[Plain]] = tree.data.get("lists", {})
        self.asked: list[Asked] = [*self._asked()]
        self.nested: list[Asked] = [inner for outer in self.asked for inner in _inside(outer)]
        self._question_in_case = {
            (id(asked.case.raw), key): asked
            for asked in self.nested
            if asked.case is not None
            for key in asked.keys
        }
        self.nested_by_key = {
            f"{asked.case.id}/{asked.id}": asked
            for asked in (*self.nested, *self._columns())
            if asked.case is not None
        }
        self.question_by_key = {key: asked for asked in self.asked for key in asked.keys}
        self.question_by_id = {asked.id: asked for asked in self.asked}
        self.indicator_by_id = {indicator["id"]: indicator for indicator in self.indicators}
        self.label_ids = [label["id"] for label in self.labels]
        self.action_by_id = {action["id"]: action for action in self.actions}
        self.top_level = {i["id"]: _top_level(i) for i in self.indicators}
        self.questions_of: dict[str, list[Asked]] = {i["id"]: [] for i in self.indicators}
        for asked in self.asked:
            if asked.indicator is not None:
                self.questions_of[asked.indicator["id"]].append(asked)

    def _asked(self) -> Iterator[Asked]:
        for indicator in self.indicators:
            if "question" in indicator:
                raw = indicator["question"]
                yield Asked(indicator["id"], raw, raw["type"], indicator)
            for raw in indicator.get("questions", ()):
                yield Asked(raw.get("id", ""), raw, raw["type"], indicator)
        for section in self.sections:
            for raw in section["questions"]:
                yield Asked(raw.get("id", ""), raw, raw["type"], None)

    def _columns(self) -> Iterator[Asked]:
        """Yield the columns of tables that are not inside cases."""
        for table in self.asked:
            for raw in table.raw.get("columns", ()):
                yield Asked(raw["id"], raw, raw.get("type", "text"), None, table)

    @property
    def all_asked(self) -> Iterator[Asked]:
        """Yield every question, those inside cases last."""
        yield from self.asked
        yield from self.nested

    def conditions(self) -> Iterator[Condition]:
        """Yield every condition of the file."""
        for indicator in self.indicators:
            if "when" in indicator:
                yield Condition(indicator["when"], indicator, indicator["id"])
        for asked in self.all_asked:
            if "when" in asked.raw:
                yield Condition(asked.raw["when"], asked.raw, asked.id, asked.case)

    def resolve(self, key: str, case: Asked | None) -> Asked | None:
        """Return the question that an answer key means; inside a case its own questions first."""
        if case is not None:
            inner = self._question_in_case.get((id(case.raw), key))
            if inner is not None:
                return inner
        return self.question_by_key.get(key)

    def operand(self, key: str) -> Asked | None:
        """Return what a measure takes: a question, or CASES/QUESTION and TABLE/COLUMN."""
        return self.question_by_key.get(key) or self.nested_by_key.get(key)

    def choice_ids(self, raw: Plain) -> frozenset[str]:
        """Return the ids of the choices of a question or column, without `other` and `none`."""
        name = raw.get("list", "")
        if name in shipped_lists.NAMES and name not in self.lists:
            return shipped_lists.ids_of(name)
        return frozenset(c["id"] for c in self.lists.get(name, raw.get("choices", ())))

    def rules(self) -> Iterator[tuple[Plain, Plain, bool]]:
        """Yield every rule with its label, and whether it is one of several that are enough."""
        for label in self.labels:
            for rule in label["requires"]:
                yield label, rule, False
                yield from ((label, option, True) for option in flat_rules(rule.get("any", ())))

    def at(self, holder: Container, key: str | int) -> Position:
        """Return the place of the value at `key`."""
        return self.tree.position(holder, key)

    def at_key(self, holder: Plain, key: str) -> Position:
        """Return the place of a key itself."""
        return self.tree.key_position(holder, key)

    def at_start(self, holder: Plain) -> Position:
        """Return the place of the first entry of a group."""
        return self.tree.key_position(holder, next(iter(holder)))

    def problem(
        self, code: str, place: Position, text: str, hint: str, /, **values: MessageValue
    ) -> Problem:
        """Return a problem that forbids the use of the file."""
        safe = {name: shown(v) if isinstance(v, str) else v for name, v in values.items()}
        return Problem(
            code,
            Severity.ERROR,
            Message(text, safe),
            self.tree.file,
            place,
            hint=Message(hint, safe),
        )

    def warning(
        self, code: str, place: Position, text: str, hint: str, /, **values: MessageValue
    ) -> Problem:
        """Return a problem in spite of which the file can be used."""
        return replace(self.problem(code, place, text, hint, **values), severity=Severity.WARNING)

    def unknown(
        self,
        code: str,
        place: Position,
        word: str,
        known: Iterable[str],
        text: str,
        hint: str,
        /,
        **values: MessageValue,
    ) -> Problem:
        """Return the problem of a `word` that names nothing, with the known one it resembles."""
        problem = self.problem(code, place, text, hint, word=word, **values)
        candidates = [*known]
        self._comparisons_left -= len(candidates)
        if self._comparisons_left < 0:
            return problem
        return replace(problem, suggestion=did_you_mean(word, candidates))

    def unknown_question(self, holder: Container, key: str | int, name: str) -> Problem:
        """Return the problem of a reference to a question that does not exist."""
        place = self.at(holder, key)
        asked = self.question_by_id.get(name)
        if asked is not None and asked.type == "share":
            text = N_('"{word}" is a share and has two answers.')
            hint = N_('Write "{word}/part" or "{word}/whole".')
            return self.problem("unknown-question", place, text, hint, word=name)
        text = N_('"{word}" is no question of this set.')
        hint = N_("Correct the id; a question alone in an indicator has the indicator's id.")
        return self.unknown("unknown-question", place, name, self.question_by_key, text, hint)


def flat_rules(rules: Iterable[Plain]) -> Iterator[Plain]:
    """Yield label rules and the rules of which one is enough inside them."""
    for rule in rules:
        yield rule
        yield from flat_rules(rule.get("any", ()))


def _inside(outer: Asked) -> Iterator[Asked]:
    if outer.type == "cases":
        for raw in outer.raw.get("questions", ()):
            inner = Asked(raw.get("id", ""), raw, raw["type"], None, outer)
            yield inner
            yield from _inside(inner)


def alternatives(indicator: Mapping[str, Any]) -> Iterator[Plain]:
    """Yield the groups that may hold a measure and bands: the indicator, or each in `either`."""
    yield from indicator.get("either", (indicator,))


def _top_level(indicator: Mapping[str, Any]) -> int | None:
    """Return the number of the highest level of an indicator, none if it has only points."""
    if "either" in indicator:
        return max(len(one["bands"]) for one in indicator["either"]) - 1
    if "bands" in indicator:
        return len(indicator["bands"]) - 1
    question = indicator.get("question", {})
    if question.get("type") == "levels" and "levels" in question:
        return len(question["levels"]) - 1
    return 1 if question.get("type") == "yes_no" else None
