"""Registrations of aspirantes (table `aspirantes`, Protocolo 6.1 F) and how they are read and changed.

llave in `unicos`                                       dueno
<proceso>#<periodo>#aspirante#clave#<blind index>       the aspirante: one registration per person and office
<proceso>#aspirante#correo#<blind index>                the aspirante: one account, one aspirante of a process
"""

from itertools import islice

from pynamodb.attributes import (
    BinaryAttribute,
    ListAttribute,
    NumberAttribute,
    UnicodeAttribute,
)
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex

from chalicelib.rules.aspirantes.registro import Hito
from chalicelib.store.base.copias import keep_copy
from chalicelib.store.base.tabla import Tabla, meta


class AspirantesPorProceso(GlobalSecondaryIndex["Aspirante"]):
    """Aspirantes of a process: some hundreds at most."""

    class Meta:
        index_name = "por_proceso"
        projection = AllProjection()

    proceso = UnicodeAttribute(hash_key=True)
    aspirante = UnicodeAttribute(range_key=True)


class Aspirante(Tabla):
    """An aspirante's registration; the hash key is the folio único (6.1 F).

    `unidad`: the distrito or municipio sought, empty where the office is the entidad's; `nombre`: as the app shows it
    (9.3), public; `datos`: everything else of the person, sealed; `estado`: registrado | confirmado | baja;
    `version`: of the data and the emblem; `cedula`: the version whose Cédula was made (6.1 F); `emblema`: digest of
    the picture; `historia`: who did what and when, appended (`rules/aspirantes/registro.Hito` as JSON); `sujeto`:
    subject that signed in as the aspirante (6.1 D); `representante`: the person named by the aspirante, sealed;
    `representante_sujeto`: subject that signed in as that person; `baja`: why the registration ended, sealed; `carga`:
    the bulk load of auxiliares in course, which locks them (7.4); `anteriores`: the versions that corrections of a
    confirmed registration replaced, sealed, oldest first (`workflows/aspirantes/versiones.py`).
    """

    Meta = meta("aspirantes")
    aspirante = UnicodeAttribute(hash_key=True)
    proceso = UnicodeAttribute()
    periodo = UnicodeAttribute()
    opl = UnicodeAttribute()
    unidad = UnicodeAttribute(default="")
    nombre = UnicodeAttribute()
    estado = UnicodeAttribute(default="confirmado")
    datos = BinaryAttribute(legacy_encoding=False, null=True)
    emblema = UnicodeAttribute(null=True)
    carga = UnicodeAttribute(null=True)
    version = NumberAttribute(default=1)
    cedula = NumberAttribute(null=True)
    historia: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    sujeto = UnicodeAttribute(null=True)
    representante = BinaryAttribute(legacy_encoding=False, null=True)
    representante_sujeto = UnicodeAttribute(null=True)
    baja = BinaryAttribute(legacy_encoding=False, null=True)
    anteriores: ListAttribute[bytes] = ListAttribute(
        of=BinaryAttribute,  # type: ignore[arg-type]
        default=list,
    )
    por_proceso = AspirantesPorProceso()

    @property
    def identidad(self) -> str:
        """Encryption context to which `datos` is bound."""
        return f"aspirante {self.aspirante}"

    @property
    def contienda(self) -> str:
        """The office within its geography: supports of one person for the same contest are duplicates (LGIPE 385)."""
        return f"{self.periodo}#{self.unidad}" if self.unidad else self.periodo


def get_aspirante(aspirante: str) -> Aspirante:
    """The aspirante, at most a minute old. Raises `Aspirante.DoesNotExist`."""
    return keep_copy(("aspirante", aspirante), lambda: Aspirante.get(aspirante))


def read_aspirante(aspirante: str) -> Aspirante:
    """The aspirante as of now (consistent read), as any refusal requires. Raises `Aspirante.DoesNotExist`."""
    return Aspirante.get(aspirante, consistent_read=True)


def find_aspirante(aspirante: str) -> Aspirante | None:
    """The registration as of now, or None."""
    try:
        return Aspirante.get(aspirante, consistent_read=True)
    except Aspirante.DoesNotExist:
        return None


def page_of_aspirantes(proceso: str, despues: str, cuantos: int) -> tuple[list[Aspirante], str | None]:
    """A page of a process's registrations by folio, after `despues`, and the cursor of the next page or None."""
    filas = list(
        islice(
            Aspirante.por_proceso.query(proceso, Aspirante.aspirante > (despues or "0"), limit=cuantos + 1),
            cuantos + 1,
        )
    )
    return filas[:cuantos], filas[cuantos - 1].aspirante if len(filas) > cuantos else None


def append_hito(hito: Hito) -> Action:
    """Append a line to the history."""
    accion: Action = Aspirante.historia.set((Aspirante.historia | []).append([str(hito)]))
    return accion


def aspirante_unmoved(a: Aspirante) -> Condition:
    """Condition that the registration's state, version and holders of access are still as read."""
    condicion: Condition = (Aspirante.estado == a.estado) & (Aspirante.version == a.version)
    for atributo, valor in (
        (Aspirante.sujeto, a.sujeto),
        (Aspirante.representante, a.representante),
        (Aspirante.representante_sujeto, a.representante_sujeto),
    ):
        condicion &= atributo.does_not_exist() if valor is None else atributo == valor
    return condicion


def key_of_clave(proceso: str, periodo: str, indice: str) -> str:
    """Key in `unicos` that admits one registration per person and office."""
    return f"{proceso}#{periodo}#aspirante#clave#{indice}"


def key_of_mail(proceso: str, indice: str) -> str:
    """Key in `unicos` that admits one aspirante of a process per mail account."""
    return f"{proceso}#aspirante#correo#{indice}"
