"""People and contests of a test's own, beside the seeded ones."""

from datetime import datetime
from typing import Any

from cliente.expediente import new_device_key, public_der
from local.siembra import ENTIDAD, OPL, PROCESO, AuxiliarSembrado, Cuentas
from tests.e2e.sistema import Sistema, ago


def add_contest(sistema: Sistema, inicio: datetime, fin: datetime) -> str:
    """A period of capture with one aspirante; returns the aspirante's folio. The period is `P` and that folio."""
    from chalicelib.store.aspirantes import Aspirante

    aspirante = f"ASPX{sistema.numero():04d}"
    save_period(aspirante, inicio, fin)
    Aspirante(aspirante=aspirante, proceso=PROCESO, periodo=f"P{aspirante}", opl=OPL, nombre="MUESTRA").save()
    return aspirante


def save_period(aspirante: str, inicio: datetime, fin: datetime) -> None:
    """Write, or write over, the period of `add_contest`."""
    from chalicelib.store.base.tabla import iso
    from chalicelib.store.procesos.periodos import Periodo

    Periodo(
        proceso=PROCESO,
        periodo=f"P{aspirante}",
        cargo="gubernatura",
        nombre="Contienda de prueba",
        inicio=iso(inicio),
        fin=iso(fin),
        nivel="entidad",
        entidad=ENTIDAD,
    ).save()


def add_auxiliar(
    sistema: Sistema,
    aspirante: str = "ASP0001",
    baja: datetime | None = None,
    alta: datetime | None = None,
    proceso: str = PROCESO,
) -> AuxiliarSembrado:
    """An auxiliar with account and device; `alta`: since when the device is registered (nine days by default)."""
    from chalicelib.store.auxiliares.auxiliares import Auxiliar, lista_de
    from chalicelib.store.auxiliares.dispositivos import Dispositivo
    from chalicelib.store.base.tabla import iso
    from chalicelib.workflows.base.secretos import seal_persona

    n = sistema.numero()
    auxiliar, dispositivo, llave = f"AUXX{n:04d}", f"DISPX{n:04d}", new_device_key()
    correo = f"{auxiliar.lower()}@muestra.invalid"
    quien: dict[str, Any] = {"auxiliar": auxiliar, "proceso": proceso, "aspirante": aspirante}
    Auxiliar(
        **quien,
        lista=lista_de(aspirante, auxiliar),
        datos=seal_persona(proceso, f"auxiliar {auxiliar}", {"correo": correo}),
        correo_ciego="",
        clave_ciega="",
        proveedor="google",
        alta=iso(alta or ago(days=9)),
        baja=iso(baja) if baja else None,
    ).save()
    Dispositivo(
        dispositivo=dispositivo, auxiliar=auxiliar, llave=public_der(llave), alta=iso(alta or ago(days=9))
    ).save()
    token = Cuentas(sistema.corredor.nube).add(sistema.mundo, "federado", correo, rol="auxiliar", **quien)
    return AuxiliarSembrado(auxiliar, aspirante, correo, dispositivo, llave, token)
