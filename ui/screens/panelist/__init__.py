"""The panelist's stages."""
