"""Whatever a phone uploads ends in one named state, seen by the phone and by who operates the system."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

import pytest

from cliente.expediente import integridad, new_device_key
from local.siembra import PROCESO, AuxiliarSembrado
from tests.e2e.captura import Captura, capture
from tests.e2e.filas import case, row
from tests.e2e.gente import add_auxiliar, add_contest, save_period
from tests.e2e.malos import MALOS, Envio, Hechura, flipped
from tests.e2e.sistema import Sistema, ago, seconds

pytestmark = pytest.mark.nube
ESPANOL = re.compile(r"\b(el|la|los|las|un|una|no|es|de|del)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Subida:
    """A record that was announced and uploaded, and the good one that came right behind it (`clara`: its ZIP)."""

    captura: Captura
    subido: bytes
    llave: str
    envio: str
    buena: Captura
    clara: bytes

    @property
    def integridad_buena(self) -> str:
        return integridad(self.clara)


def send(sistema: Sistema, captura: Captura, envio: bytes | Envio) -> Subida:
    """Announce the record with a good one behind it, and upload both."""
    envio = envio if isinstance(envio, Envio) else Envio(envio, envio)
    buena = capture(sistema, captura.auxiliar)
    claro = buena.clear()
    sellado = buena.seal(claro)
    anunciado = sistema.announce(
        captura.auxiliar, [captura.announcement(envio.anunciado), buena.announcement(sellado)]
    )
    permiso, permiso_bueno = (r["permiso"] for r in anunciado["registros"])
    if envio.subido == envio.anunciado:
        assert sistema.upload(permiso, envio.subido).ok
    else:  # S3 refuses these by size and checksum; reception does not rely on it
        sistema.put("entrada", permiso["campos"]["key"], envio.subido)
    assert sistema.upload(permiso_bueno, sellado).ok
    return Subida(captura, envio.subido, permiso["campos"]["key"], anunciado["envio"], buena, claro)


def both(sistema: Sistema, subida: Subida) -> list[dict[str, Any]]:
    """What the phone sees of the record and of the good one behind it."""
    estados = {r["registro"]: r for r in sistema.consult(subida.captura.auxiliar, subida.envio)}
    return [estados[c.registro["registro"]] for c in (subida.captura, subida.buena)]


def is_received(estado: dict[str, Any], codigo: str) -> bool:
    """Whether the phone may delete its copy."""
    return estado["estado"] == "recibido" and estado["acuse"]["integridad"] == codigo


@pytest.fixture(scope="module")
def antes(sistema: Sistema) -> dict[str, int]:
    """Errors and dead letters before this module sends anything."""
    sistema.quiet()
    return sistema.errors()


@pytest.fixture(scope="module")
def subidas(sistema: Sistema, antes: dict[str, int]) -> dict[str, Subida]:
    """Every bad record sent, each with a good one behind it, and all of them come to rest."""

    def one(n: int, hechura: Hechura) -> Subida:
        captura = capture(sistema, sistema.mundo.auxiliares[n % 4])
        return send(sistema, captura, hechura(captura))

    enviadas = {fila: one(n, hechura) for n, (fila, _, hechura) in enumerate(MALOS)}
    sistema.quiet()
    return enviadas


@pytest.mark.parametrize(
    ("fila", "codigo"), [case(fila, f"rechazado {codigo}", fila, codigo) for fila, codigo, _ in MALOS]
)
def test_a_bad_record_is_refused_with_its_reason_and_kept_apart(sistema, subidas, fila, codigo):
    subida = subidas[fila]
    estado, bueno = both(sistema, subida)
    texto = estado["motivo"].pop("texto")
    assert estado == {
        "registro": subida.captura.registro["registro"],
        "folio": subida.captura.folio,
        "estado": "rechazado",
        "acuse": None,
        "motivo": {"codigo": codigo},
    }
    assert ESPANOL.search(texto)
    assert is_received(bueno, subida.integridad_buena)
    assert sistema.content("cuarentena", subida.llave) == subida.subido
    assert subida.llave not in sistema.keys("entrada")
    assert sistema.item("apoyos", folio=subida.captura.folio) is None
    assert not [m for m in sistema.mails() if subida.captura.folio in m.text]


def test_no_bad_record_fails_an_invocation_or_is_tried_for_ever(sistema, subidas, antes):
    assert sistema.errors() == antes
    assert sistema.keys("entrada") == set()


def test_whoever_operates_the_system_sees_every_refusal_and_where_the_original_is(sistema, subidas):
    lineas = {linea.split()[-1]: linea for linea in sistema.consola("rechazos", "ver").splitlines()}
    for fila, codigo, _ in MALOS:
        assert codigo in lineas[subidas[fila].llave]


# --- received, and yet inconsistent ---


def unregistered(sistema: Sistema) -> AuxiliarSembrado:
    return replace(sistema.mundo.auxiliares[0], dispositivo="DISPNUEVO1", llave=new_device_key())


def others_device(sistema: Sistema) -> AuxiliarSembrado:
    return replace(sistema.mundo.auxiliares[0], dispositivo=sistema.mundo.auxiliares[1].dispositivo)


def removed(sistema: Sistema) -> AuxiliarSembrado:
    return add_auxiliar(sistema, baja=ago(hours=1))


def early(sistema: Sistema) -> AuxiliarSembrado:
    return add_auxiliar(sistema, alta=ago(days=12))


INCONSISTENTES: list[tuple[str, str, str, Callable[[Sistema], AuxiliarSembrado], dict[str, float]]] = [
    ("unregistered-device", "dispositivo_no_registrado", "Protocolo 8.11", unregistered, {"hours": 2}),
    ("others-device", "dispositivo_no_registrado", "Protocolo 8.11", others_device, {"hours": 2}),
    ("removed-auxiliar", "auxiliar_dado_de_baja", "Protocolo 7.7", removed, {"hours": 2}),
    ("captured-outside-period", "captura_fuera_del_periodo", "Protocolo 8.10", early, {"days": 11}),
]


@pytest.fixture(scope="module")
def inconsistentes(sistema: Sistema) -> dict[str, Subida]:
    """Records whose circumstances make them inconsistent, at rest."""
    enviadas = {}
    for fila, _, _, make, hace in INCONSISTENTES:
        captura = capture(sistema, make(sistema), capturado_en=seconds(ago(**hace)))
        enviadas[fila] = send(sistema, captura, captura.seal())
    sistema.quiet()
    return enviadas


@pytest.mark.parametrize(
    ("fila", "causa", "fundamento"),
    [case(fila, f"recibido {causa}", fila, causa, numeral) for fila, causa, numeral, _, _ in INCONSISTENTES],
)
def test_a_record_sent_against_the_rules_is_received_and_classed(
    sistema, inconsistentes, fila, causa, fundamento
):
    subida = inconsistentes[fila]
    estado, _ = both(sistema, subida)
    assert (estado["estado"], estado["acuse"]["folio"]) == ("recibido", subida.captura.folio)
    token = sistema.mundo.aspirantes[subida.captura.registro["aspirante"]]
    ficha = sistema.pide("GET", f"/v1/apoyos/{subida.captura.folio}", token).json()
    assert (ficha["clase"], ficha["fundamento"]) == ("con_inconsistencia", fundamento)
    assert ficha["historia"][0]["causas"] == [causa]
    assert subida.llave not in sistema.keys("cuarentena") | sistema.keys("entrada")


# --- what was received before, and what comes too late ---


@dataclass(frozen=True)
class Segundas:
    """Records sent again in some way, at rest."""

    primera: Subida
    otra: Subida
    resellada: Subida
    reparada: Subida
    tardia: Subida


@pytest.fixture(scope="module")
def segundas(sistema: Sistema, subidas: dict[str, Subida]) -> Segundas:
    primera, danada = subidas["hidden-after"], subidas["wrong-digest"]
    otra = replace(primera.buena, registro=primera.buena.registro | {"lugar": None})
    hechas = Segundas(
        primera,
        send(sistema, otra, otra.seal()),
        send(sistema, primera.buena, primera.buena.seal(primera.clara)),
        send(sistema, danada.captura, flipped(danada.subido, 5000)),
        _late(sistema),
    )
    sistema.quiet()
    return hechas


def _late(sistema: Sistema) -> Subida:
    """Announced in time; while its permit still holds, the authority brings the end of the period forward."""
    aspirante = add_contest(sistema, ago(days=5), ago(days=-1))
    auxiliar = add_auxiliar(sistema, aspirante)
    captura = capture(sistema, auxiliar)
    sellado = captura.seal()
    anunciado = sistema.announce(auxiliar, [captura.announcement(sellado)])
    permiso = anunciado["registros"][0]["permiso"]
    save_period(aspirante, ago(days=5), ago(hours=24, seconds=1))
    assert sistema.upload(permiso, sellado).ok
    return Subida(captura, sellado, permiso["campos"]["key"], anunciado["envio"], captura, b"")


@row("same-folio-other-content", "conflicto folio_con_otro_contenido")
def test_the_same_folio_with_other_content_is_a_conflict_and_the_first_one_stays(sistema, segundas):
    estado, bueno = both(sistema, segundas.otra)
    assert (estado["estado"], estado["motivo"]["codigo"]) == ("conflicto", "folio_con_otro_contenido")
    assert ESPANOL.search(estado["motivo"]["texto"])
    assert is_received(bueno, segundas.otra.integridad_buena)
    assert sistema.content("cuarentena", segundas.otra.llave) == segundas.otra.subido
    _, primera = both(sistema, segundas.primera)
    assert is_received(primera, segundas.primera.integridad_buena)
    folio = segundas.primera.buena.folio
    assert sistema.item("apoyos", folio=folio)["integridad"].value.hex() == segundas.primera.integridad_buena
    assert len([m for m in sistema.mails() if folio in m.text]) == 1


@row("same-folio-resealed", "recibido")
def test_the_same_content_sealed_again_gets_the_same_receipt(sistema, segundas):
    de_nuevo, _ = both(sistema, segundas.resellada)
    _, primera = both(sistema, segundas.primera)
    assert is_received(de_nuevo, segundas.primera.integridad_buena)
    assert de_nuevo["acuse"] == primera["acuse"]
    assert segundas.resellada.llave not in sistema.keys("entrada") | sistema.keys("cuarentena")


@row("damaged-then-sent-again", "recibido")
def test_a_file_refused_as_damaged_and_sent_again_whole_is_received(sistema, segundas):
    estado, bueno = both(sistema, segundas.reparada)
    assert estado["estado"] == "recibido"
    assert estado["motivo"] is None
    assert is_received(bueno, segundas.reparada.integridad_buena)


@row("late-object", "rechazado fuera_de_plazo")
def test_what_s3_took_after_the_deadline_is_refused(sistema, segundas):
    tardia = segundas.tardia
    [estado] = sistema.consult(tardia.captura.auxiliar, tardia.envio)
    assert (estado["estado"], estado["motivo"]["codigo"]) == ("rechazado", "fuera_de_plazo")
    assert "9.16" in estado["motivo"]["texto"]
    assert sistema.content("cuarentena", tardia.llave) == tardia.subido
    assert tardia.llave not in sistema.keys("entrada")
    assert sistema.item("apoyos", folio=tardia.captura.folio) is None


@row("sealed-too-large", "rechazado sobre_excedido")
def test_a_file_over_the_most_that_announcing_allows_is_refused_all_the_same(sistema):
    captura, enorme = capture(sistema, sistema.mundo.auxiliares[0]), bytes(4 * 1024 * 1024 + 8 * 1024 + 1)
    digest = sha256(enorme).hexdigest()
    llave = f"{PROCESO}/{captura.folio}/{len(enorme)}/{digest}"
    sistema.put("entrada", llave, enorme)
    sistema.quiet()
    assert sistema.item("rechazos", folio=captura.folio, sellado=digest)["codigo"] == "sobre_excedido"
    assert sistema.content("cuarentena", llave) == enorme
    assert llave not in sistema.keys("entrada")


def test_nothing_of_all_this_fails_an_invocation(sistema, inconsistentes, segundas, antes):
    assert sistema.errors() == antes
