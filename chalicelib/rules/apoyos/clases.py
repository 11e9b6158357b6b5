"""The class of a record: exactly one, from its history (LGIPE 385; Protocolo 7.7, 7.12, 8.11, 11, 13.7).

An inconsistency outranks the registral status, that outranks the place, and the place outranks duplication.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from chalicelib.rules.apoyos.catalogo import CATALOGOS, PAPEL
from chalicelib.rules.apoyos.causas import BAJAS, FUERA_DE_LISTA
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad
from chalicelib.rules.apoyos.historia import (
    CausaRecepcion,
    Hecho,
    Juzgado,
    Recibido,
    Revisado,
    SituacionRegistral,
    Verificado,
    verdict_in_force,
)

_H = TypeVar("_H")


class Clase(StrEnum):
    """Resultado de un registro, como se informa. Solo el primero cuenta para el umbral."""

    EN_LISTA_NOMINAL = "en_lista_nominal"
    DUPLICADO_MISMO = "duplicado_mismo_aspirante"
    DUPLICADO_OTRO = "duplicado_otro_aspirante"
    EN_PADRON = "en_padron_no_lista"
    BAJA = "baja"
    FUERA_DE_AMBITO = "fuera_de_ambito"
    NO_ENCONTRADO = "no_encontrado"
    CON_INCONSISTENCIA = "con_inconsistencia"
    FUERA_DE_EXCEPCION = "fuera_de_excepcion"
    EN_PROCESO = "en_proceso"


NOMBRES: Mapping[Clase, str] = {
    Clase.EN_LISTA_NOMINAL: "En Lista Nominal",
    Clase.DUPLICADO_MISMO: "Duplicado con el mismo aspirante",
    Clase.DUPLICADO_OTRO: "Duplicado con otro aspirante",
    Clase.EN_PADRON: "En padrón, no en Lista Nominal",
    Clase.BAJA: "Baja del padrón",
    Clase.FUERA_DE_AMBITO: "Fuera del ámbito geoelectoral",
    Clase.NO_ENCONTRADO: "Datos no encontrados",
    Clase.CON_INCONSISTENCIA: "Con inconsistencia",
    Clase.FUERA_DE_EXCEPCION: "Fuera del régimen de excepción",
    Clase.EN_PROCESO: "En proceso",
}
"""Spanish name of each class, in the order of reports."""


@dataclass(frozen=True)
class Resultado:
    """`motivo` is the reason in plain Spanish; `fundamento` the numeral or article it rests on."""

    clase: Clase
    motivo: str
    fundamento: str


_CAUSAS = {
    CausaRecepcion.ASPIRANTE_BAJA: Resultado(
        Clase.CON_INCONSISTENCIA,
        "Llegó después de que terminó el registro de la persona aspirante.",
        "Protocolo 12.4",
    ),
    CausaRecepcion.AUXILIAR_BAJA: Resultado(
        Clase.CON_INCONSISTENCIA,
        "Lo envió un auxiliar después de que el OPL lo dio de baja.",
        "Protocolo 7.7",
    ),
    CausaRecepcion.AUXILIAR_RETIRADO: Resultado(
        Clase.CON_INCONSISTENCIA,
        "Se captó después de que la persona aspirante dio de baja al auxiliar.",
        "Protocolo 7.1 A",
    ),
    CausaRecepcion.AUXILIAR_RENUNCIO: Resultado(
        Clase.CON_INCONSISTENCIA, "Se captó después de que el auxiliar dejó de participar.", "Protocolo 7.1 A"
    ),
    CausaRecepcion.DISPOSITIVO: Resultado(
        Clase.CON_INCONSISTENCIA, "Se captó con un dispositivo no registrado.", "Protocolo 8.11"
    ),
    CausaRecepcion.FUERA_DE_PERIODO: Resultado(
        Clase.CON_INCONSISTENCIA, "Se captó fuera del periodo de captación.", "Protocolo 8.10"
    ),
}
_DUPLICADOS = {
    Duplicidad.MISMO: Resultado(
        Clase.DUPLICADO_MISMO, "La persona ya tiene un apoyo contado para este aspirante.", "LGIPE 385"
    ),
    Duplicidad.OTRO: Resultado(
        Clase.DUPLICADO_OTRO, "La persona apoyó antes a otro aspirante al mismo cargo.", "LGIPE 385"
    ),
}
_PROCESO = Resultado(Clase.EN_PROCESO, "Recibido; falta la verificación registral.", "Protocolo 7.13")
_AMBITO = Resultado(Clase.FUERA_DE_AMBITO, "La persona reside fuera del ámbito del cargo.", "LGIPE 385")
_EXCEPCION = Resultado(
    Clase.FUERA_DE_EXCEPCION,
    "Se captó en papel y la persona reside en un municipio sin régimen de excepción para el aspirante.",
    "Protocolo 11.2",
)
_CUENTA = Resultado(Clase.EN_LISTA_NOMINAL, "La persona está en la Lista Nominal.", "LGIPE 385")
_SOLO_REPORTE = Resultado(
    Clase.EN_LISTA_NOMINAL,
    "La persona está en la Lista Nominal. También apoyó antes a otro aspirante al mismo cargo: se informa y cuenta.",
    "Protocolo 15.3",
)


def classify(historia: Sequence[Hecho]) -> Resultado:
    """Class of a record with its reason. Of each kind of fact the last one is in force."""
    juzgado = last_fact(historia, Juzgado)
    base = _without_duplicates(historia)
    if base is not _CUENTA or juzgado is None or not juzgado.duplicidad:
        return base
    return _SOLO_REPORTE if juzgado.solo_reporte else _DUPLICADOS[juzgado.duplicidad]


def classify_for_aspirante(historia: Sequence[Hecho]) -> Resultado:
    """Class of a record with the sentence for the aspirante (7.12), which leaves out the registry's causes.

    A cause tells why a person left the padrón or which datum differs. Somebody might send records with other people's
    data in order to learn that.
    """
    resultado = classify(historia)
    return replace(resultado, motivo=SIN_CAUSA.get(resultado.clase, resultado.motivo))


SIN_CAUSA: Mapping[Clase, str] = {
    Clase.BAJA: "La persona causó baja del padrón.",
    Clase.EN_PADRON: "La persona está en el padrón, no en la Lista Nominal.",
    Clase.NO_ENCONTRADO: "Los datos no corresponden a un registro del padrón.",
    Clase.DUPLICADO_OTRO: "La persona ya tiene un apoyo contado para el mismo cargo.",
}
"""Sentences without the cause."""


def would_count(historia: Sequence[Hecho]) -> bool:
    """Whether the record would count if it were the person's only support."""
    return _without_duplicates(historia) is _CUENTA


