"""Lives of records, written twice: on the clerk's cards (`oraculo.py`) and in the system, step by step.

Two offices: one that the whole entidad elects, sought by ASPA and ASPB, and one that two municipios elect each for
itself, sought by ASPC in one and ASPD in the other. Two people in the registry, and one who may enter it.
"""

from contextlib import suppress
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from chalicelib.problemas.mesa import YaDictaminado
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.folio import REMITENTE_PAPEL
from chalicelib.rules.apoyos.historia import CausaRecepcion, Etapa, Revisado
from chalicelib.rules.base.centro import dia_centro
from chalicelib.rules.padron.registral import PAPEL
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.base.tabla import iso
from chalicelib.store.mesa.operadores import Operador
from chalicelib.store.mesa.turnos import Turno, desk_queue
from chalicelib.store.papel.excepciones import Excepcion, grant_key
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.workflows.apoyos.correccion import correct_apoyo
from chalicelib.workflows.apoyos.hechos import append_fact
from chalicelib.workflows.apoyos.registral import look_up_apoyo, look_up_apoyo_again
from chalicelib.workflows.mesa.escritorio import give_verdict
from tests.escenario import mundo
from tests.escenario.movil import before_call
from tests.escenario.mundo import AHORA, ENTIDAD, PERIODO, PROCESO
from tests.escenario.oraculo import Escribano, Fallo, Renglon, Tarjeta
from tests.escenario.padrones import citizens, load, reading, row, stranger

AQUI, ALLI, OTRA_ENTIDAD = "020", "021", "09"
LEJOS = "AYUNT"
"""Period of the municipal office."""
GENTE = dict(zip("PQ", citizens(2), strict=True)) | {"S": stranger()}
CARGOS: dict[str, tuple[str, tuple[str, ...]]] = {
    "ASPA": (PERIODO, (ENTIDAD,)),
    "ASPB": (PERIODO, (ENTIDAD,)),
    "ASPC": (LEJOS, (ENTIDAD, AQUI)),
    "ASPD": (LEJOS, (ENTIDAD, ALLI)),
}
AMPAROS = {"ASPA": frozenset({AQUI}), "ASPB": frozenset({AQUI, ALLI}), "ASPC": frozenset({AQUI})}
"""Municipios from which each may bring paper (11.2)."""
CLAVES = {
    "E": ("cic", "identificador"),
    "C": ("clave_elector", "emision", "ocr"),
    PAPEL: ("clave_elector", "ocr"),
}
"""Data by which the registry knows whoever shows that credential, or signs on paper (9.8, 11.4)."""
TACHAS = {
    "7.7": CausaRecepcion.AUXILIAR_BAJA,
    "8.11": CausaRecepcion.DISPOSITIVO,
    "8.10": CausaRecepcion.FUERA_DE_PERIODO,
}
OPCIONES = {"": "", "a": "Imagen diferente a una CPV", "d": "Monitor"}
"""Of the incisos of 13.7 that verdicts here give; "" is a valid one."""
OPERADOR = "OPER1"


class Llegada(NamedTuple):
    """`dice`: a letter of `GENTE`, or None for the key of one person with the data of another."""

    aspirante: str
    modelo: str
    en_persona: bool
    minuto: int
    dice: str | None
    tacha: str = ""


class Suceso(NamedTuple):
    """What happens: to record `i`, or in the registry to a person. `con`: whose data, which row, which verdict."""

    que: str
    i: int
    con: Any = None


class Paso(NamedTuple):
    """Something happens, `veces` times; and something else, if anything, before its `llamada`-th call to the tables.

    `llamada` 0: after it was decided and before it is written.
    """

    suceso: Suceso
    veces: int = 1
    entre: Suceso | None = None
    llamada: int = 0


def credential(modelo: str, dice: str | None) -> dict[str, str]:
    """The data that name a person; the key of P and the rest of Q's where they are nobody's."""
    llave, *demas = CLAVES[modelo]
    de_llave, de_demas = (GENTE["P"], GENTE["Q"]) if dice is None else (GENTE[dice], GENTE[dice])
    return {llave: getattr(de_llave, llave)} | {d: getattr(de_demas, d) for d in demas}


