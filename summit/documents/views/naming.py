"""How provisions are called on pages."""

from summit.domain.text import Kind, Provision

NAMES = {
    Kind.HEADING: "section {}",
    Kind.NOTE: "note {}",
    Kind.QUOTE: "the quotation",
    Kind.TABLE: "the table",
    Kind.CODE: "the code",
    Kind.RULE: "the rule",
}


def provision_name(provision: Provision, label: str | None) -> str:
    """ "§ 12" for a paragraph or an item, "section 2" for a heading; never broken across lines."""
    name = NAMES.get(provision.kind, "§ {}" if label else "the paragraph")
    return name.format(label or "without number").replace("§ ", "§\N{NO-BREAK SPACE}")
