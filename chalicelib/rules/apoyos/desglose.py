"""The breakdown of a record within its class: type, inciso, cause, whose duplicate (Protocolo 7.12, 13.7).

A class says whether a record counts. The breakdown says why it does not, as the authority publishes it: "firma no
válida", "fotocopia de la credencial", a baja by its cause.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chalicelib.rules.apoyos.catalogo import CATALOGOS
from chalicelib.rules.apoyos.causas import BAJAS, FUERA_DE_LISTA
from chalicelib.rules.apoyos.clases import Clase, basis_of, classify, last_fact
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad
from chalicelib.rules.apoyos.historia import (
    CausaRecepcion,
    Hecho,
    Juzgado,
    Recibido,
    Verificado,
    verdict_in_force,
)

TIPOS_DE_RECEPCION: Mapping[str, str] = {
    CausaRecepcion.ASPIRANTE_BAJA.value: "Recibido después de la baja de la persona aspirante",
    CausaRecepcion.AUXILIAR_BAJA.value: "Captado por auxiliar dado de baja",
    CausaRecepcion.AUXILIAR_RETIRADO.value: "Captado después de que la persona aspirante retiró al auxiliar",
    CausaRecepcion.AUXILIAR_RENUNCIO.value: "Captado después de la renuncia del auxiliar",
    CausaRecepcion.DISPOSITIVO.value: "Captado con dispositivo no registrado",
    CausaRecepcion.FUERA_DE_PERIODO.value: "Captado fuera del periodo",
}
"""Types of the inconsistencies found at reception (7.7, 8.11, 8.10)."""
CAUSAS: Mapping[str, str] = {**BAJAS, **FUERA_DE_LISTA}
"""Causes of the registry, in words."""


@dataclass(frozen=True)
class Desglose:
    """Why a record is in its class; members that do not apply are empty.

    `tipo`: type of inconsistency, in the words of 13.7, 11.5 or of reception; `inciso`: numeral and letter ("13.7 e)");
    `causa`: code of the registry or of reception; `duplicado_de`: folio of the support that counts in its place;
    `otro_aspirante`: that folio is another aspirante's; `solo_reporte`: it counts, and a support of the same person for
    another aspirante came before (15.3: the period only reports those).
    """

    tipo: str = ""
    inciso: str = ""
    causa: str = ""
    duplicado_de: str = ""
    otro_aspirante: bool = False
    solo_reporte: bool = False


def break_down(historia: Sequence[Hecho]) -> Desglose:
    """Break a record down by its history, from which its class comes too."""
    clase = classify(historia).clase
    if clase is Clase.CON_INCONSISTENCIA:
        return _of_inconsistency(historia)
    if clase in (Clase.BAJA, Clase.EN_PADRON):
        verificado = last_fact(historia, Verificado)
        return Desglose(causa=verificado.causa if verificado else "")
    juzgado = last_fact(historia, Juzgado)
    if juzgado is None or juzgado.duplicidad is None:
        return Desglose()
    otro = juzgado.duplicidad is Duplicidad.OTRO
    if clase in (Clase.DUPLICADO_MISMO, Clase.DUPLICADO_OTRO):
        return Desglose(duplicado_de=juzgado.respecto_de, otro_aspirante=otro)
    if clase is Clase.EN_LISTA_NOMINAL and juzgado.solo_reporte:
        return Desglose(duplicado_de=juzgado.respecto_de, otro_aspirante=otro, solo_reporte=True)
    return Desglose()


def _of_inconsistency(historia: Sequence[Hecho]) -> Desglose:
    recibido = last_fact(historia, Recibido)
    if recibido is not None and recibido.causas:
        causa = recibido.causas[0].value
        return Desglose(tipo=TIPOS_DE_RECEPCION[causa], causa=causa)
    revisado = verdict_in_force(historia)
    if revisado is None:
        return Desglose()
    d = revisado.dictamen
    return Desglose(tipo=type_of(d), inciso=basis_of(d).removeprefix("Protocolo "))


def type_of(d: Dictamen) -> str:
    """Type of inconsistency of a verdict: the OPL's own word where its catalogue has one (13.4), else the table's."""
    return d.tipo or CATALOGOS[d.catalogo][d.inciso or ""].tipo
