"""Sittings, agenda items and what each body has before it now."""
