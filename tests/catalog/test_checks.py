"""What a schema cannot say: each rule on its own, met and broken."""

import pytest

from excellence_app.catalog import library
from excellence_app.domain.problems import Severity
from tests.catalog.writing import (
    ALL,
    HEAD,
    LEVELS,
    NUMBER,
    SHARE,
    YES_NO,
    codes,
    loaded,
    places,
    sentences,
    with_indicators,
)

LABELS = """labels:
  - id: gold
    title: Gold
    requires: [{kind: complete}]
  - id: silver
    title: Silver
    requires: [{kind: complete}]
"""
ACTIONS = """actions:
  - id: meet
    title: Meet
    lifts: [{indicator: "1.2", to: 1}]
    effort: {person_days: 2, weeks: 4}
  - id: plan
    title: Plan
    lifts: [{indicator: "1.2", to: 2}]
    effort: {person_days: 2, weeks: 4}
    needs: [meet]
"""
SAY = "{kind: declared, id: a, text: T}"
ON_FIRST = '{question: "1.1", is: true}'
SOUND = with_indicators(ALL, rest=LABELS + ACTIONS)


def changed(*pairs, text=SOUND):
    """Return the sound set with texts replaced; each must be there."""
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def on_top(part):
    """Return the sound set with something before its dimensions."""
    return changed(("dimensions:", f"{part}\ndimensions:"))


def survey(*questions):
    """Return a set with a section of questions, each as the inside of a flow group."""
    lines = "".join(f"      - {{{question}}}\n" for question in questions)
    return SOUND + "sections:\n  - id: S\n    title: Survey\n    questions:\n" + lines


def when(condition, text=SOUND):
    """Return the sound set in which indicator 1.3 has a condition."""
    return changed(
        ("title: Participants", f"title: Participants\n    when: {condition}"), text=text
    )


def errors(text):
    return [p.code for p in loaded(text).problems if p.severity is Severity.ERROR]


def warnings(text):
    found = loaded(text)
    assert found.criteria is not None
    return [p.code for p in found.problems]


def test_the_sound_set_is_sound():
    assert codes(SOUND) == []


def test_the_id_of_a_set_is_that_of_its_file(tmp_path):
    path = tmp_path / "tried.yaml"
    path.write_text(SOUND)
    assert library.load(path).problems == ()
    path = path.rename(tmp_path / "other.yaml")
    assert [p.code for p in library.load(path).problems] == ["set-id"]
    assert codes(SOUND) == []


def test_the_id_of_a_set_has_no_dot():
    assert codes(changed(("id: tried", "id: tried.again"))) == ["set-id"]


@pytest.mark.parametrize("identity", ["con", "AUX", "lpt1"])
def test_a_set_is_not_called_like_a_device(identity):
    assert codes(changed(("id: tried", f"id: {identity}"))) == ["reserved-id"]


@pytest.mark.parametrize("identity", ["set", "profile"])
def test_reserved_ids(identity):
    assert codes(survey(f"id: {identity}, type: yes_no, text: Really?")) == ["reserved-id"]
    assert codes(changed(("dimensions:", "sources: {own: {title: T}}\ndimensions:"))) == [
        "reserved-id"
    ]


def test_a_statement_is_not_called_like_a_kind_of_rule():
    text = changed(("{kind: complete}", "{kind: declared, id: total, text: T}"))
    assert codes(text) == ["reserved-id"]
    text = changed(("{kind: complete}", "{kind: declared, id: any, text: T}"))
    assert codes(text) == ["reserved-id"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (changed(('{id: "1", title: Structure}', '{id: "1", title: A}, {id: "1", title: B}')), 3),
        (changed(('id: silver', 'id: gold')), 33),
        (changed(('id: plan', 'id: meet'), ("    needs: [meet]\n", "")), 41),
        (on_top("glossary: [{id: a, title: T, text: T}, {id: a, title: T, text: T}]"), 3),
        (on_top("retired: [{id: a, since: '2'}, {id: a, since: '2'}]"), 3),
        (on_top("lists: {x: [{id: a, title: T}, {id: a, title: T}]}"), 3),
        (changed(("{kind: complete}", f"{SAY}, {{any: [{SAY}, {{kind: complete}}]}}")), 32),
        (survey('id: "1.2", type: yes_no, text: T'), 50),
        (survey("id: S, type: yes_no, text: T"), 50),
    ],
)  # fmt: skip
def test_duplicate_ids_of_every_kind(text, line):
    ((place, code),) = places(text)
    assert (place[0], code) == (line, "duplicate-id")


def test_duplicate_ids_inside_a_question():
    choices = "choices: [{id: a, title: T}, {id: b, title: T}], other: {id: a, title: T}"
    assert errors(survey(f"id: q, type: choices, text: T, {choices}")) == ["duplicate-id"]
    columns = "columns: [{id: a, title: T}, {id: a, title: T}]"
    assert errors(survey(f"id: q, type: table, text: T, {columns}")) == ["duplicate-id"]
    inner = "questions: [{id: a, type: text, text: T}, {id: a, type: text, text: T}]"
    assert errors(survey(f'id: q, type: cases, title: T, repeat: "1.3", {inner}')) == [
        "duplicate-id"
    ]


def test_an_id_may_be_used_for_things_of_different_kinds():
    assert codes(changed(("id: meet", "id: gold"), ("[meet]", "[gold]"))) == []


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ('valid_from: "2026-01-01", valid_to: "2026-12-31"', []),
        ('valid_from: "2026-12-31", valid_to: "2026-12-31"', []),
        ('valid_from: "2026-12-31", valid_to: "2026-01-01"', ["range-reversed"]),
        ('valid_from: "2027-02-29", valid_to: "2026-01-01"', ["no-such-date"]),
        ('valid_to: "2026-04-31"', ["no-such-date"]),
        ('valid_to: "0000-04-30"', ["no-such-date"]),
    ],
)
def test_dates_of_the_set(field, code):
    assert codes(changed(('edition: "1"', f'edition: "1", {field}'))) == code


def test_dates_of_sources_and_prices():
    source = "sources: {{x: {{title: T, seen: {}}}}}\ndimensions:"
    for seen, expected in (('"2026-11"', []), ('"2026-02-30"', ["no-such-date"])):
        assert codes(changed(("dimensions:", source.format(seen)))) == expected
    price = "prices: [{{title: T, amount: 5, currency: EUR, seen: {}, source: x}}]\n"
    sourced = changed(("dimensions:", source.format('"2026-11"')))
    for seen, expected in (
        ('"2026-11"', []),
        ('"2026-13-01"', ["bad-date"]),
        ('"2026-11-31"', ["no-such-date"]),
    ):
        text = changed(("title: Gold\n", "title: Gold\n    " + price.format(seen)), text=sourced)
        assert codes(text) == expected


def test_a_set_asks_something():
    assert codes(HEAD) == ["nothing-asked"]
    assert (
        codes(HEAD + "sections: [{id: S, title: T, questions: [{id: q, type: yes_no, text: T}]}]")
        == []
    )


def test_references_to_labels():
    gold = (
        "title: Monitoring",
        "title: Monitoring\n    thresholds: {silver: {level: 1}}\n    in_scope_of: [gold, gould]",
    )
    text = changed(gold)
    assert codes(text) == ["unknown-label"]
    assert loaded(text).problems[0].suggestion == "gold"
    for rule in (
        "kind: months_since, label: bronze, least: 1",
        "kind: improved, since: bronze, least: 1",
        "kind: count_at_level, level: 1, least: 0, scope: bronze",
    ):
        assert codes(changed(("kind: complete", rule))) == ["unknown-label"]
    either = "any: [{kind: complete}, {kind: every_threshold, label: bronze}]"
    assert codes(changed(("kind: complete", either))) == ["unknown-label"]


