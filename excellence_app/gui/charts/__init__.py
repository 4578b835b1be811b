"""Charts on the screen: the shapes of `reports.charts`, painted, pointed at, read out, copied."""
