"""Paint functions and small widgets that show figures as shapes."""
