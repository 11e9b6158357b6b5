"""Whoever activated Mi Apoyo is one of the users whom announcements and answers reach (Protocolo 9.15, 9.17, 17.2)."""

from chalicelib.rules.correos import Alcance, PublicoDelAnuncio
from chalicelib.store.cuentas.cuentas import Cuenta
from chalicelib.workflows.correos.destinatarios import find_recipient, list_recipients
from tests.escenario.api import api, emisores
from tests.escenario.ciudadania import PROCESO, Persona, gente

__all__ = ["api", "emisores", "gente"]
TODOS = PublicoDelAnuncio(Alcance.TODOS)


def reached(audiencia: PublicoDelAnuncio = TODOS) -> list[str]:
    """Addresses of the process's citizens in that audience, as a wave finds them and as the mail finds them again."""
    personas = list_recipients(f"ciudadania#{PROCESO}", "", audiencia).personas
    otra_vez = [find_recipient(p.ref) for p in personas]
    assert [p.correo for p in personas] == [o.correo for o in otra_vez if o]
    return sorted(p.correo for p in personas)


def account(persona: Persona, ciudadano: str) -> Cuenta:
    return Cuenta.get(persona.sesion.sujeto, f"ciudadania-{ciudadano}", consistent_read=True)


def test_an_announcement_reaches_who_activated_by_their_provider_9_15_9_17(gente):
    ella = gente.signs_in()
    ella.activate()
    assert reached() == [ella.correo]
    assert reached(PublicoDelAnuncio(Alcance.PROVEEDOR, proveedor="google")) == [ella.correo]
    assert reached(PublicoDelAnuncio(Alcance.PROVEEDOR, proveedor="facebook")) == []


def test_a_citizen_whose_activation_ended_gets_no_mail_and_may_activate_again_10_6(gente):
    antes, despues = gente.signs_in(), gente.signs_in()
    primero = antes.activate()
    despues.activate()
    assert reached() == [despues.correo]
    gente.phone(antes).activate()
    assert account(antes, primero).estado == "activa"
    assert reached() == [antes.correo]


def test_the_address_is_sealed_18_5(gente):
    ella = gente.signs_in()
    cuenta = account(ella, ella.activate())
    assert ella.correo not in str(cuenta.serialize())
