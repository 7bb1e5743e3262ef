"""The child process that typesets: JSON on its input, PDF on its output, within limits of memory and time.

Run by its path, so that it imports the typesetter and nothing of the application.
"""

import json
import re
import resource
import sys

import typst

MEMORY = 3 * 1024**3
ATTEMPTS = 12
_UNPRINTABLE = re.compile(r'(?:the text|the codepoint) `"((?:[^"`\\]|\\.)+)"`')


def main() -> None:
    """Read template, timestamp, limit (s) and document; write the PDF, or a sentence to stderr and exit 1."""
    order = json.load(sys.stdin)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (order["limit"], order["limit"]))
    try:
        sys.stdout.buffer.write(typeset(order["template"], order["document"], order["timestamp"]))
    except typst.TypstError as error:
        sys.exit(f"The PDF could not be typeset: {error.message}")


def typeset(template: str, document: object, timestamp: int) -> bytes:
    """Typeset; signs that the fonts lack are printed as their code, since archives allow no empty boxes."""
    written = json.dumps(document, ensure_ascii=False)
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return typst.compile(
                template,
                ignore_system_fonts=True,
                timestamp=timestamp,
                pdf_standards=["a-2a", "ua-1"],
                sys_inputs={"document": written},
            )
        except typst.TypstError as error:
            lacking = _lacking(error.diagnostic)
            if not lacking or attempt == ATTEMPTS:
                raise
            written = json.dumps(_named(document, lacking), ensure_ascii=False)
            document = json.loads(written)
    raise AssertionError("the last attempt returns or raises")


def _lacking(diagnostic: str) -> set[str]:
    """The signs that the typesetter says it cannot print."""
    found = {_unescaped(one) for one in _UNPRINTABLE.findall(diagnostic)}
    return {sign for cluster in found for sign in cluster if not sign.isascii() or not sign.isprintable()}


def _unescaped(written: str) -> str:
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda hexadecimal: chr(int(hexadecimal[1], 16)), written)


def _named(value: object, lacking: set[str]) -> object:
    if isinstance(value, str):
        return "".join(f"[U+{ord(sign):04X}]" if sign in lacking else sign for sign in value)
    if isinstance(value, list):
        return [_named(one, lacking) for one in value]
    if isinstance(value, dict):
        return {key: _named(one, lacking) for key, one in value.items()}
    return value


if __name__ == "__main__":
    main()
