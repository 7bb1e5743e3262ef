"""What every application of a process would compile anew, compiled once: templates, addresses, statements."""

from collections.abc import Callable
from typing import Any

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Engine
from werkzeug.routing import Rule

from summit.db import db

Builder = Callable[..., tuple[str, str]]


class TemplatesOnce(BytecodeCache):
    """Keeps compiled templates as long as the process lives; one whose source has changed is another."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


class RuleOnce(Rule):
    """A rule whose builders are those of the same rule in an application before."""

    builders: dict[tuple[object, ...], Builder] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        like = self.rule, tuple(self._trace), repr(self.defaults), append_unknown
        if like not in self.builders:
            self.builders[like] = super()._compile_builder(append_unknown)
        return self.builders[like]


STATEMENTS = 5_000
"""More than all tests send to one kind of database."""
engines: dict[str, Engine] = {}
make_engine = db._make_engine


def engine_once(*options: Any) -> Engine:
    """An engine of its own that shares its compiled statements with those for the same kind of database."""
    made = make_engine(*options)
    first = engines.get(made.dialect.name)
    if first is None or first.dialect.server_version_info is None:  # it has not met its database
        made._compiled_cache.capacity = STATEMENTS
        engines[made.dialect.name] = made
    else:
        made.dialect, made._compiled_cache = first.dialect, first._compiled_cache
    return made


def compile_once() -> None:
    """Let the applications that are made from now on share what they compile."""
    options: dict[str, Any] = {**Flask.jinja_options, "bytecode_cache": TemplatesOnce()}
    Flask.jinja_options = options
    Flask.url_rule_class = RuleOnce
    db._make_engine = engine_once
