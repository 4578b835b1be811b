"""What two rounds of a questionnaire answered differently."""

from excellence_app.domain.criteria import CriteriaSet
from excellence_app.language.catalogues import Words
from excellence_app.reports.rounds import Difference, Round, between
from excellence_app.session.session import Comparison
from excellence_app.session.stands import stands_of


def differences(
    words: Words, criteria: CriteriaSet, compared: Comparison
) -> tuple[Difference, ...]:
    """Return the questions that were answered differently, in the order of the set."""
    before, after = (
        Round(words, criteria, one.answers, stands_of(criteria, one))
        for one in (compared.before, compared.after)
    )
    return between(before, after)
