"""The command line: the same session as the window's, without a face."""
