"""The German translations of the surveys: whole, up to date, and in the words agreed upon."""

import re
from collections import defaultdict

import pytest
import yaml

from excellence_app.catalog import library, overlay, reading

NAMES = ("escp-4i-progress", "escp-s3-progress")
SETS = {name: library.find(name) for name in NAMES}
both = pytest.mark.parametrize("name", NAMES)

# What each English term is called in German, always. (Parts of words, since German composes.)
TERMS = {
    "cluster organisation": "clusterorganisation",
    "bankable proposal": "finanzierungsreif",
    "thematic platform": "themenplattform",
    "strand": "linie",
    "value chain": "wertschöpfungskette",
    "SMEs": "kmu",
}
# Words of people who are on first-name terms, and of the program about itself.
INFORMAL = re.compile(r"\b(du|dir|dich|dein\w*|euch|euer\w*)\b", re.IGNORECASE)


def english(name):
    data, _ = reading.read_criteria(SETS[name].read_bytes(), SETS[name].name, name)
    return {path: holder[key] for path, (holder, key) in overlay.translatable(data).items()}


def german(name):
    texts = yaml.safe_load(SETS[name].with_name(f"{name}.de.yaml").read_bytes())["texts"]
    return {path: entry["text"] for path, entry in texts.items()}


@both
def test_every_text_is_translated_and_none_is_out_of_date(name):
    translation = SETS[name].with_name(f"{name}.de.yaml")
    assert library.check(translation) == ()
    assert library.reach(translation) == (len(english(name)), 0, 0)
    assert german(name).keys() == english(name).keys()
    assert len(english(name)) > 200


@both
def test_a_translation_changes_words_and_nothing_else(name):
    one, other = (library.load(SETS[name], language=code).criteria for code in ("en", "de"))
    for asked, in_german in zip(one.questions, other.questions, strict=True):
        assert in_german.text != asked.text
        assert (in_german.id, in_german.type, in_german.when) == (
            *(asked.id, asked.type),
            asked.when,
        )
        assert [c.id for c in in_german.choices] == [c.id for c in asked.choices]
        for inner, inner_german in zip(asked.questions, in_german.questions, strict=True):
            assert inner_german.text != inner.text


def test_the_same_text_is_the_same_in_german_in_both_surveys():
    found = defaultdict(set)
    for name in NAMES:
        texts = german(name)
        for path, text in english(name).items():
            found[text].add(texts[path])
    assert {text: some for text, some in found.items() if len(some) > 1} == {}


@pytest.mark.parametrize(("term", "word"), TERMS.items())
def test_terms_are_always_the_same(term, word):
    concerned = 0
    for name in NAMES:
        texts = german(name)
        for path, text in english(name).items():
            if re.search(rf"\b{term}", text, 0 if term == "SMEs" else re.IGNORECASE):
                concerned += 1
                assert word in texts[path].lower(), path
    assert concerned


@both
def test_it_is_formal_and_has_german_marks(name):
    texts = german(name)
    assert {path: text for path, text in texts.items() if INFORMAL.search(text)} == {}
    assert {path: text for path, text in texts.items() if "!" in text or '"' in text} == {}
    assert any("Ihre Partnerschaft" in text for text in texts.values())


@both
def test_places_in_titles_stay(name):
    texts = german(name)
    for path, text in english(name).items():
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", texts[path])
