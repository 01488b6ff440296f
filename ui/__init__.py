"""What shows the core on the screen; the only package that knows Qt."""
