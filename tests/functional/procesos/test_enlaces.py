"""Enlaces for the Mesa de Control (Protocolo 13.2): named, shown to whom they concern, late ones flagged."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.base import config
from chalicelib.store.base.unicos import Unico
from chalicelib.store.correos.salidas import Salida
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.enlaces import Enlace, enlaces_of
from chalicelib.workflows.cartas import CARTAS
from chalicelib.workflows.procesos.enlaces import late_enlaces, name_enlace
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.mensajes import taken
from tests.escenario.movil import meanwhile
from tests.escenario.muertes import conflicting
from tests.escenario.recursos import empty_queues
from tests.functional.procesos.periodos import DIA, OPL, save_period

__all__ = ["api", "emisores"]
CAMINO = f"/v1/procesos/{mundo.PROCESO}/enlaces"
DATOS = {
    "nombre": "Beatriz Muestra Ñáñez",
    "puesto": "Directora de Organización",
    "correo": "beatriz.muestra@oplx.invalid",
    "telefono": "473 123 4567 ext. 12",
}
INICIO = datetime(2027, 1, 20, 6, tzinfo=UTC)


@pytest.fixture
def opl(api):
    mundo.open_process(mundo.PROCESO)
    return api.entra("opl", opl=mundo.OPL)


def name(api, quien, **cambios):
    return api.pide("POST", CAMINO, quien, DATOS | cambios)


def test_an_enlace_is_named_and_the_derfe_sees_how_to_reach_them_13_2(api, opl):
    r = name(api, opl)
    assert (r.estado, r.cuerpo["tardio"]) == (201, False)
    assert DATOS.items() <= r.cuerpo.items()
    ine = api.entra("ine")
    assert api.pide("GET", f"{CAMINO}/{r.cuerpo['enlace']}", ine).cuerpo == r.cuerpo
    (breve,) = api.pide("GET", CAMINO, ine).cuerpo["elementos"]
    assert set(breve) == {"enlace", "nombre", "puesto", "nombrado_en", "tardio", "aviso"}
    assert [(a.evento, a.objeto) for a in auditoria.entries_of(ine.sujeto)][1:] == [
        ("enlace_consultado", r.cuerpo["enlace"]),
        ("enlaces_listados", mundo.PROCESO),
    ]


def mails_of():
    """The mails that wait in the queue, written; each is taken out."""
    cartas = [CARTAS[m["plantilla"]](m["ref"]) for m in taken(config.COLA_CORREOS)]
    return [c for c in cartas if c is not None]


def test_naming_and_removing_an_enlace_tells_the_derfe_once_13_2(api, opl):
    """«El OPL deberá notificar a la DERFE a través de la UTVOPL, con al menos 48 horas de anticipación al inicio del
    proceso de captación [...], las personas que fungirán como enlace».
    """
    empty_queues()
    enlace = name(api, opl).cuerpo["enlace"]
    name(api, opl)
    (carta,) = mails_of()
    assert carta.destino == config.DERFE_MESA[0]
    assert DATOS["nombre"] in carta.cuerpo
    assert DATOS["puesto"] in carta.cuerpo
    assert DATOS["correo"] not in carta.cuerpo + carta.asunto
    assert DATOS["nombre"] not in carta.asunto
    for _ in range(2):
        api.pide("DELETE", f"{CAMINO}/{enlace}", opl)
    (retiro,) = mails_of()
    assert "ya no es enlace" in retiro.cuerpo
    assert Salida.count() == 0


def test_the_utvopl_is_told_where_its_address_is_given_13_2():
    """«a través de la UTVOPL»: an installation with `CAPTACION_UTVOPL`, whose settings are read at its start."""
    codigo = (
        "from chalicelib.store.procesos.enlaces import Enlace;"
        "from chalicelib.workflows.procesos.cartas import mails_of_enlace;"
        "print([m.ref['quien'] for m in mails_of_enlace(Enlace('P', enlace='E'), 'nombrado')])"
    )
    entorno = os.environ | {"CAPTACION_UTVOPL": "utvopl@captacion.invalid,otra@captacion.invalid"}
    dicho = subprocess.run(
        [sys.executable, "-c", codigo], env=entorno, capture_output=True, text=True, check=True
    )
    assert dicho.stdout.strip() == "['derfe#0', 'utvopl#0', 'utvopl#1']"


def test_one_named_and_removed_before_the_mail_left_is_told_of_as_removed_alone_13_2(api, opl):
    empty_queues()
    api.pide("DELETE", f"{CAMINO}/{name(api, opl).cuerpo['enlace']}", opl)
    (carta,) = mails_of()
    assert "ya no es enlace" in carta.cuerpo


def test_nothing_of_the_person_lies_in_clear_18_5(api, opl):
    name(api, opl)
    for fila in (*Enlace.scan(), *Unico.scan()):
        crudo = str(fila.serialize())
        assert not any(parte in crudo for v in DATOS.values() for parte in (v, v.split()[0]))


def test_naming_the_same_again_gives_the_same_and_their_mail_names_nobody_else_13_2(api, opl):
    una, otra = name(api, opl), name(api, opl, correo=DATOS["correo"].upper())
    assert una.cuerpo == otra.cuerpo
    distinta = name(api, opl, nombre="Otra Persona")
    assert (distinta.estado, distinta.codigo) == (409, "conflicto")
    assert "Beatriz" not in str(distinta.cuerpo)
    assert len(enlaces_of(mundo.PROCESO)) == 1


def test_of_two_who_name_one_person_at_once_one_row_is_made_13_2(api, opl):
    api.pide("GET", f"/v1/procesos/{mundo.PROCESO}/enlaces", opl)  # the session's own write is behind
    respuestas = []
    with meanwhile(lambda: respuestas.append(name(api, opl))):
        respuestas.append(name(api, opl))
    assert {r.estado for r in respuestas} == {201}
    assert len({r.cuerpo["enlace"] for r in respuestas}) == 1
    assert Enlace.count() == 1


@pytest.mark.parametrize(
    "cambio",
    [
        {"nombre": "ab"},
        {"nombre": "x" * 121},
        {"nombre": "a\nb c"},
        {"correo": "sin arroba"},
        {"correo": "dos@arrobas@x.mx"},
        {"correo": "ñ@x.mx"},
        {"telefono": "123"},
        {"telefono": "<script>x</script>"},
        {"puesto": ""},
        {"sobra": 1},
    ],
)
def test_an_enlace_without_the_published_form_is_refused(api, opl, cambio):
    assert name(api, opl, **cambio).codigo == "cuerpo_invalido"
    assert enlaces_of(mundo.PROCESO) == []


@pytest.mark.parametrize(
    ("falta", "tardio"),
    [(timedelta(hours=48), False), (timedelta(hours=48) - timedelta(seconds=1), True), (-DIA, True)],
)
def test_late_naming_is_taken_and_flagged_13_2(opl, falta, tardio):
    save_period("GUB2027", INICIO)
    save_period("INACTIVO", INICIO - 30 * DIA, activo=False)
    nombrado = name_enlace(OPL, mundo.PROCESO, DATOS, INICIO - falta)
    assert late_enlaces(mundo.PROCESO).of(nombrado) is tardio


def test_late_naming_is_told_to_whoever_names_13_2(api, opl):
    save_period("GUB2027", datetime.now(UTC) + DIA)
    assert "48 horas" in name(api, opl).cuerpo["aviso"]


def test_an_enlace_removed_is_seen_no_more_and_may_be_named_anew_13_2(api, opl):
    enlace = name(api, opl).cuerpo["enlace"]
    una, otra = (api.pide("DELETE", f"{CAMINO}/{enlace}", opl) for _ in range(2))
    assert una.cuerpo == otra.cuerpo
    assert una.estado == 200
    assert api.pide("GET", f"{CAMINO}/{enlace}", opl).estado == 404
    assert api.pide("GET", CAMINO, opl).cuerpo["elementos"] == []
    nueva = name(api, opl, nombre="Otra Persona")
    assert nueva.estado == 201
    assert nueva.cuerpo["enlace"] != enlace
    assert Enlace.count() == 2  # who it was stays known
    # Removing the first one again frees nothing of the second.
    api.pide("DELETE", f"{CAMINO}/{enlace}", opl)
    assert name(api, opl, nombre="Otra Persona").cuerpo == nueva.cuerpo


def test_a_removal_that_meets_another_write_is_made_all_the_same_13_2(api, opl):
    enlace = name(api, opl).cuerpo["enlace"]
    with conflicting():
        assert api.pide("DELETE", f"{CAMINO}/{enlace}", opl).estado == 200
    assert enlaces_of(mundo.PROCESO) == []


def test_what_is_anothers_looks_as_if_it_were_not_there_5_1(api, opl):
    enlace = name(api, opl).cuerpo["enlace"]
    ajeno = api.entra("opl", opl="OTRO")
    for metodo, resto, cuerpo in (
        ("POST", "", DATOS),
        ("GET", "", None),
        ("GET", f"/{enlace}", None),
        ("DELETE", f"/{enlace}", None),
    ):
        r = api.pide(metodo, CAMINO + resto, ajeno, cuerpo)
        nada = api.pide(metodo, f"/v1/procesos/NADA27/enlaces{resto}", opl, cuerpo)
        assert (r.estado, r.cuerpo) == (404, nada.cuerpo)
    for metodo in ("GET", "DELETE"):
        assert api.pide(metodo, f"{CAMINO}/NADIE", opl).codigo == "no_encontrado"
    assert len(enlaces_of(mundo.PROCESO)) == 1


@pytest.mark.parametrize(
    "rol", ["ine", "supervisor", "operador", "aspirante", "auxiliar", "mato", "visitante"]
)
def test_only_an_administrator_of_the_opl_names_and_removes_13_2(api, opl, rol):
    quien = api.entra(rol, opl=mundo.OPL, proceso=mundo.PROCESO)
    assert name(api, quien).codigo == "acceso_denegado"
    assert api.pide("DELETE", f"{CAMINO}/ENLACE", quien).codigo == "acceso_denegado"
