"""Privacy notices and duties on personal data: published, in force, acknowledged (Protocolo 7.11, 18.1-18.4)."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from chalicelib.problemas import Conflicto
from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.privacidad import CON_AVISO, CON_OBLIGACIONES, TipoAviso
from chalicelib.store.base.tabla import iso
from chalicelib.store.privacidad import avisos as store
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.privacidad.aceptaciones import Aceptacion
from chalicelib.store.privacidad.avisos import Aviso
from chalicelib.workflows.privacidad.avisos import duties_in_force, notice_in_force, publish_notice_version
from consola.__main__ import main
from tests.escenario.api import Api, api, emisores

__all__ = ["api", "emisores"]
AHORA = datetime(2026, 1, 5, 15, tzinfo=UTC)
TEXTO = "Sus datos se usan solo para verificar los apoyos de la ciudadanía. Texto sintético."


def notice(
    rol: Rol, desde: datetime | None = None, ahora: datetime = AHORA, tipo: TipoAviso = TipoAviso.AVISO
) -> Aviso:
    return publish_notice_version(tipo, rol, f"Texto para {rol}", TEXTO, desde, "prueba", ahora)


def body(**cambios):
    return {"tipo": "aviso", "rol": "auxiliar", "titulo": "Aviso sintético", "texto": TEXTO, **cambios}


def test_the_ine_publishes_and_anybody_reads_what_is_in_force_18_1_18_4(api: Api):
    ine = api.entra("ine")
    r = api.pide("POST", "/v1/avisos-privacidad", ine, body())
    assert (r.estado, r.cuerpo["aviso"], r.cuerpo["version"]) == (201, "aviso-auxiliar-1", 1)
    [publico] = api.pide("GET", "/v1/avisos-privacidad?rol=auxiliar").cuerpo["elementos"]
    assert publico == r.cuerpo
    assert publico["texto"] == TEXTO
    assert [a.evento for a in auditoria.entries_of(ine.sujeto)][-1] == "aviso_publicado"


@pytest.mark.parametrize("rol", ["opl", "mato", "aspirante", "auxiliar", "visitante"])
def test_nobody_but_the_ine_publishes_18_1(api: Api, rol):
    assert api.pide("POST", "/v1/avisos-privacidad", api.entra(rol), body()).estado == 403
    assert list(Aviso.scan()) == []


@pytest.mark.parametrize("rol", ["visitante", "nadie"])
def test_a_role_without_a_notice_of_its_own_gets_none(api: Api, rol):
    r = api.pide("POST", "/v1/avisos-privacidad", api.entra("ine"), body(rol=rol))
    assert (r.estado, r.codigo, r.cuerpo["faltas"][0]["campo"]) == (422, "datos_no_admitidos", "rol")


def test_duties_are_for_those_who_handle_the_data_of_others_7_11(api: Api):
    r = api.pide(
        "POST", "/v1/avisos-privacidad", api.entra("ine"), body(tipo="obligaciones", rol="ciudadania")
    )
    assert (r.estado, r.codigo) == (422, "datos_no_admitidos")


def test_a_version_begins_neither_in_the_past_nor_before_the_one_it_follows_18_4(api: Api):
    ine = api.entra("ine")
    ayer = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    luego = datetime.now(UTC) + timedelta(days=9)
    assert api.pide("POST", "/v1/avisos-privacidad", ine, body(vigente_desde=ayer)).estado == 422
    assert api.pide("POST", "/v1/avisos-privacidad", ine, body(vigente_desde=luego.isoformat())).estado == 201
    antes = (luego - timedelta(days=1)).isoformat()
    r = api.pide("POST", "/v1/avisos-privacidad", ine, body(vigente_desde=antes))
    assert (r.estado, r.cuerpo["faltas"][0]["campo"]) == (422, "vigente_desde")


@pytest.mark.parametrize(
    "malo",
    [{"texto": "x"}, {"titulo": ""}, {"vigente_desde": "2027-01-01T00:00:00"}, {"rol": "rey"}, {"otro": 1}],
)
def test_a_body_of_another_form_publishes_nothing(api: Api, malo):
    r = api.pide("POST", "/v1/avisos-privacidad", api.entra("ine"), body(**malo))
    assert (r.estado, r.codigo) == (400, "cuerpo_invalido")
    assert list(Aviso.scan()) == []


def test_an_announced_version_holds_from_its_instant_on_18_4(api: Api):
    notice(Rol.AUXILIAR)
    luego = AHORA + timedelta(days=5)
    notice(Rol.AUXILIAR, luego)
    vigentes = [notice_in_force(Rol.AUXILIAR, m) for m in (luego - timedelta(seconds=1), luego)]
    assert [int(a.version) for a in vigentes if a] == [1, 2]
    assert notice_in_force(Rol.AUXILIAR, AHORA - timedelta(days=1)) is None
    assert notice_in_force(Rol.MATO, luego) is None
    assert duties_in_force(Rol.AUXILIAR, luego) is None


def test_of_two_who_publish_at_once_one_is_told_to_look_first(api: Api, monkeypatch):
    """The other publishes between this one's reading and writing."""
    leer = store.notices_newest_first

    def read_and_be_overtaken(serie: str):
        monkeypatch.setattr(store, "notices_newest_first", leer)
        leidas = list(leer(serie))
        notice(Rol.OPL)
        return iter(leidas)

    monkeypatch.setattr(store, "notices_newest_first", read_and_be_overtaken)
    with pytest.raises(Conflicto):
        publish_notice_version(TipoAviso.AVISO, Rol.OPL, "Texto que llega tarde", TEXTO, None, "otra", AHORA)
    assert [(a.aviso, a.titulo) for a in Aviso.scan()] == [("aviso-opl-1", "Texto para opl")]


