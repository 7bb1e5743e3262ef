"""How fast things go in a churn."""

HEARTBEAT_S = 4.0
"""Instead of twelve seconds, so that the end need not be waited for so long."""
FAILING = 0.04
"""The share of commits that fail at the last moment, as on a full disk."""
DAWDLES_S = 0.02
"""A page is made so slowly that somebody writes meanwhile."""
