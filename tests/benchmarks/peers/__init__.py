"""The same work done plainly with other tools, to measure against."""
