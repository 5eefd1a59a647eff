"""What tests of studies share: the model is the test's docstring."""

from __future__ import annotations

import inspect

import pytest

import tenfold as tf
from tenfold.study.evidence import evidence_of
from tenfold.study.risk import risk_of


@pytest.fixture
def plan(request):
    """The Plan of the docstring, worlds drawn."""
    text = "tenfold: 1\n" + inspect.cleandoc(request.function.__doc__ or "") + "\n"
    return tf.plan(tf.read(text, "m.yaml"))


@pytest.fixture
def evidence(plan):
    """The worlds of the docstring."""
    return evidence_of(plan.doubt)


@pytest.fixture
def risk(plan):
    """All that is asked of the docstring."""
    return risk_of(plan, plan.doubt)