def test_references_to_evidence():
    known = ("dimensions:", "evidence: {figures: {title: T}}\ndimensions:")
    text = changed(known, ("{title: Once a year}", "{title: Once a year, evidence: [figures]}"))
    assert codes(text) == []
    assert codes(text.replace("[figures]", "[figures, other]")) == ["unknown-evidence"]
    text = changed(("{level: 0}", "{level: 0, evidence: [figures]}"))
    assert codes(text) == ["unknown-evidence"]
    assert codes(changed(("needs: [meet]", "yields: [figures]"))) == ["unknown-evidence"]
    assert codes(changed(("needs: [meet]", "yields: [figures]"), known)) == []


PRICE = 'prices: [{{title: T, amount: 5, currency: EUR, seen: "2026-11", source: {}}}]'


def test_references_to_sources():
    known = ("dimensions:", "sources: {x: {title: T}}\ndimensions:")
    for old, new in (
        ("dimensions:", "default_provenance: {}\ndimensions:"),
        ('edition: "1"', 'edition: "1", provenance: {{title: {}}}'),
        ("title: Monitoring", "title: Monitoring\n    provenance: {{title: {}}}"),
        (
            "title: Monitoring",
            "title: Monitoring\n    thresholds: {{gold: {{level: 1, source: {}}}}}",
        ),
        ("title: Gold", "title: Gold\n    provenance: {{title: {}}}"),
        ("title: Gold", "title: Gold\n    steps: [{{title: T, source: {}}}]"),
        (
            "title: Gold",
            f"title: Gold\n    {PRICE}",
        ),
        ("kind: complete", "kind: complete, source: {}"),
        ("title: Meet", "title: Meet\n    provenance: {{title: {}}}"),
        ("title: Structure", "title: Structure, provenance: {{title: {}}}"),
        ("dimensions:", "glossary: [{{id: a, title: T, text: T, source: {}}}]\ndimensions:"),
    ):
        assert codes(changed((old, new.format("x")), known)) == []
        assert codes(changed((old, new.format("y")), known)) == ["unknown-source"]


def test_provenance_may_say_illustrative_and_names_what_is_there():
    text = changed(
        (
            "title: Monitoring",
            "title: Monitoring\n    provenance: {levels: illustrative, points: illustrative}",
        )
    )
    assert codes(text) == []
    assert codes(text.replace("levels: ill", "bands: ill")) == ["unknown-value"]
    assert codes(text.replace("levels: ill", "provenance: ill")) == ["unknown-value"]


def test_provenance_may_name_a_single_text_by_its_path():
    known = ("dimensions:", "sources: {x: {title: T}}\ndimensions:")
    levels = "{levels/0/title: x, levels/9/title: x, levels/0: x, levels/up/title: x}"
    text = changed(known, ("title: Monitoring", f"title: Monitoring\n    provenance: {levels}"))
    assert codes(text) == ["unknown-value"] * 3
    rules = "{requires/complete/text: x, requires/0/text: x, requires/total/text: x}"
    gold = ("title: Gold", f"title: Gold\n    provenance: {rules}")
    worded = ("kind: complete", "kind: complete, text: All of them")
    assert codes(changed(known, gold, worded)) == ["unknown-value"]


def test_an_official_set_has_a_source_for_every_value():
    known = ("dimensions:", "sources: {x: {title: T}}\ndefault_provenance: x\ndimensions:")
    official = ('edition: "1"', 'edition: "1", status: official')
    assert codes(changed(official, known)) == []
    assert codes(changed(official)) == ["official-without-source"]
    text = changed(
        official, known, ("title: Gold", "title: Gold\n    provenance: {title: illustrative}")
    )
    assert codes(text) == ["official-without-source"]
    text = changed(official, known, ("title: Gold", "title: Gold\n    provenance: {title: x}"))
    assert codes(text) == []


def test_references_of_actions():
    assert codes(changed(("needs: [meet]", "needs: [meat]"))) == ["unknown-action"]
    assert codes(changed(('"1.2", to: 1', '"1.9", to: 1'))) == ["unknown-indicator"]


def test_references_to_lists():
    question = "id: q, type: choice, text: T, list: regions"
    assert errors(survey(question)) == ["unknown-list"]
    column = (
        "id: q, type: table, text: T, columns: [{id: a, title: T, type: choice, list: regions}]"
    )
    assert errors(survey(column)) == ["unknown-list"]
    text = survey(question, column.replace("id: q", "id: r"))
    known = text.replace("dimensions:", "lists: {regions: [{id: n, title: North}]}\ndimensions:")
    assert errors(known) == []


def test_thousands_of_wrong_references_are_all_named_quickly():
    ids = ", ".join(f"x{number}" for number in range(5000))
    text = changed(("needs: [meet]", f"needs: [{ids}]"))
    assert codes(text) == ["unknown-action"] * 5000
    many = "".join(
        ACTIONS.replace("actions:\n", "").replace("meet", f"m{n}").replace("plan", f"p{n}")
        for n in range(40)
    )
    text = changed((ACTIONS, "actions:\n" + many.replace("needs: [m0]", f"needs: [{ids}]")))
    found = loaded(text).problems
    assert len(found) == 5000
    assert found[-1].suggestion is None


def test_many_wrong_names_in_one_group_are_all_named():
    wrong = "".join(f"      l{number}: {{level: 1}}\n" for number in range(20_000))
    text = with_indicators(YES_NO, "    thresholds:\n", wrong)
    assert codes(text) == ["unknown-label"] * 20_000


def test_one_question_or_several():
    assert codes(
        changed(("question: {type: yes_no, text: Has each participant signed?}", "look_at: T"))
    ) == ["question-form"]
    assert sentences(
        changed(("question: {type: yes_no, text: Has each participant signed?}", "look_at: T"))
    ) == ['Indicator "1.1" has no question.']
    assert codes(changed(("{type: yes_no", '{id: "1.1", type: yes_no'))) == []
    assert codes(changed(("{type: yes_no", '{id: "1.7", type: yes_no'))) == ["question-form"]
    several = "questions: [{id: a, type: yes_no, text: T}, {type: yes_no, text: T}]"
    text = changed(("question: {type: yes_no, text: Has each participant signed?}", several))
    assert codes(text) == ["question-form"]
    assert codes(text.replace("{type: yes_no, text: T}]", "{id: b, type: yes_no, text: T}]")) == []
    assert codes(survey("type: yes_no, text: T")) == ["question-form"]


def test_a_question_has_its_text():
    assert codes(survey("id: q, type: yes_no")) == ["missing-text"]
    inner = "questions: [{id: a, type: text}]"
    cases = f'id: q, type: cases, repeat: "1.3", {inner}'
    assert errors(survey(cases)) == ["missing-text", "missing-text"]
    assert errors(survey(cases.replace("type: text", "type: text, text: T") + ", title: T")) == []


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("type: levels", ["missing-field"]),
        ("type: levels, levels: [{title: A}, {title: B}]", []),
        ("type: yes_no, good: false", []),
        ("type: yes_no, levels: [{title: A}, {title: B}]", []),
        ("type: yes_no, levels: [{title: A}, {title: B}, {title: C}]", ["field-not-for-type"]),
        ("type: number, levels: [{title: A}, {title: B}]", ["field-not-for-type"]),
        ("type: yes_no, levels: [{title: A, points: 0}, {title: B, points: 1}]", ["level-points"]),
        ("type: yes_no, least: 1, most: 2", ["field-not-for-type"] * 2),
        ("type: number, unit: EUR, whole: false, least: 1, most: 1", []),
        ("type: number, whole: Income", ["field-not-for-type"]),
        ('type: number, least: "2.5", most: "2.4"', ["range-reversed"]),
        ("type: share, part: A, whole: B, unit: EUR", []),
        ("type: share, part: A, whole: true", ["field-not-for-type"]),
        ("type: share", ["missing-field"] * 2),
        ("type: share, part: A, whole: B, least: 1", ["field-not-for-type"]),
        ("type: choice", ["missing-field"]),
        ("type: choice, choices: [{id: a, title: A}]", []),
        (
            "type: choices, choices: [{id: a, title: A}], list: x",
            ["missing-field", "unknown-list"],
        ),
        ("type: date", []),
        ("type: text, unit: EUR", ["field-not-for-type"]),
        ("type: list, least: 1", []),
        ("type: table", ["missing-field"]),
        ("type: list, most: 0", []),
        ("type: list, comment: optional", ["field-not-for-type"]),
        ("type: choice, choices: [{id: a, title: A}], comment: required", []),
        ("type: choice, choices: [{id: a, title: A}], least: 1", ["field-not-for-type"]),
        ("type: table, columns: [{id: a, title: A}], least: 1, most: 3", []),
        ("type: table, columns: [{id: a, title: A}], repeat: '1.3'", ["field-not-for-type"]),
    ],
)
def test_fields_of_each_type(question, expected):
    assert sorted(errors(survey(f"id: q, text: T, {question}"))) == expected


