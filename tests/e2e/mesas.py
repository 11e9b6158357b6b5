"""A process with a Mesa of its own, where a test's operators meet nobody else's records."""

from dataclasses import dataclass, field
from datetime import UTC
from time import sleep
from typing import Any

from local.siembra import ENTIDAD, OPL, Cuentas
from sintetico.ciudadanos import Ciudadano
from tests.e2e.captura import capture
from tests.e2e.gente import add_auxiliar
from tests.e2e.sistema import Sistema, ago

PROCESO, CONTIENDA = "MESA27GTO", "GUBERNATURA"
OPERADORES = ("MESAOP01", "MESAOP02", "MESAOP03")
UNO, OTRA = "ASPM01", "ASPM02"

INTENTOS = 300
"""Times that a hearing is asked to begin, a second apart."""


@dataclass
class Mesa:
    """Who takes part, by name -> ID token; `folios`: what the test calls a record -> its folio.

    `cic`: of the person whose card was misread.
    """

    sistema: Sistema
    fichas: dict[str, str] = field(default_factory=dict)
    auxiliares: dict[str, Any] = field(default_factory=dict)
    folios: dict[str, str] = field(default_factory=dict)
    cic: str = ""

    def pide(self, quien: str, metodo: str, camino: str, cuerpo: Any = None, estado: int = 200) -> Any:
        """What the API answers, which must have that status: JSON parsed, or bytes."""
        r = self.sistema.pide(
            metodo, f"/v1/{camino}", self.fichas[quien], json=cuerpo, headers={"Accept": "*/*"}
        )
        assert r.status_code == estado, (metodo, camino, r.text)
        return r.json() if "json" in r.headers["Content-Type"] else r.content

    def send(self, aspirante: str, **gente: tuple[Ciudadano, dict[str, str]]) -> None:
        """A record of each, received before this returns; with it what its phone read otherwise."""
        auxiliar = self.auxiliares[aspirante]
        capturas = {n: capture(self.sistema, auxiliar, p, proceso=PROCESO) for n, (p, _) in gente.items()}
        for nombre, c in capturas.items():
            c.registro["credencial"] |= gente[nombre][1]
        sellados = {n: c.seal() for n, c in capturas.items()}
        anuncios = [c.announcement(sellados[n]) for n, c in capturas.items()]
        envio = self.sistema.announce(auxiliar, anuncios)
        for registro, sellado in zip(envio["registros"], sellados.values(), strict=True):
            assert self.sistema.upload(registro["permiso"], sellado).ok
        self.sistema.quiet()
        self.folios |= {n: c.folio for n, c in capturas.items()}

    def classes(self, aspirante: str) -> dict[str, int]:
        """Class -> how many, as the aspirante's progress has it."""
        avance = self.pide(aspirante, "GET", f"aspirantes/{aspirante}/avance")
        return {c["clase"]: c["n"] for c in avance["clases"]} | {"contados": avance["contados"]}


def open_mesa(sistema: Sistema) -> Mesa:
    """A process in course with two aspirantes of one contest, three operators who are out, the OPL and a supervisor."""
    from chalicelib.store.base.tabla import iso
    from chalicelib.store.procesos.opls import Opl
    from chalicelib.store.procesos.periodos import Periodo
    from chalicelib.workflows.procesos.apertura import open_process

    Opl(opl=OPL, nombre="OPL sintético", entidad=ENTIDAD).save()
    open_process(PROCESO, OPL, "Proceso con Mesa propia (sintético)", ENTIDAD)
    Periodo(
        proceso=PROCESO,
        periodo=CONTIENDA,
        cargo="gubernatura",
        nombre="Gubernatura",
        inicio=iso(ago(days=10)),
        fin=iso(ago(days=-20)),
        nivel="entidad",
        entidad=ENTIDAD,
    ).save()
    mesa, cuentas = Mesa(sistema), Cuentas(sistema.corredor.nube)

    def enter(quien: str, grupo: str = "institucional", **alcance: str) -> None:
        correo = f"{quien.lower()}.mesa@muestra.invalid"
        mesa.fichas[quien] = cuentas.add(sistema.mundo, grupo, correo, **alcance)

    for aspirante in (UNO, OTRA):
        _register(aspirante)
        enter(aspirante, "federado", rol="aspirante", opl=OPL, proceso=PROCESO, aspirante=aspirante)
        mesa.auxiliares[aspirante] = add_auxiliar(sistema, aspirante, proceso=PROCESO)
    enter("opl", rol="opl", opl=OPL)
    enter("supervisor", rol="supervisor", opl=OPL, proceso=PROCESO)
    for operador in OPERADORES:
        _appoint(operador)
        enter(operador, rol="operador", opl=OPL, proceso=PROCESO, operador=operador)
    return mesa


def _register(aspirante: str) -> None:
    from chalicelib.store.aspirantes import Aspirante
    from chalicelib.workflows.base.secretos import seal_persona

    fila = Aspirante(
        aspirante=aspirante, proceso=PROCESO, periodo=CONTIENDA, opl=OPL, nombre=f"MUESTRA {aspirante}"
    )
    fila.datos = seal_persona(PROCESO, fila.identidad, {"correo": f"{aspirante.lower()}@muestra.invalid"})
    fila.save()


def _appoint(operador: str) -> None:
    """An official whose account is in force."""
    from chalicelib.store.cuentas.titulares import Titular
    from chalicelib.store.mesa.operadores import Operador
    from chalicelib.workflows.cuentas.titular import seal_official

    Operador(PROCESO, operador).save()
    Titular(
        cuenta=operador,
        institucion=OPL,
        rol="operador",
        opl=OPL,
        proceso=PROCESO,
        estado="activa",
        oficio="OF/1",
        correo_ciego=operador,
        nombre_ciego=operador,
        datos=seal_official(operador, {"nombre": f"Persona {operador}"}),
        historia=[],
    ).save()


def soon() -> str:
    """The next whole minute of the centre that is not upon us, as a hearing's date is written."""
    from chalicelib.rules.base.centro import to_centro

    return str(to_centro(ago(seconds=-65).astimezone(UTC)))


def begin_at_its_time(mesa: Mesa, camino: str) -> Any:
    """The hearing begun, asked for until its minute has come: before it the answer is a refusal (14.4)."""
    for _ in range(INTENTOS):
        r = mesa.sistema.pide("POST", f"/v1/{camino}/inicio", mesa.fichas["opl"])
        if r.status_code == 200:
            return r.json()
        assert (r.status_code, r.json()["code"]) == (409, "audiencia_no_admite"), r.text
        sleep(1)
    raise AssertionError("the hearing did not begin")
