"""Reading the audit log by day, and finding what was rewritten (Protocolo 18.7)."""

from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from chalicelib.rules.base.eventos import TEXTOS, Evento
from chalicelib.store.base import tabla as base
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.privacidad.bitacora import ActoAnotado, Asiento
from chalicelib.workflows.base.bitacora_nota import mac_key
from chalicelib.workflows.base.secretos import secreto_sistema
from consola.__main__ import main
from tests.escenario import mundo
from tests.escenario.api import Api, Sesion, api, emisores
from tests.escenario.movil import empty_buckets
from tests.functional.borde.test_lotes import bitacora

__all__ = ["api", "bitacora", "emisores"]

DIA = "2027-01-15"
INICIO = datetime(2027, 1, 15, 6, tzinfo=UTC)  # midnight at the centre


@pytest.fixture
def opl(api: Api) -> Sesion:
    return api.entra("opl", opl=mundo.OPL)


def noted(momento: datetime, objeto: str, ambito: str = mundo.OPL, actor: str = "grupo|alguien") -> None:
    acto = ActoAnotado(actor, "opl", "CTA1", Evento.APOYO_CONSULTADO, objeto, ambito)
    auditoria.append_entry(mac_key(), acto, momento)


def read(api: Api, quien: Sesion, consulta: str) -> list[str]:
    """Objects of a day's entries."""
    return [
        e["objeto"] for e in api.pide("GET", f"/v1/auditoria?dia={DIA}{consulta}", quien).cuerpo["elementos"]
    ]


def test_a_day_is_that_of_the_centre_whole_and_nothing_else_18_7(api, opl):
    for objeto, momento in {
        "ANTES": INICIO - timedelta(milliseconds=1),
        "PRIMERO": INICIO,
        "TARDE": INICIO + timedelta(hours=19),  # another day already in UTC
        "ULTIMO": INICIO + timedelta(days=1) - timedelta(milliseconds=1),
        "DESPUES": INICIO + timedelta(days=1),
    }.items():
        noted(momento, objeto)
    assert read(api, opl, "") == ["PRIMERO", "TARDE", "ULTIMO"]


def test_an_entry_is_told_in_words_at_the_centres_time_18_7(api, opl):
    noted(INICIO + timedelta(hours=20), "FOLIO1")
    [asiento] = api.pide("GET", f"/v1/auditoria?dia={DIA}", opl).cuerpo["elementos"]
    assert asiento == {
        "momento": "2027-01-15T20:00:00.000-06:00",
        "actor": "alguien",
        "cuenta": "CTA1",
        "rol": "opl",
        "n": 1,
        "evento": "apoyo_consultado",
        "texto": TEXTOS[Evento.APOYO_CONSULTADO],
        "objeto": "FOLIO1",
    }


@pytest.mark.parametrize("cuantos", [1, 2, 3, 4, 7])
def test_pages_go_over_midnight_utc_without_losing_or_repeating_18_7(api, opl, cuantos):
    todos = [f"R{n}" for n in range(6)]
    for n, objeto in enumerate(todos):
        noted(INICIO + timedelta(hours=15 + n), objeto, actor=f"grupo|{n % 2}")
    vistos, despues = [], ""
    while despues is not None:
        pagina = api.pide("GET", f"/v1/auditoria?dia={DIA}&cuantos={cuantos}&despues={despues}", opl).cuerpo
        assert len(pagina["elementos"]) <= cuantos
        vistos += [e["objeto"] for e in pagina["elementos"]]
        despues = pagina["siguiente"]
    assert vistos == todos


def test_an_opl_reads_its_own_log_and_the_ine_any_5_1_18_7(api, opl):
    noted(INICIO, "PROPIO")
    noted(INICIO, "AJENO", "OTRO", "grupo|otra")
    noted(INICIO, "DE-LA-APP", "app", "grupo|tercera")
    ine = api.entra("ine")
    assert read(api, opl, "") == read(api, opl, f"&ambito={mundo.OPL}") == ["PROPIO"]
    ajena, ninguna = (api.pide("GET", f"/v1/auditoria?dia={DIA}&ambito={a}", opl) for a in ("OTRO", "NOHAY"))
    assert (ajena.estado, ajena.cuerpo) == (404, ninguna.cuerpo)
    assert api.pide("GET", f"/v1/auditoria?dia={DIA}&ambito=ine", opl).estado == 404
    assert [read(api, ine, f"&ambito={a}") for a in ("OTRO", "app", mundo.OPL)] == [
        ["AJENO"],
        ["DE-LA-APP"],
        ["PROPIO"],
    ]


