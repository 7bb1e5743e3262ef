"""An nginx for the tests of what stands before several workers; .venv/.nginx is its path."""

from tools.supply.sources import Wanted, of_debian, on_system


def of_system() -> str | None:
    return on_system("nginx")


def of_package() -> str | None:
    of_debian("nginx")
    return of_system()


WANTED = Wanted(
    name="nginx",
    note=".nginx",
    sources=(of_system, of_package),
    skipped="tests of nginx before the workers",
    remedy="Install nginx by the system's own means.",
)
