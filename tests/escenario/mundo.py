"""A small synthetic world, built through the system's own models: for moto and for the local cloud alike."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from chalicelib.base import aws
from chalicelib.rules.apoyos.clases import classify
from chalicelib.rules.apoyos.dictamen import Dictamen
from chalicelib.rules.apoyos.duplicados import Duplicidad, Juicio
from chalicelib.rules.apoyos.historia import (
    CausaRecepcion,
    Juzgado,
    Recibido,
    Revisado,
    SituacionRegistral,
    Verificado,
)
from chalicelib.store.apoyos.apoyos import NUEVO, Apoyo, encode_hecho, get_apoyo, list_key, reception_order
from chalicelib.store.apoyos.personas import LugarDeApoyo, Persona, head_key
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar, lista_de
from chalicelib.store.base.tabla import iso
from chalicelib.store.mesa.operadores import EstadoJornada, Operador
from chalicelib.store.procesos.periodos import Periodo
from chalicelib.store.procesos.procesos import Proceso
from chalicelib.vault.secretos import blind_index, seal_fields, wrap_secret
from chalicelib.workflows.apoyos.hechos import Cambio, append_fact, append_facts
from chalicelib.workflows.apoyos.sellos import seal_record
from chalicelib.workflows.base.secretos import seal_persona, secreto_de
from tests.escenario.recursos import key_named

PROCESO, PERIODO, OPL, ENTIDAD = "PRUEBA27", "GUBERNATURA", "OPLX", "11"
ASPIRANTES = ("ASPA", "ASPB", "ASPC")
INICIO = datetime(2027, 1, 10, 6, tzinfo=UTC)
FIN = INICIO + timedelta(days=30)
AHORA = INICIO + timedelta(days=5)
ILEGIBLE = Dictamen("m", "Sin firma")
"""A verdict that makes a record invalid."""
CREDENCIAL = {"modelo": "E", "cic": "123456789", "identificador": "000000001"}


def open_world(proceso: str = PROCESO, *, entre_aspirantes: bool = True) -> None:
    """Open a process with keys, one period, and an auxiliar for each aspirante (`AUX1` of `ASPA`, and so on)."""
    open_process(proceso)
    add_period(PERIODO, proceso, entre_aspirantes=entre_aspirantes)
    for n, aspirante in enumerate(ASPIRANTES, start=1):
        Aspirante(
            aspirante=aspirante, proceso=proceso, periodo=PERIODO, opl=OPL, nombre=f"MUESTRA {n}"
        ).save()
        auxiliar(f"AUX{n}", aspirante, proceso).save()


def auxiliar(
    quien: str, aspirante: str = "ASPA", proceso: str = PROCESO, *, baja: datetime | None = None, **datos: str
) -> Auxiliar:
    """Register an auxiliar as the portal does; `datos`: further data of the person."""
    correo = datos.get("correo", f"{quien.lower()}@muestra.invalid")
    return Auxiliar(
        auxiliar=quien,
        proceso=proceso,
        aspirante=aspirante,
        lista=lista_de(aspirante, quien),
        datos=seal_persona(proceso, f"auxiliar {quien}", {"nombre": "MUESTRA", "correo": correo} | datos),
        correo_ciego=blind_index(secreto_de(proceso), "correo", correo),
        clave_ciega=blind_index(secreto_de(proceso), "clave_elector", datos.get("clave_elector", quien)),
        proveedor="google",
        alta=iso(INICIO - timedelta(days=1)),
        baja=iso(baja) if baja else None,
    )


def add_period(periodo: str, proceso: str = PROCESO, *, entre_aspirantes: bool) -> None:
    Periodo(
        proceso=proceso,
        periodo=periodo,
        cargo="gubernatura",
        nombre=f"{periodo} (sintético)",
        inicio=iso(INICIO),
        fin=iso(FIN),
        nivel="entidad",
        entidad=ENTIDAD,
        entre_aspirantes=entre_aspirantes,
    ).save()


def open_process(proceso: str, muestra: int = 0) -> None:
    """Open a process with a real key at rest and no intake key: moto takes a second to make an RSA key.

    By default no record gets a second look (`muestra` 0): which ones do depends on the secret, new in each run.
    """
    llave = key_named(f"alias/sintetica-{proceso}")
    Proceso(
        proceso=proceso,
        opl=OPL,
        nombre="Proceso sintético",
        entidad=ENTIDAD,
        llave_captura="arn:sintetico",
        muestra=muestra,
        llave_captura_publica=b"sin uso aqui",
        llave_resguardo=llave,
        secreto=wrap_secret(aws.client("kms"), llave, {"proceso": proceso}),
    ).save()


def receive(
    registro: str,
    aspirante: str = "ASPA",
    recibido: datetime = AHORA,
    *,
    proceso: str = PROCESO,
    credencial: dict[str, Any] = CREDENCIAL,
    causas: tuple[CausaRecepcion, ...] = (),
) -> Apoyo:
    """Store a record as reception does, without the encrypted file."""
    apoyo = build(registro, aspirante, recibido, proceso=proceso, credencial=credencial, causas=causas)
    apoyo.save(condition=NUEVO)
    return apoyo


def build(
    registro: str,
    aspirante: str,
    recibido: datetime,
    *,
    proceso: str = PROCESO,
    credencial: dict[str, Any] = CREDENCIAL,
    causas: tuple[CausaRecepcion, ...] = (),
    remitente: str = "",
    contienda: str = PERIODO,
) -> Apoyo:
    """A record, not stored. `remitente`: by default the aspirante's auxiliar; `contienda`: `<period>[#<unit>]`."""
    auxiliar = remitente or f"AUX{ASPIRANTES.index(aspirante) + 1}"
    folio = f"{aspirante}-{auxiliar}-DISP1-{registro}"
    hecho = Recibido(iso(recibido), causas)
    apoyo = Apoyo(
        folio=folio,
        proceso=proceso,
        periodo=contienda.partition("#")[0],
        contienda=contienda,
        lista=list_key(folio),
        orden=reception_order(folio, recibido),
        modo="auxiliar",
        modelo=credencial["modelo"],
        capturado_en=iso(recibido - timedelta(hours=1)),
        bytes=1000,
        integridad=sha256(folio.encode()).digest(),
        sellado=sha256(b"sellado " + folio.encode()).digest(),
        datos=seal_fields(secreto_de(proceso), folio, {"credencial": credencial, "lugar": None}),
        historia=[encode_hecho(hecho)],
        clase=classify([hecho]).clase,
    )
    seal_record(apoyo)
    return apoyo


