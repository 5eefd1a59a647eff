"""Tenfold plans what a system will need and cost, from a declared model."""

__version__ = "0.1.0"
