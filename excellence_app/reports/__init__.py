"""Results on paper: blocks without a format, charts as shapes, exporters."""
