"""What every route has in common at its edge, asked of the route table itself: forms, limits, notes (18.5, 18.7)."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec
import pytest

from chalicelib.borde.openapi import routes_of
from chalicelib.borde.ruta import Ruta
from chalicelib.handlers.eventos.autorizador import autorizador
from chalicelib.rules.base.limites import Por
from chalicelib.rules.base.permisos import Accion, Rol
from tests.escenario import mundo
from tests.escenario.api import api, emisores
from tests.escenario.cuentas import account

__all__ = ["api", "emisores"]


METODO = "arn:aws:execute-api:mx-central-1:123456789012:abcdefghij/api/GET/v1/cuenta"


def routes() -> list[Ruta]:
    import app

    return [r for r, _ in routes_of(app.app.routes)]


def patterns(tipo: Any) -> Iterator[str]:
    """Every pattern that a struct asks of texts, at any depth."""
    if get_origin(tipo) is Annotated:
        yield from (m.pattern for m in tipo.__metadata__ if getattr(m, "pattern", None))
        yield from patterns(tipo.__origin__)
    elif isinstance(tipo, type) and issubclass(tipo, msgspec.Struct):
        for campo in get_type_hints(tipo, include_extras=True).values():
            yield from patterns(campo)
    else:
        for parte in get_args(tipo):
            if not isinstance(parte, str | int):
                yield from patterns(parte)


def test_no_pattern_lets_a_line_end_after_the_text_18_5():
    """Python's `$` matches before a final line break too: in a mail's subject, a key, a file's name."""
    hallados = {p for r in routes() for t in (r.cuerpo, r.consulta) if t for p in patterns(t)}
    assert len(hallados) > 20
    assert [p for p in sorted(hallados) if re.search(r"\$(?!\(\?!\\n\))", re.sub(r"\[[^]]*\]", "", p))] == []


SIN_ANOTAR = {
    (
        "POST",
        "/v1/procesos/{proceso}/asignaciones/conteo",
    ): "counts what an assignment would take; changes nothing",
    ("POST", "/v1/envios"): "what comes of it is the record, which says who sent it and when (9.14)",
    **{
        (
            "POST",
            f"/v1/procesos/{{proceso}}/{resto}",
        ): "its entry is in the transaction of the act itself (16)"
        for resto in (
            "reservas",
            "reservas/{reserva}/levantamiento",
            "disposiciones",
            "disposiciones/{disposicion}/autorizacion",
            "disposiciones/{disposicion}/cancelacion",
            "disposiciones/{disposicion}/reanudacion",
            "disposiciones/{disposicion}/llaves/cancelacion",
            "requerimientos",
            "requerimientos/{requerimiento}/paquete",
            "requerimientos/{requerimiento}/comunicaciones",
            "requerimientos/{requerimiento}/respuesta",
        )
    },
}
"""Routes that change something and whose declaration notes nothing, each with why."""


def test_every_route_that_changes_something_is_noted_18_7():
    mudas = {(r.metodo, r.camino) for r in routes() if r.metodo != "GET" and r.evento is None}
    assert mudas == set(SIN_ANOTAR)


