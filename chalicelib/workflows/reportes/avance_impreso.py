"""The API's answers about progress turned into a printed report (Protocolo 7.1 B, 7.12, 7.13; LGIPE 371).

Pure functions: their input is what `workflows/reportes/avance.py` and `workflows/reportes/avance_proceso.py` return.
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
    """Names in the head of a report: issuing authority, process, person, and scope in full."""

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
    """The report of one aspirante. `unidades`: places at the level of the dispersion; empty without dispersion."""
    umbral = avance["umbral"]
    return _report(
        quien,
        avance,
        avance,
        umbral=_threshold(umbral, avance["contados"]) if umbral else None,
        sin_umbral=avance["sin_umbral"],
        dispersion=_dispersion(umbral["dispersion"], unidades) if umbral and umbral["dispersion"] else None,
        tablas=[
            _firm_and_waiting(avance, umbral),
            *_breakdown(avance, avance),
            _modes(avance["modos"]),
            _places(municipios, avance["sin_lugar"]),
            _auxiliares(auxiliares),
        ],
    )


def build_process_report(quien: DeQuien, avance: Cifras, aspirantes: Iterable[Cifras]) -> ReporteAvance:
    """The report of a process, a row for each of its aspirantes."""
    totales = avance["totales"]
    tablas = [
        _firm_and_waiting(totales, None),
        *_breakdown(totales, avance),
        _modes(avance["modos"]),
        _aspirantes(aspirantes),
    ]
    return _report(quien, avance, totales, tablas=tablas)


def _report(quien: DeQuien, marco: Cifras, cifras: Cifras, **mas: Any) -> ReporteAvance:
    """Parts common to every report: head, cut, totals, classes and days."""
    return ReporteAvance(
        autoridad=quien.autoridad,
        proceso=quien.proceso,
        persona=quien.persona,
        alcance=quien.alcance,
        corte=instante(marco["corte"]),
        totales=TotalesImpresos(
            *(cifras[c] for c in ("recibidos", "verificados", "revisados", "contados", "contados_revisados"))
        ),
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
    if d["sin_electores"]:
        regla += (
            f" La base son {varios} con cifras; en {integer(d['sin_electores'])} no hay electores, por lo que no pueden"
            " alcanzarse."
        )
    filas = [
        UnidadImpresa(_unit_in_words(u), u["contados"], u["meta"]["requeridos"])
        for u in unidades
        if u["meta"]
    ]
    return DispersionImpresa(regla, uno, varios, d["requeridas"], d["alcanzadas"], filas)


def _unit_in_words(u: Cifras) -> str:
    """Code and name of a unit of the dispersion; where the units are entidades, the code is the entidad's."""
    return f"{u['unidad'] or u['entidad']} {u.get('unidad_nombre', '')}".strip()


def _firm_and_waiting(c: Cifras, umbral: Cifras | None) -> TablaImpresa:
    """Records that count, reviewed and waiting for review apart, each against the threshold (7.13)."""
    firmes = umbral["solo_revisados"] if umbral else None
    unidades = (umbral or {}).get("dispersion")
    revisados = [
        _percentage(firmes["porcentaje"]) if firmes else None,
        firmes["unidades_alcanzadas"] if firmes else None,
    ]
    todos = [
        _percentage(umbral["porcentaje"]) if umbral else None,
        unidades["alcanzadas"] if unidades else None,
    ]
    filas: list[Fila] = [
        ["Contados y revisados", c["contados_revisados"], *revisados],
        ["Contados, en espera de revisión", c["contados_por_revisar"], None, None],
    ]
    pie: list[Fila] = [["Contados", c["contados"], *todos]]
    if c["solo_reporte"]:
        pie.append(
            ["De ellos, con apoyo previo a otro aspirante que solo se informa", c["solo_reporte"], None, None]
        )
    columnas = (
        ColumnaImpresa("Registros que cuentan", 3.4),
        ColumnaImpresa("Registros"),
        _AVANCE,
        ColumnaImpresa("Unidades que alcanzan", 1.3),
    )
    nota = "Lo contado en espera de revisión puede dejar de contar cuando la Mesa de Control lo revise (numeral 7.13)."
    return TablaImpresa("Revisado y en espera de revisión", columnas, filas, pie, nota)


