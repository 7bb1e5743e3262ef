"""The load harness of the live side: clients that speak the real protocol, and servers to compare with."""