INNER = "questions: [{id: a, type: text, text: T}]"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (f"title: T, {INNER}", []),
        ("title: T", ["missing-field"]),
        (INNER, ["missing-text"]),
        (f"title: T, text: T, {INNER}", ["field-not-for-type"]),
        (f"title: T, {INNER}, least: 1, most: 3", []),
        (f"title: T, {INNER}, least: 3, most: 1", ["range-reversed"]),
        (f"title: T, {INNER}, repeat: '1.3'", []),
        (f"title: T, {INNER}, repeat: '1.3', least: 1, most: 2", ["field-not-for-type"] * 2),
        (f"title: '{{n}}: {{a}}', {INNER}", []),
        (f"title: '{{b}}', {INNER}", ["case-title"]),
        (f"title: '{{}}', {INNER}", ["case-title"]),
        ("title: '{a}', questions: [{id: a, type: list, text: T}]", ["case-title"]),
        (
            "title: T, questions: [{id: a, type: table, text: T, columns: [{id: b, title: B}]}]",
            [],
        ),
        (f"title: T, questions: [{{id: a, type: cases, title: T, {INNER}}}]", ["cases-nested"]),
        ("title: T, questions: [{type: text, text: T}]", ["question-form"]),
    ],
)
def test_cases(question, expected):
    assert sorted(errors(survey(f"id: q, type: cases, {question}"))) == expected


@pytest.mark.parametrize(
    ("column", "expected"),
    [
        ("type: text, required: false", []),
        ("type: number, unit: EUR, whole: true, least: 0, most: 5", []),
        ("type: number, least: 2, most: 1", ["range-reversed"]),
        ("type: date, unit: EUR", ["field-not-for-type"]),
        ("unit: EUR", ["field-not-for-type"]),
        ("type: choice, list: countries", []),
        ("type: choice, list: nowhere", ["unknown-list"]),
        ("type: choice, choices: [{id: a, title: A}]", []),
        ("type: choice, choices: [{id: a, title: A}, {id: a, title: B}]", ["duplicate-id"]),
        ("type: choice, choices: [{id: a, title: A, comment: optional}]", ["comment-not-here"]),
        ("type: choice", ["missing-field"]),
        ("type: choice, list: countries, choices: [{id: a, title: A}]", ["missing-field"]),
    ],
)
def test_columns(column, expected):
    table = f"id: q, text: T, type: table, columns: [{{id: a, title: A, {column}}}]"
    assert errors(survey(table)) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("type: list, least: -1", ["bad-count"]),
        ("type: list, most: 1001", ["bad-count"]),
        ('type: list, least: "0.5", most: "1.5"', ["bad-count"] * 2),
        ("type: choices, choices: [{id: a, title: A}], least: 1", []),
        ("type: choices, choices: [{id: a, title: A}], least: 2", ["bad-count"]),
        ("type: choices, choices: [{id: a, title: A}], other: {id: o, title: O}, least: 2", []),
        ("type: choices, list: countries, least: 249", []),
        ("type: choices, list: countries, least: 250", ["bad-count"]),
    ],
)
def test_how_many_entries_there_may_be(question, expected):
    assert errors(survey(f"id: q, text: T, {question}")) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("choices: [{id: a, title: A, comment: required}]", []),
        ("choices: [{id: a, title: A}], none: {id: n, title: N}", []),
        (
            "choices: [{id: a, title: A}], none: {id: n, title: N, comment: none}",
            ["comment-not-here"],
        ),
        (
            "choices: [{id: a, title: A}], other: {id: n, title: N, comment: required}",
            ["comment-not-here"],
        ),
        ("choices: [{id: a, title: A}], other: {id: a, title: N}", ["duplicate-id"]),
        (
            "choices: [{id: a, title: A}], other: {id: n, title: N}, none: {id: n, title: M}",
            ["duplicate-id"],
        ),
        ("list: countries, other: {id: xx, title: Elsewhere}", []),
        ("list: countries, other: {id: at, title: Elsewhere}", ["duplicate-id"]),
        ("list: countrys", ["unknown-list"]),
    ],
)
@pytest.mark.parametrize("kind", ["choice", "choices"])
def test_choices(kind, question, expected):
    assert errors(survey(f"id: q, text: T, type: {kind}, {question}")) == expected


def test_a_list_of_the_set_counts_before_one_that_comes_with_the_program():
    lists = "lists: {countries: [{id: at, title: A}]}\n"
    asked = survey(
        "id: q, text: T, type: choice, list: countries",
        "id: r, text: T, type: text, when: {question: q, is: hr}",
    )
    assert errors(asked) == []
    assert errors(asked + lists) == ["condition-value"]
    criteria = loaded(survey("id: q, text: T, type: choice, list: countries") + lists).criteria
    assert [choice.id for choice in criteria.question_by_id["q"].choices] == ["at"]


TALLIED = survey(
    "id: who, text: T, type: choice, list: countries",
    "id: name, text: T, type: text",
    "id: with, text: T, type: choices, list: countries",
    "id: why, text: T, type: choices, choices: [{id: a, title: A}]",
    f"id: c, title: T, type: cases, {INNER}",
)


@pytest.mark.parametrize(
    ("tally", "expected"),
    [
        ("name: who, by: [who, '1.1', '1.2', why], totals: ['1.3'], links: [with]", []),
        ("name: name", []),
        ("name: with", ["tally-type"]),
        ("name: nobody", ["unknown-question"]),
        ("name: a", ["tally-inside"]),
        ("totals: [c/a]", ["tally-inside"]),
        ("by: ['c[1]/a']", ["tally-inside"]),
        ("notes: [{question: c/a, text: T}]", ["tally-inside"]),
        ("by: [name, who]", ["tally-type"]),
        ("totals: ['1.3', '1.4']", ["tally-type"]),
        ("name: who, links: [who]", ["tally-type"]),
        ("name: who, links: [with, why]", ["tally-links"]),
        ("name: name, links: [with]", ["tally-links"]),
        ("links: [with]", ["tally-links"]),
        ("notes: [{question: c, text: T}]", []),
        ("notes: [{question: d, text: T}]", ["unknown-question"]),
        ("notes: [{question: c, text: T, source: S}]", ["unknown-source"]),
    ],
)
def test_tallies(tally, expected):
    assert errors(TALLIED + f"tally: {{{tally}}}\n") == expected


TWO_WAYS = """    questions: [{id: a, type: number, text: T}, {id: b, type: number, text: T}]
    either:
      - measure: {sum: [a]}
        bands: [{level: 0, title: No}, {level: 1, from: 3}]
      - measure: {ratio: {of: a, to: b}}
        bands: [{level: 0}, {level: 1, from: 4}]
"""
EITHER = changed((NUMBER[NUMBER.index("    question:") :], TWO_WAYS))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("from: 4", "from: 5", []),
        ("from: 4}", "from: 4}, {level: 2, from: 5}", ["either-form"]),
        ("{level: 0}", "{level: 0, title: No}", ["either-form"]),
        ("    either:", "    measure: {sum: [a]}\n    either:", ["either-form"]),
        ("from: 3", "to: 3", []),
        ("from: 4}", "from: 4}, {level: 2, from: 4}", ["band-order", "either-form"]),
        ("{sum: [a]}", "{sum: [c]}", ["unknown-question"]),
        ("{sum: [a]}", "{count: [a, b]}", ["band-out-of-range"]),
        ("type: number, text: T}]", "type: text, text: T}]", ["measure-operand"]),
    ],
)
def test_several_ways_to_a_level(old, new, expected):
    assert sorted(codes(changed((old, new), text=EITHER))) == expected


