"""Quotients of arrays in which nothing is divided by zero: what is not defined is masked, never 0 and never NaN."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def quotient(part: NDArray[np.generic], whole: NDArray[np.generic]) -> np.ma.MaskedArray:
    """Return part / whole (float64), masked where the whole is 0; the two are broadcast against each other."""
    shape = np.broadcast_shapes(part.shape, whole.shape)
    divided = np.zeros(shape)
    np.divide(part, whole, out=divided, where=whole != 0)
    return np.ma.MaskedArray(divided, np.broadcast_to(whole == 0, shape))
