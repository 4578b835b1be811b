"""The pages, one by one, in a real window."""
