"""What the API answers is what its OpenAPI document says, whatever it is asked (schemathesis, on a system of its own).

Each operation is asked by each role that may: with bodies of the published form and of other forms, for objects that
exist and for such that do not. Never a 5xx, never an answer that the document does not have.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from local.ciudadania import spare_people, support_oneself
from local.corredor import Corredor
from local.entrada import Mundo, let_in
from local.eventos import Options
from local.nube import ROOT

pytestmark = pytest.mark.nube

DOCUMENTO = json.loads((ROOT / "docs" / "openapi.json").read_text(encoding="utf-8"))
CHEQUEOS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
# One switch for a long hunt by hand: EJEMPLOS=300 pytest tests/e2e/test_esquema.py
EJEMPLOS = int(os.environ.get("EJEMPLOS", "6"))
SIN_CUENTA = "nadie"
CIUDADANA = 900


@dataclass
class Escena:
    """A system to be mistreated, with somebody of each role and ids that exist."""

    url: str
    mundo: Mundo
    visitante: str
    ciudadana: str
    ids: dict[str, list[str]]

    def token(self, rol: str) -> str | None:
        """Somebody's token of that role; None when nobody of it was let in."""
        m = self.mundo
        return {
            "ine": m.autoridades.get("ine"),
            "opl": m.autoridades.get("opl"),
            "supervisor": m.autoridades.get("supervisor"),
            "operador": next(iter(m.operadores.values())),
            "aspirante": next(iter(m.aspirantes.values())),
            "auxiliar": m.auxiliares[0].token,
            "visitante": self.visitante,
            "ciudadania": self.ciudadana,
        }.get(rol)


@pytest.fixture(scope="module")
def escena(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Escena]:
    carpeta = tmp_path_factory.mktemp("esquema")
    opciones = Options(retry_after=1, longest_window=0.2)
    with Corredor(options=opciones, build=carpeta / "local", say=lambda _: None) as corredor:
        mundo = let_in(corredor, personas=200, auxiliares=3, operadores=1, build=carpeta, tell=lambda _: None)
        auxiliar = mundo.auxiliares[0]
        ids = {
            "proceso": ["PEL27GTO"],
            "periodo": ["GUBERNATURA"],
            "opl": ["IEEG"],
            "aspirante": list(mundo.aspirantes),
            "auxiliar": [a.auxiliar for a in mundo.auxiliares],
            "dispositivo": [auxiliar.dispositivo],
            "folio": [f"{auxiliar.aspirante}-{auxiliar.auxiliar}-{auxiliar.dispositivo}-NADA"],
            "unidad": ["11"],
        }
        casos = [(caso, "") for caso in spare_people(mundo, [], 1)]
        list(support_oneself(corredor, mundo, casos, CIUDADANA, carpeta))
        fichas = mundo.identidades.fichas
        mundo.identidades.federated("visita@muestra.invalid")
        yield Escena(
            corredor.url,
            mundo,
            fichas["visita@muestra.invalid"],
            fichas[f"ciudadania{CIUDADANA}@muestra.invalid"],
            ids,
        )


OPERACIONES = [(m.upper(), c) for c, ms in sorted(DOCUMENTO["paths"].items()) for m in sorted(ms)]


@pytest.mark.parametrize(("metodo", "camino"), OPERACIONES, ids=lambda x: x)
def test_every_answer_is_documented_and_none_is_a_failure(escena: Escena, metodo: str, camino: str):
    operacion = schemathesis.openapi.from_dict(DOCUMENTO)[camino][metodo]
    roles = [r for r in DOCUMENTO["paths"][camino][metodo.lower()]["x-roles"] if escena.token(r)]
    if not DOCUMENTO["paths"][camino][metodo.lower()]["security"]:
        roles = [SIN_CUENTA]
    assert roles, "nobody may ask this"
    casos = st.one_of(
        operacion.as_strategy(generation_mode=GenerationMode.POSITIVE),
        operacion.as_strategy(generation_mode=GenerationMode.NEGATIVE),
    )

    @settings(
        max_examples=EJEMPLOS,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(caso=casos, datos=st.data(), rol=st.sampled_from(roles))
    def ask(caso: Any, datos: st.DataObject, rol: str) -> None:
        for parte, valor in (caso.path_parameters or {}).items():
            caso.path_parameters[parte] = datos.draw(st.sampled_from([*escena.ids.get(parte, []), valor]))
        ficha = escena.token(rol)
        cabeceras = {"Authorization": f"Bearer {ficha}"} if ficha else {}
        respuesta = caso.call(base_url=escena.url, headers=cabeceras)
        caso.validate_response(respuesta, checks=CHEQUEOS)

    ask()
