"""Whatever is done in whatever order, a person and a mail are in force once per aspirante (Protocolo 7.1 A, 7.3)."""

from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from chalicelib.problemas import Problema
from chalicelib.problemas.auxiliares import AuxiliarDeBaja, AuxiliarVigente, AuxiliarYaRegistrado, CorreoEnUso
from chalicelib.rules.auxiliares.registro import CausaBaja
from chalicelib.rules.base.permisos import Principal, Rol
from chalicelib.store.auxiliares.auxiliares import Auxiliar
from chalicelib.store.base.unicos import Unico
from chalicelib.workflows.auxiliares.alta import register_auxiliar, register_auxiliar_again
from chalicelib.workflows.auxiliares.auxiliar import claims_of
from chalicelib.workflows.auxiliares.baja import remove_auxiliar
from chalicelib.workflows.auxiliares.cambio_correo import change_mail
from tests.escenario import mundo, padrones
from tests.escenario.portal import form
from tests.escenario.recursos import empty_cloud, empty_queues

pytestmark = pytest.mark.usefixtures("moto")

PERSONAS = padrones.citizens(20)[:3]
CORREOS = ("a@muestra.invalid", "b@muestra.invalid", "c@muestra.invalid")
ASPIRANTES = ("ASPA", "ASPB")
CAUSAS = (CausaBaja.RENUNCIA, CausaBaja.DECISION_ASPIRANTE)
CAMPOS = {"persona": 3, "correo": 3, "aspirante": 2, "cual": 6, "causa": 2}

pasos = st.fixed_dictionaries(
    {"que": st.sampled_from(("alta", "alta", "baja", "reingreso", "correo"))}
    | {campo: st.integers(0, n - 1) for campo, n in CAMPOS.items()}
)


@dataclass
class Renglon:
    """An auxiliar on paper."""

    aspirante: str
    persona: int
    correo: str
    baja: CausaBaja | None = None


@dataclass
class Papel:
    """The slow, obvious book: every auxiliar there ever was, looked through from the top for each question."""

    renglones: list[Renglon] = field(default_factory=list)

    def add(self, aspirante: str, persona: int, correo: str) -> str:
        """What registering comes to: a code of refusal, or empty when it is done."""
        vigentes = [r for r in self.renglones if r.aspirante == aspirante and r.baja is None]
        if any(r.persona == persona for r in vigentes):
            return AuxiliarYaRegistrado.codigo
        if any(r.correo == correo for r in vigentes):
            return CorreoEnUso.codigo
        self.renglones.append(Renglon(aspirante, persona, correo))
        return ""

    def remove(self, r: Renglon, causa: CausaBaja) -> str:
        if r.baja not in (None, causa):
            return AuxiliarDeBaja.codigo
        r.baja = causa
        return ""

    def move(self, r: Renglon, correo: str) -> str:
        if r.baja is not None:
            return AuxiliarDeBaja.codigo
        if any(
            o is not r and o.aspirante == r.aspirante and o.correo == correo and o.baja is None
            for o in self.renglones
        ):
            return CorreoEnUso.codigo
        r.correo = correo
        return ""


class Sistema:
    """The same steps in the system; `ids` in the order of the book."""

    def __init__(self) -> None:
        self.ids: list[str] = []
        self._reloj = count(1)

    def ahora(self):
        return mundo.AHORA + timedelta(minutes=next(self._reloj))

    def register(self, aspirante: str, persona: int, correo: str) -> str:
        datos = form(PERSONAS[persona], correo)
        return self._code(
            lambda: self._keep(register_auxiliar(who(aspirante), aspirante, datos, self.ahora())[0])
        )

    def again(self, i: int, aspirante: str) -> str:
        return self._code(
            lambda: self._keep(register_auxiliar_again(who(aspirante), self.ids[i], self.ahora())[0])
        )

    def remove(self, i: int, aspirante: str, causa: CausaBaja) -> str:
        return self._code(lambda: remove_auxiliar(who(aspirante), self.ids[i], causa, "", self.ahora()))

    def move(self, i: int, aspirante: str, correo: str) -> str:
        return self._code(lambda: change_mail(who(aspirante), self.ids[i], correo, "google", self.ahora()))

    def _keep(self, fila: Auxiliar) -> None:
        self.ids.append(fila.auxiliar)

    @staticmethod
    def _code(do) -> str:
        try:
            do()
        except Problema as error:
            return error.codigo
        return ""


def who(aspirante: str) -> Principal:
    return Principal("s", Rol.ASPIRANTE, proceso=mundo.PROCESO, aspirante=aspirante, cuenta="c")


def step(papel: Papel, sistema: Sistema, paso: dict) -> tuple[str, str]:
    """One step on paper and in the system: both answers."""
    aspirante, correo = ASPIRANTES[paso["aspirante"]], CORREOS[paso["correo"]]
    if paso["que"] == "alta" or not papel.renglones:
        return papel.add(aspirante, paso["persona"], correo), sistema.register(
            aspirante, paso["persona"], correo
        )
    i, causa = paso["cual"] % len(papel.renglones), CAUSAS[paso["causa"]]
    r = papel.renglones[i]
    match paso["que"]:
        case "baja":
            return papel.remove(r, causa), sistema.remove(i, r.aspirante, causa)
        case "correo":
            return papel.move(r, correo), sistema.move(i, r.aspirante, correo)
        case _:
            esperado = papel.add(r.aspirante, r.persona, r.correo) if r.baja else AuxiliarVigente.codigo
            return esperado, sistema.again(i, r.aspirante)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(pasos, min_size=4, max_size=14))
def test_every_step_is_admitted_or_refused_as_the_model_says_and_the_claims_are_those_in_force(camino):
    empty_cloud()
    mundo.open_world()
    padrones.load(*(padrones.row(c) for c in PERSONAS))
    papel, sistema = Papel(), Sistema()
    for paso in camino:
        esperado, hallado = step(papel, sistema, paso)
        assert hallado == esperado, paso
        filas = [Auxiliar.get(i) for i in sistema.ids]
        assert [f.causa_baja for f in filas] == [r.baja for r in papel.renglones]
        assert len(set(sistema.ids)) == len(papel.renglones)
        tomadas = {llave: f.auxiliar for f in filas if not f.baja for llave in claims_of(f)}
        assert {u.llave: u.dueno for u in Unico.scan()} == tomadas


@pytest.fixture(autouse=True)
def colas(moto: None) -> None:
    empty_queues()
