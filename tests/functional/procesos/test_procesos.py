"""OPLs and processes: registered, opened with keys of their own, seen by their own (Protocolo 5.1, 6.1 A, 9.13)."""

from datetime import UTC, datetime, timedelta

import pytest

from chalicelib.base import aws, config
from chalicelib.problemas import Conflicto, Ocupado
from chalicelib.store.privacidad import bitacora as auditoria
from chalicelib.store.procesos.opls import Opl
from chalicelib.store.procesos.procesos import Proceso, get_proceso, read_proceso
from chalicelib.workflows.base.secretos import secreto_de
from chalicelib.workflows.procesos.apertura import TURNO, open_process
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.functional.procesos.periodos import save_period

__all__ = ["api", "emisores"]

DATOS = ("PEL27GTO", "IEEG", "Proceso Electoral Local 2027", "11")
AHORA = datetime(2027, 1, 1, tzinfo=UTC)
ABRIENDO = Proceso(*DATOS[:1], opl="IEEG", nombre=DATOS[2], entidad="11", estado="abriendo")


@pytest.fixture
def ine(api):
    return api.entra("ine", institucion="ine")


@pytest.fixture
def opl(api):
    return api.entra("opl", opl=mundo.OPL)


def keys() -> dict[str, list[str]]:
    """ARNs of the keys of the process, by their use."""
    kms, por_uso = aws.client("kms"), {}
    for pagina in kms.get_paginator("list_keys").paginate():
        for llave in pagina["Keys"]:
            etiquetas = {
                t["TagKey"]: t["TagValue"] for t in kms.list_resource_tags(KeyId=llave["KeyId"])["Tags"]
            }
            if etiquetas.get("proceso") == DATOS[0]:
                assert etiquetas["sistema"] == config.PREFIJO
                por_uso.setdefault(etiquetas["uso"], []).append(llave["KeyArn"])
    return por_uso


@pytest.fixture
def sin_llaves(aws_fingido):
    """moto keeps keys from one test to the next: those of the process are taken out of its sight."""
    for arns in keys().values():
        for arn in arns:
            aws.client("kms").untag_resource(KeyId=arn, TagKeys=["proceso"])


def test_the_ine_registers_an_opl_and_repeats_it_safely(api, ine):
    cuerpo = {"opl": "IEEG", "nombre": "Instituto Electoral (sintético)", "entidad": "11"}
    for _ in range(2):
        r = api.pide("POST", "/v1/opls", ine, cuerpo)
        assert (r.estado, r.cuerpo) == (201, cuerpo | {"entidad_nombre": "Guanajuato"})
    otro = api.pide("POST", "/v1/opls", ine, cuerpo | {"nombre": "Otro nombre"})
    assert (otro.estado, otro.codigo) == (409, "conflicto")
    ajena = api.pide("POST", "/v1/opls", ine, cuerpo | {"opl": "NUEVO", "entidad": "33"})
    assert (ajena.estado, ajena.cuerpo["faltas"][0]["campo"]) == (422, "entidad")
    assert [o.opl for o in Opl.scan()] == ["IEEG"]
    assert [a.evento for a in auditoria.entries_of(ine.sujeto)].count("opl_registrado") == 2


@pytest.mark.parametrize(
    "cambio", [{"opl": "x"}, {"nombre": "a"}, {"entidad": "1"}, {"sobra": 1}, {"nombre": "a\nb c"}]
)
def test_an_opl_without_the_published_form_is_refused(api, ine, cambio):
    cuerpo = {"opl": "IEEG", "nombre": "Instituto", "entidad": "11"} | cambio
    assert api.pide("POST", "/v1/opls", ine, cuerpo).codigo == "cuerpo_invalido"
    assert list(Opl.scan()) == []


def test_an_opl_sees_itself_and_the_ine_all_5_1(api, ine, opl):
    for clave in (mundo.OPL, "OTRO", "TERCERO"):
        Opl(opl=clave, nombre=f"OPL {clave}", entidad="11").save()
    assert api.pide("GET", f"/v1/opls/{mundo.OPL}", opl).cuerpo["opl"] == mundo.OPL
    ajeno, nada = api.pide("GET", "/v1/opls/OTRO", opl), api.pide("GET", "/v1/opls/NADIE", opl)
    assert (ajeno.estado, ajeno.cuerpo) == (nada.estado, nada.cuerpo)
    assert ajeno.estado == 404
    assert api.pide("GET", "/v1/opls/OTRO", ine).estado == 200
    assert [o["opl"] for o in api.pide("GET", "/v1/opls", opl).cuerpo["elementos"]] == [mundo.OPL]
    assert pages(api, "/v1/opls", ine, "opl") == [mundo.OPL, "OTRO", "TERCERO"]