def _breakdown(c: Cifras, desglose: Cifras) -> list[TablaImpresa]:
    """Records that do not count by class, type and cause, with their sum; inconsistent ones by inciso (7.12, 13.7)."""
    filas: list[Fila] = []
    for clase in c["clases"]:
        if clase["clase"] != Clase.EN_LISTA_NOMINAL:
            filas.append([clase["nombre"], "", clase["n"]])
            filas += [["", nombre, n] for nombre, n in _details(clase["clase"], desglose)]
    columnas = (ColumnaImpresa("Clase", 2.4), ColumnaImpresa("Tipo o causa", 3), ColumnaImpresa("Registros"))
    no_cuentan = TablaImpresa(
        "Registros que no cuentan",
        columnas,
        filas,
        [["Total que no cuenta", "", c["no_contados"]]] if filas else [],
    )
    incisos = [[i["inciso"], i["tipo"], i["n"]] for i in desglose["incisos"]]
    columnas = (ColumnaImpresa("Inciso", 1.4), ColumnaImpresa("Tipo", 3), ColumnaImpresa("Registros"))
    return [no_cuentan, *([TablaImpresa("Inconsistencias por inciso", columnas, incisos)] if incisos else [])]


def _details(clase: str, desglose: Cifras) -> list[tuple[str, int]]:
    if clase == Clase.CON_INCONSISTENCIA:
        return [(t["tipo"], t["n"]) for t in desglose["tipos"]]
    return [(x["nombre"], x["n"]) for x in desglose["causas"] or [] if x["clase"] == clase]


def _modes(modos: Sequence[Cifras]) -> TablaImpresa:
    filas = [(MODOS.get(m["modo"], m["modo"]), m["n"]) for m in modos]
    return TablaImpresa(
        "Por modo de captación", (ColumnaImpresa("Modo", 3), ColumnaImpresa("Recibidos")), filas
    )


def _places(municipios: Iterable[Cifras], sin_lugar: int) -> TablaImpresa:
    """The municipios with most records, those without place, and the total."""
    todos = list(municipios)
    filas, resto = greatest(
        ((_municipio(m), m["recibidos"], m["contados"]) for m in todos),
        1,
        MAX_LUGARES,
    )
    recibidos, contados = (sum(m[c] for m in todos) for c in ("recibidos", "contados"))
    pie: list[Fila] = [
        *resto,
        ["Sin lugar de residencia en el registro", sin_lugar, 0],
        ["Total", recibidos + sin_lugar, contados],
    ]
    nota = "Municipio de residencia según el registro, con las claves del INE (entidad · municipio)."
    return TablaImpresa("Por municipio", (ColumnaImpresa("Municipio", 3), *_CIFRAS), filas, pie, nota)


def _municipio(m: Cifras) -> str:
    codigos = f"{m['entidad']} · {m['unidad'] or 'sin dato'}"
    return f"{codigos} {m['unidad_nombre']}" if m.get("unidad_nombre") else codigos


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
        ColumnaImpresa("Contados y revisados", 1.1),
        ColumnaImpresa("Contados por revisar", 1.1),
        ColumnaImpresa("Requeridos", 1.1),
        _AVANCE,
        ColumnaImpresa("Unidades que alcanzan", 1.3),
    )
    nota = (
        "Avance: contados entre requeridos. Unidades que alcanzan: de las que se requieren para la dispersión"
        " (LGIPE 371). La raya indica que no se pide, o que falta el umbral o las cifras en que se basa."
    )
    return TablaImpresa(f"Por aspirante ({integer(len(filas))})", columnas, filas, nota=nota)


def _aspirante(a: Cifras) -> Fila:
    m = a["meta"]
    cifras: list[Celda] = [
        a[c] for c in ("recibidos", "contados", "contados_revisados", "contados_por_revisar")
    ]
    metas: list[Celda] = [m["requeridos"], Decimal(m["porcentaje"])] if m else [None, None]
    return [f"{a['nombre']} ({a['aspirante']})", *cifras, *metas, _units_reached(a["dispersion"])]


def _units_reached(d: Cifras | None) -> str | None:
    """Units that reach their goal, out of those that must, in words: «3 de 5 municipios»."""
    if d is None:
        return None
    return f"{integer(d['alcanzadas'])} de {integer(d['requeridas'])} {UNIDADES[d['unidad']][1]}"


def _percentage(texto: str | None) -> Decimal | None:
    return None if texto is None else Decimal(texto)
