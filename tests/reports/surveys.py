"""A questionnaire with every kind of question, and papers made of answers to it."""

from datetime import date
from fractions import Fraction
from pathlib import Path

from excellence_app.catalog import library
from excellence_app.domain.assessment import (
    Answer,
    Assessment,
    ClusterProfile,
    CriteriaReference,
)
from excellence_app.engine.scoring import evaluate
from excellence_app.language.catalogues import Words
from excellence_app.reports.assembly import ReportKind, assemble
from excellence_app.reports.context import ReportContext
from excellence_app.session.stands import stands_of
from tests.reports.block_text import lines_of

CRITERIA = library.load(Path(__file__).parent / "questionnaire.yaml").criteria
DAY = date(2026, 5, 12)
BEFORE = date(2025, 11, 5)


def assessment(answers, earlier=None, dated=DAY, **more):
    """Return a document with these answers, a mapping from keys to values."""
    stored = {key: one if isinstance(one, Answer) else Answer(one) for key, one in answers.items()}
    return Assessment(
        CriteriaReference(CRITERIA.id, CRITERIA.edition, CRITERIA.sha256),
        dated,
        ClusterProfile("Blue Harbour"),
        answers=stored,
        earlier=() if earlier is None else (assessment(earlier, dated=BEFORE),),
        **more,
    )


def paper(answers, kind=ReportKind.FULL, earlier=None, language="en", **more):
    """Return the report on these answers."""
    held = assessment(answers, earlier, **more)
    return assemble(
        ReportContext(
            CRITERIA,
            held,
            evaluate(CRITERIA, held),
            Words(language),
            kind,
            stands=stands_of(CRITERIA, held),
            earlier_stands=stands_of(CRITERIA, held.earlier[0]) if held.earlier else {},
        )
    )


def text(*given, **more):
    """Return the same as text, line by line."""
    return "\n".join(lines_of(paper(*given, **more).blocks))


def agreements(*names, announced=None):
    """Return answers on agreements; without a number that says otherwise all of them count."""
    found = {"C.1": True, "C.2": Fraction(len(names) if announced is None else announced)}
    for place, name in enumerate(names, 1):
        found |= {f"C.3[{place}]": Fraction(place), f"C.3[{place}]/name": name}
    return found


def rows(question, *cells):
    """Return the rows of a table, each a mapping from its columns to values."""
    found = {}
    for place, row in enumerate(cells, 1):
        found[f"{question}[{place}]"] = Fraction(place)
        found |= {f"{question}[{place}]/{column}": value for column, value in row.items()}
    return found
