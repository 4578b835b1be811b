"""Prepare cluster organisations for their quality labels, offline."""

__version__ = "0.1.0"
