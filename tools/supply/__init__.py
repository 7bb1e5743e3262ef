"""Finds or installs what the tests need beyond Python packages: a file for each thing, sources in turn."""
