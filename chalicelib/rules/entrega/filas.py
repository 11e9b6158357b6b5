"""Rows of a delivery, made from a record as it stood at the cut (Protocolo 15.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from chalicelib.rules.apoyos.clases import classify, is_reviewed
from chalicelib.rules.apoyos.folio import Folio, is_citizen
from chalicelib.rules.apoyos.historia import (
    Corregido,
    Deshecho,
    Hecho,
    Juzgado,
    Recibido,
    Revisado,
    Verificado,
)
from chalicelib.rules.reportes.nominativo import facts_until

Celda = str | int | bool | None
Fila = tuple[Celda, ...]
_H = TypeVar("_H")
_LUGARES = 5
_PERSONA = ("clave_elector", "cic", "ocr", "nombre")


@dataclass(frozen=True)
class RegistroPorEntregar:
    """A record as stored. `integridad`: 64 hex digits; `vista`: findings about its images; `persona`: data read from
    the credential."""

    folio: Folio
    contienda: str
    modo: str
    modelo: str
    capturado_en: str
    recibido_en: str
    integridad: str
    hechos: Sequence[Hecho]
    vista: Sequence[str]
    persona: Mapping[str, str | None]


def record_row(r: RegistroPorEntregar, corte: str) -> Fila:
    """The record's row in table `apoyos`."""
    hechos = facts_until(r.hechos, corte)
    resultado, verificado, juzgado = classify(hechos), _last(hechos, Verificado), _last(hechos, Juzgado)
    periodo, _, unidad = r.contienda.partition("#")
    quien, ciudadano = r.folio.auxiliar, is_citizen(r.folio.auxiliar)
    return (
        str(r.folio),
        r.folio.aspirante,
        periodo,
        unidad or None,
        r.modo,
        None if ciudadano else quien,
        quien if ciudadano else None,
        r.folio.dispositivo,
        r.folio.registro,
        r.modelo,
        r.capturado_en,
        r.recibido_en,
        resultado.clase.value,
        resultado.motivo,
        resultado.fundamento,
        is_reviewed(hechos),
        _joined(c.value for h in hechos if isinstance(h, Recibido) for c in h.causas),
        *_duplicate(juzgado),
        *_registry(verificado),
        _joined(verificado.hallazgos if verificado else ()),
        _joined(r.vista),
        _joined(sorted({c for h in hechos if isinstance(h, Corregido) for c in h.campos})),
        *(r.persona.get(c) or None for c in _PERSONA),
        r.integridad,
    )


def verdict_rows(r: RegistroPorEntregar, corte: str) -> list[Fila]:
    """The record's rows in table `dictamenes`: every verdict given, also those undone or replaced."""
    hechos = facts_until(r.hechos, corte)
    return [
        (
            str(r.folio),
            r.folio.aspirante,
            n,
            h.en,
            h.etapa.value,
            h.operador,
            h.dictamen.valido,
            _taken_back(hechos, lugar),
            h.dictamen.catalogo,
            h.dictamen.inciso,
            h.dictamen.tipo or None,
            h.dictamen.opcion or None,
            h.dictamen.detalle or None,
        )
        for n, (lugar, h) in enumerate(
            ((i, h) for i, h in enumerate(hechos) if isinstance(h, Revisado)), start=1
        )
    ]


def change_row(r: RegistroPorEntregar, antes: str, corte: str) -> Fila | None:
    """The record's row in table `cambios`: its class at two cuts; None when the class did not change."""
    previos = facts_until(r.hechos, antes)
    anterior = classify(previos).clase.value if previos else None
    resultado = classify(facts_until(r.hechos, corte))
    if anterior == resultado.clase.value:
        return None
    return (str(r.folio), r.folio.aspirante, anterior, resultado.clase.value, resultado.motivo)


def verdict_catalogues(r: RegistroPorEntregar, corte: str) -> list[str]:
    """The catalogues by which the record's verdicts were given."""
    return [h.dictamen.catalogo for h in facts_until(r.hechos, corte) if isinstance(h, Revisado)]


def cut_of(r: RegistroPorEntregar, corte: str) -> str:
    """The cut of the padrón that gave the record's last answer; empty before any answer."""
    verificado = _last(facts_until(r.hechos, corte), Verificado)
    return verificado.corte if verificado else ""


def _duplicate(juzgado: Juzgado | None) -> tuple[Celda, Celda]:
    if juzgado is None or juzgado.duplicidad is None or not juzgado.respecto_de:
        return None, None
    return juzgado.respecto_de, Folio.parse(juzgado.respecto_de).aspirante


def _registry(v: Verificado | None) -> Fila:
    if v is None:
        return (None,) * (5 + _LUGARES)
    lugar = [p or None for p in v.lugar.split("/")] if v.lugar else [None] * _LUGARES
    return (v.situacion.value, v.causa or None, v.en_ambito, v.en_excepcion, v.corte or None, *lugar)


def _taken_back(hechos: Sequence[Hecho], lugar: int) -> bool:
    """Whether the verdict at index `lugar` was undone. Each `Deshecho` undoes the last verdict that still stands."""
    abiertos = 0
    for hecho in hechos[lugar + 1 :]:
        if isinstance(hecho, Revisado):
            abiertos += 1
        elif isinstance(hecho, Deshecho):
            if not abiertos:
                return True
            abiertos -= 1
    return False


def _joined(codigos: object) -> str | None:
    return ";".join(codigos) or None  # type: ignore[arg-type]


def _last(hechos: Sequence[Hecho], tipo: type[_H]) -> _H | None:
    return next((h for h in reversed(hechos) if isinstance(h, tipo)), None)
