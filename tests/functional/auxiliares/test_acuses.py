"""An auxiliar's own receipts, listed again after a lost phone (Protocolo 9.14)."""

from datetime import timedelta

from tests.escenario import mundo
from tests.escenario.api import api, emisores

__all__ = ["api", "emisores"]
ACUSES = "/v1/auxiliares/acuses"


def test_an_auxiliar_lists_the_receipts_of_what_they_sent_and_of_nobody_else_9_14(api):
    """9.14: the acuse has folio, date and time, and the integrity code."""
    mundo.open_world()
    momentos = [mundo.INICIO + timedelta(minutes=n) for n in range(5)]
    suyos = [mundo.receive(f"REG{n}", "ASPA", m) for n, m in enumerate(momentos)]
    mundo.build("AJENO", "ASPA", mundo.INICIO, remitente="AUXZ").save()
    mundo.receive("REG0", "ASPB", mundo.INICIO)
    quien = api.entra("auxiliar", proceso=mundo.PROCESO, aspirante="ASPA", auxiliar="AUX1")
    vistos, despues = [], ""
    while despues is not None:
        pagina = api.pide("GET", f"{ACUSES}?cuantos=2&despues={despues.replace('#', '%23')}", quien).cuerpo
        vistos += pagina["elementos"]
        despues = pagina["siguiente"]
    assert vistos == [
        {"folio": a.folio, "recibido_en": a.recibido_en, "integridad": a.integridad.hex()} for a in suyos
    ]
    ajeno = f"{ACUSES}?despues=2027-01-10T06:00:00.000Z%23ASPB-AUX2-DISP1-REG0"
    assert api.pide("GET", ajeno, quien).codigo == "cuerpo_invalido"
    assert (
        api.pide("GET", ACUSES, api.entra("aspirante", proceso=mundo.PROCESO, aspirante="ASPA")).estado == 403
    )
