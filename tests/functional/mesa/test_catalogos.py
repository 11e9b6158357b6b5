"""An OPL's own criteria for the Mesa, by versions (Protocolo 13.4, 13.7)."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from chalicelib.base import config
from chalicelib.base.reloj import ahora as ahora_mismo
from chalicelib.problemas import DatosNoAdmitidos, NoEncontrado
from chalicelib.problemas.mesa import DictamenNoAdmitido
from chalicelib.rules.apoyos.historia import Revisado
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.rules.mesa.ajustes import Ajuste
from chalicelib.store.base.copias import forget_copies
from chalicelib.store.correos.salidas import Salida
from chalicelib.store.mesa.catalogos import ANTICIPACION, VersionCatalogo, catalog_in_force
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.opls import Opl
from chalicelib.workflows.mesa.cartas import write_catalog
from chalicelib.workflows.mesa.catalogos import publish_catalog, show_catalog_in_force
from chalicelib.workflows.mesa.escritorio import give_verdict
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.movil import meanwhile
from tests.escenario.muertes import Muerte, dying
from tests.escenario.mundo import AHORA, ILEGIBLE, OPL, PROCESO, iso
from tests.functional.mesa.test_mesa import on_desk

__all__ = ["api", "emisores"]
ADMINISTRADOR = Principal("s", Rol.OPL, opl=OPL, cuenta="CTAOPL")
PROPIO = Ajuste("o", tipo="Deteriorada", opciones=("Rota",), precisar=False, fundamento="Acuerdo 1")
SIN_M = Ajuste("m", aplica=False)
VIGENTE = AHORA + ANTICIPACION


@pytest.fixture
def opl(proceso: object) -> None:
    Opl(opl=OPL, nombre="OPL sintético", entidad="11").save()


def version(
    *ajustes: Ajuste, desde: datetime | None = None, motivo: str = "Criterio del OPL"
) -> dict[str, Any]:
    forget_copies()
    hecha = publish_catalog(ADMINISTRADOR, OPL, ajustes, motivo, "IEEG/CG/001", desde, AHORA)
    forget_copies()
    return hecha


@pytest.mark.usefixtures("opl")
class TestVersions:
    def test_before_any_version_the_desk_has_the_table_in_keyboard_order_13_7(self):
        mesa = show_catalog_in_force(OPL, AHORA)
        assert mesa["catalogo"] == "13.7"
        assert "".join(i["inciso"] for i in mesa["incisos"]) == "abcdefghijklmn"

    def test_a_version_holds_from_its_moment_on_and_not_before_13_4(self):
        assert version(SIN_M, PROPIO)["catalogo"] == "13.7@OPLX.1"
        version(PROPIO, desde=AHORA + timedelta(days=1))
        vigentes = [
            catalog_in_force(OPL, t).clave
            for t in (AHORA, VIGENTE, AHORA + timedelta(hours=23), AHORA + timedelta(days=1))
        ]
        assert vigentes == ["13.7", "13.7@OPLX.1", "13.7@OPLX.1", "13.7@OPLX.2"]
        assert catalog_in_force("OTRO", VIGENTE).clave == "13.7"

    def test_a_record_keeps_the_version_by_which_it_was_judged_13_4(self):
        mundo.add_operators("OPER1")
        primero, segundo = on_desk("REG1"), on_desk("REG2", minuto=1)
        version(SIN_M, PROPIO)
        give_verdict(PROCESO, "OPER1", primero, ILEGIBLE, AHORA)
        with pytest.raises(DictamenNoAdmitido):
            give_verdict(PROCESO, "OPER1", segundo, ILEGIBLE, VIGENTE)
        rota = mundo.Dictamen("o", "Rota")
        r = give_verdict(PROCESO, "OPER1", segundo, rota, VIGENTE)
        assert r == give_verdict(PROCESO, "OPER1", segundo, rota, VIGENTE)
        assert r["motivo"] == "Deteriorada: Rota"
        dichos = [mundo.now(f).hechos[-1] for f in (primero, segundo)]
        assert [(d.dictamen.catalogo, d.dictamen.tipo) for d in dichos if isinstance(d, Revisado)] == [
            ("13.7", ""),
            ("13.7@OPLX.1", "Deteriorada"),
        ]
        again = give_verdict(PROCESO, "OPER1", primero, ILEGIBLE, VIGENTE)
        assert again["clase"] == "con_inconsistencia"  # a repetition is not judged by what came since

    def test_publishing_the_same_again_returns_the_same_version_13_4(self):
        assert version(PROPIO) == version(PROPIO)
        assert version(PROPIO, motivo="Otro motivo")["version"] == 2

    def test_two_who_publish_at_once_publish_one_after_the_other_13_4(self):
        with meanwhile(lambda: version(SIN_M)):
            assert version(PROPIO)["cambios"] == [
                "Inciso m): se agrega, Sin firma.",
                "Inciso o): se agrega, Deteriorada.",
            ]
        assert [int(v.version) for v in VersionCatalogo.scan()] == [1, 2]

    def test_a_version_starts_neither_in_the_past_nor_before_the_previous_one_13_4(self):
        with pytest.raises(DatosNoAdmitidos):
            version(PROPIO, desde=AHORA)
        version(PROPIO, desde=AHORA + timedelta(days=2))
        with pytest.raises(DatosNoAdmitidos):
            version(SIN_M, desde=AHORA + timedelta(days=1))
        with pytest.raises(DatosNoAdmitidos):
            version(Ajuste("a", opciones=()))

    @pytest.mark.parametrize("momento", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
    def test_an_instant_at_the_end_of_the_calendar_is_refused_13_4(self, momento):
        version(PROPIO)
        with pytest.raises(DatosNoAdmitidos):
            version(SIN_M, desde=datetime.fromisoformat(momento))

    def test_the_derfe_is_told_what_changed_even_if_the_run_dies_13_4(self):
        with dying(2), pytest.raises(Muerte):
            version(SIN_M, PROPIO)
        assert [s.cuerpo["plantilla"] for s in Salida.scan()] == ["catalogo"]
        carta = write_catalog({"opl": OPL, "version": "1", "destino": "0"})
        assert carta is not None
        assert carta.destino == config.DERFE_MESA[0]
        assert "Inciso m): deja de aplicar." in carta.cuerpo
        assert "IEEG/CG/001" in carta.cuerpo

    def test_nobody_publishes_for_another_opl_5_1(self):
        with pytest.raises(NoEncontrado):
            publish_catalog(
                Principal("s", Rol.OPL, opl="OTRO"), OPL, [PROPIO], "motivo", "acuerdo", None, AHORA
            )


def test_over_the_api_who_when_and_why_are_kept_and_noted_13_4_18_7(api):
    mundo.open_world()
    Opl(opl=OPL, nombre="OPL sintético", entidad="11").save()
    quien = api.entra("opl", opl=OPL)
    cuerpo = {
        "incisos": [{"inciso": "m", "aplica": False}],
        "motivo": "Criterio del OPL",
        "acuerdo": "IEEG/CG/001",
        "vigente_desde": iso(ahora_mismo() + timedelta(hours=1)),
    }
    r = api.pide("POST", f"/v1/opls/{OPL}/catalogos", quien, cuerpo)
    assert r.estado == 201, r.cuerpo
    [listada] = api.pide("GET", f"/v1/opls/{OPL}/catalogos", api.entra("ine")).cuerpo["elementos"]
    assert listada == r.cuerpo
    assert (listada["publicado_por"], listada["cambios"]) == (quien.cuenta, ["Inciso m): deja de aplicar."])
    operador = api.entra("operador", opl=OPL, proceso=PROCESO, operador="OPER1")
    vigente = api.pide("GET", "/v1/mesa/catalogo", operador).cuerpo
    assert vigente["catalogo"] == "13.7"
    por_letra = {i["inciso"]: i for i in vigente["incisos"]}
    assert (por_letra["f"]["nombre"], por_letra["f"]["tipo"]) == ("CPV ilegible", "Otra")
    assert "sin firma" in por_letra["m"]["excepcion"]
    assert "personas trans" in por_letra["g"]["excepcion"]
    assert por_letra["g"]["confirma"]
    assert [(a.evento, a.objeto) for a in auditoria.entries_of(quien.sujeto)][1:] == [
        ("catalogo_publicado", "13.7@OPLX.1")
    ]