def is_reviewed(historia: Sequence[Hecho]) -> bool:
    """Whether a person has given a verdict; until then every class is preliminary (7.13)."""
    return verdict_in_force(historia) is not None


def _without_duplicates(historia: Sequence[Hecho]) -> Resultado:
    recibido, revisado = last_fact(historia, Recibido), verdict_in_force(historia)
    if recibido is not None and recibido.causas:
        return _CAUSAS[recibido.causas[0]]
    if revisado is not None and not revisado.dictamen.valido:
        return _inconsistency(revisado)
    verificado = last_fact(historia, Verificado)
    if verificado is None:
        return _PROCESO
    if verificado.situacion is not SituacionRegistral.LISTA_NOMINAL:
        return _status(verificado)
    if not verificado.en_ambito:
        return _AMBITO
    return _CUENTA if verificado.en_excepcion else _EXCEPCION


def _status(v: Verificado) -> Resultado:
    if v.situacion is SituacionRegistral.BAJA:
        return _with_cause(Clase.BAJA, "La persona causó baja del padrón", BAJAS.get(v.causa))
    if v.situacion is SituacionRegistral.PADRON:
        texto = "La persona está en el padrón, no en la Lista Nominal"
        return _with_cause(Clase.EN_PADRON, texto, FUERA_DE_LISTA.get(v.causa))
    texto = "Los datos no corresponden a un registro del padrón"
    return _with_cause(
        Clase.NO_ENCONTRADO, texto, "no coinciden todos los que se captaron" if v.hallazgos else None
    )


def _with_cause(clase: Clase, texto: str, causa: str | None) -> Resultado:
    return Resultado(clase, f"{texto}: {causa}." if causa else f"{texto}.", "LGIPE 385")


def _inconsistency(revisado: Revisado) -> Resultado:
    d = revisado.dictamen
    de_papel = "Cédula en papel" if d.catalogo == PAPEL else ""
    tipo = d.tipo or CATALOGOS[d.catalogo][d.inciso or ""].nombre
    partes = (de_papel, tipo, d.opcion, d.detalle)
    motivo = ": ".join(p for p in partes if p)
    return Resultado(Clase.CON_INCONSISTENCIA, motivo, basis_of(d))


def basis_of(d: Dictamen) -> str:
    """Numeral on which a verdict rests, with its inciso if it has one; 13.4 for an inciso that an OPL added."""
    numeral, _, version = d.catalogo.partition("@")
    if version and d.inciso not in CATALOGOS[numeral]:
        return f"Protocolo 13.4, catálogo {version}, {d.inciso})"
    return f"Protocolo {numeral} {d.inciso})" if d.inciso else f"Protocolo {numeral}"


def last_fact(historia: Sequence[Hecho], tipo: type[_H]) -> _H | None:
    """The last fact of that kind, which is the one in force, or None."""
    return next((h for h in reversed(historia) if isinstance(h, tipo)), None)
