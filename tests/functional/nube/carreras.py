"""What the processes run: many threads at once; work that lost its race is done again, as SQS delivers it again."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import cache
from threading import Barrier
from time import monotonic
from typing import Any, TypeVar

from chalicelib.handlers.eventos.registral import INTENTOS
from chalicelib.problemas import Ocupado
from chalicelib.problemas.mesa import YaDictaminado
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.historia import Revisado, SituacionRegistral, Verificado
from chalicelib.rules.conteo import Contable
from chalicelib.store.apoyos.apoyos import Apoyo
from chalicelib.store.apoyos.personas import Persona, load_cabeza
from chalicelib.store.base.tabla import Tabla, iso
from chalicelib.store.base.transacciones import Contienda
from chalicelib.store.captacion import acuses
from chalicelib.store.conteo.contadores import read_totals
from chalicelib.store.mesa.operadores import open_loads
from chalicelib.store.mesa.turnos import Turno
from chalicelib.store.padron.cortes import cut_model
from chalicelib.store.padron.registro_cortes import wrapped_secret
from chalicelib.workflows.apoyos.correccion import correct_apoyo
from chalicelib.workflows.apoyos.duplicados import (
    last_judgement,
    name_counting,
    place_among_supports,
    sweep_supports,
)
from chalicelib.workflows.apoyos.hechos import Cambio, append_fact, append_facts
from chalicelib.workflows.apoyos.registral import look_up_apoyo
from chalicelib.workflows.captacion.correo_acuses import PLAZO, AcusesEnCurso, send_receipts
from chalicelib.workflows.conteo.totales import count_states
from chalicelib.workflows.mesa.asignacion import assign_new_records
from chalicelib.workflows.mesa.escritorio import give_verdict
from chalicelib.workflows.padron.cortes import ensure_secret
from sintetico.ciudadanos import Ciudadano
from tests.escenario import mundo, padrones
from tests.escenario.mundo import AHORA, PROCESO

ENTREGAS = 8  # times that a message comes before it is set aside, as in the template
_T = TypeVar("_T")
_R = TypeVar("_R")


def at_once(work: Callable[[_T], _R], partes: list[_T]) -> list[_R]:
    """A thread for each part, all let go together."""
    _meet_tables()
    salida = Barrier(len(partes))

    def run(parte: _T) -> _R:
        salida.wait()
        return work(parte)

    with ThreadPoolExecutor(len(partes)) as hilos:
        return list(hilos.map(run, partes))


@cache
def _meet_tables() -> None:
    """PynamoDB refuses a table that two threads of a process use for the first time at once; Lambda has one thread."""
    de_nombre_fijo = [t for t in Tabla.__subclasses__() if hasattr(t, "Meta")]
    for tabla in (*de_nombre_fijo, cut_model(padrones.CORTE)):
        tabla._get_connection()


def delivered(work: Callable[[], Any]) -> int:
    """Do it as often as a queue would; how many deliveries it took."""
    for entrega in range(1, ENTREGAS):
        try:
            work()
        except Contienda:
            continue
        return entrega
    work()
    return ENTREGAS


def open_world() -> None:
    mundo.open_world()


def receive(registro: str, aspirante: str, minuto: int) -> str:
    return mundo.receive(registro, aspirante, mundo.INICIO + timedelta(minutes=minuto)).folio


def append_verdicts(operadores: list[str], folio: str) -> list[int]:
    """Each appends a fact of its own to the same record."""

    def append(operador: str) -> int:
        hecho = Revisado(iso(AHORA), operador, Dictamen())
        return delivered(lambda: append_fact(folio, lambda _: hecho, AHORA))

    return at_once(append, operadores)


def verify_all(folios: list[str], persona: str) -> list[int]:
    return at_once(lambda f: delivered(lambda: mundo.verify(f, persona)), folios)


def verify_or_take_out(pasos: list[tuple[str, str]], persona: str) -> list[int]:
    def step(paso: tuple[str, str]) -> int:
        que, folio = paso
        if que == "verificar":
            return delivered(lambda: mundo.verify(folio, persona))
        return delivered(lambda: mundo.review(folio, mundo.ILEGIBLE))

    return at_once(step, pasos)


def situation(folios: list[str]) -> list[tuple[str, int, int]]:
    """Class, version and number of facts of each record."""
    return [(a.clase, int(a.version), len(a.historia)) for a in map(mundo.now, folios)]


def operators_in(folio: str) -> list[str]:
    return [h.operador for h in mundo.now(folio).hechos if isinstance(h, Revisado)]


def collection(persona: str) -> tuple[int, dict[str, str | None]]:
    """The head's version, and the judgement that each item carries."""
    version = load_cabeza(f"{PROCESO}#{persona}", mundo.PERIODO).version
    items = Persona.query(f"{PROCESO}#{persona}", consistent_read=True)
    return version, {i.lugar.folio: i.duplicidad for i in items if not i.es_cabeza}


def count_all(tandas: list[list[Contable]]) -> list[int]:
    return at_once(lambda t: delivered(lambda: count_states(t)), tandas)


def totals(ambito: str) -> dict[str, int]:
    return read_totals(ambito)


def add_operators(operadores: list[str], proceso: str) -> None:
    mundo.add_operators(*operadores, proceso=proceso)


def assign_all(tandas: list[dict[str, str]], proceso: str) -> list[int]:
    return at_once(lambda t: delivered(lambda: assign_new_records(proceso, t, AHORA)), tandas)


def desks(proceso: str) -> tuple[dict[str, str | None], dict[str, int]]:
    """Operator of each record, and the operators' open loads."""
    return {t.folio: t.operador for t in Turno.scan() if t.proceso == proceso}, open_loads(proceso)


