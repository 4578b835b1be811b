"""Choose one of several entries that people have made apart for the same thing."""

from excellence_app.domain.assessment import Assessment
from excellence_app.session.edit import Edit
from excellence_app.session.versions import settled
from excellence_app.storage.records import changed, names_in


def choose(assessment: Assessment, place: str, number: int) -> Edit:
    """Choose the entry with this number, as `conflicts_in` has them: number 0 counts for now.

    Raises KeyError if there is no conflict at that place.
    """
    candidates = assessment.conflicts[place]
    if number == 0:
        return settled(place)
    record = candidates[number].value

    def change(before: Assessment) -> Assessment:
        return settled(place).apply(changed(before, {place: record}))

    names = names_in(place)
    return Edit("choose", names[1] if "/" in place else place, change)
