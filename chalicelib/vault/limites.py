"""Sizes of the format, in a module of its own so that code that only announces records imports no cryptography."""

KIB = 1024
MIB = 1024 * KIB

MAX_REGISTRO = 16 * KIB
MAX_JPEG = 3 * MIB // 2
MAX_FIRMA = 512 * KIB
MAX_ARCHIVO = 4 * MIB
"""Most bytes of `registro.json`, of a photograph, of the signature's image, and of the whole clear expediente."""
MAX_FIRMA_DER = 72
"""Most bytes of `registro.sig` in the archive. The format asks for 64. A signature in DER has up to 72, and must be
read to be refused with its own code.
"""
MAX_SELLADO = MAX_ARCHIVO + 8 * KIB
"""Most bytes of a sealed expediente: the largest clear one, 32 bytes for each of its frames, and the header."""
