"""What the API answers about progress, as a report to be printed (Protocolo 7.1 B, 7.12, 7.13; LGIPE 371).

Pure: the figures come in as `workflows/reportes/avance.py` and `workflows/reportes/avance_proceso.py` answer them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from chalicelib.documents.base.numeros import integer
from chalicelib.documents.reportes.avance_datos import (
    Celda,
    ClaseImpresa,
    ColumnaImpresa,
    DispersionImpresa,
    Fila,
    Par,
    Peso,
    ReporteAvance,
    TablaImpresa,
    TotalesImpresos,
    UmbralImpreso,
    UnidadImpresa,
    greatest,
)
from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.reportes.nominativo import MODOS
from chalicelib.store.base.tabla import instante

Cifras = Mapping[str, Any]

MAX_LUGARES, MAX_AUXILIARES = 60, 40
FIRMA = "Nombre, cargo y firma de quien emite el reporte"
UNIDADES = {
    "entidad": ("entidad", "entidades"),
    "distrito_federal": ("distrito federal", "distritos federales"),
    "distrito_local": ("distrito local", "distritos locales"),
    "municipio": ("municipio", "municipios"),
    "seccion": ("sección", "secciones"),
}
BASES = {"lista_nominal": "la Lista Nominal", "padron": "el padrón"}
_PESOS = {Clase.EN_LISTA_NOMINAL: Peso.CUENTA, Clase.EN_PROCESO: Peso.PENDIENTE}
_CIFRAS = (ColumnaImpresa("Recibidos"), ColumnaImpresa("Contados"))
_AVANCE = ColumnaImpresa("Avance", 1.8, barra=True)


@dataclass(frozen=True)
class DeQuien:
    """Names that head a report: who issues it, of which process and person, and what it is of, in full."""

    autoridad: str
    proceso: str
    persona: str = ""
    alcance: Sequence[Par] = ()


def build_aspirante_report(
    quien: DeQuien,
    avance: Cifras,
    unidades: Iterable[Cifras],
    municipios: Iterable[Cifras],
    auxiliares: Iterable[Cifras],
) -> ReporteAvance:
    """The report of one aspirante. `unidades`: places at the level of the dispersion, none where there is none."""
    umbral = avance["umbral"]
    return _report(
        quien,
        avance,
        avance,
        umbral=_threshold(umbral, avance["contados"]) if umbral else None,
        sin_umbral=avance["sin_umbral"],
        dispersion=_dispersion(umbral["dispersion"], unidades) if umbral and umbral["dispersion"] else None,
        tablas=[_modes(avance["modos"]), _places(municipios), _auxiliares(auxiliares)],
    )


def build_process_report(quien: DeQuien, avance: Cifras, aspirantes: Iterable[Cifras]) -> ReporteAvance:
    """The report of a process, a row for each of its aspirantes."""
    return _report(
        quien, avance, avance["totales"], tablas=[_modes(avance["modos"]), _aspirantes(aspirantes)]
    )


def _report(quien: DeQuien, marco: Cifras, cifras: Cifras, **mas: Any) -> ReporteAvance:
    """What every report has: head, cut, totals, classes and days."""
    return ReporteAvance(
        autoridad=quien.autoridad,
        proceso=quien.proceso,
        persona=quien.persona,
        alcance=quien.alcance,
        corte=instante(marco["corte"]),
        totales=TotalesImpresos(*(cifras[c] for c in ("recibidos", "verificados", "revisados", "contados"))),
        clases=[
            ClaseImpresa(c["nombre"], c["n"], _PESOS.get(c["clase"], Peso.NO_CUENTA))
            for c in cifras["clases"]
        ],
        dias=[(date.fromisoformat(d["dia"]), d["n"]) for d in marco["dias"]],
        firmas=[FIRMA],
        **mas,
    )


def _threshold(u: Cifras, contados: int) -> UmbralImpreso:
    base = f"Umbral: {u['porcentaje_exigido']} % de {BASES[u['base']]} (LGIPE 371)."
    return UmbralImpreso(base, u["requeridos"], contados, Decimal(u["porcentaje"]), u["faltan"])


def _dispersion(d: Cifras, unidades: Iterable[Cifras]) -> DispersionImpresa:
    uno, varios = UNIDADES[d["unidad"]]
    regla = (
        f"Al menos {d['porcentaje_exigido']} % en {integer(d['requeridas'])} de {integer(d['unidades'])} {varios} "
        f"({d['fraccion_exigida']} % de ellos)."
    )
    filas = [
        UnidadImpresa(u["unidad"], u["contados"], u["meta"]["requeridos"]) for u in unidades if u["meta"]
    ]
    return DispersionImpresa(regla, uno, varios, d["requeridas"], d["alcanzadas"], filas)


def _modes(modos: Sequence[Cifras]) -> TablaImpresa:
    filas = [(MODOS.get(m["modo"], m["modo"]), m["n"]) for m in modos]
    return TablaImpresa(
        "Por modo de captación", (ColumnaImpresa("Modo", 3), ColumnaImpresa("Recibidos")), filas
    )


def _places(municipios: Iterable[Cifras]) -> TablaImpresa:
    """Those with most records; a place without a code is where the registry lacks it."""
    filas, resto = greatest(
        (
            (f"{m['entidad']} · {m['unidad'] or 'sin dato'}", m["recibidos"], m["contados"])
            for m in municipios
        ),
        1,
        MAX_LUGARES,
    )
    nota = "Municipio de residencia según el registro, con las claves del INE (entidad · municipio)."
    return TablaImpresa("Por municipio", (ColumnaImpresa("Municipio", 3), *_CIFRAS), filas, resto, nota)


def _auxiliares(auxiliares: Iterable[Cifras]) -> TablaImpresa:
    filas, resto = greatest(
        (
            (
                a["auxiliar"],
                a["recibidos"],
                a["contados"],
                a["inconsistentes"],
                _percentage(a["porcentaje_inconsistentes"]),
            )
            for a in auxiliares
        ),
        1,
        MAX_AUXILIARES,
    )
    columnas = (
        ColumnaImpresa("Id Auxiliar", 2.4),
        *_CIFRAS,
        ColumnaImpresa("Con inconsistencia", 1.5),
        ColumnaImpresa("Inconsistencia de recibidos", 2.2, barra=True),
    )
    nota = "Quienes más registros enviaron. Los que la ciudadanía envió por Mi Apoyo no están aquí."
    return TablaImpresa("Por auxiliar", columnas, filas, resto, nota)


def _aspirantes(aspirantes: Iterable[Cifras]) -> TablaImpresa:
    filas = [_aspirante(a) for a in aspirantes]
    columnas = (
        ColumnaImpresa("Aspirante", 3.2),
        *_CIFRAS,
        ColumnaImpresa("Verificados"),
        ColumnaImpresa("Revisados"),
        ColumnaImpresa("Requeridos", 1.1),
        _AVANCE,
    )
    nota = (
        "Avance: contados entre requeridos. La raya indica que falta el umbral o las cifras en que se basa."
    )
    return TablaImpresa(f"Por aspirante ({integer(len(filas))})", columnas, filas, nota=nota)


def _aspirante(a: Cifras) -> Fila:
    m = a["meta"]
    cifras: list[Celda] = [a[c] for c in ("recibidos", "contados", "verificados", "revisados")]
    metas: list[Celda] = [m["requeridos"], Decimal(m["porcentaje"])] if m else [None, None]
    return [f"{a['nombre']} ({a['aspirante']})", *cifras, *metas]


def _percentage(texto: str | None) -> Decimal | None:
    return None if texto is None else Decimal(texto)
