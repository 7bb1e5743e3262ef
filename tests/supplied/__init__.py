"""Servers beside ours that tests start and stop, from the programs that tools/supply found."""