class Vida:
    """The same life on paper and in the system.

    `papeles`: the cards as they may be by now. Of two things at once either may be the first: so many clerks as there
    are orders, and those go whose rulings are not the system's (`look`).
    """

    def __init__(
        self, libro: dict[str, Renglon | None], llegadas: list[Llegada], *, solo_reporta: frozenset[str]
    ) -> None:
        mundo.open_world(entre_aspirantes=PERIODO not in solo_reporta)
        _open_municipal_office(entre_aspirantes=LEJOS not in solo_reporta)
        _grant_paper()
        papel = Escribano(dict(libro), CARGOS, solo_reporta, amparos=AMPAROS)
        self.papeles = [papel]
        self.modelos = [ll.modelo for ll in llegadas]
        self.libro = dict(libro)
        _load(self.libro)
        Operador(PROCESO, OPERADOR).save()
        for i, llegada in enumerate(llegadas):
            papel.tarjetas.append(_receive(i, llegada))
        self.folios = [t.folio for t in papel.tarjetas]

    def live(self, paso: Paso) -> None:
        for _ in range(paso.veces):
            if paso.entre is None:
                self._do(paso.suceso)
                for papel in self.papeles:
                    self._note(papel, paso.suceso)
            else:
                self._do_both(paso.suceso, paso.entre, paso.llamada)

    def settle(self) -> None:
        """The registry is asked for every record with what it says in the end."""
        for i in range(len(self.folios)):
            self.live(Paso(Suceso("consulta de nuevo", i)))

    def look(self, dicho: dict[str, Fallo]) -> None:
        """The system ruled so; asserts that some clerk does."""
        fallos = [{t.folio: p.rule(t) for t in p.tarjetas} for p in self.papeles]
        assert dicho in fallos, (dicho, fallos)
        self.papeles = [p for p, f in zip(self.papeles, fallos, strict=True) if f == dicho]

    def _do_both(self, suceso: Suceso, entre: Suceso, llamada: int) -> None:
        cual = (llamada, "") if llamada else (1, "TransactWriteItems")
        with before_call(cual[0], lambda: self._do(entre), cual[1]) as pendientes:
            self._do(suceso)
        for falta in pendientes:
            falta()
        al_reves = deepcopy(self.papeles)
        for papel in self.papeles:
            self._note(papel, suceso)
            self._note(papel, entre)
        for papel in al_reves:
            self._note(papel, entre)
            self._note(papel, suceso)
        self.papeles += [p for p in al_reves if p not in self.papeles]

    def _note(self, papel: Escribano, s: Suceso) -> None:
        if s.que == "padron":
            papel.libro["PQS"[s.i]] = s.con
            return
        t = papel.tarjetas[s.i]
        match s.que:
            case "consulta":
                papel.ask_once(t)
            case "consulta de nuevo":
                papel.ask(t)
            case "correccion":
                papel.correct(t, s.con)
            case "dictamen" if not t.dictamenes:
                t.dictamenes.append(s.con and self._inciso(s))
            case "audiencia" if t.dictamenes and t.dictamenes[0]:
                t.dictamenes.append(s.con and self._inciso(s))

    def _do(self, s: Suceso) -> None:
        if s.que == "padron":
            self.libro["PQS"[s.i]] = s.con
            _load(self.libro)
            return
        folio = self.folios[s.i]
        match s.que:
            case "consulta":
                look_up_apoyo(folio, AHORA)
            case "consulta de nuevo":
                look_up_apoyo_again(folio, AHORA)
            case "correccion":
                correct_apoyo(folio, OPERADOR, credential(self.modelos[s.i], s.con), AHORA)
            case "dictamen":
                self._give_verdict(folio, s)
            case "audiencia":
                self._hear(folio, s)

    def _hear(self, folio: str, s: Suceso) -> None:
        """14.1: what somebody found inconsistent."""
        dichos = [h for h in mundo.now(folio).hechos if isinstance(h, Revisado)]
        if dichos and not dichos[0].dictamen.valido:
            hecho = Revisado(iso(AHORA), "OPER2", self._dictamen(s), Etapa.AUDIENCIA)
            append_fact(folio, lambda _: hecho, AHORA)

    def _give_verdict(self, folio: str, s: Suceso) -> None:
        """Of paper whoever types it says what is wrong (11.5); of the rest, the Mesa."""
        dictamen = self._dictamen(s)
        if self.modelos[s.i] == PAPEL:
            hecho = Revisado(iso(AHORA), OPERADOR, dictamen, Etapa.CAPTURA)
            append_fact(folio, lambda a: None if a.revisado else hecho, AHORA)
            return
        with suppress(YaDictaminado):  # another one was first, and stays
            give_verdict(PROCESO, OPERADOR, folio, dictamen, AHORA)

    def _dictamen(self, s: Suceso) -> Dictamen:
        if self.modelos[s.i] == PAPEL:
            return Dictamen(s.con or None, catalogo="11.5")
        return Dictamen(s.con or None, OPCIONES[s.con])

    def _inciso(self, s: Suceso) -> str:
        return f"{'11.5' if self.modelos[s.i] == PAPEL else '13.7'} {s.con})"


