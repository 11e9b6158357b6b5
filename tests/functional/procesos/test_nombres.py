"""The switch that leaves names out of the nominativos of a process (Protocolo 7.12, 18)."""

import pytest

from chalicelib.problemas import NoAutorizado
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.workflows.reportes.nominativo import check_datos
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.functional.reportes.reportes import AHORA, SUYO

__all__ = ["api", "emisores"]
CAMINO = f"/v1/procesos/{mundo.PROCESO}/nombres-en-nominativo"


@pytest.fixture
def opl(api):
    mundo.open_world()
    return api.entra("opl", opl=mundo.OPL)


def test_the_opl_leaves_the_names_of_citizens_out_of_its_aspirantes_nominativos_7_12(api, opl):
    """7.12: «las personas aspirantes a Candidaturas Independientes podrán consultar la información de cada uno de los
    registros recibidos»; 18.5: «Los sujetos obligados deberán adoptar las medidas necesarias para garantizar la
    protección de los datos personales»."""
    assert api.pide("GET", CAMINO, opl).cuerpo == {"proceso": mundo.PROCESO, "con_nombres": True}
    for _ in range(2):
        r = api.pide("PUT", CAMINO, opl, {"con_nombres": False})
        assert (r.estado, r.cuerpo["con_nombres"]) == (200, False)
    with pytest.raises(NoAutorizado, match="no incluye nombres"):
        check_datos(SUYO, "ASPA", datos=True, ahora=AHORA)
    assert api.pide("GET", CAMINO, api.entra("ine")).cuerpo["con_nombres"] is False
    eventos = [a.evento for a in auditoria.entries_of(opl.sujeto)]
    assert "nombres_en_nominativo_fijados" in eventos
    assert api.pide("PUT", CAMINO, opl, {"con_nombres": True}).cuerpo["con_nombres"] is True


def test_another_opl_and_other_roles_do_not_5_1(api, opl):
    assert (
        api.pide("PUT", CAMINO, api.entra("opl", opl="OTRO"), {"con_nombres": False}).codigo
        == "no_encontrado"
    )
    for rol, datos in (("supervisor", {"opl": mundo.OPL}), ("ine", {})):
        quien = api.entra(rol, **datos)
        assert api.pide("PUT", CAMINO, quien, {"con_nombres": False}).codigo == "acceso_denegado"
