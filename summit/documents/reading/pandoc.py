"""Pandoc as a child process: sandboxed, with limits of time, memory and output."""

import json
import os
import resource
import subprocess
import tempfile
from functools import cache
from typing import IO, Any

import pypandoc

from summit.documents.reading.refusals import FileTooLarge, ReadingTimedOut, TooDeep, Unreadable
from summit.domain.text.pandoc_inlines import DEEPEST

SECONDS = 20
OUTPUT = 64_000_000
MEMORY = "-M768m"

# `smart` would rewrite quotation marks and dashes; `emoji` and formulas would take :x: and $20 for markup.
FORMATS = {
    "markdown": "commonmark_x+yaml_metadata_block-smart-emoji-tex_math_dollars",
    "markdown_placed": "commonmark_x+yaml_metadata_block+sourcepos-smart-emoji-tex_math_dollars",
    "html": "html-smart",
    "docx": "docx",
    "odt": "odt",
}


def syntax_tree(content: bytes, form: str) -> dict[str, Any]:
    """Pandoc's JSON syntax tree of a file in one of FORMATS.

    Raises ReadingTimedOut, FileTooLarge (the tree), TooDeep and Unreadable.
    """
    with (
        tempfile.TemporaryFile() as source,
        tempfile.TemporaryFile() as tree,
        tempfile.TemporaryFile() as said,
    ):
        source.write(content)
        source.seek(0)
        code = _run(form, source, tree, said)
        if tree.tell() >= OUTPUT or code == -25:
            raise FileTooLarge(OUTPUT, "The text, once read, is")
        if code:
            raise _refusal(code, said)
        tree.seek(0)
        return _parsed(tree.read())


def _run(form: str, source: IO[bytes], tree: IO[bytes], said: IO[bytes]) -> int:
    command = [program(), "+RTS", MEMORY, "-RTS", "--sandbox", "-f", FORMATS[form], "-t", "json"]
    environment = {"LANG": "C.UTF-8", "PATH": os.defpath}
    with subprocess.Popen(  # noqa: S603 - the program is the one that came with the package, nothing of it is input
        command, stdin=source, stdout=tree, stderr=said, cwd="/", env=environment, close_fds=True
    ) as process:
        _limit(process.pid)
        try:
            code = process.wait(SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            raise ReadingTimedOut(SECONDS) from None
    tree.seek(0, os.SEEK_END)
    return code


def _limit(process: int) -> None:
    if hasattr(resource, "prlimit"):
        try:
            resource.prlimit(process, resource.RLIMIT_FSIZE, (OUTPUT, OUTPUT))
        except ProcessLookupError:
            return


@cache
def program() -> str:
    """The path of the pandoc that came with the package."""
    return str(pypandoc.get_pandoc_path())


def _refusal(code: int, said: IO[bytes]) -> Exception:
    said.seek(0)
    words = " ".join(said.read(2000).decode("utf-8", "replace").split())
    if code == 251 or "heap" in words.lower() or "stack overflow" in words.lower():
        return FileTooLarge(768_000_000, "Reading the file needs memory")
    if "yaml" in words.lower():
        return Unreadable("The lines between the two rules at the beginning of the file are no valid YAML.")
    return Unreadable("The file is damaged or not of the kind its name says.")


def _parsed(tree: bytes) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(tree)
    except RecursionError:
        raise TooDeep(DEEPEST) from None
    return found
