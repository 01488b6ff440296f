"""Delegates: how rows and cells of views are painted and edited."""
