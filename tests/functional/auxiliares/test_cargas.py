"""Bulk loads of auxiliares, from the announcement to the rows (Protocolo 7.3, 7.4, 7.5, 7.6)."""

import csv
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
import requests

from chalicelib.base import aws, config
from chalicelib.handlers.eventos.carga import carga as funcion
from chalicelib.rules.auxiliares.carga import COLUMNAS
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar, auxiliar_history
from chalicelib.store.auxiliares.cargas import Carga
from chalicelib.store.base.unicos import Unico
from chalicelib.workflows.auxiliares.auxiliar import claims_of
from chalicelib.workflows.base.secretos import persona_de
from tests.escenario import cargas, mundo, padrones
from tests.escenario.api import api, emisores
from tests.escenario.cargas import Cargador, csv_of, notify, objects, rows, stored, xlsx_of
from tests.escenario.mensajes import batch, failed, taken
from tests.escenario.recursos import empty_queues

__all__ = ["api", "emisores"]
PERSONAS = 12


@pytest.fixture
def mundo_abierto(api):
    mundo.open_world()
    empty_queues()
    for objeto in objects():
        aws.client("s3").delete_object(Bucket=config.DEPOSITO_CARGAS, Key=objeto)
    padrones.load(*(padrones.row(c) for c in cargas.adults(PERSONAS)))


@pytest.fixture
def asp(api, mundo_abierto) -> Cargador:
    return Cargador(api, api.entra("aspirante", proceso=mundo.PROCESO, aspirante="ASPA"), "ASPA")


def loaded() -> list[Auxiliar]:
    return [a for a in cargas.all_of(Auxiliar) if a.carga]


@pytest.mark.parametrize(
    ("tipo", "contenido"),
    [
        ("csv", csv_of),
        ("csv", lambda f: csv_of(f, ";", "cp1252")),
        ("csv", lambda f: csv_of(f, codificacion="utf-8")),
        ("xlsx", xlsx_of),
    ],
)
def test_every_row_becomes_an_auxiliar_with_its_data_7_3(asp, tipo, contenido):
    filas = rows(PERSONAS)
    carga = asp.load(contenido(filas), tipo)
    assert (carga["estado"], carga["total"], carga["aplicadas"], carga["bajas"]) == ("aplicada", 12, 12, 0)
    quienes = {a.clave_ciega: a for a in loaded()}
    personas = [persona_de(a) for a in quienes.values()]
    assert sorted(p["clave_elector"] for p in personas) == sorted(f["clave_elector"] for f in filas)
    for p in personas:
        fila = next(f for f in filas if f["clave_elector"] == p["clave_elector"])
        assert p == {c: v for c, v in fila.items() if v}
    assert {a.carga for a in quienes.values()} == {carga["carga"]}
    assert [auxiliar_history(a)[0]["rol"] for a in quienes.values()] == ["aspirante"] * 12


def test_each_one_claims_its_clave_and_mail_and_has_one_mail_waiting_7_5(asp):
    asp.load(csv_of(rows(PERSONAS)))
    todos = loaded()
    duenos = {u.llave: u.dueno for u in cargas.all_of(Unico)}
    assert duenos == {llave: a.auxiliar for a in todos for llave in claims_of(a)}
    correos = taken(config.COLA_MASIVOS)
    assert sorted(m["ref"]["auxiliar"] for m in correos) == sorted(a.auxiliar for a in todos)
    assert {m["plantilla"] for m in correos} == {"auxiliar_registrado"}


def test_whom_the_padron_lacks_is_registered_and_removed_with_the_reason_and_gets_no_mail_7_6(asp):
    filas = [*rows(3), cargas.row(padrones.stranger(), 99)]
    carga = asp.load(csv_of(filas))
    assert (carga["estado"], carga["aplicadas"], carga["bajas"]) == ("aplicada", 4, 1)
    (fuera,) = [a for a in loaded() if a.baja]
    assert (fuera.causa_baja, fuera.registral) == ("sin_registro_padron", "no_encontrado")
    assert len(taken(config.COLA_MASIVOS)) == 3
    assert len(cargas.all_of(Unico)) == 6


