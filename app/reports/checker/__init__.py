"""The checker: what a careful editor would mark in a report, one module per family of checks."""
