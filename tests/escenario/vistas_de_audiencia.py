"""Hearings for tests: records found inconsistent, officials with accounts, and a hearing brought to each state."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.cuentas.titulares import Titular
from chalicelib.workflows.audiencias import agenda as audiencias_agenda
from chalicelib.workflows.audiencias import desahogo as audiencias_desahogo
from chalicelib.workflows.audiencias import inicio as audiencias_inicio
from chalicelib.workflows.audiencias import solicitud as audiencias_solicitud
from chalicelib.workflows.audiencias.solicitud import Peticion
from chalicelib.workflows.cuentas.titular import seal_official
from tests.escenario import mundo
from tests.escenario.mundo import AHORA, ILEGIBLE, OPL, PROCESO

ADMIN = Principal("opl", Rol.OPL, opl=OPL, cuenta="CTAOPL")
SUPERVISA = Principal("sup", Rol.SUPERVISOR, opl=OPL, proceso=PROCESO, cuenta="CTASUP")
INE = Principal("ine", Rol.INE, cuenta="CTAINE")
FECHA = AHORA + timedelta(days=1, hours=10)
OFICIAL, OTRA = "CTAOPERA1", "CTAOPERA2"


def asks(aspirante: str = "ASPA") -> Principal:
    """The aspirante."""
    return Principal(
        aspirante, Rol.ASPIRANTE, opl=OPL, proceso=PROCESO, aspirante=aspirante, cuenta=f"CTA{aspirante}"
    )


def reviews(cuenta: str = OFICIAL, proceso: str = PROCESO, opl: str = OPL) -> Principal:
    """An official of the OPL."""
    return Principal(cuenta, Rol.OPERADOR, opl=opl, proceso=proceso, operador=cuenta, cuenta=cuenta)


def add_officials(*cuentas: str, proceso: str = PROCESO, opl: str = OPL, **cambios: str) -> None:
    """Add operators with accounts in force."""
    for cuenta in cuentas or (OFICIAL, OTRA):
        datos = {
            "institucion": opl,
            "rol": "operador",
            "opl": opl,
            "proceso": proceso,
            "estado": "activa",
            "oficio": "OF/1",
            "correo_ciego": cuenta,
            "nombre_ciego": cuenta,
            "datos": seal_official(
                cuenta, {"nombre": f"Persona {cuenta}", "correo": f"{cuenta.lower()}@muestra.invalid"}
            ),
            "historia": [],
        }
        Titular(cuenta=cuenta, **datos | cambios).save()


def inconsistent(
    *nombres: str, aspirante: str = "ASPA", juez: str = "OPER1", dictamen: Dictamen = ILEGIBLE
) -> list[str]:
    """Store records of people in the Lista Nominal that the Mesa found inconsistent; return their folios."""
    folios = [mundo.arrive(n, aspirante, f"P{n}", i) for i, n in enumerate(nombres)]
    for folio in folios:
        mundo.review(folio, dictamen, juez)
    return folios


def request(
    folios: Sequence[str], quien: Principal | None = None, momento: datetime = AHORA, **mas: str
) -> dict[str, Any]:
    """Ask for a hearing."""
    datos = {"oficio": "", "fundamento": ""} | mas
    quien = quien or asks()
    aspirante = quien.aspirante or "ASPA"
    return audiencias_solicitud.request_hearing(
        quien, aspirante, Peticion(tuple(folios)), datos["oficio"], datos["fundamento"], momento
    )


def schedule(
    audiencia: str, fecha: datetime = FECHA, quienes: Sequence[str] = (OFICIAL,), **mas: Any
) -> dict[str, Any]:
    """Schedule a hearing with a date and officials."""
    return audiencias_agenda.schedule_hearing(
        mas.get("quien", ADMIN), audiencia, fecha, "Sala 1", "", quienes, mas.get("muestra", False), AHORA
    )


def in_course(folios: Sequence[str], *quienes: str, muestra: bool = False) -> str:
    """Bring a hearing to its beginning; return its id."""
    audiencia = str(request(folios)["audiencia"])
    schedule(audiencia, quienes=quienes or (OFICIAL,), muestra=muestra)
    audiencias_inicio.start_hearing(ADMIN, audiencia, FECHA)
    return audiencia


def judges(
    audiencia: str, folio: str, inciso: str | None = None, momento: datetime = FECHA, **mas: Any
) -> dict[str, Any]:
    """Give an official's verdict on a record."""
    datos = {"opcion": "Sin firma" if inciso == "m" else "", "detalle": "", "soporte": None} | mas
    quien = datos.pop("quien", reviews())
    return audiencias_desahogo.give_hearing_verdict(quien, audiencia, folio, inciso, **datos, ahora=momento)