def test_when_it_is_done_the_file_is_gone_and_the_lock_free(asp):
    asp.load(csv_of(rows(2)))
    assert objects() == []
    assert Aspirante.get("ASPA").carga is None


def test_a_refused_file_is_gone_too_and_only_its_report_stays_and_nothing_was_written_7_4(asp):
    filas = rows(4)
    filas[2]["proveedor"] = "hotmail"
    antes = stored("cargas", "auditoria", "limites", "cuentas", "aspirantes")
    carga = asp.load(csv_of(filas))
    assert carga["estado"] == "rechazada"
    assert [(f["linea"], f["columna"], f["codigo"]) for f in carga["faltas"]] == [
        (4, "proveedor", "proveedor_invalido")
    ]
    assert stored("cargas", "auditoria", "limites", "cuentas", "aspirantes") == antes
    assert Aspirante.get("ASPA").carga is None
    assert objects() == [f"reportes/ASPA/{carga['carga']}.csv"]
    assert taken(config.COLA_MASIVOS) == []


def test_the_same_person_or_mail_twice_names_both_lines_7_4(asp):
    filas = rows(4)
    # The same person: a clave under another's name is refused before it is compared.
    nombres = ("nombre", "apellido_paterno", "apellido_materno")
    filas[3] |= {c: filas[0][c] for c in (*nombres, "clave_elector", "fecha_nacimiento")}
    filas[3]["curp"] = ""
    filas[2]["correo"] = filas[1]["correo"].upper()
    carga = asp.load(csv_of(filas))
    assert [(f["linea"], f["columna"], f["texto"].split(";")[0]) for f in carga["faltas"]] == [
        (2, "clave_elector", "El mismo dato está en la línea 5"),
        (3, "correo", "El mismo dato está en la línea 4"),
        (4, "correo", "El mismo dato está en la línea 3"),
        (5, "clave_elector", "El mismo dato está en la línea 2"),
    ]


def test_who_is_registered_already_is_named_by_its_id_7_3(asp):
    asp.load(csv_of(rows(3)))
    ids = {persona_de(a)["correo"]: a.auxiliar for a in loaded()}
    filas = rows(5)
    filas[0]["correo"] = "otro@muestra.invalid"
    filas[4]["correo"] = filas[1]["correo"]
    carga = asp.load(csv_of(filas[:1] + filas[3:]))
    assert [(f["linea"], f["columna"], f["codigo"]) for f in carga["faltas"]] == [
        (2, "clave_elector", "ya_registrado"),
        (4, "correo", "correo_en_uso"),
    ]
    assert ids[rows(1)[0]["correo"]] in carga["faltas"][0]["texto"]
    assert len(loaded()) == 3


def test_the_same_person_may_be_loaded_by_another_aspirante(api, asp):
    otra = Cargador(api, api.entra("aspirante", proceso=mundo.PROCESO, aspirante="ASPB"), "ASPB")
    assert asp.load(csv_of(rows(2)))["estado"] == otra.load(csv_of(rows(2)))["estado"] == "aplicada"
    assert len(loaded()) == 4


def test_the_report_has_every_fault_and_no_value_and_is_safe_in_excel_18_5(asp):
    filas = rows(PERSONAS)
    for f in filas:
        f["nombre"], f["correo"], f["clave_elector"] = '=HYPERLINK("x")', "sin-arroba", "NADA123"
    carga = asp.load(csv_of(filas * 5))
    assert (carga["faltas_total"], carga["renglones_con_faltas"], len(carga["faltas"])) == (180, 60, 100)
    r = asp.api.pide("GET", f"{asp.camino}/{carga['carga']}/reporte", asp.quien)
    texto = requests.get(r.cuerpo["url"], timeout=5).content.decode("utf-8-sig")
    lineas = list(csv.reader(texto.splitlines()))
    assert lineas[0] == ["linea", "columna", "codigo", "que_corregir"]
    assert len(lineas) == 181
    assert not any(dato in texto for dato in ("HYPERLINK", "sin-arroba", "NADA123", filas[0]["referencia"]))
    assert not any(celda.startswith(("=", "+", "-", "@")) for linea in lineas for celda in linea)


