"""Markdown and HTML put together at random, in which every word is known that a reader must not lose."""

import re
from dataclasses import dataclass, field
from itertools import count
from random import Random

STRANGE = (
    "café", "cafe\u0301", "n\u0303o\u0324", "שלום", "مرحبا", "\u202bאב\u202c", "\u2066x\u2069", "法律", "ไทย",
    "👩\u200d⚖️", "a\u0300\u0301\u0302\u0303", "ﬁ", "\u00adsoft", "1\u00a0000", "\ufeff", "i\u0307",
    "&amp;", "\\*", "_", "`", "<", "[", "!",
)  # fmt: skip
SIGNS = ("-", "*", "+", "1.", "1)", "7.", "a.", "b)", "(a)", "i.", "iv)", "A.", "#.")
ELEMENTS = (
    "<p>%i</p>", "<div>%i</div>", "<ul><li>%i</li><li>%p</ul>", '<ol type="a" start="%n"><li>%i</ol>',
    "<ol><li>%p%i</ol>", "<blockquote>%i</blockquote>", "<h2>%p</h3>%i", "<em>%i</em>", '<p dir="rtl">%i</p>',
    "<table><tr><th>%p<td>%i<tr><td colspan=2>%p</table>", "<dl><dt>%p<dd>%i</dl>", "<pre>%p</pre>%i", "%p%i",
    "<table><tr><td rowspan=3>%p<td>%p<tr><td>%i</table>", "<table><caption>%p<tr><td>%i</table>",
    "<figure>%p<figcaption>%i</figcaption></figure>", "<details><summary>%p</summary>%i</details>",
    "<table><tr><td>%p<tr><td>%p<td>%p<td>%i</table>", "<i>%p<p>%i</i>", "<section>%i",
)  # fmt: skip
MARKS = (
    ("*", "*"), ("**", "**"), ("***", "***"), ("`", "`"), ("~~", "~~"), ("[", "](u)"), ("![", "](p.png)"),
    ("<b>", "</b>"), ("<sup>", "</sup>"), ("^", "^"), ("“", "”"), ("[[", "](u)](v)"),
)  # fmt: skip
HTML_MARKS = (("", ""), ("<b>", "</b>"), ("<a href='u'>", "</a>"), ("<sup>", "</sup>"))
IN_NOTES = (
    "", "\n\n    %l", "\n\n    - %l\n    - %w", "\n\n    %w\n    :   %w", "\n\n    | a | %w |\n    |---|---|",
)  # fmt: skip


