"""Messages of a request for attention (Protocolo 17): each sealed with the system's secret."""

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.store.base.tabla import Tabla, meta


class MensajeDeAtencion(Tabla):
    """A message. `de`: the side that wrote it; `texto` is sealed."""

    Meta = meta("atencion-mensajes")
    solicitud = UnicodeAttribute(hash_key=True)
    n = NumberAttribute(range_key=True)
    de = UnicodeAttribute()
    cuenta = UnicodeAttribute()
    momento = UnicodeAttribute()
    texto = BinaryAttribute(legacy_encoding=False)

    @property
    def identidad(self) -> str:
        """Encryption context to which `texto` is bound."""
        return f"atencion {self.solicitud} {int(self.n)}"


def messages_of(solicitud: str) -> list[MensajeDeAtencion]:
    """Messages of a request, oldest first."""
    return list(MensajeDeAtencion.query(solicitud, consistent_read=True))
