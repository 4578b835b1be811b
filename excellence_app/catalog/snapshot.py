"""A finished criteria set as JSON, and back again quickly.

What was loaded once is remembered column by column: one list for each field of each class.
Whole columns are then put into the objects without a line of Python per object,
which is what makes a remembered set load in a fraction of the time of reading the file.
"""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from itertools import islice, repeat
from typing import Any

from excellence_app.domain import conditions, criteria, levels
from excellence_app.domain.criteria import CriteriaSet
from excellence_app.domain.messages import Message
from excellence_app.domain.problems import Position, Problem, Severity
