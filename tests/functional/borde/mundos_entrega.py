"""The part of a world that is delivered: a delivery that is ready, and an official who may download it (15)."""

from datetime import UTC, datetime, timedelta

from chalicelib.rules.base.permisos import Rol
from chalicelib.store.base.tabla import iso
from chalicelib.store.conservacion.disposiciones import Disposicion, Guardia, Reserva, disposal_key, hold_key
from chalicelib.store.cuentas.titulares import Titular
from chalicelib.store.entrega.entregas import LISTA, Entrega, Parte, delivery_key, delivery_part_key
from chalicelib.store.requerimientos.requerimientos import Requerimiento, requirement_key
from chalicelib.workflows.cuentas.titular import seal_official
from tests.functional.borde.sedes import Mundo

_SELLADO = {"nombre": "apoyos-00001.csv.sellado", "bytes": 9, "sha256": "ab" * 32}


def _person(n: int) -> dict[str, str]:
    """Data of the official who may be named, synthetic."""
    return {
        "nombre": f"Funcionaria Muestra {n}",
        "cargo": "Enlace",
        "correo": f"funcionaria.{n}@ine.invalid",
        "telefono": "5500000000",
    }


def _add_retention(m: Mundo, ahora: str) -> None:
    """A hold, and a disposal that waits while it is listed (16.1)."""
    p = m.sede.proceso
    Reserva(
        proceso=p,
        cual=hold_key(1),
        folios=[],
        motivo="Juicio sintético",
        oficio="OF/1",
        puesta_en=ahora,
        cuenta="CTA",
    ).save()
    Guardia(proceso=p, version=1).save()
    Disposicion(
        proceso=p,
        cual=disposal_key(1),
        numero=1,
        pedida_en=ahora,
        cuenta="CTA",
        procede_desde=ahora,
        entrega=f"{p}-1",
    ).save()
    Requerimiento(
        proceso=p, cual=requirement_key(1), numero=1, clase="judicial", autoridad="Tribunal", fundamento="Ley",
        folios=[], oficio="TE/1", notificado_en=ahora, vence=ahora, registrado_en=ahora, cuenta="CTA",
    ).save()  # fmt: skip
    m.ids |= {"reserva": f"{p}-1", "disposicion": f"{p}-1", "requerimiento": f"{p}-R1"}


def add_delivery(m: Mundo) -> None:
    """The process's first delivery, for the OPL's own account; and an account that may be named."""
    s, ahora = m.sede, datetime.now(UTC)
    Entrega(
        proceso=s.proceso,
        cual=delivery_key(1),
        numero=1,
        opl=s.opl,
        estado=LISTA,
        corte=iso(ahora),
        llave=1,
        huella="cd" * 32,
        clases={},
        ordenada_en=iso(ahora),
        cuenta="CTAINE",
        destinatarios=[m.gente[Rol.OPL].cuenta],
        vence=iso(ahora + timedelta(days=10)),
        digesto="ef" * 32,
        lista_en=iso(ahora),
    ).save()
    Parte(proceso=s.proceso, cual=delivery_part_key(1, 0), archivos=[{"sellado": _SELLADO}]).save()
    m.ids["entrega"] = f"{s.proceso}-1"
    _add_retention(m, iso(ahora))
    m.ids["funcionario"] = f"CTAFUNC{s.n}"
    Titular(
        cuenta=m.ids["funcionario"],
        institucion=s.opl,
        rol=Rol.OPL.value,
        opl=s.opl,
        estado="activa",
        oficio="OF/1",
        correo_ciego=f"x{s.n}",
        nombre_ciego=f"x{s.n}",
        datos=seal_official(m.ids["funcionario"], _person(s.n)),
        historia=[],
    ).save()
