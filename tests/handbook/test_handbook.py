"""The label set as a handbook: complete, exact, plain, and honest about what is whose."""

import re
from difflib import SequenceMatcher
from itertools import pairwise

import pytest

from excellence_app.domain.criteria import ILLUSTRATIVE, SourceKind
from excellence_app.domain.provenance import origins
from excellence_app.session.sets import load_set

CRITERIA = load_set("ecei-labels").criteria
INDICATORS = CRITERIA.indicators
by_indicator = pytest.mark.parametrize("indicator", INDICATORS, ids=lambda one: one.id)
by_action = pytest.mark.parametrize("action", CRITERIA.actions, ids=lambda one: one.id)

MOST_WORDS = 24  # in one sentence
FIRST_STEP = 3  # person-days
LIKE = 0.95  # of 1; the lowest level often is the next one with a "no" before it
MUCH_LIKE = 0.8

NUMBER_WORDS = "no none one two three four five six seven eight nine ten half".split()  # noqa: SIM905 - a list that people read

# Words that two people understand differently; "full-time" is a unit and stays.
VAGUE = set(
    "active adequate appropriate better best broad clear clearly competent comprehensive "  # noqa: SIM905 - a list that people read
    "consistent continuous continuously deep detailed effective efficient excellent "
    "experienced extensive frequent frequently good high important largely limited low mature "
    "meaningful modern mostly often poor professional proper quality rarely reasonable "
    "regular regularly relevant robust satisfactory significant solid sometimes sound strong "
    "structured substantial sufficient sufficiently suitable systematic timely usually weak "
    "well".split()
)

# Words of the trade that a reader of the levels may not know, and the glossary's ids.
TRADE = {
    "committed participant": "participant",
    "kinds of participants": "kind-of-participant",
    "compan": "company",
    "value chain": "value-chain",
    "within 150 km": "within-150-km",
    "area of work": "area-of-work",
    "past 12 months": "past-months",
    "past 24 months": "past-months",
    "past 36 months": "past-months",
    "on record": "on-record",
    "in force": "in-force",
    "full-time equivalent": "fte",
    "job description": "job-description",
    "skills table": "skills-table",
    "training day": "training-day",
    "deputy": "deputy",
    "handover": "handover",
    "deciding organ": "deciding-organ",
    "conflicts of interest": "conflict-of-interest",
    "joint work": "joint-work",
    "joint activit": "joint-activity",
    "funded project": "funded-project",
    "financing is secured": "secured-financing",
    "income is private": "private-income",
    "last closed year": "closed-year",
    "present period": "present-period",
    "analysis": "analysis",
    "aims": "aim",
    "implementation plan": "implementation-plan",
    "priorities": "priority",
    "past four quarters": "quarter",
    "forecast": "forecast",
    "review": "review",
    "target": "target",
    "kinds of services": "service-kind",
    "effect": "effect",
    "working group": "working-group",
    "standard": "standard",
    "messages with news": "news",
    "reach of": "reach",
    "main pages": "main-pages",
    "profile": "profile-page",
    "stories": "success-story",
    "carrier": "carrier",
    "team": "team",
    "cluster organisation": "cluster-organisation",
    "person outside": "outside",
}