def give_verdicts(incisos: list[str | None], folio: str) -> list[str]:
    """What each of those who give a verdict on the same record is answered."""

    def give(inciso: str | None) -> str:
        dictamen = Dictamen(inciso, "Sin firma" if inciso else "")
        try:
            return str(give_verdict(PROCESO, "OPER1", folio, dictamen, AHORA)["clase"])
        except (YaDictaminado, Ocupado) as negado:
            return type(negado).__name__

    return at_once(give, incisos)


def mail_all(grupos: list[list[str]], minuto: int) -> list[int]:
    """How many receipts each sender sent; -1 where somebody else was at it."""

    def mail(folios: list[str]) -> int:
        try:
            return send_receipts("AUX3", folios, AHORA + timedelta(minutes=minuto))
        except AcusesEnCurso:
            return -1

    return at_once(mail, grupos)


def die_after_claiming(folios: list[str]) -> None:
    """What a sender leaves that dies before its mail is out."""
    for folio in folios:
        acuses.claim_receipt(folio, "muerto", AHORA, PLAZO)


def known_person(registro: str) -> str:
    """A record, not verified yet, of somebody who is in the padrón; its folio."""
    [persona] = padrones.citizens(1)
    padrones.load(padrones.row(persona))
    return mundo.receive(registro, credencial=padrones.reading(persona, "E")).folio


def look_up_all(folios: list[str]) -> list[int]:
    return at_once(lambda f: delivered(lambda: look_up_apoyo(f, AHORA)), folios)


def receive_from_people(llegadas: list[tuple[str, str, int]], prefijo: str) -> list[str]:
    """Two people enter the padrón; a record for each (aspirante, whose: "P" or "Q", minute). The folios."""
    gente = _two_people()
    padrones.load(*map(padrones.row, gente.values()))
    return [
        mundo.receive(
            f"{prefijo}{n:02d}",
            aspirante,
            mundo.INICIO + timedelta(minutes=minuto),
            credencial=padrones.reading(gente[quien], "E"),
        ).folio
        for n, (aspirante, quien, minuto) in enumerate(llegadas)
    ]


def step_all(pasos: list[tuple[str, str, Any]]) -> list[int]:
    """Each step (what, folio, with what) at once with the others."""
    gente = _two_people()

    def step(paso: tuple[str, str, Any]) -> int:
        que, folio, con = paso
        if que == "consultar":
            return delivered(lambda: look_up_apoyo(folio, AHORA))
        if que == "corregir":
            datos = {"cic": gente[con].cic, "identificador": gente[con].identificador}
            return delivered(lambda: correct_apoyo(folio, "OPER1", datos, AHORA))
        if que == "aclarar":
            return delivered(lambda: correct_apoyo(folio, "OPER2", {"nombre": con}, AHORA))
        return delivered(lambda: mundo.review(folio, mundo.ILEGIBLE))

    return at_once(step, pasos)


def _two_people() -> dict[str, Ciudadano]:
    """Neither is the person of `known_person`."""
    return dict(zip("PQ", padrones.citizens(3)[1:], strict=True))


def lives(folios: list[str]) -> dict[str, tuple[str, str, list[str]]]:
    """Of each record its class, of whose duplicate it is, and the kinds of its facts."""
    apoyos = [mundo.now(f) for f in folios]
    nombrados = name_counting(apoyos)
    return {
        a.folio: (a.clase, nombrados.get(a.folio, ""), [type(h).__name__ for h in a.hechos]) for a in apoyos
    }


def sweep_left(persona: str) -> None:
    """What the queue does when whoever changed a person's first support could not."""
    sweep_supports(f"{PROCESO}#{persona}", mundo.PERIODO, AHORA)


def strays(folios: list[str]) -> list[str]:
    """Records that are not in exactly the one collection of their person, or are in one and not in force."""
    donde: dict[str, list[tuple[str, str]]] = {}
    for p in Persona.scan(consistent_read=True):
        if not p.es_cabeza:
            donde.setdefault(p.lugar.folio, []).append((p.persona, p.duplicidad or ""))
    malos = []
    for a in map(mundo.now, folios):
        lugar = place_among_supports(a)
        debe = [(lugar.persona, last_judgement(a).duplicidad or "")] if lugar else []
        malos += [] if donde.get(a.folio, []) == debe else [a.folio]
    return malos


def make_secrets(veces: list[int]) -> list[bytes]:
    """The wrapped secret that each finds after making sure that there is one."""

    def make(_: int) -> bytes:
        ensure_secret()
        return wrapped_secret()

    return at_once(make, veces)


def batch_beside(folios: list[str], ajenos: list[str], persona: str) -> list[tuple[list[str], float]]:
    """Function `registral`'s work in as many threads as there are records of one person, each with a stranger's beside.

    Of each batch what has to come again, and the seconds that it took.
    """

    def work(par: tuple[str, str]) -> tuple[list[str], float]:
        inicio, fallan = monotonic(), []
        for folio, quien in ((par[0], persona), (par[1], f"SOLO{par[1]}")):
            try:
                append_facts(
                    folio,
                    lambda a, q=quien: _answered(a, q),
                    AHORA,
                    intentos=INTENTOS,  # type: ignore[misc]
                )
            except Contienda:
                fallan.append(folio)
        return fallan, monotonic() - inicio

    return at_once(work, list(zip(folios, ajenos, strict=True)))


def _answered(apoyo: Apoyo, quien: str) -> Cambio | None:
    if apoyo.persona:
        return None
    return Cambio((Verificado(iso(AHORA), SituacionRegistral.LISTA_NOMINAL),), f"{PROCESO}#{quien}")
