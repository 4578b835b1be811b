"""What an interviewer says first and last, and when it is due."""

from excellence_app.domain.values import dataclass
from excellence_app.session.showing import Shown


@dataclass(frozen=True, slots=True)
class Due:
    """What is to be said now, in paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def due_now(shown: Shown) -> Due | None:
    """Return the opening before the first answer, the closing once nothing is open, else none."""
    words, criteria, card = shown.words, shown.criteria, shown.scorecard
    if not criteria.scored or not card.asked:
        return None
    if not card.answered:
        return _due(words.text("How the interview begins"), criteria.opening)
    if not card.unanswered and not card.unknown:
        return _due(words.text("How the interview ends"), criteria.closing)
    return None


def _due(title: str, text: str) -> Due | None:
    parts = tuple(" ".join(part.split()) for part in text.split("\n\n") if part.strip())
    return Due(title, parts) if parts else None