# Which values may come from a source, and from which: all that was seen, and nothing else.
SEEN = {
    ("set", "points"): {"KIT"},
    ("dimensions", "title"): {"MLO-FIG"},
    ("indicators", "id"): {"MLO-FIG"},
    ("indicators", "title"): {"MLO-FIG"},
    ("indicators", "in_scope_of"): {"MLO-FIG"},
    ("indicators", "text"): {"CAI11-20", "REGX"},
    ("indicators", "reason"): {"ECCP-REG", "CAI11-20", "BLUE", "IPF-BR"},
    ("indicators", "why"): {
        *("ECCP-REG", "CAI11-20", "KERGEL", "ESCA-SI", "BLUE", "IPF-BR", "EYDE23"),
    },
    ("labels", "title"): {"ESCA-BR", "ESCA-SI", "ESCA-PRICE"},
    ("labels", "text"): {"ESCA-BR", "ESCA-SI", "NODE"},
    ("labels", "asks"): {"ESCA19", "ECCP-REG"},
    ("labels", "valid"): {"ESCA-BR", "ESCA-SI", "MADE"},
    ("labels", "requires"): {"ESCA-BR", "ESCA-SI", "ESCA19", "NODE", "KERGEL"},
    ("labels", "steps"): {
        *("ESCA-BR", "ESCA-SI", "ESCA-PRICE", "ESCA19", "ECCP-REG", "CED"),
        *("IPF-BR", "IPF-SI", "IPF-GO", "MEDEST", "MADE"),
    },
    ("labels", "prices"): {"ESCA-PRICE"},
    ("glossary", "text"): {
        *("CAI11-20", "ESCA-SI", "NODE", "ECCP-REG"),
        *("BW-DB", "CAT", "KKK", "PARP-9", "HU-2"),
    },
}
CITING = {"reason", "why", "asks"}  # texts of ours that cite a fact and name its source


def value_of(origin):
    """Return the name of a value, or of the text in it that has a source of its own."""
    first, *rest = origin.name.split("/")
    cited = CITING.intersection(rest)
    return cited.pop() if cited else first


def sentences(text):
    """Return the sentences of a text, of which each line has its own."""
    lines = [line.strip().removeprefix("- ") for line in text.split("\n") if line.strip()]
    return [s for line in lines for s in re.split(r'(?<=[.?!])\s+(?=[A-Z0-9"])', line)]


def own(level):
    """Return what a level adds to the one below it."""
    return re.sub(r"^As level \d\. ", "", level.text)


def figures(text):
    """Return the numbers of a text, in digits or in words."""
    return [w for w in re.findall(r"[a-z]+|\d+", text.lower()) if w.isdigit() or w in NUMBER_WORDS]


def count(level):
    """Return the words of a level that are figures or compare figures."""
    found = re.findall(r"[a-z]+|\d+", own(level).lower())
    return [w for w in found if w.isdigit() or w in COMPARE or w in NUMBER_WORDS]


def without_count(level):
    """Return the words of a level that are no figures and do not compare figures."""
    found = re.findall(r"[a-z]+", own(level).lower())
    return [w for w in found if w not in COMPARE and w not in NUMBER_WORDS]


COMPARE = {"at", "least", "and", "fewer", "less", "than", "or", "more", "up", "to"}


def stems(text):
    """Return the beginnings of the longer words of a text, so that forms of one word agree."""
    return {word[:5] for word in re.findall(r"[a-z]{4,}", text.lower())} - NO_CONTENT


NO_CONTENT = {
    *("least", "past", "month", "withi", "with", "each", "that", "this", "than", "fewer"),
    *("less", "level", "these", "they", "their", "from", "were", "been", "have", "which"),
    *("what", "there", "such", "more", "other", "both", "where", "into", "some", "says"),
}


def everything():
    """Yield every text of the set that people read, with its place."""
    about = CRITERIA
    yield from (("set", t) for t in (about.text, about.standing, about.opening, about.closing))
    for kind in about.evidence:
        yield f"evidence {kind.id}", kind.text
    for term in about.glossary:
        yield f"glossary {term.id}", term.text
    for one in INDICATORS:
        question = one.questions[0]
        texts = [one.text, one.guidance, one.look_at, *one.asks]
        texts += [question.text, question.instruction]
        texts += [threshold.reason for threshold in one.thresholds]
        texts += [level.text for level in one.levels]
        steps = [level.to_next for level in one.levels if level.to_next is not None]
        texts += [t for step in steps for t in (step.finding, step.why, step.recommendation)]
        yield from ((one.id, text) for text in texts)
    for label in about.labels:
        texts = [label.text, *(step.text for step in label.steps)]
        texts += [t for rule in label.requires for t in (rule.text, rule.reason, *rule.asks)]
        yield from ((label.id, text) for text in texts)
    for action in about.actions:
        yield from ((action.id, text) for text in (action.title, action.text, *action.steps))


