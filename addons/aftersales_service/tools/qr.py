"""QR code of a document's number as a picture that needs no drawing library.

The host draws bar codes as bitmaps through an optional backend of reportlab, which is
missing on many installations; its encoder is always there, and lines print sharper.
"""

from base64 import b64encode

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel


def qr_rows(text: str) -> list[list[bool]]:
    """Dark and light fields of the code, row by row.

    >>> rows = qr_rows("SV/2026/000001")
    >>> len(rows) == len(rows[0]), rows[0][:8]
    (True, [True, True, True, True, True, True, True, False])
    """
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return [[bool(field) for field in row] for row in code.modules]


def qr_svg(text: str) -> str:
    """The code as SVG, one path; it takes the size of the element around it.

    >>> qr_svg("工单-1")[:40]
    '<svg xmlns="http://www.w3.org/2000/svg" '
    """
    rows = qr_rows(text)
    path = "".join(
        f"M{x} {y}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, dark in enumerate(row)
        if dark
    )
    size = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><path d="{path}"/></svg>'
    )


def qr_data_uri(text: str) -> str:
    """The code as the source of an HTML image.

    >>> qr_data_uri("SV/1")[:26]
    'data:image/svg+xml;base64,'
    """
    return "data:image/svg+xml;base64," + b64encode(qr_svg(text).encode()).decode()