def save_sealed(apoyo: Apoyo) -> None:
    """Seal and store a record that a test changed by hand, as the system would have written it."""
    seal_record(apoyo)
    apoyo.save()


def judged(
    registro: str, aspirante: str, persona: str, minuto: int, duplicidad: Duplicidad | None
) -> tuple[Apoyo, Persona]:
    """A verified record that carries that judgement, and its item in the person's collection; not stored."""
    apoyo = build(registro, aspirante, INICIO + timedelta(days=1, minutes=minuto))
    hechos = [
        *apoyo.hechos,
        Verificado(iso(AHORA), SituacionRegistral.LISTA_NOMINAL),
        Juzgado(iso(AHORA), duplicidad),
    ]
    apoyo.historia, apoyo.clase = [encode_hecho(h) for h in hechos], classify(hechos).clase
    apoyo.persona = f"{PROCESO}#{persona}"
    seal_record(apoyo)
    lugar = LugarDeApoyo(apoyo.persona, apoyo.contienda, aspirante, apoyo.orden)
    return apoyo, lugar.item(Juicio(duplicidad))


def keep_judged(juzgados: list[tuple[Apoyo, Persona]]) -> None:
    """Store records with their items, and the head of each person."""
    primeros: dict[tuple[str, str], dict[str, str]] = {}
    with Apoyo.batch_write() as apoyos, Persona.batch_write() as personas:
        for apoyo, item in juzgados:
            apoyos.save(apoyo)
            personas.save(item)
            lugar = item.lugar
            suyos = primeros.setdefault((lugar.persona, lugar.contienda), {})
            suyos[lugar.aspirante] = min(lugar.orden, suyos.get(lugar.aspirante, lugar.orden))
        for (persona, contienda), ordenes in primeros.items():
            personas.save(
                Persona(persona=persona, orden=head_key(contienda), version=1, giro=0, primeros=ordenes)
            )


def verify(
    folio: str, persona: str, situacion: SituacionRegistral = SituacionRegistral.LISTA_NOMINAL
) -> Apoyo:
    """Apply the registry's answer to a record; a second time changes nothing."""

    def once(apoyo: Apoyo) -> Cambio | None:
        ya = any(isinstance(h, Verificado) for h in apoyo.hechos)
        return None if ya else Cambio((Verificado(iso(AHORA), situacion),), f"{PROCESO}#{persona}")

    return append_facts(folio, once, AHORA)


def review(folio: str, dictamen: Dictamen, operador: str = "OPER1") -> Apoyo:
    """Append a verdict as the Mesa or a hearing does, whatever the earlier verdicts."""
    return append_fact(folio, lambda _: Revisado(iso(AHORA), operador, dictamen), AHORA)


def arrive(registro: str, aspirante: str, persona: str, minuto: int) -> str:
    """Receive and verify a record; return its folio."""
    folio = receive(registro, aspirante, INICIO + timedelta(days=1, minutes=minuto)).folio
    verify(folio, persona)
    return folio


def add_operators(*operadores: str, proceso: str = PROCESO) -> None:
    for operador in operadores:
        Operador(proceso, operador, estado=EstadoJornada.EN_TURNO).save()


def now(folio: str) -> Apoyo:
    """The record as stored."""
    apoyo = get_apoyo(folio)
    assert apoyo is not None, folio
    return apoyo


def classes(*folios: str) -> list[str]:
    return [now(f).clase for f in folios]
