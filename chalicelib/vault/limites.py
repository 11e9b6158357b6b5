"""Sizes of the format, apart from what enforces them: whoever only announces them needs no cryptography."""

KIB = 1024
MIB = 1024 * KIB

MAX_REGISTRO = 16 * KIB
MAX_JPEG = 3 * MIB // 2
MAX_FIRMA = 512 * KIB
MAX_ARCHIVO = 4 * MIB
"""Bytes of `registro.json`, of a photograph, of the signature's image, and of the whole clear expediente."""
MAX_FIRMA_DER = 72
"""Bytes of `registro.sig` that the archive takes: the format asks for 64, and one in DER, up to 72 bytes long, is to
be refused with a code that says so."""
MAX_SELLADO = MAX_ARCHIVO + 8 * KIB
"""Bytes of a sealed expediente: the largest clear one, 32 bytes for each of its frames, and the header."""