class TestComplete:
    """Every field that the handbook promises is there."""

    def test_the_set(self):
        assert len(INDICATORS) == 31
        assert len(CRITERIA.actions) >= 120
        for text in (CRITERIA.text, CRITERIA.standing, CRITERIA.opening, CRITERIA.closing):
            assert len(sentences(text)) >= 2
        assert all(dimension.text for dimension in CRITERIA.dimensions)

    @by_indicator
    def test_an_indicator(self, indicator):
        (question,) = indicator.questions
        assert len(sentences(question.text)) == 1
        assert question.text.endswith("?")
        assert question.instruction
        assert len(sentences(indicator.guidance)) >= 3
        assert 2 <= len(indicator.asks) <= 3
        assert all(ask.endswith("?") for ask in indicator.asks)
        assert indicator.look_at
        assert indicator.threshold_for("gold") is not None
        assert all(threshold.reason for threshold in indicator.thresholds)

    @by_indicator
    def test_its_levels(self, indicator):
        assert len(indicator.levels) == (2 if indicator.id == "1.1.0" else 5)
        for level in indicator.levels:
            assert level.title
            assert level.text.endswith(".")
            assert bool(level.evidence) == (level.number > 0)
        *below, highest = indicator.levels
        assert highest.to_next is None
        for level in below:
            assert level.to_next.finding.endswith(".")
            assert level.to_next.why.endswith(".")
            assert level.to_next.recommendation.endswith(".")

    @by_indicator
    def test_levels_build_on_the_one_below(self, indicator):
        for level in indicator.levels:
            named = re.findall(r"As level (\d)", level.text)
            assert named in ([], [str(level.number - 1)])
            if level.number >= 3 and not indicator.bands:
                assert named

    @by_action
    def test_an_action(self, action):
        assert 2 <= len(action.steps) <= 5
        assert action.who
        assert action.person_days > 0
        assert action.weeks > 0
        assert action.yields
        assert not action.title.endswith(".")
        assert all(step.endswith((".", "?")) for step in action.steps)
        assert CRITERIA.provenance_of(action, "effort") == "ESTIMATE"

    def test_evidence_says_how_long_it_counts(self):
        forever = [k.id for k in CRITERIA.evidence if k.counts_for_months is None]
        assert forever == ["statutes"]  # they count as long as they are in force
        assert all(kind.text for kind in CRITERIA.evidence)
        used = {k for i in INDICATORS for level in i.levels for k in level.evidence}
        assert used == set(CRITERIA.evidence_by_id)

    def test_labels(self):
        for label in CRITERIA.labels:
            titles = [step.title for step in label.steps]
            assert titles[0].startswith("Plan ")  # how long it takes
            assert "Renew in time" in titles
            assert label.valid is not None
            assert all(price.seen and price.source for price in label.prices)
            assert all(step.source for step in label.steps)
            (eligible,) = [rule for rule in label.requires if rule.key == "eligible"]
            assert len(eligible.asks) >= 5

    def test_terms(self):
        assert all(term.text and term.source for term in CRITERIA.glossary)
        titles = [term.title for term in CRITERIA.glossary]
        assert len(set(titles)) == len(titles)


