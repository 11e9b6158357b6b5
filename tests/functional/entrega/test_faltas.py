"""Each fault that is planted in a quiet process is read by its name off the stored comparison of figures (15.2 D)."""

from collections.abc import Callable

import pytest

from chalicelib.base import aws, config
from chalicelib.rules.apoyos.historia import Juzgado, Revisado
from chalicelib.store.apoyos.apoyos import Apoyo, encode_hecho, list_part_key
from chalicelib.store.apoyos.personas import Persona
from chalicelib.store.conteo.contadores import Contador
from chalicelib.store.conteo.contados import Contado
from chalicelib.store.mesa.turnos import Turno
from chalicelib.workflows.apoyos.sellos import seal_record
from chalicelib.workflows.conteo import colindantes, cotejo
from chalicelib.workflows.conteo.conciliacion import reconcile_totals
from chalicelib.workflows.entrega import compuerta
from tests.escenario import mundo
from tests.escenario.movil import empty_buckets
from tests.escenario.mundo import PROCESO
from tests.escenario.recursos import empty_queues
from tests.functional.entrega.escena import DIA, INE, concluded, reconciled, records, recount

pytestmark = [pytest.mark.usefixtures("limpio"), pytest.mark.lento]
FOLIO = "ASPA-AUX1-DISP1-REG{}".format
"""Records of ASPA: 0 and 1 have a verdict, 2 and 3 have none. `ASPB-AUX2-DISP1-REG0` is of the person of 0."""
DE_LA_MISMA = "ASPB-AUX2-DISP1-REG0"


@pytest.fixture
def limpio(proceso: str) -> None:
    empty_buckets()
    empty_queues()


def alter(ambito: str, clave: str, n: int = 1) -> None:
    fila = next(c for c in Contador.scan() if c.ambito.startswith(f"{ambito}#") and c.clave == clave)
    fila.update(actions=[Contador.n.add(n)])


def rewrite(n: int, **cambios: object) -> None:
    """A row as somebody with the seal's key would write it; the totals follow, as the stream makes them."""
    apoyo = mundo.now(FOLIO(n))
    for atributo, valor in cambios.items():
        setattr(apoyo, atributo, valor)
    apoyo.version = int(apoyo.version) + 1
    seal_record(apoyo)
    apoyo.save()


def counted_twice() -> None:
    """What had been counted of a record is forgotten, and its event comes again."""
    Contado(FOLIO(2)).delete()
    recount()


def class_behind_its_history() -> None:
    rewrite(2, clase="baja")
    recount()


def two_count_of_one_person() -> None:
    """The second support of a person loses its judgement, there and in its person's collection."""
    apoyo = mundo.now(DE_LA_MISMA)
    apoyo.historia = [encode_hecho(h) for h in apoyo.hechos if not isinstance(h, Juzgado)]
    apoyo.clase, apoyo.version = "en_lista_nominal", int(apoyo.version) + 1
    mundo.save_sealed(apoyo)
    item = next(p for p in Persona.scan() if p.orden.endswith(DE_LA_MISMA))
    item.update(actions=[Persona.duplicidad.remove()])
    recount()


def without_person() -> None:
    next(p for p in Persona.scan() if p.orden.endswith(FOLIO(3))).delete()


def still_among_its_persons() -> None:
    """A record that a verdict took out, put back among its person's supports."""
    otro = next(p for p in Persona.scan() if p.orden.endswith(FOLIO(2)))
    apoyo = mundo.now(FOLIO(1))
    Persona(
        persona=apoyo.persona, orden=f"{apoyo.contienda}|ASPA|{apoyo.orden}", duplicidad=otro.duplicidad
    ).save()


def older_row_put_back() -> None:
    """The whole row as it was before its verdict, which fits its own seal; and counted so."""
    apoyo = mundo.now(FOLIO(1))
    apoyo.historia = [encode_hecho(h) for h in apoyo.hechos if not isinstance(h, Revisado)]
    apoyo.clase, apoyo.revisado = "en_lista_nominal", False
    mundo.save_sealed(apoyo)
    Contado(FOLIO(1)).delete()
    recount()


