"""The catalogues say all that the code says, and say it in our tone."""

import ast
import io
import re
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_keywords
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

import dev

PACKAGE = Path(__file__).parents[2] / "excellence_app"
MODULES = sorted(PACKAGE.glob("**/*.py"))
CATALOGUES = sorted(dev.CATALOGUES.glob("*.po"))
GERMAN = dev.CATALOGUES / "de.po"

by_language = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)


def forms(text):
    """Return the forms of a message or of its translation: one, or one for each number."""
    return (text,) if isinstance(text, str) else tuple(text)


def catalogue(path):
    with path.open("rb") as file:
        return read_po(file)


def pairs(path):
    """Return each message with its translation, both as tuples of forms."""
    return [(forms(m.id), forms(m.string)) for m in catalogue(path) if m.id]


def faulty(path, fits):
    """Return the translated forms of a catalogue for which `fits(english, form)` is not true.

    A form is held against the last English one: that is the one with the placeholders of both.
    """
    return [
        (english[-1], form)
        for english, translated in pairs(path)
        for form in translated
        if not fits(english[-1], form)
    ]


def extracted():
    """Return the messages that are in the code now, as `dev.py messages` takes them out."""
    found = extract_from_dir(
        PACKAGE, method_map=[("**.py", "python")], keywords=parse_keywords(dev.KEYWORDS)
    )
    return {forms(message) for _, _, message, _, _ in found}


# the files


def test_there_is_a_german_catalogue():
    assert GERMAN in CATALOGUES


@by_language
def test_every_message_is_translated(path):
    assert [english for english, translated in pairs(path) if not all(translated)] == []


@by_language
def test_no_translation_is_a_guess(path):
    found = catalogue(path)
    assert not found.fuzzy
    assert [message.id for message in found if message.id and message.fuzzy] == []


@by_language
def test_the_catalogue_has_the_messages_of_the_code_and_no_others(path):
    known, wanted = {english for english, _ in pairs(path)}, extracted()
    assert sorted(wanted - known) == [], "python3 dev.py messages takes them in"
    assert sorted(known - wanted) == []
    assert not catalogue(path).obsolete


@by_language
def test_the_compiled_catalogue_is_made_from_this_one(path):
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(path))
    assert path.with_suffix(".mo").read_bytes() == compiled.getvalue()


# what a translation must leave alone


def placeholders(text):
    """Return the placeholders of a text with their formats; raises ValueError for half ones."""
    return {tuple(field) for _, *field in Formatter().parse(text) if field[0] is not None}


@by_language
def test_a_translation_has_the_placeholders_of_its_message(path):
    assert faulty(path, lambda a, b: placeholders(a) == placeholders(b)) == []


@pytest.mark.parametrize(
    "untranslatable",
    [
        pytest.param(r"`[^`]*`", id="code"),
        pytest.param(r"(?m)^  excellence .*$", id="example"),
        pytest.param(r"--[a-z][a-z-]*", id="option"),
        pytest.param(r"\.(?:excellence|yaml|pdf|csv|md)\b", id="file"),
        pytest.param(r"https?://", id="address"),
        pytest.param(r"[0-9]+(?=[\s.,:;)]|$)", id="number"),
    ],
)
@by_language
def test_a_translation_leaves_alone_what_is_typed(path, untranslatable):
    def typed(text):
        return sorted(re.findall(untranslatable, text))

    assert faulty(path, lambda a, b: typed(a) == typed(b)) == []


@by_language
def test_a_translation_begins_and_ends_with_the_same_space(path):
    def edges(text):
        return text[: -len(text.lstrip())], text[len(text.rstrip()) :]

    assert faulty(path, lambda a, b: edges(a) == edges(b)) == []


@by_language
def test_a_sentence_stays_a_sentence(path):
    def end(text):
        return text[-1:] if text.endswith((".", "?", ":")) else ""

    assert faulty(path, lambda a, b: end(a) == end(b)) == []


# the tone

QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|„[^“]*“")

# What ui.md §12 keeps out, and words that would award a label; "maturity" may only be part of an
# indicator's name, and those are in the criteria sets.
NOT_USED = re.compile(
    r"(?i)\b(score ?cards?|matur\w+|fail\w*|submit\w*|invalid\w*|users?|data ?sets?|awarded"
    r"|achieved|congratulations)\b"
)


def english():
    return {form for message in extracted() for form in message}


def test_english_texts_use_none_of_the_words_that_we_avoid():
    assert [text for text in english() if NOT_USED.search(text)] == []


@pytest.mark.parametrize("text", ["Invalid input", "You failed", "The Users", "Gold is achieved"])
def test_words_that_we_avoid_are_seen(text):
    assert NOT_USED.search(text)


def test_english_texts_do_not_shout():
    assert [text for text in english() if "!" in QUOTED.sub("", text)] == []


@by_language
def test_translations_do_not_shout(path):
    assert faulty(path, lambda _, b: "!" not in QUOTED.sub("", b)) == []


GERMAN_NOT_USED = re.compile(
    r"(?i)\b(Fehler:|Schwellenwert\w*|ungültig\w*|Nutzer\w*|Benutzer\w*|fehlgeschlagen"
    r"|gescheitert|Scorecard|Datensatz|Glückwunsch|verliehen|zuerkannt)\b"
)


def test_german_texts_use_none_of_the_words_that_we_avoid():
    assert faulty(GERMAN, lambda _, b: not GERMAN_NOT_USED.search(b)) == []