@dataclass(slots=True)
class Soup:
    """Chance, and the words that were put where people see them."""

    chance: Random
    words: list[str] = field(default_factory=list)
    numbers: count = field(default_factory=lambda: count(1))

    def word(self) -> str:
        made = f"zq{next(self.numbers)}x"
        self.words.append(made)
        return made

    def line(self, most: int = 6) -> str:
        """Some words, with strange ones and marks around them."""
        said = []
        for _ in range(self.chance.randint(1, most)):
            fate = self.chance.random()
            if fate < 0.55:
                said.append(self.word())
            elif fate < 0.75:
                said.append(self.chance.choice(STRANGE[:16]))
            elif fate < 0.95:
                said.append(self.marked())
            else:
                said.append(self.chance.choice(STRANGE))
        return " ".join([self.word(), *said])

    def filled(self, *templates: str) -> str:
        """One of the templates, with a word for each %w and a line for each %l."""
        made = {"w": self.word, "l": lambda: self.line(3)}
        return re.sub(r"%(\w)", lambda found: made[found[1]](), self.chance.choice(templates))

    def marked(self) -> str:
        left, right = self.chance.choice(MARKS)
        return f"{left}{self.word()}{right}"

    # --- Markdown ---------------------------------------------------------------------------------------

    def markdown(self) -> str:
        return "\n\n".join(self.block(0) for _ in range(self.chance.randint(1, 7))) + "\n"

    def block(self, depth: int) -> str:
        if depth > self.chance.choice((2, 3, 8, 70)):
            return self.line()
        kinds = (
            self.heading, self.line, self.lines, self.list, self.list, self.quote, self.table, self.code,
            self.noted, self.html_block, self.definition, self.ladder,
        )  # fmt: skip
        made = self.chance.choice(kinds)
        return made(depth) if made in (self.list, self.quote) else made()  # type: ignore[call-arg, operator]

    def heading(self) -> str:
        return f"{'#' * self.chance.randint(1, 6)} {self.line(3)}"

    def lines(self) -> str:
        ends = ("\n", "  \n", "\\\n", "\n\t")
        return "".join(self.line(4) + self.chance.choice(ends) for _ in range(3)) + self.word()

    def list(self, depth: int) -> str:
        """Items with all kinds of signs, tight or loose, blocks inside of them."""
        sign, gap = self.chance.choice(SIGNS), self.chance.choice(("\n", "\n\n"))
        made = []
        for _ in range(self.chance.randint(1, 4)):
            inside = [self.line(4), *(self.block(depth + 1) for _ in range(self.chance.choice((0, 0, 1, 2))))]
            pad = " " * (len(sign) + 1)
            words = self.chance.choice(("\n", "\n\n")).join(inside).replace("\n", "\n" + pad)
            made.append(f"{sign} {words}")
        return gap.join(made)

    def quote(self, depth: int) -> str:
        return "\n".join(f"> {line}" for line in self.block(depth + 1).split("\n"))

    def table(self) -> str:
        width, height = self.chance.choice(((1, 1), (2, 3), (3, 2), (40, 3), (2, 200)))
        rows = [[self.cell() for _ in range(width)] for _ in range(height + 1)]
        rule = [self.chance.choice(("---", ":--", ":-:", "--:")) for _ in range(width)]
        return "\n".join(f"| {' | '.join(row)} |" for row in (rows[0], rule, *rows[1:]))

    def cell(self) -> str:
        return self.filled("", "%w", "*%w*", "`a`", "שלום")

    def code(self) -> str:
        fence = self.chance.choice(("```", "~~~", "````"))
        return f"{fence}{self.chance.choice(('', 'py', ' c++'))}\n{self.word()}\n  {self.word()}\n{fence}"

    def noted(self) -> str:
        label = f"n{next(self.numbers)}"
        more = self.filled(*IN_NOTES)
        return f"{self.line(3)}[^{label}]\n\n[^{label}]: {self.line(3)}{more}"

    def html_block(self) -> str:
        if self.chance.random() < 0.4:
            return self.element(2)
        return self.filled("<div>\n\n%l\n\n</div>", "<!-- nothing -->")

    def definition(self) -> str:
        return f"{self.line(2)}\n:   {self.line(3)}"

    def ladder(self) -> str:
        """Lists or quotations deeper and deeper."""
        depth, step = self.chance.choice((3, 20, 59, 75)), self.chance.choice(("- ", "> ", "1. "))
        return step * depth + self.line(2)

    # --- HTML -------------------------------------------------------------------------------------------

    def html(self) -> str:
        body = "".join(self.element(self.chance.choice((1, 2, 4))) for _ in range(self.chance.randint(1, 5)))
        frame = self.chance.choice(("{}", "<html lang=es><body>{}</body></html>", "<p>{}"))
        return frame.format(body)

    def element(self, depth: int) -> str:
        if depth <= 0:
            return self.plain()
        inside = "".join(self.element(depth - 1) for _ in range(self.chance.randint(1, 2)))
        template = self.chance.choice(ELEMENTS)
        made = {"i": lambda: inside, "p": self.plain, "n": lambda: str(self.chance.randint(1, 30))}
        return re.sub(r"%(\w)", lambda found: made[found[1]](), template)

    def plain(self) -> str:
        words = [self.word(), self.chance.choice(STRANGE[:16]), self.word()]
        left, right = self.chance.choice(
            (("", ""), ("<b>", "</b>"), ("<a href='u'>", "</a>"), ("<sup>", "</sup>"))
        )
        return f" {left}{self.chance.choice((' ', '<br>', '&nbsp;')).join(words)}{right} "
