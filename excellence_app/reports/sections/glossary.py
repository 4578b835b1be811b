"""The terms that a paper uses, as its last chapter."""

from excellence_app.reports.terms_shown import build

__all__ = ["build"]
