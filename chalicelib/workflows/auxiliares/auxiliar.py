"""The steps that make an auxiliar, shared by single registration and bulk load (Protocolo 7.3–7.6).

    datos ─► count_registrations     how many times this person was registered before
          ─► build_auxiliar          the row, with an id derived from the data
          ─► look_up_claves          the padrón's entry
          ─► apply_registral_answer  a person whom the padrón lacks is removed at once, and claims no keys
          ─► claims_of               keys that an auxiliar in force claims in `unicos`, in the transaction that saves it
          ─► confirmation_mail       how to register in the app, for an auxiliar in force

A repeated run writes only the rows that are absent: an existing one may have changed since (a phone registered, a
removal).
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from chalicelib.rules.apoyos.historia import SituacionRegistral
from chalicelib.rules.auxiliares.registro import Suceso, registral_removal
from chalicelib.rules.padron.registral import Inscripcion
from chalicelib.store.aspirantes import Aspirante
from chalicelib.store.auxiliares.auxiliares import Auxiliar, add_happening, auxiliar_event, lista_de
from chalicelib.store.base.tabla import iso
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.base.secretos import seal_persona, secreto_de
from chalicelib.workflows.correos.carta import AvisoCorreo
from chalicelib.workflows.padron.fuente import registry

LARGO_ID = 12


def build_auxiliar(
    aspirante: Aspirante,
    datos: Mapping[str, str],
    vuelta: int,
    ahora: datetime,
    carga: str | None = None,
    *,
    rol: str = "",
    cuenta: str = "",
) -> Auxiliar:
    """Build the row of an auxiliar in force, without saving it; `datos` as `fichas.read_persona` leaves them (7.3).

    The id is derived from aspirante, clave and `vuelta` alone, so that a repeated run makes the same row.
    """
    secreto, auxiliar = secreto_de(aspirante.proceso), auxiliar_id(aspirante, datos["clave_elector"], vuelta)
    fila = Auxiliar(
        auxiliar=auxiliar,
        proceso=aspirante.proceso,
        aspirante=aspirante.aspirante,
        lista=lista_de(aspirante.aspirante, auxiliar),
        correo_ciego=blind_index(secreto, "correo", datos["correo"]),
        clave_ciega=blind_index(secreto, "clave_elector", datos["clave_elector"]),
        proveedor=datos["proveedor"],
        alta=iso(ahora),
        carga=carga,
        vuelta=vuelta,
        historia=[auxiliar_event(Suceso.ALTA, ahora, rol=rol, cuenta=cuenta)],
    )
    fila.datos = seal_persona(aspirante.proceso, fila.identidad, dict(datos))
    return fila


def auxiliar_id(aspirante: Aspirante, clave: str, vuelta: int) -> str:
    """Id Auxiliar (a format of ours): 55 bits of a keyed digest, which reveal nothing without the process's secret."""
    dato = f"{aspirante.aspirante}#{clave}#{vuelta}"
    return "A" + blind_index(secreto_de(aspirante.proceso), "id auxiliar", dato)[: LARGO_ID - 1]


def count_registrations(
    aspirante: Aspirante, claves: Iterable[str], carga: str | None = None
) -> dict[str, int]:
    """How many times each person was registered before with this aspirante; rows of load `carga` do not count."""
    vueltas = dict.fromkeys(claves, 0)
    quedan = list(vueltas)
    while quedan:
        ids = {auxiliar_id(aspirante, clave, vueltas[clave]): clave for clave in quedan}
        hay = Auxiliar.batch_get(list(ids), consistent_read=True, attributes_to_get=["auxiliar", "carga"])
        quedan = [ids[a.auxiliar] for a in hay if carga is None or a.carga != carga]
        for clave in quedan:
            vueltas[clave] += 1
    return vueltas


def claim_clave(aspirante: str, clave_ciega: str) -> str:
    """Key in `unicos` of a person in force with an aspirante."""
    return f"{aspirante}#clave#{clave_ciega}"


def claim_correo(aspirante: str, correo_ciego: str) -> str:
    """Key in `unicos` of a mail in use with an aspirante; the app's sign-in identifies the auxiliar by it (8.4)."""
    return f"{aspirante}#correo#{correo_ciego}"


def claims_of(auxiliar: Auxiliar) -> list[str]:
    """Keys that an auxiliar in force holds in `unicos`, owned by its Id; its removal releases them."""
    return [
        claim_clave(auxiliar.aspirante, auxiliar.clave_ciega),
        claim_correo(auxiliar.aspirante, auxiliar.correo_ciego),
    ]


def look_up_claves(claves: Iterable[str]) -> dict[str, Inscripcion | None]:
    """The padrón's entry of each clave de elector, or None (7.6). Raises `PadronIncompleto`."""
    claves = list(claves)
    hallados = registry().ask("clave_elector", claves).inscripciones
    return {clave: hallados.get(clave) for clave in claves}


def apply_registral_answer(auxiliar: Auxiliar, inscripcion: Inscripcion | None, ahora: datetime) -> Auxiliar:
    """Note the padrón's answer in the row; remove the auxiliar at once when the padrón has no such person (7.6).

    Only the kind of answer is stored, because an aspirante must not read why somebody left the padrón.
    """
    situacion = inscripcion.situacion if inscripcion else SituacionRegistral.NO_ENCONTRADO
    auxiliar.registral = situacion.value
    if causa := registral_removal(situacion):
        auxiliar.baja, auxiliar.causa_baja = iso(ahora), causa.value
        add_happening(auxiliar, auxiliar_event(Suceso.BAJA, ahora, detalle=causa.value))
    return auxiliar


def confirmation_mail(auxiliar: Auxiliar) -> AvisoCorreo:
    """The confirmation mail (7.5). Its idempotency key is new each time it is requested or the address changes."""
    n = int(auxiliar.confirmaciones)
    return AvisoCorreo(
        "auxiliar_registrado", f"auxiliar_registrado#{auxiliar.auxiliar}#{n}", {"auxiliar": auxiliar.auxiliar}
    )
