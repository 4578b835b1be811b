"""Count how many documents answered one criteria set: tally(criteria, documents) -> Tally.

All figures are exact. Documents are filled into columns once (`Survey`) and can then be counted
as often as wanted, by other groups or against another survey.
"""

from excellence_app.engine.tallying.counting import count, groupable, grouping_question, tally
from excellence_app.engine.tallying.sheets import Survey, in_words

__all__ = ["Survey", "count", "groupable", "grouping_question", "in_words", "tally"]