def test_thresholds_and_conditions_see_the_levels_of_several_ways():
    asked = "when: {level_of: '1.3', is: LEVEL}"
    for level, expected in (("1", []), ("2", ["condition-value"])):
        text = changed(
            ("title: Monitoring", f"title: Monitoring\n    {asked}".replace("LEVEL", level)),
            text=EITHER,
        )
        assert codes(text) == expected
    circle = changed(("text: T}]", "text: T, when: {level_of: '1.3', is: 1}}]"), text=EITHER)
    assert codes(circle) == ["condition-circle"]


def test_months_between_dates():
    dates = "questions: [{id: a, type: date, text: T}, {id: b, type: KIND, text: T}]"
    text = changed(
        (
            "question: {type: yes_no, text: Has each participant signed?}",
            dates + "\n    measure: {months_between: {from: a, to: b}}",
        )
    )
    assert codes(text.replace("KIND", "date")) == []
    assert codes(text.replace("KIND", "text")) == ["measure-operand"]


def test_sums_reach_into_cases_and_tables_and_counts_count_them():
    number = "{id: b, title: B, type: number}"
    more = survey(
        "id: c, title: T, type: cases, questions: [{id: n, type: number, text: T}, "
        "{id: x, type: text, text: T}]",
        f"id: t, text: T, type: table, most: 3, columns: [{{id: a, title: A}}, {number}]",
        "id: l, text: T, type: list, most: 2",
        "id: w, text: T, type: choices, choices: [{id: a, title: A}]",
    )

    def measured(measure, limit=1):
        bands = f"bands: [{{level: 0}}, {{level: 1, from: {limit}}}]"
        share = SHARE[SHARE.index("    bands:") :]
        return codes(changed((share, f"    measure: {{{measure}}}\n    {bands}\n"), text=more))

    assert measured("sum: [c/n, t/b, '1.3']") == []
    assert measured("sum: [c/x]") == ["measure-operand"]
    assert measured("sum: [t/a]") == ["measure-operand"]
    assert measured("sum: [t/c]") == ["unknown-question"]
    assert measured("count: [c/n]") == []
    assert measured("ratio: {of: c/n, to: '1.3'}") == ["measure-operand"]
    assert measured("count: [c, t, l, w, '1.1']", 1_000) == []
    assert measured("count: [t, l, w, '1.1']", 7) == []
    assert measured("count: [t, l, w, '1.1']", 8) == ["band-out-of-range"]


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ((0, 2, 4), []),
        ((0, 0, 4), []),
        ((1, 2, 4), []),
        (('"1/2"', '"2.5"', 4), []),
        ((0, 2, 5), ["level-points"]),
        ((0, 3, 2), ["level-points"]),
        ((0, None, 4), ["level-points"]),
        ((None, None, 4), ["level-points"]),
        ((None, None, None), []),
    ],
)
def test_points_of_levels(points, expected):
    text = SOUND
    for title, earned in zip(("Not at all", "Once a year", "At fixed dates"), points, strict=True):
        if earned is not None:
            text = changed((f"title: {title}", f"title: {title}, points: {earned}"), text=text)
    assert codes(text) == expected


def test_points_of_bands():
    text = changed(
        ("{level: 0}", "{level: 0, points: 0}"),
        ('"10 %"', '"10 %", points: 1'),
        ('"1/4"', '"1/4", points: 6'),
    )
    assert codes(text) == []
    assert codes(text.replace("points: 6}]", "points: 5}]")) == ["level-points"]


def test_points_of_weighted_questions_and_of_surveys():
    levels = "type: levels, text: T, levels: [{{title: A, points: 0}}, {{title: B, points: {}}}]"
    several = "questions: [{{id: a, weight: 3, {}}}, {{id: b, type: yes_no, text: T}}]"
    question = LEVELS[LEVELS.index("question:") :].rstrip("\n")
    for earned, expected in ((3, []), (4, ["level-points"])):
        text = changed(
            (question, several.format(levels.format(earned))),
            ('"1.2", to: 1', '"1.4", to: 1'),
            ('"1.2", to: 2', '"1.4", to: 2'),
        )
        assert codes(text) == expected
    assert codes(survey("id: q, " + levels.format(0))) == []
    assert codes(survey("id: q, " + levels.format(2))) == ["level-points"]


def test_the_points_of_the_set_are_those_of_its_indicators():
    assert codes(changed(('edition: "1"', 'edition: "1", points: 10'))) == []
    assert codes(changed(('edition: "1"', 'edition: "1", points: "10.5"'))) == ["points-sum"]


BANDS = '    bands: [{level: 0}, {level: 1, from: "10 %"}, {level: 2, from: "1/4"}]\n'


def test_points_need_a_scale():
    assert codes(changed((BANDS, ""))) == ["no-scale"]
    assert codes(changed((BANDS, ""), ("points: 6", "points: 0"))) == []
    several = "{id: a, type: yes_no, text: T}, {id: b, type: number, text: T}"
    share = SHARE[SHARE.index("question:") : SHARE.index("    bands")].rstrip("\n")
    text = changed((share, f"questions: [{several}]"))
    assert codes(text) == ["no-scale"]
    text = (
        text.replace("    bands:", "    measure: {count: [a, b]}\n    bands:")
        .replace('"10 %"', "1")
        .replace('"1/4"', "2")
    )
    assert codes(text) == []
    no_bands = text.replace(
        "    bands: [{level: 0}, {level: 1, from: 1}, {level: 2, from: 2}]\n", ""
    )
    assert codes(no_bands) == ["no-scale"]
    assert codes(no_bands.replace("points: 6", "points: 0")) == []
    text = changed((share, "question: {type: text, text: T}"), (BANDS, ""))
    assert errors(text) == ["no-scale"]


def banded(bands, text=SOUND):
    return changed((BANDS, f"    bands: [{bands}]\n"), text=text)


@pytest.mark.parametrize(
    ("bands", "expected"),
    [
        ('{level: 0}, {level: 1, from: "50 %"}', []),
        ('{level: 0}, {level: 1, from: "100 %"}', []),
        ('{level: 0}, {level: 1, to: "20 %"}, {level: 2, to: "10 %"}', []),
        ('{level: 0}, {level: 1, to: "20 %"}, {level: 2, to: "0 %"}', []),
        ('{level: 0}, {level: 2, from: "50 %"}', ["band-order"]),
        ('{level: 1}, {level: 0, from: "50 %"}', ["band-order"]),
        ('{level: 0, from: "0 %"}, {level: 1, from: "50 %"}', ["band-order"]),
        ('{level: 0, to: "90 %"}, {level: 1, to: "50 %"}', ["band-order"]),
        ("{level: 0}, {level: 1}", ["band-order"]),
        ('{level: 0}, {level: 1, from: "10 %"}, {level: 2}', ["band-order"]),
        ('{level: 0}, {level: 1, from: "10 %"}, {level: 2, to: "5 %"}', ["band-order"]),
        ('{level: 0}, {level: 1, from: "10 %"}, {level: 2, from: "10 %"}', ["band-order"]),
        ('{level: 0}, {level: 1, to: "10 %"}, {level: 2, to: "10 %"}', ["band-order"]),
        ('{level: 0}, {level: 1, to: "10 %"}, {level: 2, to: "20 %"}', ["band-order"]),
        ("{level: 0}, {level: 1, from: 10}", ["band-out-of-range"]),
        ('{level: 0}, {level: 1, from: "-1 %"}', ["band-out-of-range"]),
    ],
)
def test_bands_of_a_share(bands, expected):
    assert codes(banded(bands)) == expected


