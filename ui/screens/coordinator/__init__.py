"""The coordinator's steps."""
