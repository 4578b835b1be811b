"""The German translation of the label set: whole, up to date, in the words agreed upon."""

import re
import shutil
from collections import defaultdict

import pytest
import yaml

from excellence_app.catalog import library, overlay, reading
from excellence_app.domain.problems import Severity

SET = library.find("ecei-labels")
DATA, _ = reading.read_criteria(SET.read_bytes(), SET.name, SET.stem)
ENGLISH = {path: holder[key] for path, (holder, key) in overlay.translatable(DATA).items()}
TEXTS = yaml.safe_load(SET.with_name("ecei-labels.de.yaml").read_bytes())["texts"]
GERMAN = {path: entry["text"] for path, entry in TEXTS.items()}
FIGURE = re.compile(r"\d+(?:[.,\u00a0]\d+)*")

# What each English term is called in German, always. (Parts of words, since German composes.)
TERMS = {
    "threshold": "schwelle",
    "label secretariat": "labelsekretariat",
    "committed participant": "verbindliche",
    "full-time equivalent": "vollzeitäquivalent",
    "deciding organ": "entscheidungsorgan",
    "cluster organisation": "clusterorganisation",
}

VAGUE = re.compile(
    r"\b(angemessen|ausreichend|effektiv|effizient|erfahren|exzellent|gut|häufig|hinreichend|"
    r"hochwertig|hervorragend|intensiv|klar|meist|modern|oft|professionell|regelmäßig|relevant|"
    r"schwach|selten|solide|stark|umfassend|wesentlich|wichtig|zeitnah)(e[mnrs]?)?\b",
    re.IGNORECASE,
)


@pytest.fixture
def copies(tmp_path):
    """Return a folder with the set and its translation, to be changed."""
    for name in (SET.name, "ecei-labels.de.yaml"):
        shutil.copyfile(SET.with_name(name), tmp_path / name)
    return tmp_path


def test_every_text_is_translated_and_none_is_out_of_date():
    assert library.check(SET.with_name("ecei-labels.de.yaml")) == ()
    reached = library.reach(SET.with_name("ecei-labels.de.yaml"))
    assert reached == (len(ENGLISH), 0, 0)
    assert reached.texts > 1_800
    assert GERMAN.keys() == ENGLISH.keys()


def test_a_translation_changes_words_and_nothing_else():
    english = library.load(SET).criteria
    german = library.load(SET, language="de").criteria
    assert german.title != english.title
    for one, other in zip(english.indicators, german.indicators, strict=True):
        assert other.guidance != one.guidance
        assert (one.id, one.points, one.bands) == (other.id, other.points, other.bands)
        assert [t.level for t in one.thresholds] == [t.level for t in other.thresholds]
        assert [level.points for level in one.levels] == [level.points for level in other.levels]


def test_the_same_text_is_the_same_in_german():
    found = defaultdict(set)
    for path, text in ENGLISH.items():
        found[text].add(GERMAN[path])
    assert {text: some for text, some in found.items() if len(some) > 1} == {}


def test_levels_have_the_same_figures_in_both_languages():
    unlike = {}
    for path, text in ENGLISH.items():
        if re.search(r"/levels/\d+/text$", path):
            one = sorted(figure.replace(",", "") for figure in FIGURE.findall(text))
            other = sorted(figure.replace(".", "") for figure in FIGURE.findall(GERMAN[path]))
            if [f.replace(".", ",") for f in one] != [f.replace(".", ",") for f in other]:
                unlike[path] = (text, GERMAN[path])
    assert unlike == {}


@pytest.mark.parametrize(("english", "german"), TERMS.items())
def test_terms_are_always_the_same(english, german):
    concerned = [path for path, text in ENGLISH.items() if english in text.lower()]
    assert concerned
    assert [path for path in concerned if german not in GERMAN[path].lower()] == []


def test_level_texts_have_no_words_that_two_people_read_differently():
    levels = {p: text for p, text in GERMAN.items() if re.search(r"/levels/\d+/text$", p)}
    assert {p: text for p, text in levels.items() if VAGUE.search(text)} == {}


def test_german_marks_and_no_exclamations():
    assert {p: t for p, t in GERMAN.items() if "!" in t or '"' in t} == {}
    assert {p: t for p, t in GERMAN.items() if re.search(r"\d %", t)} == {}  # a plain space


def test_a_changed_text_and_a_missing_one_are_counted_and_shown_in_english(copies):
    source = copies / "ecei-labels.yaml"
    first, other = library.load(SET).criteria.indicators[:2]
    title, second = first.title, f"indicators/{other.id}/title"
    source.write_text(source.read_text().replace(f"title: {title}\n", f"title: {title} anew\n", 1))
    translation = copies / "ecei-labels.de.yaml"
    kept = [line for line in translation.read_text().splitlines() if "  set/title:" not in line]
    translation.write_text("\n".join(kept) + "\n")
    reached = library.reach(translation)
    assert (reached.missing, reached.outdated) == (1, 1)
    found = library.load(source, language="de")
    assert found.criteria.indicators[0].title == f"{title} anew"
    assert found.criteria.title == DATA["set"]["title"]
    assert found.criteria.indicators[1].title == GERMAN[second]
    assert [problem.code for problem in found.problems] == ["overlay-outdated"]


def test_half_a_translation_is_used_as_far_as_it_goes(copies):
    translation = copies / "ecei-labels.de.yaml"
    lines = translation.read_text().splitlines()
    middle = next(n for n, line in enumerate(lines) if line.startswith("  indicators/3.1/title"))
    translation.write_text("\n".join(lines[:middle]) + "\n")
    found = library.load(copies / "ecei-labels.yaml", language="de")
    assert found.language == "de"
    assert found.problems == ()
    assert found.criteria.indicator_by_id["1.2"].title == GERMAN["indicators/1.2/title"]
    assert found.criteria.indicator_by_id["3.1"].title == ENGLISH["indicators/3.1/title"]
    assert found.missing == library.reach(translation).missing > 500


def test_a_translation_of_another_edition_is_named_and_english_is_shown(copies):
    translation = copies / "ecei-labels.de.yaml"
    edition = DATA["set"]["edition"]
    translation.write_text(translation.read_text().replace(f'"{edition}"', '"1999.1"', 1))
    found = library.load(copies / "ecei-labels.yaml", language="de")
    assert found.language == "en"
    assert found.criteria.title == DATA["set"]["title"]
    (problem,) = found.problems
    assert (problem.code, problem.severity) == ("overlay-edition", Severity.WARNING)
    assert "1999.1" in problem.message.values.values()
