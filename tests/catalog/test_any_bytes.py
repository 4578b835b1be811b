"""Whatever the bytes are: a set or problems, never an exception."""

import copy
import json
import random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from excellence_app.catalog import library
from tests.catalog.test_builder import WHOLE
from tests.catalog.test_library import RICH, json_of, translation
from tests.catalog.writing import ALL, with_indicators

SEEDS = (WHOLE, with_indicators(ALL))
PIECES = [
    *"[]{}:,-&*!|>%@`'\"#?\n\t \\\0é\x85\u2028\ufeff",
    "\n  - ",
    "<<: ",
    "---\n",
    "true",
    "id: ",
    'question: "1.1"',
    "level_of: '1.1'",
    "at_least: 3",
    "any:",
    "all: []",
    "not: {}",
    "12345678901234567890",
    "1/0",
    "-0",
    "%",
    "type: cases",
    "type: share",
    "kind: total",
    "repeat: q2",
    "measure: {sum: [a]}",
    "renamed_from: q1",
    "!!python/object:os.system",
]


def examine(data):
    found = library.load_bytes(data, "tried.yaml")
    assert (found.criteria is None) <= bool(found.problems)
    for problem in found.problems:
        said = problem.message.text.format(**problem.message.values)
        said += problem.hint.text.format(**problem.hint.values)
        assert said.isprintable()
        if problem.position is not None:
            assert problem.position.line >= 1
            assert problem.position.column >= 1
    return found


@given(st.binary(max_size=200))
@example(b"\xff")
@example(b"? ? ? ?")
def test_random_bytes(data):
    examine(data)


@given(st.text(alphabet=st.sampled_from("[]{}:,-&*!|>%'\"#? \nab1"), max_size=60))
def test_random_signs_of_yaml(text):
    examine(text.encode())


@given(
    st.sampled_from(SEEDS),
    st.lists(
        st.tuples(
            st.integers(0, 10_000),
            st.integers(0, 40),
            st.sampled_from(PIECES) | st.text(max_size=3),
        ),
        min_size=1,
        max_size=4,
    ),
)
@settings(max_examples=300)
def test_a_sound_set_with_pieces_replaced(seed, changes):
    text = seed
    for place, length, piece in changes:
        at = place % len(text) if text else 0
        text = text[:at] + piece + text[at + length :]
    examine(text.encode("utf-8", "surrogatepass"))


def test_a_sound_set_with_lines_moved_dropped_and_doubled():
    chance = random.Random(7)  # noqa: S311 - the same sets each time
    codes = set()
    for _ in range(600):
        lines = chance.choice(SEEDS).split("\n")
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(lines))
            match chance.randint(0, 3):
                case 0:
                    del lines[at]
                case 1:
                    lines.insert(at, chance.choice(lines))
                case 2:
                    lines[at] = "  " + lines[at]
                case _:
                    words = lines[at].split(" ")
                    words[chance.randrange(len(words))] = chance.choice(
                        chance.choice(lines).split(" ")
                    )
                    lines[at] = " ".join(words)
        codes |= {problem.code for problem in examine("\n".join(lines).encode()).problems}
    assert len(codes) > 15


def holders_in(value):
    """Yield every group and list of a document with each of its keys."""
    for key, item in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, key
        if isinstance(item, dict | list):
            yield from holders_in(item)


def test_a_sound_set_with_its_values_mixed_up():
    chance = random.Random(11)  # noqa: S311 - the same sets each time
    sound = json_of(RICH)
    codes, usable = set(), 0
    for _ in range(800):
        data = copy.deepcopy(sound)
        for _ in range(chance.randint(1, 3)):
            places = [*holders_in(data)]
            holder, key = chance.choice(places)
            alike = [(other, k) for other, k in places if k == key]
            other, key_of_other = chance.choice(chance.choice((alike, places)))
            if chance.random() < 0.2:
                del holder[key]
            else:
                holder[key] = copy.deepcopy(other[key_of_other])
        found = examine(json.dumps(data).encode())
        usable += found.criteria is not None
        codes |= {problem.code for problem in found.problems}
    assert usable > 50
    assert len(codes) > 30


@given(st.binary(max_size=60), st.integers(0, 300), st.integers(0, 60))
def test_a_translation_of_any_bytes(tmp_path_factory, noise, place, length):
    folder = tmp_path_factory.mktemp("sets")
    (folder / "tried.yaml").write_text(with_indicators(ALL))
    sound = translation({"set/title": ("A set to try", "Neu")}).encode()
    at = place % len(sound)
    (folder / "tried.de.yaml").write_bytes(sound[:at] + noise + sound[at + length :])
    assert library.load(folder / "tried.yaml", language="de").criteria is not None
    for problem in library.check(folder / "tried.de.yaml"):
        assert problem.hint.text.format(**problem.hint.values)
