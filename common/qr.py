"""QR codes of addresses."""

import io

import segno
from django.http import HttpResponse


def qr_image(address: str) -> HttpResponse:
    """An address as a QR code in SVG, for screens and for paper."""
    image = io.BytesIO()
    # Black on white with a quiet zone, also in dark mode: phones read nothing else reliably.
    segno.make(address, error="m", micro=False).save(
        image, kind="svg", border=4, dark="#000", light="#fff", omitsize=True, xmldecl=False
    )
    return HttpResponse(image.getvalue(), content_type="image/svg+xml")
