"""The classes, their words and who outranks whom, against plain copies of what the documents say.

LGIPE 385; Protocolo 7.7, 7.12, 7.13, 8.10, 8.11, 11.2, 11.5, 13.7, 14.4, 15.3.
"""

from itertools import combinations, permutations, product
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from chalicelib.rules.apoyos.causas import BAJAS, FUERA_DE_LISTA
from chalicelib.rules.apoyos.clases import Clase, classify, would_count
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad
from chalicelib.rules.apoyos.historia import (
    CausaRecepcion,
    Corregido,
    Etapa,
    Hecho,
    Juzgado,
    Recibido,
    Revisado,
    SituacionRegistral,
    Verificado,
)
from chalicelib.rules.padron.registral import EstadoCredencial, Inscripcion

EN = "2027-01-15T12:00:00.000Z"


def rows(nombre: str) -> list[list[str]]:
    texto = Path(__file__).with_name(nombre).read_text(encoding="utf-8")
    return [
        [c.strip() for c in linea.split("|")] for linea in texto.splitlines() if not linea.startswith("#")
    ]


class Fila(NamedTuple):
    circunstancia: str
    clase: str
    motivo: str
    fundamento: str


TABLA = {fila[0]: Fila(*fila) for fila in rows("tabla_clases.txt")}
PARES = [
    (uno, signo, otro)
    for unos, signo, otros, _ in rows("tabla_precedencia.txt")
    for uno, otro in product(unos.split(", "), otros.split(", "))
]
CAUSAS = rows("tabla_causas.txt")


def verdict(
    inciso: str | None, opcion: str = "", catalogo: str = "13.7", etapa: Etapa = Etapa.MESA
) -> Revisado:
    return Revisado(EN, "OPER01", Dictamen(inciso, opcion, catalogo=catalogo), etapa)


# What makes each circumstance: causes of reception, what the registry said (None: nothing yet), verdicts, judgements.
CAUSA, REGISTRO, DICTAMEN, JUICIO = "causa", "registro", "dictamen", "juicio"
HECHOS: dict[str, tuple[str, Any]] = {
    "recibido": (REGISTRO, None),
    "en_lista": (REGISTRO, {}),
    "en_padron": (REGISTRO, {"situacion": SituacionRegistral.PADRON}),
    "de_baja": (REGISTRO, {"situacion": SituacionRegistral.BAJA}),
    "no_encontrado": (REGISTRO, {"situacion": SituacionRegistral.NO_ENCONTRADO}),
    "no_coincide": (
        REGISTRO,
        {"situacion": SituacionRegistral.NO_ENCONTRADO, "hallazgos": ("registro_ocr_distinto",)},
    ),
    "fuera_de_ambito": (REGISTRO, {"en_ambito": False}),
    "fuera_de_excepcion": (REGISTRO, {"en_excepcion": False}),
    "aspirante_de_baja": (CAUSA, CausaRecepcion.ASPIRANTE_BAJA),
    "auxiliar_de_baja": (CAUSA, CausaRecepcion.AUXILIAR_BAJA),
    "auxiliar_retirado": (CAUSA, CausaRecepcion.AUXILIAR_RETIRADO),
    "auxiliar_renuncio": (CAUSA, CausaRecepcion.AUXILIAR_RENUNCIO),
    "dispositivo": (CAUSA, CausaRecepcion.DISPOSITIVO),
    "fuera_de_periodo": (CAUSA, CausaRecepcion.FUERA_DE_PERIODO),
    "dictamen_valido": (DICTAMEN, verdict(None)),
    "inciso_de_mesa": (DICTAMEN, verdict("e", "A color")),
    "inciso_de_papel": (DICTAMEN, verdict("c", catalogo="11.5", etapa=Etapa.CAPTURA)),
    "inciso_en_audiencia": (DICTAMEN, verdict("m", "Sin firma", etapa=Etapa.AUDIENCIA)),
    "mismo_aspirante": (JUICIO, Juzgado(EN, Duplicidad.MISMO, "ASPI-AUXI-DISP-REG1")),
    "otro_aspirante": (JUICIO, Juzgado(EN, Duplicidad.OTRO, "ASPI-AUXI-DISP-REG1")),
    "solo_reporte": (JUICIO, Juzgado(EN, Duplicidad.OTRO, "ASPI-AUXI-DISP-REG1", solo_reporte=True)),
}