# What these answer with is of persons: names, addresses, images, or what was said about somebody.
CON_DATOS = {
    "/v1/procesos/{proceso}/operadores",
    "/v1/aspirantes/{aspirante}/dispositivos",
    "/v1/aspirantes/{aspirante}/versiones",
    "/v1/cuentas/{cuenta}/declaracion/documento",
    "/v1/cuentas/{cuenta}/declaracion/formato",
    "/v1/procesos/{proceso}/entregas/{entrega}/archivos",
    "/v1/procesos/{proceso}/requerimientos",
    "/v1/procesos/{proceso}/requerimientos/{requerimiento}",
    "/v1/procesos/{proceso}/disposiciones/{disposicion}/certificado",
    "/v1/procesos/{proceso}/disposiciones/{disposicion}/certificado/documento",
    "/v1/apoyos/{folio}",
    "/v1/apoyos/{folio}/captura",
    "/v1/apoyos/{folio}/soporte",
    "/v1/aspirantes/{aspirante}",
    "/v1/aspirantes/{aspirante}/apoyos",
    "/v1/aspirantes/{aspirante}/auxiliares",
    "/v1/aspirantes/{aspirante}/avance/auxiliares",  # initials
    "/v1/aspirantes/{aspirante}/representante",
    "/v1/aspirantes/{aspirante}/remitentes-detenidos",  # about people, by Id
    "/v1/aspirantes/{aspirante}/senales",  # about people, by Id
    "/v1/atencion/solicitudes/{solicitud}",
    "/v1/audiencias/{audiencia}",
    "/v1/audiencias/{audiencia}/acta",
    "/v1/audiencias/{audiencia}/cola",
    "/v1/audiencias/{audiencia}/incidencias",
    "/v1/audiencias/{audiencia}/oficio",
    "/v1/audiencias/{audiencia}/registros/{folio}",
    "/v1/auditoria",
    "/v1/auxiliares/{auxiliar}",
    "/v1/auxiliares/{auxiliar}/cedula",
    "/v1/auxiliares/{auxiliar}/cedula/documento",
    "/v1/auxiliares/{auxiliar}/dispositivos",
    "/v1/cuentas",
    "/v1/cuentas/{cuenta}",
    "/v1/mesa/registros/{folio}",
    "/v1/mesa/siguiente",
    "/v1/procesos/{proceso}/enlaces",
    "/v1/procesos/{proceso}/enlaces/{enlace}",
    "/v1/procesos/{proceso}/mesa/calidad/desacuerdos/{folio}",
    "/v1/procesos/{proceso}/mesa/escalados/{folio}",
    "/v1/reportes/{reporte}/archivo",
}
SIN_DATOS = {
    "/v1/anuncios",
    "/v1/anuncios/{anuncio}",
    "/v1/aplicacion",
    "/v1/aspirantes/{aspirante}/audiencias",
    "/v1/aspirantes/{aspirante}/avance",
    "/v1/aspirantes/{aspirante}/avance/documento",
    "/v1/aspirantes/{aspirante}/avance/lugares",
    "/v1/aspirantes/{aspirante}/cargas",
    "/v1/aspirantes/{aspirante}/cargas/{carga}",
    "/v1/aspirantes/{aspirante}/cargas/{carga}/reporte",
    "/v1/aspirantes/{aspirante}/emblema",
    "/v1/aspirantes/{aspirante}/excepciones",  # municipios and oficios
    "/v1/aspirantes/{aspirante}/lotes",
    "/v1/aspirantes/{aspirante}/reportes",
    "/v1/atencion",
    "/v1/atencion/cola",
    "/v1/atencion/solicitudes",
    "/v1/audiencias/{audiencia}/apoyos",  # folios, with what became of each
    "/v1/apoyos/{folio}/prueba",  # the sender's own receipt, with its place in the public log
    "/v1/auxiliares/acuses",  # receipts of what one sent: folio, date, integrity code
    "/v1/auxiliares/cedula",  # the receipt of one's own evidence
    "/v1/avance",
    "/v1/avisos-privacidad",
    "/v1/avisos-privacidad/{aviso}",
    "/v1/bitacora",  # the public log's key and checkpoint
    "/v1/cuenta",
    "/v1/cuenta/avisos",
    "/v1/envios/{envio}",  # to the sender alone, what the phone has sent and is about to delete (9.14)
    "/v1/lotes/{lote}",
    "/v1/lotes/{lote}/cedulas",  # folio, class and inciso
    "/v1/mesa/audiencias",
    "/v1/mesa/catalogo",
    "/v1/audiencias/{audiencia}/pendientes",  # folios
    "/v1/mesa/cola",  # folios
    "/v1/mesa/dictaminados",  # folios, with one's own verdicts
    "/v1/mesa/jornada",
    "/v1/mi-apoyo/aspirantes",
    "/v1/openapi.json",
    "/v1/opls",
    "/v1/opls/{opl}",
    "/v1/opls/{opl}/catalogos",
    "/v1/plantillas/auxiliares",
    "/v1/procesos",
    "/v1/procesos-vigentes",
    "/v1/procesos/{proceso}",
    "/v1/procesos/{proceso}/aspirantes",  # names that the app shows to everybody (9.3)
    "/v1/procesos/{proceso}/audiencias",
    "/v1/procesos/{proceso}/avance",
    "/v1/procesos/{proceso}/avance/documento",
    "/v1/procesos/{proceso}/cedulas",
    "/v1/procesos/{proceso}/configuracion",
    "/v1/procesos/{proceso}/conciliacion",  # figures
    "/v1/procesos/{proceso}/entrega",  # the conditions of 15.2
    "/v1/procesos/{proceso}/entregas",  # numbers, dates, digests
    "/v1/procesos/{proceso}/conservacion",  # dates, folios of holds, figures
    "/v1/procesos/{proceso}/disposiciones/{disposicion}",  # figures, digests
    "/v1/procesos/{proceso}/llave",
    "/v1/procesos/{proceso}/nombres-en-nominativo",  # whether, and by whose decision
    "/v1/procesos/{proceso}/lotes",  # open runs, with the name that the app shows to everybody (9.3)
    "/v1/procesos/{proceso}/mesa/calidad",  # operators by their Ids, here and below
    "/v1/procesos/{proceso}/mesa/calidad/desacuerdos",
    "/v1/procesos/{proceso}/mesa/escalados",  # folios, and operators by Id
    "/v1/procesos/{proceso}/mesa/plazos",
    "/v1/procesos/{proceso}/mesa/plazos/por-vencer",
    "/v1/procesos/{proceso}/mesa/plazos/vencidos",
    "/v1/procesos/{proceso}/mesa/productividad",
    "/v1/procesos/{proceso}/periodos",
    "/v1/procesos/{proceso}/periodos/{periodo}",
    "/v1/procesos/{proceso}/periodos/{periodo}/plazo-audiencia",
    "/v1/procesos/{proceso}/periodos/{periodo}/vigencias",
    "/v1/procesos/{proceso}/periodos/{periodo}/cifras/{unidad}",
    "/v1/procesos/{proceso}/preparacion",
    "/v1/publico/avance",  # figures in tens
    "/v1/publico/avance/datos",
    "/v1/publico/procesos/{proceso}/avance",  # figures in tens, and names that the app shows to everybody (9.3)
    "/v1/reportes/{reporte}",  # how it goes; the file is behind a link
}


