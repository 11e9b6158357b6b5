"""Requirements of authorities and requests of persons, and every disclosure of data (Protocolo 16.2, 16.3, 18.6).

    proceso (hash)   cual (range)
    P                requerimiento#0001        what is required, by whom, until when
    P                paquete#0001#00003        a sealed file of its package, named by the step that made it

The package is made step by step, as a delivery is (`store/entrega/entregas.py`). Each step is conditional on the `paso`
it started from, and stores the message of the next step in the outbox.
"""

from pynamodb.attributes import BinaryAttribute, JSONAttribute, NumberAttribute, UnicodeAttribute

from chalicelib.store.base.tabla import Tabla, meta

_REQUERIMIENTO, _PAQUETE = "requerimiento#", "paquete#"
REGISTRADO, EN_CURSO, LISTO, ATENDIDO = "registrado", "en_curso", "listo", "atendido"
ABIERTOS = frozenset({REGISTRADO, EN_CURSO, LISTO})


class Requerimiento(Tabla):
    """A requirement. `datos`: data of a person who asks for their own, sealed with the process's secret.

    `der`, `huella`: public key to which its package is sealed, and its fingerprint; `hechos`: folios already in the
    package; `sin_expediente`: those of them without images; `digesto`: SHA-256 of the manifest; `comunicaciones`: who
    took the package, and when.
    """

    Meta = meta("requerimientos")
    proceso = UnicodeAttribute(hash_key=True)
    cual = UnicodeAttribute(range_key=True)
    numero = NumberAttribute()
    clase = UnicodeAttribute()
    autoridad = UnicodeAttribute()
    fundamento = UnicodeAttribute()
    oficio = UnicodeAttribute()
    datos = BinaryAttribute(legacy_encoding=False, null=True)
    notificado_en = UnicodeAttribute()
    vence = UnicodeAttribute()
    folios = JSONAttribute()
    registrado_en = UnicodeAttribute()
    cuenta = UnicodeAttribute()
    estado = UnicodeAttribute(default=REGISTRADO)
    version = NumberAttribute(default=0)
    paso = NumberAttribute(default=0)
    der = BinaryAttribute(legacy_encoding=False, null=True)
    huella = UnicodeAttribute(default="")
    pedido_en = UnicodeAttribute(default="")
    sin_expediente = JSONAttribute(default=list)
    digesto = UnicodeAttribute(null=True)
    listo_en = UnicodeAttribute(null=True)
    comunicaciones = JSONAttribute(default=list)
    atendido_en = UnicodeAttribute(null=True)
    oficio_respuesta = UnicodeAttribute(default="")

    @property
    def requerimiento(self) -> str:
        """Id of the requirement: process and number."""
        return f"{self.proceso}-R{int(self.numero)}"

    @property
    def identidad(self) -> str:
        """Encryption context of `datos`."""
        return f"requerimiento {self.requerimiento}"


class Paquete(Tabla):
    """The sealed file that one step made: JSON of `rules/entrega/manifiesto.ArchivoDeEntrega`."""

    Meta = meta("requerimientos")
    proceso = UnicodeAttribute(hash_key=True)
    cual = UnicodeAttribute(range_key=True)
    archivo = JSONAttribute()


def requirement_key(numero: int) -> str:
    """Range key of a requirement."""
    return f"{_REQUERIMIENTO}{numero:04}"


def package_key(numero: int, paso: int) -> str:
    """Range key of the file that one step made."""
    return f"{_PAQUETE}{numero:04}#{paso:05}"


def requirements_of(proceso: str) -> list[Requerimiento]:
    """Every requirement of a process, newest first."""
    return list(
        Requerimiento.query(
            proceso,
            Requerimiento.cual.startswith(_REQUERIMIENTO),
            scan_index_forward=False,
            consistent_read=True,
        )
    )


def find_requirement(proceso: str, numero: int) -> Requerimiento | None:
    """A requirement by a consistent read, or None."""
    try:
        return Requerimiento.get(proceso, requirement_key(numero), consistent_read=True)
    except Requerimiento.DoesNotExist:
        return None


def files_of(proceso: str, numero: int) -> list[Paquete]:
    """Files of a requirement's package, in order."""
    return list(
        Paquete.query(proceso, Paquete.cual.startswith(f"{_PAQUETE}{numero:04}#"), consistent_read=True)
    )


def package_object(proceso: str, numero: int, sha256: str) -> str:
    """Key of a sealed file, of the manifest or of its signature (`.firma`) in the bucket, by the digest."""
    return f"{proceso}/requerimientos/{numero:04}/{sha256}"
