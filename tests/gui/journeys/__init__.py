"""The window as a whole, from the start page on, used as a person uses it."""