def test_bands_keep_to_the_range_of_their_measure():
    number = changed(("most: 100}", "most: 100}\n    bands: [{level: 0}, {level: 1, from: 100}]"))
    assert codes(number) == []
    assert codes(number.replace("from: 100", "from: 101")) == ["band-out-of-range"]
    assert codes(number.replace("from: 100", "from: -1")) == ["band-out-of-range"]
    assert (
        codes(number.replace("least: 0, most: 100", "unit: EUR").replace("from: 100", "from: -1"))
        == []
    )
    share = SHARE[SHARE.index("question:") : SHARE.index("    bands")].rstrip("\n")
    several = "questions: [{id: a, type: yes_no, text: T}, {id: b, type: yes_no, text: T}]"
    assert codes(changed((share, several))) == []
    assert codes(banded("{level: 0}, {level: 1, from: 2}", changed((share, several)))) == [
        "band-out-of-range"
    ]
    for measure, limit, expected in (
        ("count: [a, b]", 2, []),
        ("count: [a, b]", 3, ["band-out-of-range"]),
        ("share: {part: 1.4/part, whole: '1.3'}", 2, ["band-out-of-range", "unknown-question"]),
        ("ratio: {of: '1.3', to: '1.3'}", 2, []),
        ("sum: ['1.3', '1.3']", 2000, []),
    ):
        text = banded(
            f"{{level: 0}}, {{level: 1, from: {limit}}}",
            changed((share, f"{several}\n    measure: {{{measure}}}")),
        )
        assert sorted(codes(text)) == expected


def test_bands_and_measures_are_not_for_questions_with_levels_of_their_own():
    for field in ("bands: [{level: 0}, {level: 1, from: 1}]", "measure: {count: ['1.1']}"):
        text = changed(("title: Commitment", f"title: Commitment\n    {field}"))
        assert codes(text) == ["field-not-for-type"]


def test_operands_of_measures():
    share = SHARE[SHARE.index("    bands:") :]
    halves = "bands: [{level: 0}, {level: 1, from: '1/2'}]"

    def measured(measure):
        return changed(
            (
                share,
                f"    measure: {{{measure}}}\n    {halves}\n",
            )
        )

    assert codes(measured("share: {part: 1.4/part, whole: 1.4/whole}")) == []
    assert codes(measured("ratio: {of: 1.4/part, to: '1.3'}")) == []
    assert codes(measured("sum: [1.4/part, '1.3']")) == []
    assert codes(measured("count: [1.4/part, '1.3', '1.1']")) == []
    assert codes(measured("sum: [1.4/part, '1.1']")) == ["measure-operand"]
    assert codes(measured("ratio: {of: 1.4/part, to: '1.2'}")) == ["measure-operand"]
    assert codes(measured("ratio: {of: '1.4', to: '1.3'}")) == ["unknown-question"]
    assert sentences(measured("ratio: {of: '1.4', to: '1.3'}")) == [
        '"1.4" is a share and has two answers.'
    ]
    assert codes(measured("sum: ['1.3', '1.9']")) == ["unknown-question"]
    assert codes(measured("months_between: {from: '1.3', to: '1.3'}")) == ["measure-operand"] * 2


def test_cases_repeat_a_number():
    cases = "id: q, type: cases, title: T, questions: [{id: a, type: number, text: T}], repeat: "
    assert errors(survey(cases + '"1.3"')) == []
    assert errors(survey(cases + '"1.2"')) == ["measure-operand"]
    assert errors(survey(cases + '"1.9"')) == ["unknown-question"]
    assert errors(survey(cases + "q")) == ["measure-operand"]
    for number, expected in (
        ("whole: true, least: 0, most: 1000", []),
        ("whole: true, least: 0, most: 1001", ["repeat-number"]),
        ("whole: true, least: 0", ["repeat-number"]),
        ("whole: true, most: 5", ["repeat-number"]),
        ("whole: true, least: -1, most: 5", ["repeat-number"]),
        ("least: 0, most: 5", ["repeat-number"]),
    ):
        asked = survey(f"id: many, type: number, text: T, {number}", cases + "many")
        assert errors(asked) == expected


@pytest.mark.parametrize(
    ("threshold", "expected"),
    [
        ("level: 2", []),
        ("level: 0, knock_out: true", []),
        ("points: 4", []),
        ('points: "3.5"', []),
        ("level: 3", ["threshold-out-of-reach"]),
        ('points: "4.5"', ["threshold-out-of-reach"]),
        ("level: 2, points: 4", ["threshold-form"]),
        ("reason: Because", ["threshold-form"]),
    ],
)
def test_thresholds(threshold, expected):
    text = changed(
        ("title: Monitoring", f"title: Monitoring\n    thresholds: {{gold: {{{threshold}}}}}")
    )
    assert codes(text) == expected


def test_a_threshold_in_levels_needs_levels():
    text = changed(
        ("title: Participants", "title: Participants\n    thresholds: {gold: {level: 0}}")
    )
    assert codes(text) == ["threshold-out-of-reach"]
    assert sentences(text) == ['Indicator "1.3" has no levels, only points.']


def ruled(rule):
    scope = ("title: Monitoring", "title: Monitoring\n    in_scope_of: [silver]")
    return changed(("kind: complete", rule), scope)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("kind: complete, text: T, reason: R", []),
        ("kind: complete, least: 5", ["rule-field"]),
        ('kind: total, least: "80 %"', []),
        ("kind: total, least: 10", []),
        ('kind: total, least: "9.5"', []),
        ("kind: total", ["rule-field"]),
        ("kind: total, least: 11", ["rule-out-of-reach"]),
        ('kind: total, least: "101 %"', ["rule-out-of-reach"]),
        ("kind: total, least: -1", ["rule-field"]),
        ("kind: total, least: 1, most: 2", ["rule-field"]),
        ("kind: declared, id: eligible, text: T", []),
        ("kind: declared", ["rule-field", "rule-field"]),
        ("kind: evidence_present, for: answered, scope: silver", []),
        ("kind: improved, since: silver, least: 1, described: true", []),
        ("kind: improved, since: silver", ["rule-field"]),
        ('kind: improved, since: silver, least: "50 %"', ["rule-field"]),
        ("kind: improved, since: silver, least: 4", ["rule-out-of-reach"]),
        ("kind: improved, since: silver, least: 3", []),
        ("kind: improved, since: silver, least: 2, scope: silver", ["rule-out-of-reach"]),
        ("kind: months_since, label: silver, least: 18, most: 24", []),
        ("kind: months_since, label: silver, most: 24", []),
        ("kind: months_since, label: silver", ["rule-field"]),
        ("kind: months_since, least: 2", ["rule-field"]),
        ("kind: months_since, label: silver, least: 24, most: 18", ["range-reversed"]),
        ('kind: months_since, label: silver, least: "1.5"', ["rule-field"]),
        ("kind: months_since, label: silver, least: -1, most: -2", ["rule-field"] * 2),
        ("kind: count_at_level, level: 2, least: 2", []),
        ("kind: count_at_level, level: 2, least: 3", ["rule-out-of-reach"]),
        ("kind: count_at_level, level: 0, least: 3", []),
        ("kind: count_at_level, level: 0, least: 4", ["rule-out-of-reach"]),
        ("kind: count_at_level, level: 2, least: 1, scope: silver", []),
        ("kind: count_at_level, least: 1", ["rule-field"]),
        ("any: [{kind: complete}, {kind: total, least: 5}], text: T, reason: R", []),
        ("any: [{kind: complete}, {kind: total}]", ["rule-field"]),
        ("any: [{kind: complete}, {kind: complete}], kind: complete", ["rule-form"]),
        ("any: [{kind: complete}, {any: [{kind: complete}, {kind: complete}]}]", ["rule-form"]),
        ("any: [{kind: complete}, {text: T}]", ["rule-form"]),
        ("text: T", ["rule-form"]),
    ],
)
def test_rules_of_each_kind(rule, expected):
    assert codes(ruled(rule)) == expected


