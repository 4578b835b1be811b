"""The parts of a web page: charts as inline pictures, and colours for light and dark."""