class TestExact:
    """Two experts find the same level."""

    @by_indicator
    def test_neighbours_do_not_say_the_same(self, indicator):
        for below, above in pairwise(indicator.levels):
            counted = without_count(below) == without_count(above)
            if indicator.bands or counted:
                assert count(below) != count(above)
                continue
            alike = SequenceMatcher(None, own(below).lower(), own(above).lower()).ratio()
            assert alike < (LIKE if below.number == 0 else MUCH_LIKE), above.text

    @by_indicator
    def test_no_word_that_two_people_understand_differently(self, indicator):
        for level in indicator.levels:
            for text in (level.title, level.short, level.text):
                assert VAGUE.isdisjoint(re.findall(r"[a-z]+", text.lower())), text

    @by_indicator
    def test_bands_leave_no_hole(self, indicator):
        if not indicator.bands:
            return
        starts = [band.start for band in indicator.bands]
        assert starts[0] is None
        assert all(a < b for a, b in pairwise(starts[1:]))
        for band, level in zip(indicator.bands[1:], indicator.levels[1:], strict=True):
            amount = band.start * 100 if "%" in level.title else band.start
            shown = "0.5" if amount.denominator > 1 else str(amount)
            assert level.title.startswith(shown)

    def test_words_of_the_trade_are_in_the_glossary(self):
        known = {term.id for term in CRITERIA.glossary}
        assert set(TRADE.values()) <= known
        shown = " ".join(level.text for i in INDICATORS for level in i.levels).lower()
        unused = [word for word in TRADE if word not in shown]
        assert unused == []

    def test_sentences_are_short(self):
        long = [
            (place, sentence)
            for place, text in everything()
            for sentence in sentences(text)
            if len(sentence.split()) > MOST_WORDS
        ]
        assert long == []

    def test_no_sentence_begins_with_who_and_asks_nothing(self):
        headless = [
            (place, sentence)
            for place, text in everything()
            for sentence in sentences(text)
            if re.match(r"Who(m|se)?\b", sentence) and not sentence.endswith("?")
        ]
        assert headless == []


class TestActions:
    """Each step has its action, and the action brings what the level says."""

    @by_indicator
    def test_each_step_has_an_action(self, indicator):
        reached = {x.to for a in CRITERIA.actions for x in a.lifts if x.indicator == indicator.id}
        assert reached == {level.number for level in indicator.levels[1:]}

    @by_indicator
    def test_the_first_step_is_cheap(self, indicator):
        first = [
            action
            for action in CRITERIA.actions
            if not action.needs and any(x.indicator == indicator.id for x in action.lifts)
        ]
        assert first
        assert min(action.person_days for action in first) <= FIRST_STEP

    @by_action
    def test_its_steps_reach_the_level(self, action):
        for lift in action.lifts:
            indicator = CRITERIA.indicator_by_id[lift.indicator]
            level = indicator.levels[lift.to]
            said = " ".join((action.title, action.text, *action.steps))
            if lift is action.lifts[0] and indicator.bands and indicator.bands[lift.to].start:
                least = figures(level.text)[0]
                assert ({least} | AS_DIGITS.get(least, set())) & set(figures(said)), level.text
            wanted = stems(own(level))
            assert len(wanted & stems(said)) / len(wanted) >= REACHED, wanted - stems(said)

    @by_action
    def test_it_leaves_the_proofs_of_its_level(self, action):
        lift = action.lifts[0]
        levels = CRITERIA.indicator_by_id[lift.indicator].levels
        new = set(levels[lift.to].evidence) - set(levels[lift.to - 1].evidence)
        assert new <= set(action.yields)
        assert set(levels[lift.to].evidence) & set(action.yields)

    @by_action
    def test_what_it_needs_comes_first(self, action):
        aims = {lift.indicator: lift.to for lift in action.lifts}
        for need in action.needs:
            for lift in CRITERIA.action_by_id[need].lifts:
                if lift.indicator != "1.1.0":  # two ways to one level
                    assert lift.to < aims.get(lift.indicator, lift.to + 1)

    @by_action
    def test_what_it_needs_elsewhere_is_not_beyond_gold(self, action):
        own_aims = {lift.indicator for lift in action.lifts}
        for need in action.needs:
            lift = CRITERIA.action_by_id[need].lifts[0]
            if lift.indicator not in own_aims:
                gold = CRITERIA.indicator_by_id[lift.indicator].threshold_for("gold")
                assert lift.to <= gold.level, f"{need} would be advised to those who have Gold"

    @by_action
    def test_its_steps_are_work(self, action):
        for step in action.steps:
            assert not re.search(r"^wait\b|\buntil\b", step.lower()), step

    def test_a_strategy_in_force_does_not_bar_a_new_process(self):
        for action in CRITERIA.actions:
            if action.lifts[0].indicator == "4.1.1":
                assert "new version" in action.steps[0]

    def test_what_a_closed_year_shows_takes_more_than_a_year(self):
        weeks = [a.weeks for a in CRITERIA.actions if a.lifts[0].indicator == "3.2"]
        assert len(weeks) == 4
        assert min(weeks) > 52

    def test_titles_begin_with_a_verb_and_differ(self):
        titles = [action.title for action in CRITERIA.actions]
        assert len(set(titles)) == len(titles)
        articles = {"a", "an", "the", "new", "more", "two", "three", "each", "one"}
        assert all(title.split()[0].lower() not in articles for title in titles)


