"""Hypothesis strategies for the Protocol's things. Everything drawn is synthetic.

Values come from small sets on purpose: two records rarely meet at one instant, or one person at two aspirantes,
unless there is little to choose from.
"""

from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from chalicelib.rules.apoyos.catalogo import CATALOGOS
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad, Respaldo
from chalicelib.rules.apoyos.folio import Folio
from chalicelib.rules.apoyos.historia import (
    CausaRecepcion,
    Corregido,
    Deshecho,
    Etapa,
    Hecho,
    Juzgado,
    Porque,
    Recibido,
    Revisado,
    SituacionRegistral,
    Verificado,
)
from chalicelib.rules.conteo import Contable

# No limits of time: on a machine that does other things they would fail for no fault of the rules.
BREVE = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])

ORIGEN = datetime(2027, 1, 10, 6, tzinfo=UTC)
LETRAS_ID = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


def ids(maximo: int = 12) -> st.SearchStrategy[str]:
    """Identifiers as the folio admits them: 4 to `maximo` of A-Z0-9."""
    return st.text(LETRAS_ID, min_size=4, max_size=maximo)


folios = st.builds(Folio, ids(), ids(), ids(26), ids(26))

instantes = st.integers(0, 90_000_000).map(lambda ms: ORIGEN + timedelta(milliseconds=ms))


def _texto(momento: datetime) -> str:
    return momento.isoformat(timespec="milliseconds").replace("+00:00", "Z")


textos_de_instante = instantes.map(_texto)

# What people write may hold anything; without "_", which tests take for a code that was not put into words.
detalles = st.text(st.characters(codec="utf-8", exclude_characters="_"), max_size=30).map(str.strip)


@st.composite
def dictamenes_invalidantes(draw: st.DrawFn) -> Dictamen:
    """Verdicts that the catalogue admits and that take the record out (11.5, 13.7)."""
    catalogo = draw(st.sampled_from(sorted(CATALOGOS)))
    inciso = draw(st.sampled_from(list(CATALOGOS[catalogo].values())))
    opcion = draw(st.sampled_from(inciso.opciones)) if inciso.opciones else ""
    detalle = draw(detalles) or "detalle sintético"
    return Dictamen(inciso.letra, opcion, detalle, catalogo, considerado=bool(inciso.confirma))


dictamenes = st.just(Dictamen()) | dictamenes_invalidantes()

recibidos = st.builds(
    Recibido,
    en=textos_de_instante,
    causas=st.lists(st.sampled_from(CausaRecepcion), unique=True, max_size=3).map(tuple),
)
verificados = st.builds(
    Verificado,
    en=textos_de_instante,
    situacion=st.sampled_from(SituacionRegistral),
    causa=st.sampled_from(["", "defuncion", "perdida_vigencia", "credencial_vencida"]),
    en_ambito=st.booleans(),
    en_excepcion=st.booleans(),
    lugar=st.sampled_from(["", "09/05/07/012/0345"]),
    hallazgos=st.sampled_from([(), ("registro_ocr_distinto",)]),
    corte=st.sampled_from(["", "2027-01-01"]),
    porque=st.sampled_from(Porque),
)
revisados = st.builds(
    Revisado,
    en=textos_de_instante,
    operador=ids(),
    dictamen=dictamenes,
    etapa=st.sampled_from(Etapa),
)
juzgados = st.builds(
    Juzgado,
    en=textos_de_instante,
    duplicidad=st.none() | st.sampled_from(Duplicidad),
    respecto_de=st.sampled_from(["", "ASPI-AUXI-DISP-REG1"]),
    solo_reporte=st.booleans(),
)
corregidos = st.builds(
    Corregido,
    en=textos_de_instante,
    operador=ids(),
    campos=st.sampled_from([("clave_elector",), ("cic", "ocr")]),
)
deshechos = st.builds(Deshecho, en=textos_de_instante, operador=ids())
hechos: st.SearchStrategy[Hecho] = st.one_of(
    recibidos, verificados, revisados, deshechos, juzgados, corregidos
)

historias = st.lists(hechos, max_size=8)


@st.composite
def personas(draw: st.DrawFn) -> list[Respaldo]:
    """The supports of one person: few aspirantes, contests and instants, so that they meet."""
    cuantos = draw(st.integers(0, 8))
    momentos = st.sampled_from(
        ["2027-01-10T06:00:00.000Z", "2027-01-10T06:00:00.001Z", "2027-01-11T06:00:00.000Z"]
    )
    return [
        Respaldo(
            folio=folio,
            aspirante=draw(st.sampled_from("ABC")),
            contienda=draw(st.sampled_from(["gubernatura", "diputacion-05"])),
            recibido_en=draw(momentos),
            en_pie=draw(st.booleans()),
        )
        for folio in draw(st.permutations([f"F{i}" for i in range(cuantos)]))
    ]


@st.composite
def vidas(draw: st.DrawFn, folio: str) -> list[Contable]:
    """The successive states of one record as the totals see it: class, review and place change, the rest not."""
    aspirante, auxiliar = draw(st.sampled_from("AB")), draw(st.sampled_from("XYZC"))
    dia = draw(st.sampled_from(["2027-01-10", "2027-01-11"]))
    clases = draw(
        st.lists(st.sampled_from(["en_proceso", "en_lista_nominal", "baja"]), min_size=1, max_size=5)
    )
    modo, noche = draw(st.sampled_from(["auxiliar", "papel"])), draw(st.booleans())
    return [
        Contable(
            folio,
            version,
            f"P{aspirante}",
            aspirante,
            auxiliar,
            dia,
            clase,
            draw(st.booleans()),
            modo,
            *draw(
                st.sampled_from([(False, ""), (True, ""), (True, "11/01/05/020/0345"), (True, "09/1/1/2/3")])
            ),
            noche,
            *draw(
                st.sampled_from(
                    [("", "", "", False), ("Sin firma", "13.7 m)", "", False), ("", "", "defuncion", True)]
                )
            ),
            desconocido=draw(st.booleans()),
        )
        for version, clase in enumerate(clases, start=1)
    ]
