"""Criteria files become criteria sets, or problems that say where and why not."""
