"""What groups do and who in them does it: focus, stake, coverage and contribution of an organizational model.

Formulas, #(g, a) events of the activity a by members of the group g: *relative focus* #(g, a) / #(g, *), of the group's work;
*relative stake* #(g, a) / #(*, a), of the activity's events; *member coverage* |{r ∈ g : #(r, a) > 0}| / |g|; *member
contribution* #(r, a) / #(g, a). All in [0, 1]. Source: Yang, Ouyang, van der Aalst, ter Hofstede, Yu 2022, OrdinoR: A Framework
for Discovering, Evaluating, and Analyzing Organizational Models Using Event Logs, Decision Support Systems 158, 113771, doi
10.1016/j.dss.2022.113771. Theirs speaks of execution contexts; here a context is an activity.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from workbench.collaboration.masking import quotient
from workbench.collaboration.staffing import Staffing


def relative_focus(staffing: Staffing, members: NDArray[np.bool_]) -> np.ma.MaskedArray:
    """Return what part of each group's work each activity is, shape (groups, activities); masked for a group that did nothing.

    `members` (shape (groups, performers)) says who belongs to which group; one may belong to several.
    """
    done = _done(staffing, members)
    return quotient(done, done.sum(axis=1, keepdims=True))


def relative_stake(staffing: Staffing, members: NDArray[np.bool_]) -> np.ma.MaskedArray:
    """Return what part of each activity each group did, shape (groups, activities); masked where nobody known did it."""
    return quotient(_done(staffing, members), staffing.counts.sum(axis=1))


def member_coverage(staffing: Staffing, members: NDArray[np.bool_]) -> np.ma.MaskedArray:
    """Return what part of its members did each activity, shape (groups, activities); masked for a group without members."""
    doing = members.astype(np.int64) @ (staffing.counts.T > 0).astype(np.int64)
    return quotient(doing, members.sum(axis=1, keepdims=True))


def member_contribution(staffing: Staffing, group: NDArray[np.bool_]) -> np.ma.MaskedArray:
    """Return what part of one group's events of an activity each performer did, shape (performers, activities).

    Masked for who is not in the group (bool, shape (performers,)), and where the group did not do the activity. These are
    figures of persons: they are for adding up, and not for ranking anybody.
    """
    contributed = quotient(staffing.counts.T, _done(staffing, group[None, :]))
    return np.ma.MaskedArray(contributed.data, contributed.mask | ~group[:, None])


def _done(staffing: Staffing, members: NDArray[np.bool_]) -> NDArray[np.int64]:
    return members.astype(np.int64) @ staffing.counts.T
