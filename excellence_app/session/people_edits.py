"""Edits of the people who take part, by the id that an assessment has for each of them."""

from dataclasses import replace

from excellence_app.domain.assessment import Assessment
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import N_
from excellence_app.session.edit import Edit
from excellence_app.session.entered import alike, read_line, refuse
from excellence_app.session.evidence import without_empty
from excellence_app.session.named import NO_PERSON, refuse_unknown


def change_person(
    _criteria: CriteriaSet,
    assessment: Assessment,
    person: str,
    *,
    name: str | None = None,
    role: str | None = None,
    email: str | None = None,
) -> Edit:
    """Change what is known of a person; none leaves a field as it is.

    Raises `Refused` for an unknown id, for no name, and for the name of somebody else.
    """
    old = next((one for one in assessment.people if one.id == person), None)
    if old is None:
        refuse_unknown(NO_PERSON, person, [one.id for one in assessment.people])
    given = (("name", name), ("role", role), ("email", email))
    new = replace(old, **{field: read_line(text) for field, text in given if text is not None})
    if not new.name:
        refuse(N_("Please give the name of the person."))
    if any(one.id != person and alike(one.name, new.name) for one in assessment.people):
        refuse(N_("{name} is already among those who take part."), name=new.name)

    def change(before: Assessment) -> Assessment:
        people = tuple(new if one.id == person else one for one in before.people)
        return replace(before, people=people)

    return Edit("person", person, change, f"person {person}")


def named_in(assessment: Assessment, person: str) -> int:
    """Return in how many answers, items of evidence and actions a person is named."""
    return (
        sum(answer.respondent == person for answer in assessment.answers.values())
        + sum(item.person == person for item in assessment.evidence.values())
        + sum(action.owner == person for action in assessment.roadmap)
    )


def leave_out(_criteria: CriteriaSet, assessment: Assessment, person: str) -> Edit:
    """Remove a person, also where answers, evidence and actions name him or her, as one step."""
    if all(one.id != person for one in assessment.people):
        refuse_unknown(NO_PERSON, person, [one.name for one in assessment.people])

    def change(before: Assessment) -> Assessment:
        answers = {
            key: replace(one, respondent="") if one.respondent == person else one
            for key, one in before.answers.items()
        }
        return replace(
            before,
            people=tuple(one for one in before.people if one.id != person),
            answers=without_empty(answers),
            evidence={
                key: replace(one, person="") if one.person == person else one
                for key, one in before.evidence.items()
            },
            roadmap=tuple(
                replace(one, owner="") if one.owner == person else one for one in before.roadmap
            ),
        )

    return Edit("remove_person", person, change)
