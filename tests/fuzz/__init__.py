"""A fuzz run over everything that reads, compares, merges and carries texts: `make fuzz`, CONTRIBUTING.md."""
