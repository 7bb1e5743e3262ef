"""Churn: people write, readers come and go, machines fail; at the end everybody must have everything once."""