def test_german_never_says_that_a_label_is_reached():
    """Thresholds, levels and points are reached; a label is awarded, and not by us."""
    reached = re.compile(r"\{label\}[^.:;]*\berreicht|\b[Ll]abels? (?:ist |wurde )?erreicht")
    thresholds = re.compile(r"Schwelle|Gesamtwert")
    assert faulty(GERMAN, lambda _, b: not reached.search(b) or thresholds.search(b)) == []


def test_german_quotes_what_it_names_as_german_does():
    """Straight quotes are left to what is typed; no placeholder stands alone in them."""

    def fits(_, text):
        opened = [mark for mark in text if mark in "„“"]
        return opened == ["„", "“"] * (len(opened) // 2) and not re.search(r'"\{\w+\}"', text)

    assert faulty(GERMAN, fits) == []


def test_german_parts_the_percent_sign_by_a_space_that_does_not_break():
    """A share that a person types, such as "10 %", is in quotes and has a plain space."""
    joined = re.compile(r"[\d}] ?%")
    assert faulty(GERMAN, lambda _, b: not joined.search(re.sub(r'"[^"]*"', "", b))) == []


# the code: what the extractor cannot see, nobody can translate

MARKS = {"N_": 1, "text": 1, "plural": 2}  # how many sentences each is called with

# what takes a sentence that somebody must have marked, and at which place
TAKES_MARKED = {"Message": 0, "refuse": 0, "refusal": 0, "say": 1}
NAMES_MARKED = {"help", "explained"}


def called(node):
    match node:
        case ast.Call(func=ast.Name(id=name)) | ast.Call(func=ast.Attribute(attr=name)):
            return name
    return ""


def is_sentence(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value != ""


def makes_text(node):
    """Return whether an expression holds a text of its own, which the extractor would misread."""
    match node:
        case ast.JoinedStr() | ast.Constant(value=str()):
            return True
        case ast.Call() if called(node) == "N_":
            return False
    return any(makes_text(part) for part in ast.iter_child_nodes(node))


def unclear(source):
    """Return the lines with a sentence that is not one plain literal, and not marked elsewhere."""
    found = []
    for call in ast.walk(ast.parse(source)):
        name = called(call)
        for sentence in call.args[: MARKS.get(name, 0)] if name else ():
            joined = isinstance(sentence, ast.BinOp) or makes_text(sentence)
            if not is_sentence(sentence) and (name == "N_" or joined):
                found.append(call.lineno)
    return found


def unmarked(source):
    """Return the lines with a sentence that is used but never marked for translation."""
    found = []
    for call in ast.walk(ast.parse(source)):
        name = called(call)
        if not name:
            continue
        place = TAKES_MARKED.get(name)
        given = [] if place is None else call.args[place : place + 1]
        given += [word.value for word in call.keywords if word.arg in NAMES_MARKED]
        found += [
            call.lineno for sentence in given if called(sentence) != "N_" and makes_text(sentence)
        ]
    return found


def literals(source):
    """Return the messages that Python itself sees in the code."""
    found = set()
    for call in ast.walk(ast.parse(source)):
        sentences = call.args[: MARKS.get(called(call), 0)] if called(call) else []
        if sentences and all(is_sentence(sentence) for sentence in sentences):
            found.add(tuple(sentence.value for sentence in sentences))
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_sentence_is_one_literal(path):
    assert unclear(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_sentence_is_marked(path):
    assert unmarked(path.read_text(encoding="utf-8")) == []


def test_the_extractor_sees_what_python_sees():
    seen = set().union(*(literals(path.read_text(encoding="utf-8")) for path in MODULES))
    assert extracted() == seen


def test_no_message_is_empty(capsys):
    """Gettext answers the empty message with the catalogue's own header; Babel warns of it."""
    extracted()
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "source",
    [
        "N_(sentence)",
        "N_('')",
        "N_(f'{a} is missing.')",
        "words.text('One ' + two)",
        "words.text(one + two)",
        "words.text('{name} is missing.'.format(name=name))",
        "words.text(f'{name}')",
        "words.text('Yes' if yes else 'No')",
        "words.text(_STATES['open'])",
        "words.text(self.help or '')",
        "words.plural('{count} gap', '{count} gap' + 's', count)",
        "words_of(context).text('')",
    ],
)
def test_sentences_that_the_extractor_misreads_are_seen(source):
    assert unclear(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "N_('One sentence, ' 'on two lines.')",
        "words.text('{name}: {kind}', name=f'{a} {b}', kind='x')",
        "words.text(_STATES[state])",
        "words.text(N_('Yes') if yes else N_('No'))",
        "words.text(template, **values)",
        "words.plural('{count} gap', '{count} gaps', len(gaps) + 1)",
        "pen.text((start, base + number * 2, line) for number, line in lines)",
    ],
)
def test_sentences_that_the_extractor_reads_are_left_alone(source):
    assert unclear(source) == []


@pytest.mark.parametrize(
    "source",
    [
        "Message('It is gone.')",
        "refuse(f'{name} is gone.')",
        "say(words, 'Saved.')",
        "option('--name', help='The name.')",
    ],
)
def test_sentences_that_nobody_marked_are_seen(source):
    assert unmarked(source) != []


@pytest.mark.parametrize(
    "source",
    [
        "Message(N_('It is gone.'), {'file': 'x'})",
        "Message(text, values)",
        "refuse(N_('{name} is gone.'), name='x')",
        "say(words, N_('Saved.'), key='x')",
        "option('--name', help=N_('The name.'), metavar='OUT.pdf')",
    ],
)
def test_sentences_that_are_marked_are_left_alone(source):
    assert unmarked(source) == []
