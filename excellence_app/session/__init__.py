"""The application without a face: open, change, score, explain, plan, report."""