def test_the_number_of_a_version_taken_meanwhile_is_not_overwritten(api: Api):
    from chalicelib.store.privacidad.avisos import put_notice

    primero = notice(Rol.OPL)
    primero.texto = "otro"
    assert put_notice(primero) is False
    assert Aviso.get("aviso-opl", 1).texto == TEXTO


def test_acknowledging_is_recorded_with_version_and_first_instant_18_4(api: Api):
    notice(Rol.AUXILIAR)
    quien = api.entra("auxiliar", auxiliar="AUX1")
    primera = api.pide("POST", "/v1/avisos-privacidad/aviso-auxiliar-1/aceptacion", quien)
    otra = api.pide("POST", "/v1/avisos-privacidad/aviso-auxiliar-1/aceptacion", quien)
    assert primera.estado == otra.estado == 200
    assert primera.cuerpo == otra.cuerpo
    [fila] = Aceptacion.query(quien.sujeto)
    assert (fila.aviso, fila.cuenta, fila.rol) == ("aviso-auxiliar-1", quien.cuenta, "auxiliar")
    assert fila.huella == Aviso.get("aviso-auxiliar", 1).huella


def test_pending_is_what_is_in_force_and_not_acknowledged_7_11_18_4(api: Api):
    for tipo in TipoAviso:
        notice(Rol.ASPIRANTE, tipo=tipo)
    quien = api.entra("aspirante", aspirante="ASPA")
    api.pide("POST", "/v1/avisos-privacidad/obligaciones-aspirante-1/aceptacion", quien)
    avisos = api.pide("GET", "/v1/cuenta/avisos", quien).cuerpo["elementos"]
    assert {a["aviso"]: a["aceptado_en"] is not None for a in avisos} == {
        "aviso-aspirante-1": False,
        "obligaciones-aspirante-1": True,
    }


def test_a_new_version_is_pending_again_and_the_old_one_can_no_longer_be_acknowledged_18_4(api: Api):
    notice(Rol.OPL)
    quien = api.entra("opl", opl="OPLX")
    api.pide("POST", "/v1/avisos-privacidad/aviso-opl-1/aceptacion", quien)
    notice(Rol.OPL, ahora=AHORA + timedelta(hours=1))
    [aviso] = api.pide("GET", "/v1/cuenta/avisos", quien).cuerpo["elementos"]
    assert (aviso["aviso"], aviso["aceptado_en"]) == ("aviso-opl-2", None)
    r = api.pide("POST", "/v1/avisos-privacidad/aviso-opl-1/aceptacion", quien)
    assert (r.estado, r.codigo) == (409, "aviso_sustituido")
    assert api.pide("GET", "/v1/avisos-privacidad/aviso-opl-1").cuerpo["version"] == 1


def test_one_that_is_not_in_force_yet_cannot_be_acknowledged_18_4(api: Api):
    notice(Rol.OPL, datetime.now(UTC) + timedelta(days=2), datetime.now(UTC))
    r = api.pide("POST", "/v1/avisos-privacidad/aviso-opl-1/aceptacion", api.entra("opl", opl="OPLX"))
    assert (r.estado, r.codigo) == (409, "aviso_sustituido")


@pytest.mark.parametrize("cual", ["aviso-auxiliar-1", "aviso-auxiliar-9", "aviso", "aviso-opl-x", "9" * 90])
def test_anothers_notice_and_an_unknown_one_are_refused_alike(api: Api, cual):
    notice(Rol.AUXILIAR)
    r = api.pide("POST", f"/v1/avisos-privacidad/{cual}/aceptacion", api.entra("opl", opl="OPLX"))
    assert (r.estado, r.codigo, r.cuerpo["detail"]) == (
        404,
        "no_encontrado",
        "No hay nada con ese identificador.",
    )


def test_the_console_publishes_a_text_for_every_role_and_the_same_again_publishes_nothing_18_1_7_11(api: Api):
    primera = CliRunner().invoke(main, ["avisos", "publicar"])
    assert primera.exit_code == 0, primera.output
    assert sorted(primera.output.split()) == sorted(
        [f"aviso-{r}-1" for r in CON_AVISO] + [f"obligaciones-{r}-1" for r in CON_OBLIGACIONES]
    )
    otra = CliRunner().invoke(main, ["avisos", "publicar"])
    assert (otra.exit_code, otra.output) == (0, "")
    assert notice_in_force(Rol.CIUDADANIA, datetime.now(UTC)) is not None


@pytest.mark.parametrize("desde", ["ayer", "2027-01-01T00:00:00", "2020-01-01T00:00:00Z"])
def test_the_console_refuses_a_beginning_without_zone_or_in_the_past_18_4(api: Api, desde):
    salida = CliRunner().invoke(main, ["avisos", "publicar", "--desde", desde])
    assert salida.exit_code == 1
    assert list(Aviso.scan()) == []


def test_a_visitor_may_acknowledge_what_an_auxiliar_or_a_citizen_must_8_3(api: Api):
    notice(Rol.CIUDADANIA)
    quien = api.entra("visitante")
    assert api.pide("POST", "/v1/avisos-privacidad/aviso-ciudadania-1/aceptacion", quien).estado == 200
    assert [a.aviso for a in Aceptacion.query(quien.sujeto)] == ["aviso-ciudadania-1"]
    assert iso(datetime.now(UTC))[:10] == next(iter(Aceptacion.query(quien.sujeto))).momento[:10]