def pages(api, camino, quien, llave):
    """Everything that a list has, page by page of one."""
    vistos, despues = [], ""
    while despues is not None:
        r = api.pide("GET", f"{camino}?cuantos=1&despues={despues}", quien)
        assert r.estado == 200, r
        vistos += [e[llave] for e in r.cuerpo["elementos"]]
        despues = r.cuerpo["siguiente"]
    return vistos


@pytest.mark.parametrize(
    "consulta", ["cuantos=0", "cuantos=201", "cuantos=x", "despues=%C3%B1", "despues=eyJ4IjoxfQ"]
)
def test_a_page_that_cannot_be_is_refused(api, ine, consulta):
    assert api.pide("GET", f"/v1/opls?{consulta}", ine).codigo == "cuerpo_invalido"


def test_the_ine_opens_a_process_of_a_registered_opl_9_13(api, ine, sin_llaves):
    cuerpo = {"proceso": DATOS[0], "opl": "IEEG", "nombre": DATOS[2]}
    sin_opl = api.pide("POST", "/v1/procesos", ine, cuerpo)
    assert (sin_opl.codigo, sin_opl.cuerpo["faltas"][0]["campo"]) == ("datos_no_admitidos", "opl")
    assert keys() == {}
    Opl(opl="IEEG", nombre="Instituto", entidad="11").save()
    for _ in range(2):
        r = api.pide("POST", "/v1/procesos", ine, cuerpo)
        assert (r.estado, r.cuerpo) == (201, cuerpo | {"entidad": "11", "entidad_nombre": "Guanajuato"})
    assert api.pide("POST", "/v1/procesos", ine, cuerpo | {"nombre": "Otro"}).codigo == "conflicto"
    p = read_proceso(DATOS[0])
    assert keys() == {"captura": [p.llave_captura], "resguardo": [p.llave_resguardo]}
    metadatos = aws.client("kms").describe_key(KeyId=p.llave_captura)["KeyMetadata"]
    assert (metadatos["KeySpec"], metadatos["KeyUsage"]) == ("RSA_4096", "ENCRYPT_DECRYPT")
    assert secreto_de(DATOS[0])


def test_a_half_open_process_is_no_process_to_anybody(api, ine):
    ABRIENDO.save()
    for leer in (get_proceso, read_proceso):
        with pytest.raises(Proceso.DoesNotExist):
            leer(DATOS[0])
    assert api.pide("GET", f"/v1/procesos/{DATOS[0]}", ine).estado == 404
    assert api.pide("GET", f"/v1/procesos/{DATOS[0]}/configuracion", ine).estado == 404
    assert api.pide("GET", "/v1/procesos", ine).cuerpo["elementos"] == []


@pytest.mark.parametrize(
    "llega", ["nada", "captura hecha", "captura anotada", "resguardo hecha", "resguardo anotada"]
)
def test_an_opening_that_died_on_the_way_is_completed_and_leaves_no_key_behind_9_13(sin_llaves, llega):
    hasta = ["nada", "captura hecha", "captura anotada", "resguardo hecha", "resguardo anotada"].index(llega)
    fila = Proceso(DATOS[0], opl="IEEG", nombre=DATOS[2], entidad="11", estado="abriendo", reserva="2026")
    for n, uso in enumerate(("captura", "resguardo")):
        if hasta > 2 * n:
            # Of another kind than the real one, which takes moto a second: what is noted or tagged is taken as it is.
            arn = make_key(uso)
            if hasta > 2 * n + 1:
                setattr(fila, f"llave_{uso}", arn)
    fila.save()
    hechas = {a for arns in keys().values() for a in arns}
    p = open_process(*DATOS, ahora=AHORA)
    assert p.abierto
    assert keys() == {"captura": [p.llave_captura], "resguardo": [p.llave_resguardo]}
    assert hechas <= {p.llave_captura, p.llave_resguardo}
    assert read_proceso(DATOS[0]).reserva is None


