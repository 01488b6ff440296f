"""The archive of the library: all visits side by side."""
