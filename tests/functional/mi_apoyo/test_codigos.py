"""The life of a code against a plain model of it: tries, end, single use, replacement (Protocolo 10.6)."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chalicelib.problemas.mi_apoyo import CodigoNoValido
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.mi_apoyo import activaciones
from chalicelib.store.mi_apoyo.activaciones import Activacion
from chalicelib.workflows.mi_apoyo.codigo import SolicitudActivacion, check_code, request_code
from cliente.expediente import new_device_key, public_der
from tests.escenario import mundo
from tests.escenario.ciudadania import VECINA, code_of, read
from tests.escenario.mundo import AHORA, PROCESO

LLAVE = public_der(new_device_key())
QUIEN = Principal("emisor|sub", Rol.VISITANTE, correo="ella@muestra.invalid")
AJENO = Principal("emisor|otro", Rol.VISITANTE, correo="otro@muestra.invalid")
TELEFONOS = ("DISP1", "DISP2")

pedir = st.tuples(st.just("pedir"), st.sampled_from(TELEFONOS))
esperar = st.tuples(st.just("esperar"), st.sampled_from([1, 11, 23, 24]))
probar = st.tuples(
    st.just("probar"),
    st.sampled_from(["bueno", "bueno", "otro", "anterior"]),
    st.sampled_from(TELEFONOS),
    st.sampled_from([QUIEN, QUIEN, QUIEN, AJENO]),
)


@dataclass
class Modelo:
    """What the Protocol says, one thing after the other: no conditions, no digests."""

    codigo: str = ""
    anterior: str = ""
    telefono: str = ""
    edad: timedelta = timedelta(0)
    quedan: int = 0

    def ask(self, telefono: str, codigo: str) -> None:
        self.anterior, self.codigo = self.codigo, codigo
        self.telefono, self.edad, self.quedan = telefono, timedelta(0), 5

    def try_it(self, codigo: str, telefono: str, quien: Principal) -> bool:
        if quien is not QUIEN or self.edad >= timedelta(hours=24) or self.quedan == 0:
            return False
        self.quedan -= 1
        bueno = codigo == self.codigo and telefono == self.telefono
        if bueno:
            self.quedan = 0
        return bueno


@pytest.fixture
def proceso_en_curso(aws_fingido: None) -> None:
    mundo.open_world()


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.one_of(pedir, esperar, probar, probar, probar), max_size=14))
def test_a_code_is_good_exactly_when_the_plain_model_says_so_10_6(proceso_en_curso, pasos):
    modelo, ahora, activacion = Modelo(), AHORA, "NADA"
    for fila in Activacion.scan():
        fila.delete()
    for paso in pasos:
        match paso:
            case ("pedir", telefono):
                solicitud = SolicitudActivacion(PROCESO, telefono, "muestra", LLAVE, read(VECINA), True)
                activacion = request_code(QUIEN, solicitud, ahora)["activacion"]
                modelo.ask(telefono, code_of(QUIEN.correo))
            case ("esperar", horas):
                ahora += timedelta(hours=horas)
                modelo.edad += timedelta(hours=horas)
            case ("probar", cual, telefono, quien):
                codigo = {"bueno": modelo.codigo, "anterior": modelo.anterior}.get(cual) or "AAAA-AAAA"
                assert use(quien, activacion, codigo, telefono, ahora) is modelo.try_it(
                    codigo, telefono, quien
                )


def use(quien: Principal, activacion: str, codigo: str, telefono: str, ahora) -> bool:
    """Whether the code was good, and was used up by it."""
    try:
        fila = check_code(quien, activacion, codigo, telefono, ahora)
    except CodigoNoValido:
        return False
    assert activaciones.spend_activation(fila)
    return True