def make_key(uso: str) -> str:
    clase = {"KeySpec": "RSA_2048", "KeyUsage": "ENCRYPT_DECRYPT"} if uso == "captura" else {}
    valores = {"sistema": config.PREFIJO, "proceso": DATOS[0], "uso": uso}
    etiquetas = [{"TagKey": c, "TagValue": v} for c, v in valores.items()]
    arn: str = aws.client("kms").create_key(Tags=etiquetas, **clase)["KeyMetadata"]["Arn"]
    return arn


def test_while_somebody_opens_it_another_waits_so_that_no_key_is_made_twice_9_13(sin_llaves):
    ABRIENDO.reserva = "2027-01-01T00:01:00.000Z"
    ABRIENDO.save()
    for momento in (AHORA, AHORA + TURNO):
        with pytest.raises(Ocupado):
            open_process(*DATOS, ahora=momento)
    assert keys() == {}
    with pytest.raises(Conflicto):
        open_process(DATOS[0], "OTRO", *DATOS[2:], ahora=AHORA + 2 * TURNO)
    make_key("captura")
    assert open_process(*DATOS, ahora=AHORA + TURNO + timedelta(seconds=1)).abierto


def test_when_kms_fails_whoever_asked_is_told_to_repeat_and_repeating_does_it_9_13(sin_llaves):
    Proceso(
        DATOS[0],
        opl="IEEG",
        nombre=DATOS[2],
        entidad="11",
        estado="abriendo",
        reserva="2026",
        llave_captura=make_key("captura"),
        llave_resguardo="no-existe",
    ).save()
    with pytest.raises(Ocupado, match="repita la solicitud"):
        open_process(*DATOS, ahora=AHORA)
    Proceso(DATOS[0]).update(actions=[Proceso.llave_resguardo.set(make_key("resguardo"))])
    assert open_process(*DATOS, ahora=AHORA + 2 * TURNO).abierto


def test_an_opl_sees_its_own_processes_and_no_other_5_1(api, ine, opl):
    mundo.open_process(mundo.PROCESO)
    mundo.open_process("PRUEBA28")
    Proceso("AJENO27", opl="OTRO", nombre="Ajeno", entidad="12").save()
    assert pages(api, "/v1/procesos", opl, "proceso") == [mundo.PROCESO, "PRUEBA28"]
    assert pages(api, "/v1/procesos", ine, "proceso") == ["AJENO27", mundo.PROCESO, "PRUEBA28"]
    de_uno = api.entra("supervisor", opl=mundo.OPL, proceso="PRUEBA28")
    assert pages(api, "/v1/procesos", de_uno, "proceso") == ["PRUEBA28"]
    ajeno, nada = api.pide("GET", "/v1/procesos/AJENO27", opl), api.pide("GET", "/v1/procesos/NADA27", opl)
    assert (ajeno.estado, ajeno.cuerpo) == (404, nada.cuerpo)
    assert api.pide("GET", "/v1/procesos/AJENO27", ine).cuerpo["entidad_nombre"] == "Guerrero"


@pytest.mark.parametrize(
    "rol", ["supervisor", "operador", "aspirante", "auxiliar", "mato", "visitante", "opl"]
)
def test_only_the_ine_registers_opls_and_opens_processes_5_1(api, rol):
    quien = api.entra(rol, opl=mundo.OPL, proceso=mundo.PROCESO)
    for camino in ("/v1/opls", "/v1/procesos"):
        assert api.pide("POST", camino, quien, {}).codigo == "acceso_denegado"


def test_anybody_sees_the_processes_in_which_supports_are_captured_now_10_9(api):
    ahora, dia = datetime.now(UTC), timedelta(days=1)
    for proceso in (mundo.PROCESO, "PRUEBA28"):
        mundo.open_process(proceso)
    save_period("ENCURSO", ahora - dia)
    save_period("INACTIVO", ahora - dia, activo=False)
    save_period("FUTURO", ahora + dia)
    save_period("PASADO", ahora - 60 * dia)
    r = api.pide("GET", "/v1/procesos-vigentes")
    (uno,) = r.cuerpo["elementos"]
    assert (uno["proceso"], uno["entidad"], uno["entidad_nombre"]) == (mundo.PROCESO, "11", "Guanajuato")
    assert [p["periodo"] for p in uno["periodos"]] == ["ENCURSO"]
    assert "opl" not in uno
    assert r.cabeceras["Cache-Control"] == "public, max-age=60"