def test_every_route_that_shows_somebodys_data_is_noted_18_7():
    """A new route has to be put into one of the two lists, by whoever has looked at what it shows."""
    leen = {r.camino: r for r in routes() if r.metodo == "GET"}
    assert set(leen) == CON_DATOS | SIN_DATOS
    assert [c for c in sorted(CON_DATOS) if leen[c].evento is None] == []


MANDAN_CORREO = {
    ("POST", "/v1/aspirantes/{aspirante}/auxiliares"),
    ("POST", "/v1/auxiliares/{auxiliar}/reingreso"),
    ("POST", "/v1/auxiliares/{auxiliar}/confirmacion"),
    ("PUT", "/v1/auxiliares/{auxiliar}/correo"),
    ("PUT", "/v1/aspirantes/{aspirante}/representante"),
    ("POST", "/v1/aspirantes/{aspirante}/cargas"),
    ("POST", "/v1/mi-apoyo/activaciones"),
    ("POST", "/v1/atencion/registro"),
    ("POST", "/v1/atencion/solicitudes"),
    ("POST", "/v1/atencion/solicitudes/{solicitud}/actos"),
    ("POST", "/v1/anuncios"),
    ("POST", "/v1/cuentas/{cuenta}/credenciales"),
}
"""Routes with which one can have mails sent again and again to an address of one's choice."""
DE_QUIEN_SEA = {Accion.RECLAMAR_ACCESO, Accion.REGISTRAR_DISPOSITIVO, Accion.ACTIVAR_MI_APOYO}
"""Acts of whoever signs in with Google, Facebook or X: guessing costs them nothing but tries."""


