"""Every code that the portal shows has its words there and, where somebody has to act, what to do."""

import re
from collections.abc import Iterable

import pytest

from chalicelib.rules.apoyos.catalogo import INCISOS
from chalicelib.rules.apoyos.clases import Clase
from chalicelib.rules.apoyos.historia import CausaRecepcion, Etapa, Porque, SituacionRegistral
from chalicelib.rules.aspirantes.registro import TipoHito
from chalicelib.rules.atencion.solicitudes import ActoAtencion, EstadoSolicitud, Medio, Tema
from chalicelib.rules.audiencias import EstadoAudiencia
from chalicelib.rules.auxiliares.carga import EstadoCarga
from chalicelib.rules.auxiliares.registro import CausaBaja, Documento
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.conservacion.plazo import EstadoDisposicion, Ronda
from chalicelib.rules.correos import TipoAnuncio
from chalicelib.rules.cuentas import EstadoCuenta
from chalicelib.rules.mesa.asignacion import MotivoDeEspera
from chalicelib.rules.mesa.calidad import CausaDesacuerdo, Prevalece
from chalicelib.rules.mesa.plazos import EstadoPlazo
from chalicelib.rules.procesos.cargos import CARGOS
from chalicelib.rules.procesos.preparacion import REQUISITOS, EstadoRequisito
from chalicelib.rules.reportes.pedido import EstadoReporte
from chalicelib.rules.requerimientos.plazo import EstadoPlazoLegal
from chalicelib.store.correos.rebotes import EstadoDireccion
from chalicelib.store.mesa.operadores import EstadoJornada
from chalicelib.store.requerimientos import requerimientos
from chalicelib.workflows.conservacion import trabajo
from chalicelib.workflows.mesa.traslados import Queda
from tests.unit.repositorio.test_documentos import RAIZ, refusals

WEB = RAIZ / "web"
PALABRAS = "comun/textos/palabras.ts"
DISPONE = "portal/paginas/conservacion/palabras.ts"


def members(archivo: str, nombre: str) -> dict[str, str]:
    """Members of the object that is the first one after `nombre` in a source: name -> its text, nested ones whole."""
    texto = (WEB / archivo).read_text()
    inicio = re.search(rf"(?:const |^  ){nombre}\b[^\n]*?[=:] \{{", texto, re.MULTILINE)
    assert inicio, f"{archivo} has no {nombre}"
    desde, hondo = inicio.end(), 1
    hasta = desde
    while hondo:
        hondo += {"{": 1, "}": -1}.get(texto[hasta], 0)
        hasta += 1
    return dict(
        re.findall(r"(?:^|[\n,{])\s*'?(\w+)'?: ('(?:[^'\\]|\\.)*'|\{[^}]*\})", texto[desde : hasta - 1])
    )


def told_of_hearings() -> set[str]:
    """Kinds of entries that a hearing's history gets, as its workflows write them."""
    fuente = "".join(f.read_text() for f in (RAIZ / "chalicelib/workflows/audiencias").glob("*.py"))
    return {*re.findall(r'append_history\(\s*"(\w+)"', fuente), "agregados", "solicitada"}


CON_PALABRA: list[tuple[str, str, Iterable[str]]] = [
    (PALABRAS, "rol", Rol),
    (PALABRAS, "cuenta", EstadoCuenta),
    (PALABRAS, "causa_baja", CausaBaja),
    (PALABRAS, "requisito", EstadoRequisito),
    (PALABRAS, "cargo", CARGOS),
    (PALABRAS, "entrega", ("en_curso", "lista", "cancelada")),
    (PALABRAS, "audiencia", EstadoAudiencia),
    (PALABRAS, "hito_de_audiencia", told_of_hearings()),
    (PALABRAS, "solicitud", EstadoSolicitud),
    (PALABRAS, "tema", Tema),
    (PALABRAS, "acto", ActoAtencion),
    (PALABRAS, "medio", Medio),
    (PALABRAS, "jornada", EstadoJornada),
    (PALABRAS, "plazo", EstadoPlazo),
    (PALABRAS, "plazo_legal", EstadoPlazoLegal),
    (PALABRAS, "reporte", EstadoReporte),
    (PALABRAS, "carga", EstadoCarga),
    (PALABRAS, "rebote", EstadoDireccion),
    (PALABRAS, "documento", Documento),
    (PALABRAS, "anuncio", TipoAnuncio),
    (PALABRAS, "situacion", SituacionRegistral),
    (PALABRAS, "requerimiento", {*requerimientos.ABIERTOS, requerimientos.ATENDIDO}),
    (PALABRAS, "disposicion", EstadoDisposicion),
    (PALABRAS, "conservacion", ("abierto", "en_disposicion", "dispuesto")),
    (DISPONE, "SIGUIENTE", EstadoDisposicion),
    (DISPONE, "RONDAS", Ronda),
    (
        DISPONE,
        "CAUSAS",
        (trabajo.RESERVADO, trabajo.REGISTROS_RESERVADOS, trabajo.CON_FALLAS, trabajo.QUEDAN),
    ),
    (
        "portal/paginas/requerimientos/palabras.ts",
        "SIGUIENTE",
        {*requerimientos.ABIERTOS, requerimientos.ATENDIDO},
    ),
    ("portal/paginas/supervisor/movimientos.ts", "PORQUE", [*Queda, *MotivoDeEspera]),
    ("portal/paginas/proceso/Aspirante.tsx", "HITOS", TipoHito),
    ("comun/textos/clases.ts", "CLASES", Clase),
    ("comun/textos/incisos.ts", "INCISOS", INCISOS),
    ("comun/textos/historia.ts", "CAUSAS", CausaRecepcion),
    ("comun/textos/historia.ts", "SITUACIONES", SituacionRegistral),
    ("comun/textos/historia.ts", "PORQUES", Porque),
    ("comun/textos/historia.ts", "ETAPAS", Etapa),
    ("comun/textos/errores.ts", "QUE_HACER", [c.codigo for c in refusals()]),
]


@pytest.mark.parametrize(
    ("archivo", "clase", "codigos"), CON_PALABRA, ids=lambda v: v if isinstance(v, str) else ""
)
def test_every_code_of_a_kind_has_its_words(archivo: str, clase: str, codigos: Iterable[str]):
    dichos = members(archivo, clase)
    assert sorted({str(c) for c in codigos} - dichos.keys()) == []


def test_a_class_says_what_it_means_and_what_one_can_do():
    for clase, texto in members("comun/textos/clases.ts", "CLASES").items():
        assert all(re.search(rf"{campo}: '[^']{{10,}}'", texto) for campo in ("significa", "puede")), clase


def test_a_requirement_says_what_to_do():
    assert all(len(r.nombre) > 5 and r.tarea.endswith(".") for r in REQUISITOS)


def test_what_a_supervisor_chooses_is_what_the_api_takes():
    pagina = (WEB / "portal/paginas/supervisor/Desacuerdo.tsx").read_text()
    assert {*Prevalece, *CausaDesacuerdo} == set(re.findall(r"valor: '(\w+)'", pagina))