def test_the_upload_permit_is_for_that_file_alone(asp):
    contenido = csv_of(rows(2))
    cuerpo = {"tipo": "csv", "bytes": len(contenido), "sha256": sha256(contenido).hexdigest()}
    r = asp.api.pide("POST", asp.camino, asp.quien, cuerpo).cuerpo
    permiso = r["permiso"]
    assert permiso["campos"]["key"] == str(asp.subida(r["carga"], contenido))
    assert urlsplit(permiso["url"]).scheme == "https"
    puesto = requests.post(
        permiso["url"], data=permiso["campos"], files={"file": ("f", contenido)}, timeout=5
    )
    assert puesto.status_code in (200, 204)
    assert notify(asp.subida(r["carga"], contenido)) == []
    assert asp.shown(r["carga"])["estado"] == "aplicada"


def test_another_file_than_announced_is_refused(asp):
    contenido = csv_of(rows(2))
    carga = asp.announce(contenido)
    asp.put(asp.subida(carga, contenido), contenido.replace(b"BRIGADA 1", b"BRIGADA 9"))
    assert notify(asp.subida(carga, contenido)) == []
    assert [f["codigo"] for f in asp.shown(carga)["faltas"]] == ["archivo_distinto"]


def test_at_most_three_loads_are_open_at_once(asp):
    contenido = csv_of(rows(1))
    ids = [asp.announce(contenido) for _ in range(3)]
    cuerpo = {"tipo": "csv", "bytes": 10, "sha256": "0" * 64}
    r = asp.api.pide("POST", asp.camino, asp.quien, cuerpo)
    assert (r.estado, r.codigo) == (409, "cargas_abiertas")
    notify(asp.subida(ids[0], contenido))
    assert asp.api.pide("POST", asp.camino, asp.quien, cuerpo).estado == 201


def test_only_who_is_confirmed_may_load_6_1_f(asp):
    Aspirante("ASPA").update(actions=[Aspirante.estado.set("baja")])
    r = asp.api.pide("POST", asp.camino, asp.quien, {"tipo": "csv", "bytes": 1, "sha256": "0" * 64})
    assert (r.estado, r.codigo) == (409, "aspirante_no_vigente")


def test_a_registration_that_ended_after_the_announcement_refuses_the_file(asp):
    contenido = csv_of(rows(1))
    carga = asp.announce(contenido)
    Aspirante("ASPA").update(actions=[Aspirante.estado.set("baja")])
    notify(asp.subida(carga, contenido))
    assert [f["codigo"] for f in asp.shown(carga)["faltas"]] == ["aspirante_no_vigente"]


@pytest.mark.parametrize(
    "cuerpo",
    [
        {"tipo": "xls", "bytes": 10, "sha256": "0" * 64},
        {"tipo": "csv", "bytes": 0, "sha256": "0" * 64},
        {"tipo": "csv", "bytes": 33 * 1024 * 1024, "sha256": "0" * 64},
        {"tipo": "csv", "bytes": 10, "sha256": "G" * 64},
        {"tipo": "csv", "bytes": 10, "sha256": "0" * 64, "otro": 1},
    ],
)
def test_a_malformed_announcement_is_refused(asp, cuerpo):
    r = asp.api.pide("POST", asp.camino, asp.quien, cuerpo)
    assert (r.estado, r.codigo) == (400, "cuerpo_invalido")