def _open_municipal_office(*, entre_aspirantes: bool) -> None:
    Periodo(
        proceso=PROCESO,
        periodo=LEJOS,
        cargo="ayuntamiento",
        nombre="Ayuntamientos (sintético)",
        inicio=iso(mundo.INICIO),
        fin=iso(mundo.FIN),
        nivel="municipio",
        entidad=ENTIDAD,
        unidades={AQUI: "León", ALLI: "Silao"},
        entre_aspirantes=entre_aspirantes,
    ).save()
    for aspirante, unidad in (("ASPC", AQUI), ("ASPD", ALLI)):
        Aspirante(
            aspirante=aspirante,
            proceso=PROCESO,
            periodo=LEJOS,
            opl=mundo.OPL,
            unidad=unidad,
            nombre="MUESTRA",
        ).save()


def _grant_paper() -> None:
    for aspirante, municipios in AMPAROS.items():
        for municipio in municipios:
            Excepcion(
                aspirante=aspirante,
                otorgamiento=grant_key(municipio, 1),
                municipio=municipio,
                oficio="OF/1",
                desde=iso(mundo.INICIO),
                otorgada_en=iso(mundo.INICIO),
                otorgada_por="MUESTRA",
            ).save()
    for periodo in (PERIODO, LEJOS):
        Periodo(PROCESO, periodo).update(actions=[Periodo.excepcion.set([AQUI, ALLI])])


def _load(libro: dict[str, Renglon | None]) -> None:
    load(
        *(
            row(
                GENTE[quien],
                situacion=r.situacion,
                causa_baja=r.causa,
                entidad=r.entidad,
                municipio=r.municipio,
            )
            for quien, r in libro.items()
            if r is not None
        )
    )


def _receive(i: int, ll: Llegada) -> Tarjeta:
    recibido = mundo.INICIO + timedelta(minutes=ll.minuto)
    apoyo = _build(i, ll, recibido)
    mundo.save_sealed(apoyo)
    Turno(
        folio=apoyo.folio,
        proceso=PROCESO,
        operador=OPERADOR,
        cola=desk_queue(PROCESO, OPERADOR),
        orden=apoyo.orden,
        llegada=iso(recibido),
    ).save()
    dia, quien = dia_centro(recibido), apoyo.auxiliar
    return Tarjeta(apoyo.folio, ll.aspirante, quien, ll.minuto, dia, ll.tacha, ll.dice, apoyo.modo)


def _build(i: int, ll: Llegada, recibido: datetime) -> Apoyo:
    """A citizen's own, an auxiliar's, or paper; each aspirante's senders are its own."""
    letra = ll.aspirante[-1]
    remitente, modo = (f"CIUD{letra}", "mi_apoyo") if ll.en_persona else (f"AUX{letra}", "auxiliar")
    remitente, modo = (REMITENTE_PAPEL, PAPEL) if ll.modelo == PAPEL else (remitente, modo)
    leido = reading(GENTE[ll.dice or "P"], ll.modelo)
    if ll.modelo == PAPEL:
        leido = {"modelo": PAPEL}
    cargo, donde = CARGOS[ll.aspirante]
    apoyo = mundo.build(
        f"REG{i}",
        ll.aspirante,
        recibido,
        credencial=leido | credential(ll.modelo, ll.dice),
        causas=(TACHAS[ll.tacha],) if ll.tacha else (),
        remitente=remitente,
        contienda="#".join((cargo, *donde[1:])),
    )
    apoyo.modo = modo
    return apoyo
