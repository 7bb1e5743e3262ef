"""Templates compiled once and kept beside them, as Python keeps its own modules.

Compiling a large page takes a quarter of a second, and whoever opens it first after a start would stop
everybody for so long.
"""

import sys
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from flask import Flask
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class Beside(FileSystemBytecodeCache):
    """Nothing is kept where the folder cannot be written; a changed template is compiled anew."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                Path(self.directory).mkdir(exist_ok=True)
                super().dump_bytecode(bucket)


def init_app(app: Flask) -> None:
    kept = f"%s.jinja-{version('jinja2')}.cache"
    folder = Path(app.root_path).parent / "templates" / "__pycache__"
    app.jinja_options = {**app.jinja_options, "bytecode_cache": Beside(str(folder), kept)}


def load_all(app: Flask) -> int:
    """Load every page before the first request, and answer their number.

    Kept ones take a tenth of a second; while others are compiled, nobody is served yet who would wait.
    """
    names = [] if sys.dont_write_bytecode else app.jinja_env.list_templates(extensions=["html", "xml"])
    for name in names:
        app.jinja_env.get_template(name)
    return len(names)
