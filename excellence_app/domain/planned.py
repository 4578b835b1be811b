"""What a planned action is called."""

from excellence_app.domain.assessment import PlannedAction
from excellence_app.domain.criteria import CriteriaSet


def action_title(criteria: CriteriaSet, planned: PlannedAction) -> str:
    """Return the cluster's own wording, else the set's, else the indicator that is to rise.

    An action of which nothing of that is known is called by its id.
    """
    if planned.title:
        return planned.title
    action = criteria.action_by_id.get(planned.action)
    if action is not None:
        return action.title
    indicator = criteria.indicator_by_id.get(planned.indicator)
    if indicator is not None:
        return f"{indicator.id} {indicator.title}"
    return planned.action or planned.indicator or planned.id
