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
SURVEY = """sections:
  - id: "S"
    title: Survey
    questions:
      - id: "S.1"
        type: choice
        text: What kind of partner is it?
        choices:
          - {id: cluster, title: Cluster}
          - {id: company, title: Company, comment: optional}
        other: {id: other, title: Another kind}
      - id: "S.2"
        type: choices
        text: Which barriers did you meet?
        choices:
          - {id: money, title: Money, comment: required}
          - {id: time, title: Time, comment: optional}
          - {id: law, title: Law}
        other: {id: other, title: Another barrier}
        none: {id: none, title: None of these}
      - {id: "S.3", type: date, text: When did it begin?}
      - {id: "S.4", type: text, text: What came of it?}
      - {id: "S.5", type: list, text: Which companies took part?, most: 5}
      - id: "S.6"
        type: table
        text: Which events are planned?
        most: 5
        columns:
          - {id: name, title: Event, type: text}
          - {id: day, title: Date, type: date, required: false}
          - {id: guests, title: Guests, type: number, whole: true, required: false}
          - id: kind
            title: Kind
            type: choice
            required: false
            choices: [{id: fair, title: Fair}, {id: visit, title: Visit}]
      - {id: "S.7", type: number, text: How many agreements?, whole: true, least: 0, most: 9}
      - id: "S.8"
        type: cases
        title: "Agreement {n}: {name}"
        repeat: "S.7"
        questions:
          - {id: name, type: text, text: With whom?}
          - {id: land, type: choice, text: In which country?, list: countries}
      - id: "S.9"
        type: choices
        text: In which countries?
        list: countries
        comment: optional
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
