"""Worlds drawn from the ranges of quantities, and what they come to."""