def test_what_can_be_guessed_or_sends_mail_is_limited_by_who_asks_18_5():
    """The device that a body names is whatever one writes there, so it never limits alone."""
    for r in routes():
        escribe = r.accion in DE_QUIEN_SEA and r.metodo != "GET"
        if (
            escribe
            or (r.metodo, r.camino) in MANDAN_CORREO
            or (r.accion is Accion.ENVIAR_APOYOS and r.cuerpo)
        ):
            assert Por.CUENTA in {x.por for x in r.limites}, (r.metodo, r.camino)
        if escribe:
            assert Por.DIRECCION in {x.por for x in r.limites}, (r.metodo, r.camino)


def test_an_aspirante_cannot_have_mails_sent_to_everybody_by_naming_them_7_1(api):
    mundo.open_world()
    ella = api.entra("aspirante", opl=mundo.OPL, proceso=mundo.PROCESO, aspirante="ASPA")

    def name(n: int) -> int:
        cuerpo = {"nombre": "Ana Muestra", "correo": f"otra{n}@muestra.invalid", "proveedor": "x"}
        return api.pide("PUT", "/v1/aspirantes/ASPA/representante", ella, cuerpo).estado

    assert [name(n) for n in range(11)] == [200] * 10 + [429]


@pytest.mark.parametrize("momento", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_an_instant_at_the_end_of_the_calendar_is_refused_and_breaks_nothing_9_15_18_4(api, momento):
    """The instant exists; what it is in UTC does not."""
    ine = api.entra("ine")
    for camino, cuerpo in (
        (
            "/v1/anuncios",
            {
                "tipo": "mantenimiento",
                "audiencia": {"alcance": "todos"},
                "ventana": {"desde": "0001-01-01T00:00:00+14:00", "hasta": "2099-01-01T00:00:00Z"}
                if momento < "1"
                else {"desde": "2027-01-01T00:00:00Z", "hasta": momento},
            },
        ),
        (
            "/v1/avisos-privacidad",
            {
                "tipo": "aviso",
                "rol": "auxiliar",
                "titulo": "Aviso sintético",
                "texto": "Texto sintético de prueba.",
                "vigente_desde": momento,
            },
        ),
    ):
        r = api.pide("POST", camino, ine, cuerpo)
        assert (r.estado, r.codigo) == (422, "datos_no_admitidos"), camino


def test_who_has_many_accounts_gets_in_all_the_same_with_the_newest_8_4(api):
    """What an authorizer answers is bounded by API Gateway: beyond it every request would fail."""
    correo = f"{'a' * 240}@muestra.invalid"
    quien = api.entra("visitante", correo=correo)
    for n in range(45):
        proceso, aspirante, auxiliar = f"PROCESO{n:05d}", f"ASPIRANT{n:04d}", f"AUXILIAR{n:04d}"
        alta = mundo.INICIO + timedelta(minutes=n)
        account(
            quien.sujeto,
            f"auxiliar-{proceso}-{auxiliar}",
            Rol.AUXILIAR,
            alta,
            proceso=proceso,
            aspirante=aspirante,
            auxiliar=auxiliar,
        ).save()
    evento = {"type": "TOKEN", "authorizationToken": f"Bearer {quien.token}", "methodArn": METODO}
    respuesta = autorizador(evento, None)
    assert len(json.dumps(respuesta).encode()) < 8192
    cuentas = json.loads(respuesta["context"]["cuentas"])
    assert cuentas[0] == {"rol": "visitante", "correo": correo, "proveedor": "google"}
    assert cuentas[1]["proceso"] == "PROCESO00044"
