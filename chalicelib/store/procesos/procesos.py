"""Electoral processes (table `procesos`). Readers may keep a copy for a minute."""

from pynamodb.attributes import (
    BinaryAttribute,
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.rules.mesa.muestra import PORCENTAJE
from chalicelib.store.base.copias import keep_copy
from chalicelib.store.base.tabla import Tabla, meta


class ProcesosPorOpl(GlobalSecondaryIndex["Proceso"]):
    """Processes of an OPL."""

    class Meta:
        index_name = "por_opl"
        projection = AllProjection()

    opl = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute(range_key=True)


class Proceso(Tabla):
    """One local electoral process, with its keys.

    `llave_captura`: ARN of the RSA key to which phones seal; `llave_resguardo`: ARN of the symmetric key of this
    process alone; `secreto`: the secret of its blind index and sealed fields, wrapped by `llave_resguardo`.

    `estado`: abriendo (some of these are still to be made: nobody reads it as a process) | abierto; `reserva`: until
    when the attempt at opening that is under way holds it. `huella_opl`, `llave_opl_en`: fingerprint of the OPL's key
    in force and when it was handed over (15.1). `version` grows with each change of its periods' dates or state and
    of that key: what depends on both is decided by one after the other.
    `muestra`: percent of the Mesa's verdicts that are looked at twice; `nombres_en_nominativo`: whether an aspirante's
    nominativo may have the names of those who gave their support (7.12).
    """

    Meta = meta("procesos")
    proceso = UnicodeAttribute(hash_key=True)
    opl = UnicodeAttribute()
    nombre = UnicodeAttribute()
    entidad = UnicodeAttribute()
    llave_captura = UnicodeAttribute(null=True)
    llave_captura_publica = BinaryAttribute(legacy_encoding=False, null=True)
    llave_resguardo = UnicodeAttribute(null=True)
    secreto = BinaryAttribute(legacy_encoding=False, null=True)
    estado = UnicodeAttribute(default="abierto")
    reserva = UnicodeAttribute(null=True)
    huella_opl = UnicodeAttribute(null=True)
    llave_opl_en = UnicodeAttribute(null=True)
    version = NumberAttribute(default=1)
    muestra = NumberAttribute(default=PORCENTAJE)
    nombres_en_nominativo = BooleanAttribute(default=True)
    por_opl = ProcesosPorOpl()

    @property
    def abierto(self) -> bool:
        return bool(self.estado == "abierto")


def get_proceso(proceso: str) -> Proceso:
    """The process, at most a minute old. Raises `Proceso.DoesNotExist` also for one that is not wholly open."""
    return keep_copy(("proceso", proceso), lambda: _open(Proceso.get(proceso)))


def read_proceso(proceso: str) -> Proceso:
    """The process as of now: what a decision must rest on. Raises as `get_proceso`."""
    return _open(Proceso.get(proceso, consistent_read=True))


def _open(proceso: Proceso) -> Proceso:
    if not proceso.abierto:
        raise Proceso.DoesNotExist
    return proceso


def all_processes() -> list[Proceso]:
    """All processes that are open: some dozens at most."""
    return [p for p in Proceso.scan() if p.abierto]
