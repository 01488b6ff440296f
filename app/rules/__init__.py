"""Pure functions on the model: no input, no output, no clock."""
