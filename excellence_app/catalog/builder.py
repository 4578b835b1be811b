"""Checked data becomes a `CriteriaSet`.

Points are exact: n levels share the points of their indicator evenly, from nothing at level 0 to
all of them at the highest, unless the levels say their points themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from types import MappingProxyType

from excellence_app.catalog.label_building import action_of, label_of
from excellence_app.catalog.raw_values import Plain, choice_of, exact, provenance_of
from excellence_app.catalog.scale_building import (
    band_of,
    levels_of,
    measure_of,
    named_measure,
    threshold_of,
)
from excellence_app.domain.conditions import (
    All,
    AnyOf,
    Comparison,
    ComparisonValue,
    ComparisonWord,
    Condition,
    Not,
)
from excellence_app.domain.criteria import (
    ILLUSTRATIVE,
    Alternative,
    Choice,
    CriteriaSet,
    Dimension,
    EvidenceKind,
    Indicator,
    Question,
    QuestionType,
    Retired,
    Section,
    SetStatus,
    Source,
    SourceKind,
    TallyNote,
    TallyPlan,
    Term,
)
from excellence_app.domain.facts import FIGURE_FACTS, PROFILE
from excellence_app.domain.levels import (
    ZERO,
    Band,
    Level,
)

# The words that a condition can compare with, as the file writes them.
WORDS = {word.value: word for word in ComparisonWord}
# What a condition compares the answers of a type with; those that are not here are words.
_NUMERIC = frozenset({"levels", "number", "share"})
_TYPES_OF_FACTS = MappingProxyType({PROFILE + key: "number" for key in FIGURE_FACTS})
Types = Mapping[str, str]  # the type of each question, by answer key


def build(
    data: Plain,
    *,
    sha256: str,
    languages: tuple[str, ...] = (),
    shipped: Mapping[str, tuple[Choice, ...]] = MappingProxyType({}),
) -> CriteriaSet:
    """Return the criteria set that checked data describes.

    `languages` are those of the overlays that lie beside the file, `shipped` the lists that
    come with the program and that the set uses.
    """
    return _Builder(data, shipped).criteria(sha256, languages)


class _Builder:
    def __init__(self, data: Plain, shipped: Mapping[str, tuple[Choice, ...]]) -> None:
        self._data = data
        own = {
            name: tuple(choice_of(choice) for choice in choices)
            for name, choices in data.get("lists", {}).items()
        }
        self._lists = {**shipped, **own}
        self._types: Types = {**_TYPES_OF_FACTS, **_types(_all_questions(data))}

    def criteria(self, sha256: str, languages: tuple[str, ...]) -> CriteriaSet:
        data, about = self._data, self._data["set"]
        points = about.get("points")
        language = about["language"]
        return CriteriaSet(
            id=about["id"],
            edition=about["edition"],
            language=language,
            title=about["title"],
            status=SetStatus(about.get("status", "illustrative")),
            sha256=sha256,
            dimensions=tuple(
                Dimension(d["id"], d["title"], d.get("text", ""), provenance_of(d))
                for d in data.get("dimensions", ())
            ),
            indicators=tuple(self._indicator(i) for i in data.get("indicators", ())),
            sections=tuple(self._section(s) for s in data.get("sections", ())),
            labels=tuple(label_of(label) for label in data.get("labels", ())),
            actions=tuple(action_of(action) for action in data.get("actions", ())),
            sources=tuple(
                Source(
                    key,
                    s["title"],
                    s.get("address", ""),
                    s.get("seen", ""),
                    SourceKind(s.get("kind", "third_party")),
                )
                for key, s in data.get("sources", {}).items()
            ),
            evidence=tuple(
                EvidenceKind(key, k["title"], k.get("text", ""), k.get("counts_for_months"))
                for key, k in data.get("evidence", {}).items()
            ),
            glossary=tuple(
                Term(t["id"], t["title"], t["text"], t.get("source", ""))
                for t in data.get("glossary", ())
            ),
            retired=tuple(
                Retired(r["id"], r["since"], tuple(r.get("became", ())))
                for r in data.get("retired", ())
            ),
            points=None if points is None else exact(points),
            text=about.get("text", ""),
            standing=about.get("standing", ""),
            opening=about.get("opening", ""),
            closing=about.get("closing", ""),
            default_provenance=data.get("default_provenance", ILLUSTRATIVE),
            languages=(language, *(code for code in languages if code != language)),
            provenance=provenance_of(about),
            lists=self._lists,
            tally=_tally(data.get("tally", {})),
            names_if=about.get("names_if", ""),
        )

    def _indicator(self, raw: Plain) -> Indicator:
        identity, points = raw["id"], exact(raw["points"])
        if "question" in raw:
            questions: tuple[Question, ...] = (self._question(raw["question"], identity, points),)
        else:
            questions = self._several(raw.get("questions", ()), points)
        measure = measure_of(raw, questions)
        either = tuple(
            Alternative(named_measure(one["measure"]), tuple(band_of(b) for b in one["bands"]))
            for one in raw.get("either", ())
        )
        bands: tuple[Band, ...] = ()
        if either:  # what the levels are called stands at the first
            levels, bands = levels_of(raw["either"][0]["bands"], points), ()
        elif "bands" in raw:
            levels, bands = (
                levels_of(raw["bands"], points),
                tuple(band_of(b) for b in raw["bands"]),
            )
        else:
            levels, bands = (questions[0].levels if "question" in raw else ()), ()
        when = raw.get("when")
        return Indicator(
            identity,
            raw["dimension"],
            raw["title"],
            points,
            questions,
            levels,
            measure,
            bands,
            tuple(threshold_of(label, t) for label, t in raw.get("thresholds", {}).items()),
            tuple(raw.get("in_scope_of", ())),
            tuple(raw.get("obligatory_in", ())),
            None if when is None else self._condition(when, self._types),
            raw.get("text", ""),
            raw.get("guidance", ""),
            tuple(raw.get("asks", ())),
            raw.get("look_at", ""),
            provenance_of(raw),
            either,
        )

    def _several(self, raw: Iterable[Plain], points: Fraction) -> tuple[Question, ...]:
        """Return weighted questions; where nothing is on offer their weights stand for points.

        The engine takes what a question earns as a share of its own highest level.
        """
        weights = sum(question.get("weight", 1) for question in raw)
        on_offer = points or Fraction(weights)
        return tuple(
            self._question(
                question, question["id"], on_offer * question.get("weight", 1) / weights
            )
            for question in raw
        )

    def _section(self, raw: Plain) -> Section:
        questions = tuple(self._question(q, q["id"], ZERO) for q in raw["questions"])
        return Section(raw["id"], raw["title"], questions, raw.get("text", ""), provenance_of(raw))

    def _question(
        self, raw: Plain, identity: str, points: Fraction, types: Types | None = None
    ) -> Question:
        """Return a question; `types` are those of the questions that its condition can name."""
        kind = QuestionType(raw["type"])
        get = raw.get
        levels: tuple[Level, ...] = ()
        if kind in {QuestionType.LEVELS, QuestionType.YES_NO} and "levels" in raw:
            levels = levels_of(raw["levels"], points)
        elif kind is QuestionType.YES_NO:
            levels = (Level(0, "", ZERO), Level(1, "", points))
        when, least, most = get("when"), get("least"), get("most")
        share = kind is QuestionType.SHARE
        question = Question(
            identity,
            kind,
            get("text", get("title", "")),
            get("instruction", ""),
            None if when is None else self._condition(when, types or self._types),
            get("weight", 1),
            get("may_not_apply", False),
            get("required", True),
            levels,
            get("unit", ""),
            not share and bool(get("whole", False)),
            None if least is None else exact(least),
            None if most is None else exact(most),
            get("part", ""),
            get("whole", "") if share else "",
            get("good", True),
            names=get("names", ""),
        )
        return question if kind in _PLAIN_TYPES else self._with_parts(question, raw)

    def _with_parts(self, question: Question, raw: Plain) -> Question:
        """Return a question with the choices, columns or inner questions that belong to it."""
        if "choices" in raw or "list" in raw:
            return replace(
                question,
                choices=self._choices(raw),
                other=raw["other"]["id"] if "other" in raw else "",
                none=raw["none"]["id"] if "none" in raw else "",
                list_name=raw.get("list", ""),
            )
        if "columns" in raw:
            columns = tuple(
                self._question(
                    {"type": "text", **column, "text": column["title"]}, column["id"], ZERO
                )
                for column in raw["columns"]
            )
            return replace(question, columns=columns)
        if "questions" in raw:
            inner = raw["questions"]
            types = {**self._types, **_types(("", each) for each in inner)}
            return replace(
                question,
                questions=tuple(self._question(each, each["id"], ZERO, types) for each in inner),
                repeat=raw.get("repeat", ""),
            )
        return question

    def _choices(self, raw: Plain) -> tuple[Choice, ...]:
        """Return the choices of a question, with the comments that the question wants of them."""
        if "list" in raw:
            found = self._lists.get(raw["list"], ())
        else:
            found = tuple(choice_of(choice) for choice in raw["choices"])
        comment = raw.get("comment", "none")
        if comment != "none":
            silent = {c["id"] for c in self._raw_choices(raw) if "comment" not in c}
            found = tuple(Choice(c.id, c.title, comment) if c.id in silent else c for c in found)
        if "other" in raw:
            found += (Choice(raw["other"]["id"], raw["other"]["title"], "required"),)
        if "none" in raw:
            found += (Choice(raw["none"]["id"], raw["none"]["title"]),)
        return found

    def _raw_choices(self, raw: Plain) -> Iterable[Plain]:
        if "choices" in raw:
            own: Iterable[Plain] = raw["choices"]
            return own
        name = raw["list"]
        lists = self._data.get("lists", {})
        return lists[name] if name in lists else ({"id": c.id} for c in self._lists[name])

    def _condition(self, raw: Plain, types: Types) -> Condition:
        if "all" in raw:
            return All(tuple(self._condition(part, types) for part in raw["all"]))
        if "any" in raw:
            return AnyOf(tuple(self._condition(part, types) for part in raw["any"]))
        if "not" in raw:
            return Not(self._condition(raw["not"], types))
        of_level = "level_of" in raw
        subject = raw["level_of" if of_level else "question"]
        word = next(word for word in raw if word in WORDS)
        values = raw[word] if word == "one_of" else [raw[word]]
        kind = "levels" if of_level else types.get(subject, "text")
        return Comparison(
            subject, of_level, WORDS[word], tuple(_compared(value, kind) for value in values)
        )


_PLAIN_TYPES = frozenset(
    {
        QuestionType.LEVELS,
        QuestionType.YES_NO,
        QuestionType.NUMBER,
        QuestionType.SHARE,
        QuestionType.DATE,
        QuestionType.TEXT,
        QuestionType.COUNTED_LIST,
    }
)


def _all_questions(data: Plain) -> Iterable[tuple[str, Plain]]:
    """Yield each question with the id that it takes when it has none of its own."""
    for indicator in data.get("indicators", ()):
        if "question" in indicator:
            yield indicator["id"], indicator["question"]
        else:
            yield from (("", question) for question in indicator.get("questions", ()))
    for section in data.get("sections", ()):
        yield from (("", question) for question in section["questions"])


def _types(questions: Iterable[tuple[str, Plain]]) -> dict[str, str]:
    """Return the types of questions by answer key."""
    found: dict[str, str] = {}
    for owner, raw in questions:
        identity = raw.get("id", owner)
        keys = (f"{identity}/part", f"{identity}/whole") if raw["type"] == "share" else (identity,)
        found.update((key, raw["type"]) for key in keys)
    return found


def _compared(value: bool | int | str, kind: str) -> ComparisonValue:  # noqa: FBT001 - a value of the field, not a switch of ours
    if isinstance(value, bool):
        return value
    if kind in _NUMERIC:
        return exact(value)
    return date.fromisoformat(str(value)) if kind == "date" else str(value)


def _tally(raw: Plain) -> TallyPlan:
    return TallyPlan(
        raw.get("name", ""),
        tuple(raw.get("by", ())),
        tuple(raw.get("totals", ())),
        tuple(raw.get("links", ())),
        tuple(
            TallyNote(note["question"], note["text"], note.get("source", ""))
            for note in raw.get("notes", ())
        ),
    )
