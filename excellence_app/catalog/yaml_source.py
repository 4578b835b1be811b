"""YAML text becomes plain data with the place of every value, or problems.

Only libyaml's events are used. PyYAML's constructors read `no` as false and
`1:30` as 90, keep the last of two equal keys in silence, and a deeply nested
file kills the C composer; so every scalar stays text here, what a file of
ours never needs is refused, and depth and size have limits.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from excellence_app.catalog.showing import shown
from excellence_app.domain.messages import N_, Message, MessageValue
from excellence_app.domain.problems import Position, Problem, Severity

MAX_DEPTH = 32
MAX_VALUES = 200_000
MAX_TEXT = 20_000
MAX_PROBLEMS = 1_000
MERGE_KEY = "<<"

CODES = frozenset(
    {
        "file-empty",
        "encoding",
        "control-character",
        "yaml-syntax",
        "yaml-tab",
        "yaml-alias",
        "yaml-tag",
        "yaml-documents",
        "yaml-key",
        "duplicate-key",
        "too-deep",
        "too-many-values",
        "text-too-long",
    }
)

Event = Any  # libyaml's events and marks share no class with those of PyYAML's own parser
Mark = Any
Value = Any  # text, a list or a group
Plain = dict[str, Any]
Container = Plain | list[Any]

# What YAML itself forbids in a file, with the lone surrogates that a decoded text cannot hold.
_FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)
# What only an escape such as "\x1b" can bring into a text.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


@dataclass(slots=True)
class SourceTree:
    """The plain data of one file: groups are dicts, lists are lists, every scalar is text.

    `marks` holds for each container, by its identity, the places of what is in it: key and
    value in turn for a group, the items for a list. `quoted` names the scalars that stand in
    quotes, by container and key or index.
    """

    file: str
    data: Any = None
    start: Position | None = None
    marks: dict[int, list[Any]] = field(default_factory=dict)
    quoted: set[tuple[int, str | int]] = field(default_factory=set)
    indices: dict[int, dict[str, int]] = field(default_factory=dict)

    def is_quoted(self, container: Container, key: str | int) -> bool:
        """Return whether the scalar at `key` stands in quotes."""
        return (id(container), key) in self.quoted

    def key_position(self, container: Plain, key: str) -> Position:
        """Return where a key of a group stands."""
        return _position(self.marks[id(container)][2 * self._index(container, key)])

    def _index(self, group: Plain, key: str) -> int:
        """Return the place of a key among the others; worked out once for a whole group."""
        indices = self.indices.get(id(group))
        if indices is None:
            indices = self.indices[id(group)] = {name: n for n, name in enumerate(group)}
        return indices[key]

    def position(self, container: Container, key: str | int) -> Position:
        """Return where the value at a key of a group, or at an index of a list, stands."""
        marks = self.marks[id(container)]
        if isinstance(container, list):
            return _position(marks[int(key)])
        return _position(marks[2 * self._index(container, str(key)) + 1])

    def position_at(self, path: list[str | int]) -> Position:
        """Return where the value at a path of keys and indices stands."""
        container, place = self.data, self.start or Position(1, 1)
        for step in path:
            place = self.position(container, step)
            container = container[step]
        return place


def _position(mark: Mark) -> Position:
    return Position(mark.line + 1, mark.column + 1)


class _Stopped(Exception):  # noqa: N818 - it ends the reading and never leaves this module
    """Nothing that follows in the file can be read."""


def parse(data: bytes, file: str) -> tuple[SourceTree, tuple[Problem, ...]]:
    """Return the plain data of a YAML file and what is wrong with its form."""
    tree = SourceTree(file)
    text, problems = _decode(data, file)
    if text is None:
        return tree, problems
    reader = _Reader(text, tree)
    reader.read()
    return tree, tuple(reader.problems)


def _decode(data: bytes, file: str) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the text of a file, or none and the problem with its encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, (_badly_encoded(file, Position(1, 1), N_("This file is saved as UTF-16.")),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        before = data[: fault.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        byte = data[fault.start]
        message = N_(
            'Byte {byte} is not UTF-8. In the older encoding Latin-1 it would be "{letter}".'
        )
        values: dict[str, MessageValue] = {
            "byte": f"0x{byte:02X}",
            "letter": shown(bytes([byte]).decode("cp1252", "replace")),
        }
        return None, (_badly_encoded(file, Position(line, column), message, values),)
    if not text.strip():
        message_empty = Message(N_("This file is empty."))
        hint = Message(N_("The smallest criteria set is shown in docs/criteria-format.md."))
        return None, (Problem("file-empty", Severity.ERROR, message_empty, file, hint=hint),)
    return text, ()


def _badly_encoded(
    file: str, place: Position, message: str, values: dict[str, MessageValue] | None = None
) -> Problem:
    return Problem(
        "encoding",
        Severity.ERROR,
        Message(message, values or {}),
        file,
        place,
        hint=Message(N_('In your editor choose "Save as" and the encoding UTF-8.')),
    )


def _loader() -> type[Any]:
    """Return libyaml's parser, or PyYAML's own, far slower one where libyaml is missing."""
    found: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return found


class _Reader:
    """Reads the events of one text into a tree; goes on after what does not hide the rest."""

    def __init__(self, text: str, tree: SourceTree) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._tree = tree
        self._next: Callable[[], Any] = lambda: None
        self._count = 0

    def read(self) -> None:
        try:
            self._next = _loader()(self._text).get_event
            self._read_stream()
        except _Stopped:
            pass
        except yaml.reader.ReaderError:
            self._report_control_character()
        except yaml.MarkedYAMLError as fault:
            self._report_syntax(fault)

    def _read_stream(self) -> None:
        self._next()  # the start of the stream
        event = self._next()
        if not isinstance(event, DocumentStartEvent):  # comments and nothing else
            message = Message(N_("This file holds nothing but comments."))
            hint = Message(N_("The smallest criteria set is shown in docs/criteria-format.md."))
            self._report("file-empty", None, message, hint)
            return
        event = self._next()
        self._tree.start = _position(event.start_mark)
        holder: list[Any] = []
        self._tree.marks[id(holder)] = []
        self._tree.data = self._value(event, 1, holder, 0)
        self._next()  # the end of the document
        event = self._next()
        if not isinstance(event, StreamEndEvent):
            self._report(
                "yaml-documents",
                event,
                Message(N_("A second document begins here; a file holds one.")),
                Message(N_('Remove the line "---", or put what follows into a file of its own.')),
            )

    def _value(self, event: Event, depth: int, holder: Container, key: str | int) -> Value:
        """Return the plain form of the value that begins with `event`."""
        self._count += 1
        if self._count > MAX_VALUES:
            self._stop(
                "too-many-values",
                event,
                Message(N_("This file has more than {most} values."), {"most": MAX_VALUES}),
                Message(N_("Split it into several criteria sets.")),
            )
        kind = type(event)
        if kind is ScalarEvent:
            text: str = event.value
            if event.style:
                self._tree.quoted.add((id(holder), key))
                if event.style == '"' and _CONTROLS.search(text):
                    self._report_control_in_text(event, text)
            if event.tag is not None or event.anchor is not None:
                self._report_extras(event)
            if len(text) > MAX_TEXT:
                self._report_long_text(event)
            return text
        if kind is MappingStartEvent or kind is SequenceStartEvent:
            if event.tag is not None or event.anchor is not None:
                self._report_extras(event)
            if depth > MAX_DEPTH:
                self._stop(
                    "too-deep",
                    event,
                    Message(
                        N_("This is nested more than {most} levels deep."), {"most": MAX_DEPTH}
                    ),
                    Message(N_("Look for brackets that are never closed.")),
                )
            return self._group(depth) if kind is MappingStartEvent else self._list(depth)
        self._report_extras(event)
        return ""

    def _list(self, depth: int) -> list[Any]:
        items: list[Any] = []
        marks: list[Any] = []
        self._tree.marks[id(items)] = marks
        following = self._next
        while True:
            event = following()
            if type(event) not in _STARTS:
                return items
            marks.append(event.start_mark)
            items.append(self._value(event, depth + 1, items, len(items)))

    def _group(self, depth: int) -> Plain:
        group: Plain = {}
        marks: list[Any] = []
        self._tree.marks[id(group)] = marks
        following = self._next
        while True:
            event = following()
            kind = type(event)
            if kind is not ScalarEvent:
                if kind not in _STARTS:
                    return group
                self._skip_odd_key(event, depth)
                continue
            key: str = event.value
            if event.tag is not None or event.anchor is not None:
                self._report_extras(event)
            if event.style == '"' and _CONTROLS.search(key):
                self._report_control_in_text(event, key)
            if len(key) > MAX_TEXT:
                self._report_long_text(event)
            value_event = following()
            if key == MERGE_KEY and not event.style:
                self._report_extras(event)
            if key in group:
                self._report_duplicate(event, key, marks[2 * list(group).index(key)])
                self._value(value_event, depth + 1, [], 0)
                continue
            marks.append(event.start_mark)
            marks.append(value_event.start_mark)
            group[key] = self._value(value_event, depth + 1, group, key)

    def _skip_odd_key(self, event: Event, depth: int) -> None:
        if isinstance(event, AliasEvent):
            self._report_extras(event)
        else:
            self._report(
                "yaml-key",
                event,
                Message(N_("A list or a group stands here where a name belongs.")),
                Message(N_("Write a name, a colon and the value: `title: Something`.")),
            )
            self._value(event, depth + 1, [], 0)
        self._value(self._next(), depth + 1, [], 0)

    def _report(
        self,
        code: str,
        event: Event,
        message: Message,
        hint: Message | None = None,
    ) -> None:
        place = None if event is None else _position(event.start_mark)
        self._add(Problem(code, Severity.ERROR, message, self._tree.file, place, hint=hint))

    def _add(self, problem: Problem) -> None:
        self.problems.append(problem)
        if len(self.problems) >= MAX_PROBLEMS:
            raise _Stopped

    def _stop(self, code: str, event: Event, message: Message, hint: Message) -> None:
        self._report(code, event, message, hint)
        raise _Stopped

    def _report_extras(self, event: Event) -> None:
        """Report an anchor, an alias, a merge key or a tag."""
        if getattr(event, "tag", None) is not None:
            self._report(
                "yaml-tag",
                event,
                Message(N_('The tag "{tag}" is not allowed here.'), {"tag": shown(event.tag)}),
                Message(N_('Remove it; if the text begins with "!", put it in quotes.')),
            )
        if isinstance(event, AliasEvent):
            message = Message(
                N_('"*{name}" refers to another place of the file.'), {"name": shown(event.anchor)}
            )
        elif event.anchor is not None:
            message = Message(
                N_('"&{name}" names this place for use elsewhere.'), {"name": shown(event.anchor)}
            )
        elif isinstance(event, ScalarEvent) and event.value == MERGE_KEY:
            message = Message(N_('"<<" takes over the entries of another place.'))
        else:
            return
        self._report(
            "yaml-alias",
            event,
            message,
            Message(N_("Write the entries out; if this is text, put it in quotes.")),
        )

    def _report_duplicate(self, event: Event, key: str, first: Mark) -> None:
        self._report(
            "duplicate-key",
            event,
            Message(
                N_('"{key}" stands here a second time; the first is in line {line}.'),
                {"key": shown(key), "line": first.line + 1},
            ),
            Message(N_("Keep one of the two, or give one another name.")),
        )

    def _report_long_text(self, event: Event) -> None:
        self._report(
            "text-too-long",
            event,
            Message(
                N_("This text has {count} characters; {most} are allowed."),
                {"count": len(event.value), "most": MAX_TEXT},
            ),
            Message(N_("Shorten it; long explanations belong into a document of their own.")),
        )

    def _report_control_in_text(self, event: Event, text: str) -> None:
        found = _CONTROLS.search(text)
        character = shown(found[0]) if found else ""
        self._report(
            "control-character",
            event,
            Message(
                N_("This text holds the control character {character}."), {"character": character}
            ),
            Message(N_("Remove it; it cannot be seen and printers and programs stumble over it.")),
        )

    def _report_control_character(self) -> None:
        """Report the first character that YAML forbids; libyaml does not say its line."""
        found = _FORBIDDEN.search(self._text)
        place, character = None, ""
        if found is not None:
            before = self._text[: found.start()]
            line_start = before.rfind("\n") + 1
            place = Position(before.count("\n") + 1, len(before) - line_start + 1)
            character = shown(found[0])
        self._add(
            Problem(
                "control-character",
                Severity.ERROR,
                Message(
                    N_("The control character {character} stands here."), {"character": character}
                ),
                self._tree.file,
                place,
                hint=Message(
                    N_("Remove it; it cannot be seen and printers and programs stumble over it.")
                ),
            )
        )

    def _report_syntax(self, fault: yaml.MarkedYAMLError) -> None:
        """Report what libyaml could not read, in words for people who never heard of it."""
        mark = fault.problem_mark or fault.context_mark
        place = None if mark is None else _position(mark)
        if place is not None and self._stands_on_tab(place):
            code = "yaml-tab"
            message = Message(N_("A tab stands here; YAML is indented with spaces only."))
            hint = Message(N_("Replace each tab by two spaces."))
        else:
            code = "yaml-syntax"
            problem = " ".join(part for part in (fault.context, fault.problem) if part)
            sentence, cure = _explain(problem)
            message, hint = Message(sentence), Message(cure)
        self._add(Problem(code, Severity.ERROR, message, self._tree.file, place, hint=hint))

    def _stands_on_tab(self, place: Position) -> bool:
        lines = self._text.splitlines()
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        return line[: max(place.column, len(line) - len(line.lstrip()))].lstrip(" ")[:1] == "\t"


_STARTS = frozenset({ScalarEvent, MappingStartEvent, SequenceStartEvent, AliasEvent})

# What libyaml says, by a part of its sentence, and what we say. The order counts.
_EXPLANATIONS: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        N_("A colon stands here where none is expected."),
        N_('If the text holds ": ", put the whole text in quotes; else check the indentation.'),
    ),
    (
        "quoted scalar",
        N_('A text in quotes is not closed, or holds a "\\" that means nothing.'),
        N_('Close the quotes; in double quotes write "\\\\" for one backslash.'),
    ),
    (
        "flow sequence",
        N_("A list in brackets is not closed, or a comma is missing."),
        N_("Close each bracket that is opened, and separate the items by commas."),
    ),
    (
        "flow mapping",
        N_("A group in braces is not closed, or a comma is missing."),
        N_("Close each brace that is opened, and put texts with commas or colons in quotes."),
    ),
    (
        "could not find expected ':'",
        N_("A name without a colon stands here, or an entry begins in the wrong column."),
        N_("Write `name: value`, and a space after the colon."),
    ),
    (
        "block sequence entries are not allowed",
        N_('A "- " stands here where no list can begin.'),
        N_("Begin the list on a line of its own, below its name."),
    ),
    (
        "block mapping",
        N_("This line does not fit the lines above it."),
        N_("Entries that belong together begin in the same column; check the indentation."),
    ),
    (
        "block collection",
        N_("This line does not fit the list above it."),
        N_('Each item begins with "- " in the same column; check the indentation.'),
    ),
    (
        "cannot start any token",
        N_("A text cannot begin with this character."),
        N_("Put the text in quotes."),
    ),
    (
        "alias",
        N_('"*" or "&" begins a reference here, and references are not allowed.'),
        N_("If this is text, put it in quotes."),
    ),
    (
        "anchor",
        N_('"*" or "&" begins a reference here, and references are not allowed.'),
        N_("If this is text, put it in quotes."),
    ),
    (
        "tag",
        N_('"!" begins a tag here, and tags are not allowed.'),
        N_("If this is text, put it in quotes."),
    ),
    (
        "directive",
        N_('"%" begins an instruction to the YAML reader here, and none is allowed.'),
        N_("Remove the line; if it is text, put it in quotes."),
    ),
    (
        "block scalar",
        N_('"|" or ">" begins a text of several lines, and more stands behind it.'),
        N_("Begin the text on the next line, further to the right."),
    ),
)


def _explain(problem: str) -> tuple[str, str]:
    for part, sentence, cure in _EXPLANATIONS:
        if part in problem:
            return sentence, cure
    return (
        N_("This is not well-formed YAML."),
        N_("Check the indentation, the colons and the quotes of this line and the one above."),
    )
