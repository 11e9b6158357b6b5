"""Devices of auxiliares and citizens: owner, key, and when each was registered (Protocolo 8.3, 8.11)."""

from collections.abc import Iterable

from pynamodb.attributes import BinaryAttribute, BooleanAttribute, ListAttribute, UnicodeAttribute
from pynamodb.indexes import GlobalSecondaryIndex, KeysOnlyProjection

from chalicelib.rules.auxiliares.dispositivos import Vigencia
from chalicelib.store.base.tabla import Tabla, instante, meta


class DispositivosPorAuxiliar(GlobalSecondaryIndex["Dispositivo"]):
    """Devices of an auxiliar or citizen."""

    class Meta:
        index_name = "por_auxiliar"
        projection = KeysOnlyProjection()

    auxiliar = UnicodeAttribute(hash_key=True)
    dispositivo = UnicodeAttribute(range_key=True)


class Dispositivo(Tabla):
    """A device of an auxiliar (8.11) or citizen (10.6). `llave`: DER SubjectPublicKeyInfo of its ECDSA P-256 key.

    Its owner and key never change. `alta`, `baja`: of its last registration; `anteriores`: earlier registrations, each
    `<alta>/<baja>`. `modelo`, `sistema`, `aplicacion`: as the app states them, to tell one phone from another.
    """

    Meta = meta("dispositivos")
    dispositivo = UnicodeAttribute(hash_key=True)
    auxiliar = UnicodeAttribute()
    llave = BinaryAttribute(legacy_encoding=False)
    alta = UnicodeAttribute()
    baja = UnicodeAttribute(null=True)
    ciudadano = BooleanAttribute(default=False)
    anteriores: ListAttribute[str] = ListAttribute(of=UnicodeAttribute, default=list)  # type: ignore[arg-type]
    modelo = UnicodeAttribute(default="")
    sistema = UnicodeAttribute(default="")
    aplicacion = UnicodeAttribute(default="")
    por_auxiliar = DispositivosPorAuxiliar()

    @property
    def etiqueta(self) -> str:
        """Name by which a person recognises the phone."""
        return " · ".join(filter(None, (self.modelo, self.sistema))) or self.dispositivo

    @property
    def vigencias(self) -> list[Vigencia]:
        """The stretches in which the device was registered, oldest first."""
        ultima = Vigencia(instante(self.alta), instante(self.baja) if self.baja else None)
        pares = (par.split("/") for par in self.anteriores)
        return [*(Vigencia(instante(alta), instante(baja)) for alta, baja in pares), ultima]


def get_dispositivo(dispositivo: str) -> Dispositivo | None:
    """The device as of now, whoever its owner is, or None."""
    try:
        return Dispositivo.get(dispositivo, consistent_read=True)
    except Dispositivo.DoesNotExist:
        return None


def find_dispositivo(dispositivo: str, auxiliar: str) -> Dispositivo | None:
    """The device if it is that auxiliar's, registered now or before."""
    hallado = get_dispositivo(dispositivo)
    return hallado if hallado is not None and hallado.auxiliar == auxiliar else None


def get_dispositivos(cuales: Iterable[str]) -> list[Dispositivo]:
    """The devices that exist among the ids, by id (consistent reads)."""
    lista = sorted(cuales)
    hallados = Dispositivo.batch_get(lista, consistent_read=True) if lista else []
    return sorted(hallados, key=lambda d: str(d.dispositivo))


def page_of_dispositivos(auxiliar: str, despues: str, cuantos: int) -> list[Dispositivo]:
    """An auxiliar's devices, registered now or before, by id from after `despues` on."""
    rango = Dispositivo.dispositivo > despues if despues else None
    return get_dispositivos(
        d.dispositivo for d in Dispositivo.por_auxiliar.query(auxiliar, rango, limit=cuantos)
    )


def devices_of(auxiliar: str) -> list[Dispositivo]:
    """All devices that an auxiliar has or had, by id."""
    return get_dispositivos(d.dispositivo for d in Dispositivo.por_auxiliar.query(auxiliar))