def a_stranger() -> None:
    item = {"folio": "AJENO", "lista": list_part_key("ASPA", 0), "orden": "2027#AJENO"}
    aws.client("dynamodb").put_item(
        TableName=config.tabla("apoyos"), Item={k: {"S": v} for k, v in item.items()}
    )


FALTAS: dict[str, tuple[Callable[[], object], str, str]] = {
    "a total off by one": (
        lambda: alter("aspirante#ASPA", "clase#en_lista_nominal"),
        "aspirante#ASPA clase#en_lista_nominal",
        "dice 4 y son 3",
    ),
    "a total of the process off by one": (
        lambda: alter(f"proceso#{PROCESO}", "revisados", -1),
        f"proceso#{PROCESO} revisados",
        "dice 1 y son 2",
    ),
    "a record missing from the list of its aspirante": (
        lambda: Apoyo(FOLIO(2)).update(actions=[Apoyo.lista.set("ASPZ#0")]),
        FOLIO(2),
        colindantes.FUERA_DE_LISTA,
    ),
    "a record gone and its totals left": (lambda: Apoyo(FOLIO(2)).delete(), FOLIO(2), colindantes.PERDIDO),
    "a record that nothing counted": (lambda: mundo.receive("REG8"), FOLIO(8), colindantes.SIN_CONTAR),
    "a record counted twice": (counted_twice, "aspirante#ASPA recibidos", "dice 5 y son 4"),
    "a record counted in another state": (
        lambda: Contado(FOLIO(2)).update(actions=[Contado.clase.set("baja")]),
        FOLIO(2),
        colindantes.CONTADO_DISTINTO,
    ),
    "a class changed behind its history": (
        class_behind_its_history,
        FOLIO(2),
        "guarda baja y de su historia resulta en_lista_nominal",
    ),
    "a row that another hand wrote": (
        lambda: Apoyo(FOLIO(2)).update(actions=[Apoyo.celda.set("otra")]),
        FOLIO(2),
        cotejo.ALTERADO,
    ),
    "a verdict without its turn": (lambda: Turno(FOLIO(1)).delete(), FOLIO(1), cotejo.SIN_TURNO),
    "a turn whose verdict is not in the history": (older_row_put_back, FOLIO(1), cotejo.SIN_DICTAMEN),
    "two supports of one person that count": (two_count_of_one_person, DE_LA_MISMA, colindantes.OTRO_CUENTA),
    "a support that its person lacks": (without_person, FOLIO(3), colindantes.SIN_PERSONA),
    "a support that its person has too many": (still_among_its_persons, FOLIO(1), colindantes.DE_MAS),
    "an item that is no record": (a_stranger, "AJENO", "no es un registro"),
}


@pytest.mark.parametrize("falta", FALTAS)
def test_each_planted_fault_is_named_15_2_d(falta):
    plant, que, dice = FALTAS[falta]
    records()
    concluded()
    plant()
    assert {"que": que, "falta": dice} in reconciled()["ejemplos"]
    condiciones = compuerta.show_gate(INE, PROCESO, DIA)["condiciones"]
    assert next(c for c in condiciones if c["inciso"] == "D")["cumple"] is False


def test_nothing_is_named_of_a_process_that_is_as_it_should_be_15_2_d():
    records()
    concluded()
    assert reconciled()["ejemplos"] == []


def test_faults_that_no_pass_mends_are_named_by_the_console_too_15_2_d():
    """Its verdicts were not given by the API, so the audit log knows of none; that is not what is asked here."""
    records()
    Apoyo(FOLIO(2)).delete()
    without_person()
    hallados = reconcile_totals(proceso=PROCESO).cotejo.hallados
    assert {f: que for f, que in hallados.items() if que != cotejo.SIN_ASIENTO} == {
        FOLIO(2): colindantes.PERDIDO,
        FOLIO(3): colindantes.SIN_PERSONA,
    }