def history(*circunstancias: str) -> list[Hecho]:
    """Their facts, in the order in which the system writes them; in the Lista Nominal where nothing else is said."""
    de: dict[str, list[Any]] = {CAUSA: [], REGISTRO: [], DICTAMEN: [], JUICIO: []}
    for c in circunstancias:
        que, valor = HECHOS[c]
        de[que].append(valor)
    hechos: list[Hecho] = [Recibido(EN, tuple(sorted(de[CAUSA], key=list(CausaRecepcion).index)))]
    # An answer with something to say comes in the place of "nothing yet"; two of them are one answer.
    dichos = [d for d in de[REGISTRO] if d is not None]
    if dichos or not de[REGISTRO]:
        datos = {"situacion": SituacionRegistral.LISTA_NOMINAL} | {c: v for d in dichos for c, v in d.items()}
        hechos.append(Verificado(EN, **datos))
    # The hearing is later than any other verdict (14.4).
    hechos += sorted(de[DICTAMEN], key=lambda r: r.etapa is Etapa.AUDIENCIA)
    return hechos + de[JUICIO]


def as_told(hechos: list[Hecho], circunstancia: str) -> Fila:
    r = classify(hechos)
    return Fila(circunstancia, r.clase.value, r.motivo, r.fundamento)


def test_the_table_is_of_all_classes_there_are_7_12():
    assert {f.clase for f in TABLA.values()} == {c.value for c in Clase}
    assert TABLA.keys() == HECHOS.keys()


def test_every_cause_of_reception_and_every_duplicity_is_a_circumstance_of_the_table():
    assert {v for q, v in HECHOS.values() if q == CAUSA} == set(CausaRecepcion)
    assert {v.duplicidad for q, v in HECHOS.values() if q == JUICIO} == set(Duplicidad)
    assert {d.get("situacion") for q, d in HECHOS.values() if q == REGISTRO and d} == {
        None,
        *SituacionRegistral,
    } - {SituacionRegistral.LISTA_NOMINAL}


def test_no_two_classes_are_told_with_the_same_words_7_12():
    dichos = {(f.clase, f.motivo) for f in TABLA.values()}
    assert len({motivo for _, motivo in dichos}) == len(dichos)
    assert len({(f.motivo, f.fundamento) for f in TABLA.values()}) == len(dichos)


@pytest.mark.parametrize("fila", TABLA.values(), ids=TABLA)
def test_each_circumstance_alone_has_the_class_the_words_and_the_numeral_of_the_table_7_12(fila):
    assert as_told(history(fila.circunstancia), fila.circunstancia) == fila


def test_each_pair_of_circumstances_is_ruled_once_lgipe_385():
    escritos = [frozenset((uno, otro)) for uno, _, otro in PARES]
    assert len(escritos) == len(set(escritos))
    assert set(escritos) == {frozenset(p) for p in combinations(TABLA, 2)}


@pytest.mark.parametrize(("gana", "cede"), [(u, o) for u, signo, o in PARES if signo == ">"])
def test_of_two_circumstances_the_one_of_the_table_is_told_lgipe_385(gana, cede):
    """In whichever order the registry, the Mesa and the judging came; verdicts among themselves keep theirs."""
    hechos = history(gana, cede)
    por_tipo = [[h for h in hechos if type(h) is t] for t in dict.fromkeys(map(type, hechos))]
    for orden in permutations(por_tipo):
        assert as_told([h for grupo in orden for h in grupo], gana) == TABLA[gana]


