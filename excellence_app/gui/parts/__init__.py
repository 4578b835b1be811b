"""What several pages show: parts that may know the document and the desk, but no page."""
