"""The small QR on the back of a credential: an address whose key begins with the OCR and ends with the CIC (9.8).

    http://qr.ine.mx/<OCR 13><2><CIC 9>/<AAAAMMDD>/<P>/<6 digits>

No official text describes it. Where the OCR and the CIC stand was seen on cards; the rest is only its form. The QRs of
high density are encrypted by the INE: nobody else reads them.
"""

import re
from dataclasses import dataclass

_QR = re.compile(
    r"https?://qr\.ine\.mx/([0-9]{13})[0-9]{2}([0-9]{9})/[0-9]{8}/[A-Za-z0-9]{1,2}/[0-9]{6}/?", re.ASCII
)


@dataclass(frozen=True)
class Qr:
    """What of the QR is understood."""

    ocr: str
    cic: str


def parse_qr(texto: str) -> Qr | None:
    """The OCR and the CIC in the text of a small QR, or None when it is another text."""
    partes = _QR.fullmatch(texto)
    return Qr(partes[1], partes[2]) if partes else None
