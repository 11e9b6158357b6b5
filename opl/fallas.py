"""Failures, each with a Spanish text and an exit code of its own (15.1, 15.3)."""


class Falla(Exception):
    """A failure. `codigo`: exit code of the command, which never changes its meaning; `texto`: what happened and what
    to do."""

    codigo = 1

    def __init__(self, texto: str) -> None:
        super().__init__(texto)
        self.texto = texto


class LlaveAjena(Falla):
    """The private key is not the one to which the delivery was sealed."""

    codigo = 10


class FraseIncorrecta(Falla):
    """The passphrase does not open the private key."""

    codigo = 11


class ParteDanada(Falla):
    """A file is not as it was sealed."""

    codigo = 12


class ParteFaltante(Falla):
    """A file that the manifest names is missing."""

    codigo = 13


class ParteTruncada(Falla):
    """A file ends too soon."""

    codigo = 14


class ParteConSobrante(Falla):
    """A file has data after its end."""

    codigo = 15


class DeOtraEntrega(Falla):
    """A file belongs to another process or delivery."""

    codigo = 16


class ManifiestoAlterado(Falla):
    """The manifest is not the one that the system signed."""

    codigo = 17


class CifrasNoCierran(Falla):
    """The rows do not add up to the figures of the manifest."""

    codigo = 18


class PruebaInvalida(Falla):
    """The proof does not lead to the root in the log's checkpoint."""

    codigo = 19


class SalidaOcupada(Falla):
    """The place of the result is taken, or cannot be written."""

    codigo = 20


class SinDisco(Falla):
    """The disk is full, or a file may not be read or written."""

    codigo = 22


class ExpedienteAjeno(Falla):
    """An expediente in a file of images is not the one that was received."""

    codigo = 23


class LlaveIlegible(Falla):
    """A file that should contain a key contains none."""

    codigo = 21
