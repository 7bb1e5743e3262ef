"""What a job leaves behind: a whole file or none."""

import os
from pathlib import Path


def leave(folder: Path, name: str, content: bytes) -> str:
    """Write a file and answer its name.

    Whoever reads it, and a second attempt that writes it too, never meets half of it; it is on the disk
    before the job can be called done.
    """
    part = folder / f"{name}.{os.getpid()}.part"
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / name)
    return name
