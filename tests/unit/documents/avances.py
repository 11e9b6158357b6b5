"""Reportes de avance to look at and to test with; `python -m tests.unit.documents.avances` writes build/avance/."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from chalicelib.documents.reportes.avance import render_avance
from chalicelib.documents.reportes.avance_datos import (
    ClaseImpresa,
    ColumnaImpresa,
    DispersionImpresa,
    Par,
    Peso,
    ReporteAvance,
    TablaImpresa,
    TotalesImpresos,
    UmbralImpreso,
    UnidadImpresa,
    greatest,
)

CORTE = datetime(2027, 1, 15, 0, 5, tzinfo=UTC)
CLASES = (
    ("En Lista Nominal", Peso.CUENTA, 785),
    ("Duplicado, mismo aspirante", Peso.NO_CUENTA, 42),
    ("Duplicado, otro aspirante", Peso.NO_CUENTA, 24),
    ("En padrón, no en Lista Nominal", Peso.NO_CUENTA, 1),
    ("Baja del padrón", Peso.NO_CUENTA, 11),
    ("Fuera de ámbito geoelectoral", Peso.NO_CUENTA, 9),
    ("Datos no encontrados", Peso.NO_CUENTA, 2),
    ("Con inconsistencia", Peso.NO_CUENTA, 126),
    ("Fuera del régimen de excepción", Peso.NO_CUENTA, 0),
    ("En proceso", Peso.PENDIENTE, 0),
)
COLUMNAS_AUXILIARES = (
    ColumnaImpresa("Id Auxiliar", 2),
    ColumnaImpresa("Recibidos"),
    ColumnaImpresa("Contados"),
    ColumnaImpresa("Con inconsistencia", 1.3),
    ColumnaImpresa("Contados de recibidos", 1.6, barra=True),
)
COLUMNAS_LUGARES = (
    ColumnaImpresa("Municipio", 2.5),
    ColumnaImpresa("Recibidos"),
    ColumnaImpresa("Contados"),
    ColumnaImpresa("Requeridos"),
    ColumnaImpresa("Avance", 1.6, barra=True),
)
COLUMNAS_ASPIRANTES = (
    ColumnaImpresa("Aspirante", 3.2),
    ColumnaImpresa("Recibidos"),
    ColumnaImpresa("Verificados"),
    ColumnaImpresa("Revisados"),
    ColumnaImpresa("Contados"),
    ColumnaImpresa("Requeridos", 1.1),
    ColumnaImpresa("Avance", 1.9, barra=True),
)
NOMBRE = "María de los Ángeles Ñusta-Ávila O'Farrill de la Ü"
LARGO = "Maximiliana Guadalupe de las Mercedes Nezahualcóyotl-Tlacaelel Etchegaray y Goyeneche " * 2


def percentage(n: int, de: int) -> Decimal:
    return (Decimal(n * 100) / max(de, 1)).quantize(Decimal("0.01"))


def classes(recibidos: int, en_proceso: int = 0) -> list[ClaseImpresa]:
    hechos = recibidos - en_proceso
    cuentas = [hechos * parte // 1000 for _, _, parte in CLASES]
    cuentas[-1] = en_proceso
    cuentas[0] += recibidos - sum(cuentas)
    return [ClaseImpresa(nombre, n, peso) for (nombre, peso, _), n in zip(CLASES, cuentas, strict=True)]


def days(recibidos: int, cuantos: int) -> list[tuple[date, int]]:
    """More and more towards the end, as they come; every seventh day nothing."""
    pesos = [0 if n % 7 == 5 else 1 + n * n for n in range(cuantos)]
    cifras = [recibidos * p // sum(pesos) for p in pesos]
    cifras[-1] += recibidos - sum(cifras)
    return [(date(2026, 11, 16) + timedelta(n), c) for n, c in enumerate(cifras) if c]


def units(cuantas: int, palabra: str, azar: Random, medio: float = 1.0) -> list[UnidadImpresa]:
    return [
        UnidadImpresa(f"{n:03} {palabra} {n}", int(r * azar.lognormvariate(0, 0.6) * medio), r)
        for n in range(1, cuantas + 1)
        if (r := azar.randint(5, 400))
    ]


def dispersion(unidades: list[UnidadImpresa], uno: str, varios: str) -> DispersionImpresa:
    regla = f"Al menos 1 % de la Lista Nominal en la mitad de: {varios}."
    alcanzadas = sum(u.contados >= u.requeridos for u in unidades)
    return DispersionImpresa(regla, uno, varios, -(-len(unidades) // 2), alcanzadas, unidades)


def threshold(contados: int, requeridos: int) -> UmbralImpreso:
    return UmbralImpreso(
        f"1 % de la Lista Nominal de la entidad ({requeridos * 100:,} personas).",
        requeridos,
        contados,
        percentage(contados, requeridos),
        max(requeridos - contados, 0),
    )


def auxiliares(cuantos: int, azar: Random) -> Iterator[tuple[str, int, int, int, Decimal]]:
    for n in range(cuantos):
        recibidos = azar.randint(1, 91)
        contados = azar.randint(0, recibidos)
        yield f"A{n:011}", recibidos, contados, recibidos - contados, percentage(contados, recibidos)


def table_of_auxiliares(cuantos: int, azar: Random) -> TablaImpresa:
    filas, resto = greatest(auxiliares(cuantos, azar), 1, 40)
    nota = (
        "Los cuarenta con más registros recibidos. Un Id Auxiliar identifica a la persona en el Portal Web."
    )
    return TablaImpresa(f"Por auxiliar ({cuantos:,})", COLUMNAS_AUXILIARES, filas, resto, nota)


def table_of_places(unidades: list[UnidadImpresa]) -> TablaImpresa:
    filas = [
        (u.nombre, u.contados * 5 // 4, u.contados, u.requeridos, percentage(u.contados, u.requeridos))
        for u in unidades
    ]
    total = ("Suma", *(sum(f[n] for f in filas) for n in (1, 2, 3)), None)
    return TablaImpresa("Por municipio", COLUMNAS_LUGARES, filas, [total])


def report(recibidos: int, cuantos_dias: int, **mas: object) -> ReporteAvance:
    clases = classes(recibidos, recibidos // 50)
    datos: dict[str, object] = {
        "autoridad": "Instituto Electoral de Muestra",
        "proceso": "Proceso Electoral Local 2026-2027",
        "persona": f"{NOMBRE} (ABCD2345)",
        "alcance": [
            Par("Proceso", "Proceso Electoral Local 2026-2027 (MUESTRA27)"),
            Par("Persona aspirante", f"{NOMBRE} (ABCD2345)"),
            Par("Cargo y ámbito", "Gubernatura · 11 Guanajuato"),
            Par("Periodo (hora del centro)", "16 de noviembre de 2026 a 14 de enero de 2027"),
        ],
        "corte": CORTE,
        "totales": TotalesImpresos(recibidos, recibidos - recibidos // 50, recibidos * 9 // 10, clases[0].n),
        "clases": clases,
        "dias": days(recibidos, cuantos_dias) if recibidos else [],
        "firmas": ["Nombre, cargo y firma de quien emite el reporte"],
    }
    return ReporteAvance(**(datos | mas))


def aspirantes(cuantos: int, azar: Random) -> TablaImpresa:
    filas = []
    for n in range(cuantos):
        r, q = azar.randint(0, 60_000), azar.choice((1_200, 25_000, 52_345))
        nombre = LARGO.strip() if n % 40 == 3 else f"{NOMBRE} {n}"
        filas.append(
            (f"{nombre} (ASP{n:05})", r, r * 97 // 100, r * 9 // 10, r * 3 // 4, q, percentage(r * 3 // 4, q))
        )
    total = ("Suma", *(sum(f[c] for f in filas) for c in (1, 2, 3, 4, 5)), None)
    return TablaImpresa(
        f"Por aspirante ({cuantos})",
        COLUMNAS_ASPIRANTES,
        filas,
        [total],
        "La suma de requeridos no es un umbral.",
    )


def samples() -> dict[str, ReporteAvance]:
    azar = Random(7)
    municipios = units(46, "Municipio", azar)
    secciones = units(3_500, "", azar, 1.05)
    return {
        "vacio": report(
            0, 0, umbral=threshold(0, 52_345), tablas=[TablaImpresa("Por auxiliar", COLUMNAS_AUXILIARES, [])]
        ),
        "uno": report(
            1, 1, sin_umbral="No hay cifras de la Lista Nominal en el Sistema para este cargo.", firmas=()
        ),
        "un_dia": report(812, 1, umbral=threshold(628, 52_345)),
        "sesenta_dias": report(
            48_211,
            60,
            umbral=threshold(37_092, 52_345),
            dispersion=dispersion(municipios, "municipio", "municipios"),
            tablas=[table_of_places(municipios), table_of_auxiliares(812, azar)],
            filtros=[Par("Recibidos desde", "16 de noviembre de 2026"), Par("Modo", "Auxiliar y Mi Apoyo")],
        ),
        "grande": report(
            2_034_403,
            120,
            persona=f"{LARGO}(ABCD2345)",
            alcance=[
                Par("Proceso", "Proceso Electoral Federal"),
                Par("Persona aspirante", f"{LARGO}(ABCD2345)"),
            ],
            umbral=threshold(1_565_069, 866_593),
            dispersion=dispersion(secciones, "sección", "secciones"),
            tablas=[table_of_auxiliares(58_483, azar)],
            filtros=[Par(f"Filtro de muestra {n}", "un valor de cierta extensión") for n in range(9)],
        ),
        "opl": report(
            9_034_403,
            60,
            persona="",
            alcance=[Par("Aspirantes", "300 personas")],
            tablas=[aspirantes(300, azar)],
        ),
    }


if __name__ == "__main__":
    carpeta = Path("build/avance")
    carpeta.mkdir(parents=True, exist_ok=True)
    for nombre, reporte in samples().items():
        (carpeta / f"{nombre}.pdf").write_bytes(render_avance(reporte))
