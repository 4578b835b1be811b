"""Small criteria files for tests, written as text."""

from excellence_app.catalog import library

HEAD = """format: 1
set: {id: tried, edition: "1", language: en, title: A set to try}
dimensions: [{id: "1", title: Structure}]
"""
YES_NO = """  - id: "1.1"
    dimension: "1"
    title: Commitment
    points: 0
    question: {type: yes_no, text: Has each participant signed?}
"""
LEVELS = """  - id: "1.2"
    dimension: "1"
    title: Monitoring
    points: 4
    question:
      type: levels
      text: How are results monitored?
      levels: [{title: Not at all}, {title: Once a year}, {title: At fixed dates}]
"""
NUMBER = """  - id: "1.3"
    dimension: "1"
    title: Participants
    points: 0
    question: {type: number, text: How many participants?, whole: true, least: 0, most: 100}
"""
SHARE = """  - id: "1.4"
    dimension: "1"
    title: Private income
    points: 6
    question: {type: share, text: Private income?, part: Private income, whole: All income}
    bands: [{level: 0}, {level: 1, from: "10 %"}, {level: 2, from: "1/4"}]
"""
ALL = YES_NO + LEVELS + NUMBER + SHARE


def with_indicators(*parts, rest=""):
    """Return the text of a set with some indicators."""
    return HEAD + "indicators:\n" + "".join(parts) + rest


def loaded(text, **wishes):
    """Return a set loaded from its text."""
    return library.load_bytes(text.encode(), "tried.yaml", **wishes)


def built(text):
    """Return the criteria set of a text that has nothing wrong."""
    found = loaded(text)
    assert found.problems == ()
    return found.criteria


def codes(text):
    """Return the codes of the problems of a text, by place."""
    return [problem.code for problem in loaded(text).problems]


def places(text):
    """Return line, column and code of the problems of a text, by place."""
    return [
        (p.position and (p.position.line, p.position.column), p.code)
        for p in loaded(text).problems
    ]


def sentences(text):
    """Return what the problems of a text say."""
    return [p.message.text.format(**p.message.values) for p in loaded(text).problems]
