"""The field's concepts as frozen structs; no input, no output."""
