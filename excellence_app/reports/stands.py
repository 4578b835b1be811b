"""How far each question is, as others have worked it out: what a report says beside answers."""

from excellence_app.domain.conditions import Condition
from excellence_app.domain.messages import Message
from excellence_app.domain.values import dataclass


@dataclass(frozen=True, slots=True)
class Stand:
    """How far one question is.

    `counts` is whether it is one of the questions that are counted: one that is not asked, that
    does not apply, or that is optional and has no answer is not. `lacks` says what an incomplete
    answer is missing, `missed` are the conditions because of which it is not asked.
    """

    asked: bool = True
    counts: bool = True
    answered: bool = False
    lacks: Message | None = None
    missed: tuple[Condition, ...] = ()
