"""The one table of rows: what its rows are, how they are laid out and painted, and the view."""