REACHED = 0.4  # of the level's longer words stand in the action as well
AS_DIGITS = {  # figures that steps write the other way
    "one": {"1"},
    "two": {"2"},
    "three": {"3"},
    "four": {"4"},
    "five": {"5"},
    "six": {"6"},
    "seven": {"7"},
    "eight": {"8"},
    "ten": {"10"},
}


class TestHonest:
    """Nothing of ours looks like a rule of the scheme."""

    def test_every_value_from_a_source_was_seen_there(self):
        for one in origins(CRITERIA):
            if one.kind is not SourceKind.OWN:
                assert one.source in SEEN.get((one.part, value_of(one)), set()), one

    def test_thresholds_levels_points_and_actions_are_ours(self):
        for one in origins(CRITERIA):
            name = value_of(one)
            ours = name in {"thresholds", "levels", "question", "guidance"}
            if ours or one.part == "actions" or (one.part, name) == ("indicators", "points"):
                assert one.kind is SourceKind.OWN, one
                assert one.source in {ILLUSTRATIVE, "ESTIMATE"}

    def test_what_is_inferred_is_not_official(self):
        inferred = {(o.holder, o.name) for o in origins(CRITERIA) if o.source == "INFERRED"}
        assert inferred == {(i, name) for i in ("5.2", "5.3") for name in ("id", "title")}
        assert all("inferred" in CRITERIA.indicator_by_id[i].text for i in ("5.2", "5.3"))
        assert CRITERIA.source_by_id["INFERRED"].kind is SourceKind.OWN

    def test_figures_of_others_name_their_source(self):
        given = {(o.holder, o.name): o.source for o in origins(CRITERIA)}
        cited = {
            "The platform": "ECCP-REG",
            "European platform": "ECCP-REG",
            "of 2011": "CAI11-20",
        }
        found = 0
        for indicator in INDICATORS:
            texts = {f"thresholds/{t.label}/reason": t.reason for t in indicator.thresholds}
            for level in indicator.levels[:-1]:
                texts[f"levels/{level.number}/to_next/why"] = level.to_next.why
            texts["text"] = indicator.text
            for name, text in texts.items():
                for words, source in cited.items():
                    if words in text:
                        assert given.get((indicator.id, name)) == source, (indicator.id, name)
                        found += 1
        for label in CRITERIA.labels:
            (eligible,) = [rule for rule in label.requires if rule.key == "eligible"]
            for number, ask in enumerate(eligible.asks):
                if "The platform" in ask:
                    name = f"requires/eligible/asks/{number}"
                    assert given[label.id, name] == "ECCP-REG"
                    found += 1
        assert found >= 20

    def test_every_source_says_when_it_was_seen_and_is_used(self):
        used = {one.source for one in origins(CRITERIA)}
        for source in CRITERIA.sources:
            assert source.id in used
            if source.kind is not SourceKind.OWN:
                assert source.address
                assert source.seen