def test_rules_about_thresholds_need_some():
    two = "{gold: {level: 1}, silver: {level: 1, knock_out: true}}"
    thresholds = f"title: Monitoring\n    thresholds: {two}"
    for rule, expected in (
        ("kind: every_threshold", []),
        ("kind: every_threshold, label: silver", []),
        ("kind: no_knock_out, label: silver", []),
        ("kind: no_knock_out", ["rule-asks-nothing"]),
    ):
        text = changed(("kind: complete", rule), ("title: Monitoring", thresholds))
        assert warnings(text) == expected
    for rule in ("kind: every_threshold", "kind: no_knock_out"):
        assert warnings(changed(("kind: complete", rule))) == ["rule-asks-nothing"]


CHOICES = (
    "choices: [{id: a, title: A}, {id: b, title: B}], "
    "other: {id: c, title: C}, none: {id: d, title: D}"
)
MANY = survey(
    f"id: one, type: choice, text: T, {CHOICES}",
    f"id: some, type: choices, text: T, {CHOICES}",
    "id: day, type: date, text: T",
    "id: word, type: text, text: T",
    "id: rows, type: table, text: T, columns: [{id: x, title: T}]",
    'id: late, type: number, text: T, when: {question: "1.1", is: true}',
    "id: free, type: yes_no, text: T, may_not_apply: true",
    "id: listed, type: choice, text: T, list: regions",
).replace("dimensions:", "lists: {regions: [{id: n, title: North}]}\ndimensions:")


# In the table below one letter stands for a question: {Y, is: true} compares question 1.1.
SHORT = {"Y": "1.1", "L": "1.2", "P": "1.4/part", "C": "one", "M": "some", "N": "late", "D": "day"}
NEVER, VALUE = ["condition-never-true"], ["condition-value"]
TYPE, FORM = ["condition-type"], ["condition-form"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('{Y, is: true}', []),
        ('{Y, is_not: true}', []),
        ('{Y, one_of: [true, false]}', []),
        ('{Y, answered: true}', []),
        ('{Y, is: "true"}', TYPE),
        ('{Y, is: 1}', TYPE),
        ('{Y, at_least: 1}', TYPE),
        ('{Y, includes: true}', TYPE),
        ('{L, at_least: 2}', []),
        ('{L, at_least: 3}', NEVER),
        ('{L, above: 2}', NEVER),
        ('{L, above: 1}', []),
        ('{L, below: 0}', NEVER),
        ('{L, at_most: 0}', []),
        ('{L, at_most: 9}', []),
        ('{L, is: 3}', VALUE),
        ('{L, is: -1}', VALUE),
        ('{L, is: "1/2"}', VALUE),
        ('{L, one_of: [1, 7, 8]}', VALUE * 2),
        ('{L, one_of: [0, 2]}', []),
        ('{L, is: high}', TYPE),
        ('{L, is: true}', TYPE),
        ('{L, is: "1/0"}', TYPE),
        ('{L, is: "1.2.3"}', TYPE),
        ('{L, answered: yes}', ["wrong-type"]),
        ('{question: "1.9", is: 1}', ["unknown-question"]),
        ('{question: "1.4", answered: true}', ["unknown-question"]),
        ('{P, at_least: "2.5"}', []),
        ('{P, below: 0}', NEVER),
        ('{question: 1.4/whole, is: 0}', []),
        ('{question: profile/members, at_least: 5}', ["unknown-fact"]),
        ('{question: profile/participants, at_least: 5}', []),
        ('{question: profile/participants, is: many}', ["condition-type"]),
        ('{question: profile/phase, one_of: [early, mature]}', []),
        ('{question: profile/phase, above: 1}', ["condition-type"]),
        ('{question: profile/phase, answered: false}', []),
        ('{level_of: "1.2", at_least: 2}', []),
        ('{level_of: "1.2", at_least: 3}', NEVER),
        ('{level_of: "1.2", is: 9}', VALUE),
        ('{level_of: "1.9", is: 1}', ["unknown-indicator"]),
        ('{level_of: "1.3", is: 1}', ["condition-circle", "condition-type"]),
        ('{level_of: "1.1", is: true}', TYPE),
        ('{level_of: "1.4", is: 2}', []),
        ("{C, is: a}", []),
        ("{C, is: c}", []),
        ("{C, one_of: [a, d]}", []),
        ("{C, is: e}", VALUE),
        ("{C, is: 1}", TYPE),
        ("{C, includes: a}", TYPE),
        ("{question: listed, is: n}", []),
        ("{question: listed, is: s}", VALUE),
        ("{all: [{C, is: a}, {C, is: b}]}", NEVER),
        ("{all: [{C, is_not: a}, {C, is_not: b}]}", []),
        ("{all: [{C, one_of: [a, b]}, {C, is_not: a}, {C, is_not: b}]}", NEVER),
        ("{M, includes: a}", []),
        ("{M, includes: e}", VALUE),
        ("{M, includes: 1}", TYPE),
        ("{M, is: a}", TYPE),
        ("{all: [{M, includes: a}, {M, includes: b}]}", []),
        ("{all: [{M, includes: a}, {not: {M, includes: a}}]}", NEVER),
        ('{question: day, at_least: "2026-01-01"}', []),
        ('{question: day, is: "2026-01-32"}', TYPE),
        ("{question: day, is: 5}", TYPE),
        ('{all: [{D, above: "2026-01-01"}, {D, below: "2026-01-02"}]}', NEVER),
        ('{all: [{D, above: "2026-01-01"}, {D, below: "2026-01-03"}]}', []),
        ("{question: word, is: yes}", []),
        ("{question: word, is: 5}", TYPE),
        ("{all: [{question: word, is: a}, {question: word, is: b}]}", NEVER),
        ("{all: [{question: word, is: a}, {question: word, is_not: b}]}", []),
        ("{question: rows, answered: true}", []),
        ("{question: rows, is: 1}", TYPE),
        ('{question: "1.1"}', FORM),
        ("{is: true}", FORM),
        ('{Y, level_of: "1.2", is: 1}', FORM),
        ('{L, at_least: 1, at_most: 2}', FORM),
        ('{all: [{Y, is: true}], any: [{Y, is: true}]}', FORM),
        ('{all: [{Y, is: true}], question: "1.1", is: true}', FORM),
        ('{not: {question: "1.1"}}', FORM),
        ('{any: [{question: "1.1"}, {L, is: 9}]}', FORM),
        ('{all: [{Y, is: true}, {Y, is: false}]}', NEVER),
        ('{all: [{Y, is: true}, {Y, is_not: true}]}', NEVER),
        ('{any: [{Y, is: true}, {Y, is: false}]}', []),
        ('{all: [{Y, is: true}, {any: [{Y, is: false}, {L, is: 1}]}]}', []),
        ('{all: [{Y, is: true}, {any: [{Y, is: false}, {L, above: 2}]}]}', NEVER),
        ('{not: {L, at_least: 0}}', NEVER),
        ('{not: {L, above: 1}}', []),
        ('{not: {L, at_most: 2}}', NEVER),
        ('{not: {L, below: 3}}', NEVER),
        ('{not: {L, one_of: [0, 1, 2]}}', NEVER),
        ('{not: {L, one_of: [0, 1]}}', []),
        ('{not: {L, is_not: 1}}', []),
        ('{not: {not: {L, above: 2}}}', NEVER),
        ('{not: {any: [{Y, is: true}, {Y, is: false}]}}', NEVER),
        ('{not: {all: [{Y, is: true}, {L, is: 1}]}}', []),
        ("{not: {N, at_least: 0}}", []),
        ("{not: {any: [{question: free, is: true}, {question: free, is: false}]}}", []),
        ("{all: [{N, answered: false}, {N, above: 5}]}", NEVER),
        ("{all: [{N, answered: true}, {N, above: 5}]}", []),
        ("{all: [{N, answered: true}, {N, answered: false}]}", NEVER),
        ('{Y, answered: false}', []),
        ('{all: [{P, above: "2.5"}, {P, below: "2.6"}]}', []),
        ('{all: [{P, at_least: "2.5"}, {P, at_most: "2.5"}]}', []),
        ('{all: [{P, at_least: "2.5"}, {P, below: "2.5"}]}', NEVER),
        ('{all: [{P, above: "2.5"}, {P, at_most: "2.5"}]}', NEVER),
        ('{all: [{P, at_least: "2.5"}, {P, at_most: "2.5"}, {P, is_not: "2.5"}]}', NEVER),
        ('{all: [{P, at_least: 3}, {P, above: 3}, {P, at_most: 4}, {P, below: 4}]}', []),
        ('{all: [{P, is: 3}, {P, above: 3}]}', NEVER),
        ('{all: [{P, is: 3}, {P, below: 3}]}', NEVER),
        ('{all: [{P, is: 3}, {P, at_least: 3}, {P, at_most: 3}]}', []),
        ('{all: [{L, at_least: 1}, {L, at_most: 1}, {L, is_not: 1}]}', NEVER),
        ('{all: [{L, at_least: 1}, {L, is_not: 1}]}', []),
        ('{all: [{L, above: 0}, {L, above: 1}, {L, at_least: 1}]}', []),
        ('{all: [{L, below: 2}, {L, below: 1}, {L, at_most: 1}]}', []),
    ],
)  # fmt: skip
def test_conditions(condition, expected):
    for letter, name in SHORT.items():
        condition = condition.replace("{" + letter + ", ", f'{{question: "{name}", ')
    assert errors(when(condition, MANY)) == expected


