"""Fonts: which are installed, which stands for each official one, and what their faces draw."""