@pytest.mark.parametrize("rol", ["supervisor", "operador", "mato", "aspirante", "auxiliar"])
def test_nobody_else_reads_it_18_7(api, rol):
    quien = api.entra(rol, opl=mundo.OPL)
    assert api.pide("GET", f"/v1/auditoria?dia={DIA}", quien).codigo == "acceso_denegado"


@pytest.mark.parametrize("consulta", ["", "dia=2027-02-30", "dia=ayer", "dia=2027-01-15&cuantos=0",
                                      "dia=2027-01-15&despues=x", "dia=9999-12-31", "dia=0000-00-00"])  # fmt: skip
def test_a_day_or_cursor_that_is_none_is_refused(api, opl, consulta):
    assert api.pide("GET", f"/v1/auditoria?{consulta}", opl).codigo == "cuerpo_invalido"


def test_a_cursor_of_another_log_reads_nothing_of_it_18_7(api, opl):
    for n in range(3):
        noted(INICIO + timedelta(hours=n), f"R{n}", "OTRO")
    otro = api.entra("opl", opl="OTRO")
    cursor = api.pide("GET", f"/v1/auditoria?dia={DIA}&cuantos=1", otro).cuerpo["siguiente"]
    assert api.pide("GET", f"/v1/auditoria?dia={DIA}&despues={cursor}", opl).codigo == "cuerpo_invalido"


def test_reading_the_log_is_in_the_log_18_7(api, opl):
    read(api, opl, "")
    assert [(a.evento, a.objeto) for a in auditoria.entries_of(opl.sujeto)][-1] == (
        "auditoria_consultada",
        mundo.OPL,
    )


def test_every_event_has_its_words_18_7():
    assert set(TEXTOS) == set(Evento)


def test_the_console_says_that_every_chain_is_whole_18_7(api):
    empty_buckets()
    for n in range(3):
        noted(INICIO, f"R{n}", actor=f"grupo|{n % 2}")
    salida = CliRunner().invoke(main, ["auditoria", "verificar"])
    assert salida.exit_code == 0
    assert "Cadenas: 2; alteradas: 0; horas selladas: 0" in salida.output


def test_the_console_says_which_entry_of_which_chain_does_not_fit_18_7(api):
    for n in range(4):
        noted(INICIO, f"R{n}", actor=f"grupo|{n % 2}")
    asiento = Asiento.get("grupo|1", 2)
    asiento.objeto = "OTRO"
    asiento.save()
    salida = CliRunner().invoke(main, ["auditoria", "verificar"])
    assert salida.exit_code == 1
    assert "grupo|1: el asiento 2" in salida.output
    assert "grupo|0" not in salida.output


def test_what_cannot_be_noted_is_shown_to_nobody_and_our_own_log_says_it_18_7(api, opl, bitacora):
    """Somebody else takes each number before: twenty times, and nothing more is tried."""

    def gana(params, **_) -> None:
        if params["TableName"] == Asiento.Meta.table_name and not _otro:
            _otro.append(1)
            ajeno = Asiento(params["Item"]["actor"]["S"], int(params["Item"]["n"]["N"]))
            ajeno.momento = ajeno.rol = ajeno.evento = ajeno.ambito_dia = "x"
            ajeno.previo = ajeno.sello = b"x"
            ajeno.save()
            _otro.pop()

    _otro: list[int] = []
    assert api.pide("GET", "/v1/cuenta", opl).estado == 200  # the login is noted by now
    eventos = base.connection().client.meta.events
    eventos.register("provide-client-params.dynamodb.PutItem", gana)
    with pytest.MonkeyPatch.context() as rapido:
        rapido.setattr(auditoria, "INTENTOS", 3)
        r = api.pide("GET", f"/v1/auditoria?dia={DIA}", opl)
    eventos.unregister("provide-client-params.dynamodb.PutItem", gana)
    assert (r.estado, r.codigo) == (500, "falla_interna")
    assert '"evento":"auditoria_consultada"' in bitacora.getvalue()
    assert f'"cuenta":"{opl.cuenta}"' in bitacora.getvalue()


def test_the_key_of_the_chains_serves_nothing_else_18_7(proceso):
    assert mac_key() not in (secreto_sistema().indice, secreto_sistema().campos)