def test_conditions_of_questions_are_checked_too():
    text = survey('id: q, type: yes_no, text: T, when: {question: "1.2", above: 2}')
    assert codes(text) == ["condition-never-true"]


def test_a_level_that_may_be_missing_makes_no_certainty():
    text = changed(
        ("title: Monitoring", 'title: Monitoring\n    when: {question: "1.1", is: true}')
    )
    assert codes(when('{not: {level_of: "1.2", at_least: 0}}', text)) == []
    assert codes(when('{not: {level_of: "1.2", at_least: 0}}')) == ["condition-never-true"]


def test_a_condition_with_too_many_alternatives_gets_the_benefit_of_the_doubt():
    either = '{any: [{question: "1.1", is: true}, {question: "1.1", is: false}]}'
    never = '{question: "1.2", above: 2}'
    assert codes(when(f"{{all: [{', '.join([either] * 3)}, {never}]}}")) == [
        "condition-never-true"
    ]
    assert codes(when(f"{{all: [{', '.join([either] * 40)}, {never}]}}")) == []


def test_a_file_full_of_such_conditions_is_not_waited_for():
    either = '{any: [{question: "1.1", is: true}, {question: "1.1", is: false}]}'
    hard = f"{{all: [{', '.join([either] * 8)}, {{question: '1.2', above: 2}}]}}"
    asked = [f"id: q{n}, type: yes_no, text: T, when: {hard}" for n in range(120)]
    found = codes(survey(*asked))
    assert set(found) == {"condition-never-true"}
    assert 80 < len(found) < 120


def cases(*questions):
    inner = ", ".join(f"{{{question}}}" for question in questions)
    return survey(
        f'id: case, type: cases, title: T, repeat: "1.3", questions: [{inner}]',
        "id: outside, type: yes_no, text: T",
    )


def test_conditions_inside_a_case_see_their_own_case_first():
    first = "id: a, type: yes_no, text: T"
    assert errors(cases(first, "id: b, type: text, text: T, when: {question: a, is: true}")) == []
    assert (
        errors(cases(first, "id: b, type: text, text: T, when: {question: outside, is: true}"))
        == []
    )
    assert errors(cases(first, "id: b, type: text, text: T, when: {question: c, is: true}")) == [
        "unknown-question"
    ]
    assert (
        errors(
            cases(
                "id: outside, type: number, text: T",
                "id: b, type: text, text: T, when: {question: outside, above: 1}",
            )
        )
        == []
    )
    assert errors(survey("id: q, type: yes_no, text: T, when: {question: a, is: true}")) == [
        "unknown-question"
    ]
    both = "[{question: a, is: true}, {question: a, is: false}]"
    never = f"id: b, type: text, text: T, when: {{all: {both}}}"
    assert errors(cases(first, never)) == ["condition-never-true"]
    absent = f"id: b, type: text, text: T, when: {{not: {{any: {both}}}}}"
    assert errors(cases(first, absent)) == []


def test_two_equal_ids_make_no_circle():
    inner = "questions: [{id: a, type: text, text: T}]"
    text = survey(
        f"id: q, type: cases, title: T, repeat: q, {inner}",
        "id: q, type: number, text: T, whole: true, least: 0, most: 9",
    )
    assert errors(text) == ["duplicate-id"]


def test_circles_inside_cases():
    a = "id: a, type: yes_no, text: T, when: {question: b, is: true}"
    b = "id: b, type: yes_no, text: T, when: {question: a, is: true}"
    assert errors(cases(a, b)) == ["condition-circle"]
    number = "id: n, type: number, text: T, whole: true, least: 0, most: 9"
    deep = "{id: d, type: yes_no, text: T, when: {question: WHAT, above: 1}}"
    inner = f"id: c, type: cases, title: T, repeat: n, questions: [{deep}]"
    on_cases = f"{number}, when: {{question: c, answered: true}}"
    assert errors(survey(number, inner.replace("WHAT", "n"))) == []
    assert errors(survey(on_cases, inner.replace("WHAT", "n"))) == ["condition-circle"]
    table = "id: t, type: table, text: T, columns: [{id: a, title: A, type: number}]"
    asked = f"{table}, when: {{level_of: '1.4', is: 1}}"
    share = SHARE[SHARE.index("    bands:") :]
    summed = "    measure: {sum: [t/a]}\n    bands: [{level: 0}, {level: 1, from: 1}]\n"
    assert errors(changed((share, summed), text=survey(table))) == []
    assert errors(changed((share, summed), text=survey(asked))) == ["condition-circle"]


@pytest.mark.parametrize(
    ("conditions", "names"),
    [
        ({"1.1": '{question: "1.1", is: true}'}, ["1.1"]),
        ({"1.1": '{question: "1.2", is: 1}', "1.2": ON_FIRST}, ["1.1", "1.2"]),
        ({"1.1": '{level_of: "1.2", is: 1}', "1.2": ON_FIRST}, ["1.1", "1.2"]),
        (
            {
                "1.1": '{question: "1.2", is: 1}',
                "1.2": '{question: "1.3", is: 1}',
                "1.3": f"{{not: {{any: [{ON_FIRST}]}}}}",
            },
            ["1.1", "1.2", "1.3"],
        ),
        ({"1.1": '{question: "1.2", is: 1}', "1.3": '{question: "1.2", is: 1}'}, []),
        ({"1.1": '{question: "1.9", is: 1}', "1.2": '{level_of: "1.9", is: 1}'}, []),
    ],
)  # fmt: skip
def test_circles_of_conditions(conditions, names):
    text = SOUND
    for identity, condition in conditions.items():
        text = changed(
            (f'id: "{identity}"\n', f'id: "{identity}"\n    when: {condition}\n'), text=text
        )
    circles = [p for p in loaded(text).problems if p.code == "condition-circle"]
    if not names:
        assert circles == []
        return
    (circle,) = circles
    assert circle.message.values["first"] in names
    if len(names) > 1:
        assert set(circle.hint.values["circle"].split(", ")) == set(names)


def test_two_circles_are_two_problems():
    text = changed(
        ('id: "1.1"\n', 'id: "1.1"\n    when: {question: "1.1", is: true}\n'),
        ('id: "1.2"\n', 'id: "1.2"\n    when: {question: "1.3", is: 1}\n'),
        ('id: "1.3"\n', 'id: "1.3"\n    when: {question: "1.2", is: 1}\n'),
    )
    assert codes(text) == ["condition-circle", "condition-circle"]