@pytest.mark.parametrize(("gana", "cede"), [(u, o) for u, signo, o in PARES if signo == ">"])
def test_a_record_stands_when_duplicates_alone_are_against_it_lgipe_385(gana, cede):
    alone = {"en_lista", "dictamen_valido", "mismo_aspirante", "otro_aspirante", "solo_reporte"}
    assert would_count(history(gana, cede)) is (gana in alone)


@pytest.mark.parametrize(("uno", "otro"), [(u, o) for u, signo, o in PARES if signo == "nunca"])
def test_of_two_that_cannot_be_in_force_together_the_later_is_13_1_14_4(uno, otro):
    """Also where somebody clarified the data in between (13.6): a correction has no class of its own."""
    correccion = Corregido(EN, "OPER01", ("cic",))
    for antes, despues in ((uno, otro), (otro, uno)):
        assert as_told([*history(antes), correccion, *history(despues)], despues) == TABLA[despues]


def test_the_causes_are_those_of_the_table_lgipe_385():
    assert {c: p for c, clase, p, _ in CAUSAS if clase == "baja"} == dict(BAJAS)
    assert {c: p for c, clase, p, _ in CAUSAS if clase == "en_padron_no_lista"} == dict(FUERA_DE_LISTA)


SITUACIONES = {"baja": SituacionRegistral.BAJA, "en_padron_no_lista": SituacionRegistral.PADRON}
SIN_CAUSA = {"baja": TABLA["de_baja"], "en_padron_no_lista": TABLA["en_padron"]}


@pytest.mark.parametrize(("causa", "clase", "palabras", "_"), CAUSAS, ids=[c[0] for c in CAUSAS])
def test_each_cause_is_told_in_words_with_its_article_lgipe_385(causa, clase, palabras, _):
    resultado = classify([Recibido(EN), Verificado(EN, SITUACIONES[clase], causa)])
    assert (resultado.clase, resultado.fundamento) == (clase, "LGIPE 385")
    assert resultado.motivo == f"{SIN_CAUSA[clase].motivo.rstrip('.')}: {palabras}."


@pytest.mark.parametrize("clase", SITUACIONES)
def test_a_cause_that_the_table_lacks_is_not_told_by_its_code_7_12(clase):
    resultado = classify([Recibido(EN), Verificado(EN, SITUACIONES[clase], "otra_que_no_conocemos")])
    assert resultado.motivo == SIN_CAUSA[clase].motivo


CREDENCIALES = {estado: causa for causa, _, _, estado in CAUSAS if estado != "-"}


def test_every_state_of_a_credential_that_is_not_in_force_has_its_cause_in_the_table_lgipe_385():
    assert CREDENCIALES.keys() == {e.value for e in EstadoCredencial} - {"vigente"} | {"vencida"}


@pytest.mark.parametrize(("estado", "causa"), CREDENCIALES.items())
def test_a_credential_not_in_force_takes_its_holder_out_of_the_list_lgipe_385(estado, causa):
    en_lista = Inscripcion("persona", SituacionRegistral.LISTA_NOMINAL, vigencia="2026")
    if estado == "vencida":
        assert en_lista.status_on("2026-12-31") == (SituacionRegistral.LISTA_NOMINAL, "")
        assert en_lista.status_on("2027-01-01") == (SituacionRegistral.PADRON, causa)
    else:
        suya = Inscripcion("persona", SituacionRegistral.LISTA_NOMINAL, credencial=EstadoCredencial(estado))
        assert suya.status_on("2026-01-01") == (SituacionRegistral.PADRON, causa)


@pytest.mark.parametrize("situacion", [SituacionRegistral.BAJA, SituacionRegistral.PADRON])
def test_the_status_of_the_person_outranks_that_of_the_credential_lgipe_385(situacion):
    de_baja = Inscripcion(
        "p", situacion, "defuncion", credencial=EstadoCredencial.REEMPLAZADA, vigencia="2020"
    )
    assert de_baja.status_on("2027-01-01") == (situacion, "defuncion")
