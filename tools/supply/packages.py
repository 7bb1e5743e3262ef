"""Installs Debian's packages of all that is missing in one go, which may run while Python's are coming."""

from tools.supply.__main__ import WANTED
from tools.supply.sources import of_debian


def main() -> None:
    missing = [wanted for wanted in WANTED if not wanted.is_given() and not wanted.is_here()]
    if missing:
        of_debian(*(package for wanted in missing for package in wanted.packages))


if __name__ == "__main__":
    main()