def test_a_level_depends_on_what_its_measure_takes():
    bands = "bands: [{level: 0}, {level: 1, from: 1}]"
    text = changed((BANDS, f"    measure: {{sum: ['1.3', '1.9']}}\n    {bands}\n"))
    text = when('{level_of: "1.4", is: 1}', text)
    assert codes(text) == ["condition-circle", "unknown-question"]


def test_a_long_chain_of_conditions_is_no_circle():
    chain = ["id: q0, type: yes_no, text: T"]
    chain += [
        f"id: q{n}, type: yes_no, text: T, when: {{question: q{n - 1}, is: true}}"
        for n in range(1, 199)
    ]
    assert {*codes(survey(*reversed(chain)))} == {"condition-later"}


def test_actions_lift_to_levels():
    assert codes(changed(("to: 1}", "to: 0}"))) == ["lift-nothing"]
    assert codes(changed(("to: 1}", "to: 3}"))) == ["lift-out-of-reach"]
    assert codes(changed(('"1.2", to: 1}', '"1.3", to: 1}'))) == ["lift-out-of-reach"]
    assert codes(changed(("to: 1}]", 'to: 1}, {indicator: "1.2", to: 2}]'))) == ["lift-nothing"]
    assert codes(changed(("to: 1}]", 'to: 1}, {indicator: "1.4", to: 2}]'))) == []


def test_needs_go_in_no_circle():
    assert codes(changed(("needs: [meet]", "needs: [plan]"))) == ["needs-circle"]
    meet = ("title: Meet\n", "title: Meet\n    needs: [plan]\n")
    assert codes(changed(meet)) == ["needs-circle"]
    assert codes(changed(meet, ("needs: [meet]", "needs: [other]"))) == ["unknown-action"]


def retired(entries, text=SOUND):
    return text + f"retired: [{entries}]\n"


def test_retired_ids():
    assert codes(retired('{id: "0.1", since: "2"}')) == []
    assert codes(retired('{id: "0.1", since: "2", became: ["1.1", "1.2"]}')) == []
    assert (
        codes(retired('{id: "0.1", since: "2", became: ["0.2"]}, {id: "0.2", since: "2"}')) == []
    )
    assert codes(retired('{id: "0.1", since: "2", became: ["1.9"]}')) == ["renamed-disagrees"]
    assert codes(retired('{id: "1.1", since: "2"}')) == ["retired-in-use"]
    assert codes(retired('{id: "1.4/part", since: "2"}')) == ["bad-id"]


def test_renamed_ids():
    renamed = changed(("title: Monitoring", 'title: Monitoring\n    renamed_from: "0.1"'))
    assert codes(renamed) == ["renamed-disagrees"]
    assert codes(retired('{id: "0.1", since: "2", became: ["1.2"]}', renamed)) == []
    assert codes(retired('{id: "0.1", since: "2", became: ["1.1"]}', renamed)) == [
        "renamed-disagrees"
    ]
    text = survey('id: q, type: yes_no, text: T, renamed_from: "0.1"')
    assert codes(text) == ["renamed-disagrees"]
    assert codes(retired('{id: "0.1", since: "2", became: [q]}', text)) == []


def test_ids_that_move_in_the_next_edition():
    for moved, expected in (("'1.1': '2.1'", []), ("'1.9': '2.1'", ["unknown-question"])):
        field = f'edition: "1", next_edition: {{edition: "2", moved: {{{moved}}}}}'
        assert codes(changed(('edition: "1"', field))) == expected


def test_fifty_mistakes_are_all_named_in_the_order_of_the_file():
    parts = []
    for number in range(50):
        broken = LEVELS.replace('"1.2"', f'"2.{number}"')
        match number % 5:
            case 0:
                broken = broken.replace('dimension: "1"', 'dimension: "9"')
            case 1:
                broken += "    thresholds: {lead: {level: 1}}\n"
            case 2:
                broken = broken.replace(
                    "{title: Not at all}", "{title: Not at all, evidence: [x]}"
                )
            case 3:
                broken += "    thresholds: {gold: {level: 7}}\n"
            case _:
                broken += f'    when: {{question: "2.{number}", is: 1}}\n'
        parts.append(broken)
    found = loaded(with_indicators(YES_NO, NUMBER, *parts, rest=LABELS)).problems
    assert len(found) == 50
    lines = [problem.position.line for problem in found]
    assert lines == sorted(lines)
    assert [p.code for p in found[:5]] == [
        "unknown-dimension",
        "unknown-label",
        "unknown-evidence",
        "threshold-out-of-reach",
        "condition-circle",
    ]


ELSEWHERE = """sections:
  - id: p
    title: Plain
    questions:
      - {id: p.how, type: number, text: T, whole: true, least: 0, most: 3}
      - id: p.cases
        type: cases
        repeat: p.how
        title: "{n}"
        questions:
          - {id: amount, type: number, text: T}
          - {id: abroad, type: yes_no, text: T}
          - {id: ways, type: choices, text: T, choices: [{id: a, title: A}, {id: b, title: B}]}
          - {id: which, type: choice, text: T, choices: [{id: a, title: A}]}
"""


def measuring(measure, *, start=1):
    """Return a set whose only indicator measures what a section asks."""
    indicator = (
        '  - {id: "1.1", dimension: "1", title: T, points: 2, '
        f"measure: {measure}, bands: [{{level: 0}}, {{level: 1, from: {start}}}]}}\n"
    )
    return with_indicators(indicator, rest=ELSEWHERE)


@pytest.mark.parametrize(
    "measure",
    [
        "{sum: [p.cases/amount]}",
        "{count: [p.cases/amount, p.cases/abroad]}",
        "{count: [p.cases/ways]}",
        "{count: [p.cases]}",
    ],
)
def test_an_indicator_may_measure_what_is_asked_elsewhere(measure):
    assert codes(measuring(measure)) == []
    (indicator,) = loaded(measuring(measure)).criteria.indicators
    assert indicator.questions == ()
    assert len(indicator.levels) == 2


def test_an_indicator_without_questions_and_measure_is_refused():
    text = measuring("{sum: [p.cases/amount]}").replace("measure: {sum: [p.cases/amount]}, ", "")
    assert codes(text) == ["question-form"]


@pytest.mark.parametrize(
    "measure", ["{sum: [p.cases/abroad]}", "{count: [p.cases/which]}", "{count: [p.cases/nope]}"]
)
def test_what_cases_cannot_add_is_refused(measure):
    assert codes(measuring(measure)) in (["measure-operand"], ["unknown-question"])


def test_bands_reach_as_far_as_all_cases_together_can_count():
    assert codes(measuring("{count: [p.cases/ways]}", start=6)) == []
    assert codes(measuring("{count: [p.cases/ways]}", start=7)) == ["band-out-of-range"]
    assert codes(measuring("{count: [p.cases/abroad]}", start=4)) == ["band-out-of-range"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("id: a, type: text, text: T", f"id: b, type: text, text: T, when: {ON_FIRST}", []),
        (
            "id: a, type: text, text: T, when: {question: b, is: true}",
            "id: b, type: yes_no, text: T",
            ["condition-later"],
        ),
        (
            "id: a, type: yes_no, text: T",
            "id: b, type: text, text: T, when: {question: a, is: true}",
            [],
        ),
    ],
)
def test_a_condition_on_a_later_question_is_warned_of(first, second, expected):
    text = survey(first, second)
    assert codes(text) == expected


def test_a_condition_on_a_later_question_of_the_same_case_is_warned_of():
    text = ELSEWHERE.replace(
        "id: amount, type: number, text: T",
        "id: amount, type: number, text: T, when: {question: abroad, is: true}",
    )
    assert codes(with_indicators(ALL, rest=text)) == ["condition-later"]
    text = ELSEWHERE.replace(
        "id: ways, type: choices, text: T",
        "id: ways, type: choices, text: T, when: {question: abroad, is: true}",
    )
    assert codes(with_indicators(ALL, rest=text)) == []
