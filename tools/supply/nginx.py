"""An nginx for the tests of what stands before several workers; .venv/.nginx is its path."""

from tools.supply.sources import Wanted, on_system


def of_system() -> str | None:
    return on_system("nginx")


WANTED = Wanted(
    name="nginx",
    note=".nginx",
    here=(of_system,),
    packages=("nginx",),
    skipped="tests of nginx before the workers",
    remedy="Install nginx by the system's own means.",
)
