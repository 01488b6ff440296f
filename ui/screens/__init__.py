"""Pages: one module per stage of the day or step of the evening."""
