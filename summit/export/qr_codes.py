"""QR codes as SVG, with the quiet zone that they need."""

import io

import segno

BORDER = 4


def qr_code(address: str) -> str:
    """Black on white whatever is around it, or devices could not read it; as large as its place allows."""
    drawn = io.BytesIO()
    made = segno.make(address, error="m", micro=False)
    made.save(drawn, kind="svg", border=BORDER, light="white", xmldecl=False, omitsize=True)
    return drawn.getvalue().decode()
