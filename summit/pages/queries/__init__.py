"""Reads that compose features: the floor, a text with its margins, an amendment with all about it."""
