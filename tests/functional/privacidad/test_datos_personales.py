"""Whatever route shows personal data leaves an entry in the audit log (Protocolo 18.5, 18.7).

Read from what each route declares, so that a new route is covered or this fails.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated, Any, get_args, get_origin

import msgspec
import pytest
from msgspec import Struct

import app
from chalicelib.borde.ruta import Ruta
from chalicelib.rules.base.eventos import Evento

PERSONALES = re.compile(
    r"(^|_)(curp|clave_elector|cic|ocr|identificador|rfc|telefono|tel|celular|correo|nacimiento|domicilio|calle|sexo"
    r"|genero|edad|nombres?|apellidos?|apellido_\w+|paterno|materno|foto\w*|firma\w*|imagen(es)?|persona)(_|$)"
)

# Struct and field -> why nobody's data are shown there.
ADMITIDOS: dict[tuple[str, str], str] = {
    ("ArchivoDelPaquete", "nombre"): "Of a file.",
    ("AspirantePublico", "unidad_nombre"): "Of a distrito or municipio.",
    ("Avance", "nombre"): "The aspirante's, as the app shows it to everybody (9.3).",
    ("Avance", "periodo_nombre"): "Of a period.",
    ("Avance", "unidad_nombre"): "Of a distrito or municipio.",
    ("AvanceLugar", "unidad_nombre"): "Of an entidad, a distrito or a municipio.",
    ("CargoPublico", "nombre"): "Of an office.",
    ("EntregaMostrada", "imagenes"): "Which were chosen: none, all, those of a list.",
    ("NombresEnNominativo", "con_nombres"): "Whether there are names, and none of them.",
    ("ProcesoPublico", "nombre"): "Of a process.",
    ("AvancePublicoDeProceso", "nombre"): "Of a process.",
    ("AspiranteApp", "nombre"): "The aspirante's, as the app shows it to everybody (9.3).",
    ("AspiranteApp", "nombres"): "The aspirante's, as the app shows it to everybody (9.3).",
    ("AspiranteApp", "apellido_paterno"): "The aspirante's, as the app shows it to everybody (9.3).",
    ("AspiranteApp", "apellido_materno"): "The aspirante's, as the app shows it to everybody (9.3).",
    ("AspiranteOfrecido", "nombre"): "The aspirante's, as the app shows it to everybody (9.3).",
    ("Atencion", "correo"): "Of the institution itself (17.2, 17.4).",
    ("Atencion", "telefono"): "Of the institution itself (17.2, 17.4).",
    ("AvanceAspirante", "nombre"): "The aspirante's, as the app shows it to everybody (9.3).",
    ("AvanceDeProceso", "nombre"): "Of a process.",
    ("CargoVigente", "nombre"): "Of an office.",
    ("CausaContada", "nombre"): "Of a cause.",
    ("ClaseContada", "nombre"): "Of a class of records.",
    ("Condicion", "nombre"): "Of a condition of 15.2.",
    ("IncisoVigente", "nombre"): "Of an inciso of the table of 13.7.",
    ("ConfiguracionApp", "nombre"): "Of a process.",
    ("OplRegistrado", "entidad_nombre"): "Of an entidad.",
    ("OplRegistrado", "nombre"): "Of an institution.",
    ("LoteDeProceso", "nombre"): "The aspirante's, as the app shows it to everybody (9.3).",
    (
        "Participacion",
        "correo",
    ): "The asker's own, in their own receipt (10.20); phones ask for it again and again.",
    ("PeriodoApp", "nombre"): "Of a period.",
    ("PeriodoAuxiliar", "nombre"): "Of a period.",
    ("PeriodoBreve", "nombre"): "Of a period.",
    ("PeriodoCompleto", "nombre"): "Of a period.",
    ("PreparacionPeriodo", "nombre"): "Of a period.",
    ("ProcesoAbierto", "entidad_nombre"): "Of an entidad.",
    ("ProcesoAbierto", "nombre"): "Of a process.",
    ("ProcesoApp", "nombre"): "Of a process.",
    ("ProcesoVigente", "entidad_nombre"): "Of an entidad.",
    ("ProcesoVigente", "nombre"): "Of a process.",
    ("Requisito", "nombre"): "Of a requirement.",
    ("ResumenAspirante", "nombre"): "The aspirante's, as the app shows it to everybody (9.3).",
}


def routes() -> list[tuple[str, str, Ruta]]:
    return [
        (metodo, camino, entrada.view_function.ruta)
        for camino, metodos in app.app.routes.items()
        for metodo, entrada in metodos.items()
    ]


def fields(tipo: Any) -> Iterator[tuple[str, str]]:
    """Struct and name of all members of a declared answer, however deep."""
    if isinstance(tipo, type) and issubclass(tipo, Struct):
        for campo in msgspec.structs.fields(tipo):
            yield tipo.__name__, campo.name
            yield from fields(campo.type)
    elif get_origin(tipo) is Annotated:
        yield from fields(get_args(tipo)[0])
    else:
        for parte in get_args(tipo):
            yield from fields(parte)


def unaudited(ruta: Ruta) -> list[tuple[str, str]]:
    if ruta.evento is not None:
        return []
    return sorted({f for f in fields(ruta.respuesta) if PERSONALES.search(f[1])} - set(ADMITIDOS))


@pytest.mark.parametrize(
    ("metodo", "camino", "ruta"), [pytest.param(*r, id=f"{r[0]} {r[1]}") for r in routes()]
)
def test_a_route_that_shows_personal_data_is_audited_18_7(metodo, camino, ruta):
    assert unaudited(ruta) == []


def test_what_is_admitted_without_an_entry_is_still_shown_somewhere_18_7():
    mostrados = {f for _, _, ruta in routes() for f in fields(ruta.respuesta)}
    assert set(ADMITIDOS) - mostrados == set()


class Ficha(Struct):
    """A person."""

    correo: str


class Lista(Struct):
    """People, and who looks after them."""

    elementos: list[Ficha]
    otra: dict[str, Annotated[list[Ficha | None], msgspec.Meta(max_length=3)]]


@pytest.mark.parametrize("respuesta", [Ficha, Lista, list[Ficha], dict[str, Ficha | None]])
def test_a_field_is_found_however_deep_it_is_and_an_entry_admits_it_18_7(respuesta):
    from chalicelib.rules.base.permisos import Accion

    ruta = Ruta(metodo="GET", camino="/v1/x", accion=Accion.CONSULTAR_CUENTA_PROPIA, respuesta=respuesta)
    assert unaudited(ruta) == [("Ficha", "correo")]
    con_asiento = replace(ruta, evento=Evento.APOYO_CONSULTADO)
    assert unaudited(con_asiento) == []
