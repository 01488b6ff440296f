"""Widgets that screens are put together from."""
