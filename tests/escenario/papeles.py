"""Cédulas on paper of synthetic citizens: a period with municipios of exception, grants, runs and typed fields."""

from datetime import date, timedelta
from typing import Any

from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.papel.captura import paper_verdict
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.papel.lotes import LotePapel, find_lote
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.workflows.papel.captura import Escrita, capture_cedulas
from chalicelib.workflows.papel.excepciones import grant_excepcion
from chalicelib.workflows.papel.lotes import RecepcionDePapel, open_lote
from sintetico.ciudadanos import Ciudadano
from tests.escenario import mundo
from tests.escenario.mundo import AHORA, PERIODO, PROCESO
from tests.escenario.padrones import citizens, load, row

MUNICIPIO, OTRO, AJENO = "020", "021", "022"
"""Municipios: granted to the aspirante in most tests; in the period's list but not granted; not in the list."""
ENTREGA = AHORA - timedelta(days=2)
DESDE = date(2027, 1, 10)
OPL = Principal("opl", Rol.OPL, opl=mundo.OPL, cuenta="CTAOPL")
CAPTURISTA = Principal(
    "cap", Rol.OPERADOR, opl=mundo.OPL, proceso=PROCESO, operador="OPER7", cuenta="CTAOPER7"
)
PERSONA, VECINA, LEJANA = citizens(3)
"""Residents of the municipio granted (two), and of one that is not."""


def prepare(*municipios: str, periodo: str = PERIODO) -> None:
    """Prepare the padrón with the three people, a period with two municipios of exception, and the grants to `ASPA`."""
    load(row(PERSONA, municipio=MUNICIPIO), row(VECINA, municipio=MUNICIPIO), row(LEJANA, municipio=OTRO))
    Periodo(PROCESO, periodo).update(actions=[Periodo.excepcion.set([MUNICIPIO, OTRO])])
    forget_copies()
    for municipio in municipios or (MUNICIPIO,):
        grant_excepcion(OPL, "ASPA", municipio, f"OF/{municipio}", DESDE, AHORA)


def run(oficio: str = "ACUSE-1", declaradas: int = 3, aspirante: str = "ASPA", **cambios: Any) -> str:
    """Open a run for what was handed over two days ago; return its id."""
    recepcion = RecepcionDePapel(
        **{"oficio": oficio, "entregado": ENTREGA, "declaradas": declaradas} | cambios
    )
    return str(open_lote(CAPTURISTA, aspirante, recepcion, AHORA).lote)


def fields(c: Ciudadano, **cambios: str) -> dict[str, str]:
    """Fields written on the citizen's cédula."""
    return {
        "nombre": c.nombre,
        "apellido_paterno": c.apellido_paterno,
        "apellido_materno": c.apellido_materno,
        "clave_elector": c.clave_elector,
        "ocr": c.ocr,
        "firmada": "12/01/2027",
    } | cambios


def written(
    numero: int, c: Ciudadano = PERSONA, inciso: str | None = None, comentario: str = "", **cambios: Any
) -> Escrita:
    """The citizen's cédula, as typed."""
    fuera = cambios.pop("fuera_de_periodo", False)
    return Escrita(numero, fields(c, **cambios), paper_verdict(inciso, comentario), fuera)


def types(lote: str, *escritas: Escrita, quien: Principal = CAPTURISTA) -> list[dict[str, Any]]:
    """Type cédulas into a run; return the outcome of each."""
    return list(capture_cedulas(quien, lote, escritas, AHORA)["cedulas"])


def figures(lote: str) -> tuple[int, int, int]:
    """Figures of a run: cédulas typed, with an inciso, with a scan."""
    fila: LotePapel | None = find_lote(lote)
    assert fila is not None
    return int(fila.capturadas), int(fila.con_inciso), int(fila.con_soporte)