def test_nobody_else_reaches_a_load(api, asp):
    carga = asp.load(csv_of([{**rows(1)[0], "correo": "x"}]))["carga"]
    ajena = api.entra("aspirante", proceso=mundo.PROCESO, aspirante="ASPB")
    opl, otro = api.entra("opl", opl=mundo.OPL), api.entra("opl", opl="OTRO")
    for camino in (asp.camino, f"{asp.camino}/{carga}", f"{asp.camino}/{carga}/reporte"):
        assert api.pide("GET", camino, opl).estado == 200
        assert {api.pide("GET", camino, quien).estado for quien in (ajena, otro)} == {404}
    cuerpo = {"tipo": "csv", "bytes": 10, "sha256": "0" * 64}
    assert api.pide("POST", asp.camino, ajena, cuerpo).estado == 404
    assert api.pide("POST", asp.camino, opl, cuerpo).estado == 403
    # Through its own path, another's load is not there either.
    assert api.pide("GET", f"/v1/aspirantes/ASPB/cargas/{carga}", ajena).estado == 404


def test_loads_are_listed_newest_first_in_pages(asp):
    ids = [asp.load(csv_of([{**rows(1)[0], "correo": "x"}]))["carga"] for _ in range(3)]
    primera = asp.api.pide("GET", f"{asp.camino}?cuantos=2", asp.quien).cuerpo
    assert [c["carga"] for c in primera["elementos"]] == sorted(ids, reverse=True)[:2]
    resto = asp.api.pide("GET", f"{asp.camino}?cuantos=2&despues={primera['siguiente']}", asp.quien).cuerpo
    assert [c["carga"] for c in resto["elementos"]] == [min(ids)]
    assert resto["siguiente"] is None


def test_an_announced_file_that_never_came_is_shown_as_such(asp):
    carga = asp.announce(csv_of(rows(1)))
    Carga("ASPA", carga).update(actions=[Carga.vence.set("2020-01-01T00:00:00.000Z")])
    assert asp.shown(carga)["estado"] == "vencida"


def test_a_load_has_no_report_unless_it_was_refused(asp):
    carga = asp.load(csv_of(rows(1)))["carga"]
    assert asp.api.pide("GET", f"{asp.camino}/{carga}/reporte", asp.quien).estado == 404


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_the_template_is_what_a_load_reads_7_4(asp, formato):
    r = asp.api.pide("GET", f"/v1/plantillas/auxiliares?formato={formato}", asp.quien)
    assert r.estado == 200
    assert r.cabeceras["Content-Disposition"] == f'attachment; filename="auxiliares.{formato}"'
    if formato == "csv":
        contenido = r.cuerpo + csv_of(rows(2)).partition(b"\r\n")[2]
    else:
        from io import BytesIO

        from openpyxl import load_workbook

        libro = load_workbook(BytesIO(r.cuerpo))
        for f in rows(2):
            libro["Auxiliares"].append([f[c] for c in COLUMNAS])
        contenido = cargas.saved(libro)
    assert asp.load(contenido, formato)["estado"] == "aplicada"


def test_a_load_that_another_run_works_on_comes_again(asp):
    contenido = csv_of(rows(1))
    carga = asp.announce(contenido)
    Carga("ASPA", carga).update(
        actions=[Carga.turno.set("otra"), Carga.hasta.set("2999-01-01T00:00:00.000Z")]
    )
    assert notify(asp.subida(carga, contenido)) == ["m0"]
    assert asp.shown(carga)["estado"] == "esperando"


@pytest.mark.parametrize(
    ("aviso", "fallan"),
    [
        ({"Event": "s3:TestEvent"}, []),
        ({"Records": [{"s3": {"object": {"key": "reportes/ASPA/C1.csv"}}}]}, []),
        ({"Records": [{"s3": {"object": {"key": "subidas/ASPA"}}}]}, ["m0"]),
        ({"otra": "cosa"}, ["m0"]),
    ],
)
def test_a_notice_that_is_no_upload_is_left_alone_and_one_that_is_no_notice_is_seen(asp, aviso, fallan):
    assert failed(funcion(batch(aviso), None)) == fallan
