"""Faults planted on purpose in the source of a module, which a test must find."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FunctionType, ModuleType

import pytest

FOUND = (AssertionError, ValueError, IndexError, KeyError, pytest.fail.Exception)


def codes(code: CodeType) -> Iterator[CodeType]:
    """Every function of a compiled module."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from codes(constant)


def functions(module: ModuleType) -> dict[str, FunctionType]:
    """Functions and methods defined in a module, by qualified name."""
    found = {}
    for thing in vars(module).values():
        members = [thing, *vars(thing).values()] if inspect.isclass(thing) else [thing]
        for member in members:
            function = member.fget if isinstance(member, property) else member
            function = inspect.unwrap(function) if callable(function) else function  # below @transaction
            if isinstance(function, FunctionType) and function.__module__ == module.__name__:
                found[function.__qualname__] = function
    return found


@contextmanager
def planted(module: ModuleType, old: str, new: str) -> Iterator[None]:
    """The module with a piece of its source replaced, for as long as the block runs."""
    source = inspect.getsource(module)
    assert source.count(old) == 1, f"{old!r} is not once in {module.__name__}"
    ours = functions(module)
    faulty = compile(source.replace(old, new), module.__file__, "exec", dont_inherit=True)
    kept = {}
    for code in codes(faulty):
        function = ours.get(code.co_qualname)
        if function and function.__code__.co_freevars == code.co_freevars:
            kept[function] = function.__code__
            function.__code__ = code
    assert any(function.__code__ != code for function, code in kept.items()), f"{new!r} changes no function"
    try:
        yield
    finally:
        for function, code in kept.items():
            function.__code__ = code


def finds(check: Callable[..., object], module: ModuleType, old: str, new: str) -> None:
    """The check passes in all its cases, and fails in one of them with the fault planted."""
    runs = [mark.args for mark in getattr(check, "pytestmark", ()) if mark.name == "parametrize"]
    cases = [case if isinstance(case, tuple) else (case,) for _, values in runs for case in values] or [()]
    for case in cases:
        check(*case)
    with planted(module, old, new), pytest.raises(FOUND):  # noqa: PT012
        for case in cases:
            check(*case)
