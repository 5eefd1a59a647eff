"""Popularity over arrays: shapes; its values are held to the base case in test_popularity."""

from __future__ import annotations

import numpy as np

from tenfold.quantity.popularity_arrays import hit_ratio


def test_axes_meet_as_they_do_everywhere():
    found = hit_ratio(np.array([[1e3], [1e6]]), np.array([100.0, 1e9]), np.array(0.8))
    assert found.shape == (2, 2)
    assert found[:, 1].tolist() == [1, 1]
    assert hit_ratio(np.array(1e3), np.array(100.0), np.array(0.8)).shape == ()
