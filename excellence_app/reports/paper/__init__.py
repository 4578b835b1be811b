"""Setting text and boxes on pages: fonts, line breaking, page breaking."""
