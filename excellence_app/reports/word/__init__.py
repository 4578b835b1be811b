"""The parts of a Word file: its template, and the markup of paragraphs, tables and pictures."""
