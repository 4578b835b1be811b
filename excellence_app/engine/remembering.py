"""What the last evaluations of a set found out, and what hangs on an answer that is another now.

A person changes one answer at a time. What hangs on no changed answer is what it was.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from heapq import heapify, heappop, heappush
from itertools import compress
from operator import is_not
from typing import NamedTuple

from excellence_app.domain.assessment import Answer
from excellence_app.domain.conditions import Condition, comparisons_of
from excellence_app.domain.criteria import CriteriaSet, Indicator, Question
from excellence_app.domain.facts import fact_named
from excellence_app.domain.instances import has_entries, question_named
from excellence_app.domain.results import IndicatorScore
from excellence_app.engine.answering import QuestionState
from excellence_app.engine.conditions import Truth
from excellence_app.engine.measuring import operands_of, question_behind
from excellence_app.engine.sums import Sums

_FEW = 20  # answers in which one evaluation differs from the next
_MOST_REMEMBERED = 3  # evaluations of one set: the answers now, before a trial, and a year ago


class Past(NamedTuple):
    """What one evaluation has found out, of which answers and of which facts of the profile.

    `truths` tell whether the questions are asked that have conditions. `states` are those that
    anybody wanted to know yet. Nothing else here changes any more.
    """

    answers: "Snapshot"
    facts: Mapping[str, str]
    truths: Mapping[str, Truth]
    states: Mapping[str, QuestionState]
    scores: Mapping[str, IndicatorScore]
    sums: Sums


class Snapshot(NamedTuple):
    """The answers of one evaluation as they were: lists are compared much faster than mappings."""

    names: list[str]
    answers: list[Answer]

    def differing(self, now: "Snapshot") -> list[str]:
        """Return the keys of which the answers are not the very same in `now`."""
        if self.names == now.names:  # as after nearly every edit
            return list(compress(now.names, map(is_not, now.answers, self.answers)))
        before, after = dict(zip(*self, strict=True)), dict(zip(*now, strict=True))
        changed = list(compress(after, map(is_not, after.values(), map(before.get, after))))
        return changed + [key for key in before if key not in after]


class Memory:
    """What is remembered of the last evaluations of a set."""

    def __init__(self, criteria: CriteriaSet) -> None:
        self._criteria = criteria
        self._past: tuple[Past, ...] = ()

    @cached_property
    def web(self) -> "Web | None":
        """Return what hangs on what, none where conditions (against the rules) go in a circle."""
        return _web_of(self._criteria)

    def recall(self, answers: Snapshot) -> tuple[Past, Sequence[str]] | None:
        """Return the evaluation whose answers are nearest, and the keys of those that differ."""
        nearest: tuple[Past, Sequence[str]] | None = None
        for past in self._past:
            changed = past.answers.differing(answers)
            if nearest is None or len(changed) < len(nearest[1]):
                nearest = past, changed
            if len(changed) <= _FEW:  # near enough
                break
        return nearest

    def keep(self, found: Past, instead: Past | None) -> None:
        """Remember an evaluation, `instead` of another one of the same answers."""
        others = [one for one in self._past if one is not instead]
        self._past = (found, *others[: _MOST_REMEMBERED - 1])


class _Reach(NamedTuple):
    """The questions whose state an answer makes, and the nodes that look at it."""

    questions: Sequence[str]
    nodes: Sequence[int]


class Node(NamedTuple):
    """Whether a question is asked, or else what an indicator earns."""

    question: Question | None
    indicator: str


class Web:
    """What hangs on what: nodes, each with a higher number than those that it looks at.

    `after` holds for each node those that look at it. The nodes that look at cases or rows are
    `unsteady`: they are worked out each time.
    """

    def __init__(self, nodes: Sequence[Node], after: Sequence[Sequence[int]]) -> None:
        self.nodes, self.after = nodes, after
        self.of_key: dict[str, _Reach] = {}
        self.of_question: dict[str, list[int]] = {}
        self.of_facts: list[int] = []
        self.unsteady: list[int] = []

    def touched(
        self, changed: Iterable[str], lifted: Iterable[Indicator], *, facts: bool
    ) -> list[int]:
        """Return the nodes that look at changed answers, or at facts, or at what is lifted."""
        found = list(self.unsteady)
        for key in changed:
            if key in self.of_key:
                found += self.of_key[key].nodes
        for indicator in lifted:  # it looks at its own questions, and so may others
            for question in indicator.questions:
                found += self.of_question.get(question.id, ())
        return found + self.of_facts if facts else found


class Waiting:
    """Nodes to work out, each once and after all on which it hangs."""

    def __init__(self, web: Web, nodes: list[int]) -> None:
        self._web, self._nodes = web, nodes
        heapify(nodes)

    def __iter__(self) -> Iterator[int]:
        """Yield the nodes, also those that are added on the way."""
        last = -1
        while self._nodes:
            node = heappop(self._nodes)
            if node != last:
                last = node
                yield node

    def add_after(self, node: int) -> None:
        """Add the nodes that look at one which has changed."""
        for other in self._web.after[node]:
            heappush(self._nodes, other)


class _Looks:
    """What one node looks at: questions of the set, indicators, and the profile."""

    def __init__(self, criteria: CriteriaSet, node: Node) -> None:
        self._criteria = criteria
        self.questions: dict[str, Question] = {}
        self.indicators: list[str] = []
        self.facts = self.unsteady = False
        if node.question is not None:
            for condition in criteria.conditions_of(node.question):
                self._add_condition(condition)
            return
        indicator = criteria.indicator_by_id[node.indicator]
        self.facts = bool(indicator.obligatory_in)
        for question in indicator.questions:
            self._add_question(question)
        for key in operands_of(indicator):
            self._add_key(key)

    def _add_key(self, key: str) -> None:
        question = question_behind(self._criteria, key)
        if question is None:
            self.facts = True
        else:
            self._add_question(question)

    def _add_question(self, question: Question) -> None:
        whole = question
        if "[" in question.id:  # it stands in one case
            self.unsteady = True
            whole = self._criteria.question_by_id[question.id.partition("[")[0]]
        if whole.id not in self.questions:
            self.questions[whole.id] = whole
            if has_entries(whole):
                self.unsteady = True
                self._add_inside(whole)

    def _add_inside(self, whole: Question) -> None:
        for question in (*whole.questions, *whole.columns):
            if question.when is not None:
                self._add_condition(question.when)
            self._add_inside(question)

    def _add_condition(self, condition: Condition) -> None:
        for comparison in comparisons_of(condition):
            if comparison.of_level:
                self.indicators.append(comparison.subject)
            elif fact_named(comparison.subject):
                self.facts = True
            else:  # inside a case it may be the name of something else in there
                question = question_named(self._criteria, comparison.subject)
                if question is not None:
                    self._add_question(question)


def keys_of(question: Question) -> tuple[str, ...]:
    """Return the keys under which a question without cases or rows may store something."""
    comments = (f"{question.id}/{choice.id}" for choice in question.choices)
    return tuple({question.id: 0, **dict.fromkeys(question.keys), **dict.fromkeys(comments)})


def _web_of(criteria: CriteriaSet) -> Web | None:
    nodes = [Node(q, "") for q in criteria.questions if criteria.conditions_of(q)]
    nodes += [Node(None, indicator.id) for indicator in criteria.indicators]
    looks = [_Looks(criteria, node) for node in nodes]
    of_question: dict[str, list[int]] = {}
    of_indicator: dict[str, list[int]] = {}
    for n, one in enumerate(looks):
        for name in one.questions:
            of_question.setdefault(name, []).append(n)
        for name in one.indicators:
            of_indicator.setdefault(name, []).append(n)
    after = [
        of_indicator.get(node.indicator, [])
        if node.question is None
        else of_question.get(node.question.id, [])
        for node in nodes
    ]
    order = _in_order(after)
    if len(order) < len(nodes):
        return None
    number = {n: place for place, n in enumerate(order)}

    def numbered(found: Iterable[int]) -> list[int]:
        return [number[n] for n in found]

    web = Web([nodes[n] for n in order], [numbered(after[n]) for n in order])
    web.of_question = {name: numbered(found) for name, found in of_question.items()}
    web.of_facts = numbered(n for n, one in enumerate(looks) if one.facts)
    web.unsteady = numbered(n for n, one in enumerate(looks) if one.unsteady)
    reach: dict[str, list[str]] = {}
    for question in criteria.questions:
        for key in keys_of(question):
            reach.setdefault(key, []).append(question.id)
    web.of_key = {
        key: _Reach(names, [n for name in names for n in web.of_question.get(name, ())])
        for key, names in reach.items()
    }
    return web


def _in_order(after: Sequence[Sequence[int]]) -> list[int]:
    """Return nodes so that each comes before those that look at it, without those in circles."""
    before = [0] * len(after)
    for others in after:
        for other in others:
            before[other] += 1
    ready = [n for n, count in enumerate(before) if not count]
    for node in ready:  # which grows on the way
        for other in after[node]:
            before[other] -= 1
            if not before[other]:
                ready.append(other)
    return ready
