"""The parts that pages are made of. Each paints itself from the theme and knows no document."""
