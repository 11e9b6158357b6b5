"""What the portal shows of auxiliares (Protocolo 7.1 A, 7.6, 7.9–7.11).

An aspirante's list is stored in parts (`store/auxiliares/auxiliares.LISTAS`) and read one after the other, each by
Id: an order that does not change while somebody pages through it.
"""

from itertools import islice
from typing import Any

from chalicelib.rules.auxiliares.registro import (
    LIGA_VIGENCIA,
    TEXTOS_BAJA,
    CausaBaja,
    Documento,
    EstadoAuxiliar,
    initials,
    registral_warning,
)
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.credencial.ficha import normal_text
from chalicelib.store.auxiliares.auxiliares import Auxiliar, auxiliar_history
from chalicelib.store.correos import entregas as correos
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.auxiliares.alcance import reachable_auxiliar
from chalicelib.workflows.auxiliares.auxiliar import confirmation_mail
from chalicelib.workflows.auxiliares.baja import removal_detail
from chalicelib.workflows.auxiliares.listas import in_the_app, rows_of_auxiliares
from chalicelib.workflows.base.alcance import reach_aspirante
from chalicelib.workflows.base.secretos import persona_de, secreto_de
from chalicelib.workflows.correos.rebotes import states_of
from chalicelib.workflows.credencial import CAMPOS, NOMBRES, Ficha, normal_mail

MAX_HALLADOS = 50
"""Auxiliares that a search shows at most."""
SE_MIRAN = 2000
"""Rows read for one page (about 2 MB), so that a filter with few matches does not read 58,483 in one request."""


def list_auxiliares(
    principal: Principal,
    aspirante: str,
    estado: EstadoAuxiliar | None,
    despues: str,
    cuantos: int,
    miran: int = SE_MIRAN,
    *,
    cedula: str = "",
    en_la_aplicacion: bool | None = None,
) -> dict[str, Any]:
    """A page of an aspirante's auxiliares after a cursor: Id, initials and pending tasks of each (18.5).

    `cedula`: state of the visual evidence (`cedula_state`); `en_la_aplicacion`: whether a device was registered (7.7).

    With a filter a page may hold fewer than asked for, even none, while there is a `siguiente`.
    """
    reach_aspirante(principal, aspirante)
    pasan: list[Auxiliar] = []
    ultimo, vistos = "", 0
    for parte, a in islice(rows_of_auxiliares(aspirante, despues), miran):
        ultimo, vistos = f"{parte}{a.auxiliar}", vistos + 1
        if _passes(a, estado, cedula, en_la_aplicacion):
            pasan.append(a)
            if len(pasan) == cuantos:
                break
    mas = len(pasan) == cuantos or vistos == miran
    return {"elementos": _lines(pasan), "siguiente": ultimo if mas else None}


def _passes(a: Auxiliar, estado: EstadoAuxiliar | None, cedula: str, en_la_aplicacion: bool | None) -> bool:
    return (
        estado in (None, auxiliar_state(a))
        and cedula in ("", cedula_state(a))
        and en_la_aplicacion in (None, in_the_app(a))
    )


def search_auxiliares(
    principal: Principal, aspirante: str, *, correo: str = "", clave_elector: str = "", referencia: str = ""
) -> dict[str, Any]:
    """An aspirante's auxiliares with exactly that mail, clave de elector or reference, as lines of a list (18.5).

    Mail and clave are compared by their blind indexes. Reads all of the aspirante's auxiliares. Raises `NoEncontrado`.
    """
    propio = reach_aspirante(principal, aspirante)
    secreto = secreto_de(propio.proceso)
    buscados = {
        "correo_ciego": correo and blind_index(secreto, "correo", normal_mail(correo.strip()) or correo),
        "clave_ciega": clave_elector and blind_index(secreto, "clave_elector", clave_elector.strip().upper()),
    }
    hallados = [
        a
        for _, a in rows_of_auxiliares(aspirante, "")
        if all(not valor or getattr(a, campo) == valor for campo, valor in buscados.items())
        and (not referencia or persona_de(a).get("referencia") == normal_text(referencia))
    ]
    return {"elementos": _lines(hallados[:MAX_HALLADOS]), "siguiente": None}


def _lines(auxiliares: list[Auxiliar]) -> list[dict[str, Any]]:
    """Lines of a list; bounces of their addresses are read for all of them at once."""
    personas = [persona_de(a) for a in auxiliares]
    rebotes = states_of(p.get("correo", "") for p in personas)
    return [_line(a, p, rebotes.get(p.get("correo", ""))) for a, p in zip(auxiliares, personas, strict=True)]


def _line(a: Auxiliar, persona: dict[str, str], rebote: str | None) -> dict[str, Any]:
    return {
        "auxiliar": a.auxiliar,
        "iniciales": initials(persona.get(c, "") for c in NOMBRES),
        "estado": auxiliar_state(a).value,
        "causa_baja": a.causa_baja,
        "alta": a.alta,
        "situacion_registral": a.registral,
        "en_la_aplicacion": in_the_app(a),
        "cedula": cedula_state(a),
        "rebote": rebote,
        "documentos": len(a.custodia.as_dict()),
    }


def show_auxiliar(principal: Principal, auxiliar: str) -> dict[str, Any]:
    """An auxiliar in full. Raises `NoEncontrado`."""
    return describe_auxiliar(reachable_auxiliar(principal, auxiliar))


def describe_registration(a: Auxiliar, ficha: Ficha) -> dict[str, Any]:
    """The API's answer to a registration: the Id, the padrón's answer (7.6), and data to review."""
    return {
        "auxiliar": a.auxiliar,
        "estado": auxiliar_state(a).value,
        "situacion_registral": a.registral,
        "baja": _removal(a) if a.baja else None,
        "avisos": [*_registral_warning(a), *({"campo": f.campo, "texto": f.texto} for f in ficha.avisos)],
    }


def _registral_warning(a: Auxiliar) -> list[dict[str, str]]:
    texto = registral_warning(a.registral)
    return [{"campo": "clave_elector", "texto": texto}] if texto else []


def describe_auxiliar(a: Auxiliar) -> dict[str, Any]:
    """An auxiliar with the person's data, as the portal shows one."""
    persona = persona_de(a)
    confirmacion = confirmation_mail(a).clave
    correo = persona.get("correo", "")
    return {
        "auxiliar": a.auxiliar,
        "aspirante": a.aspirante,
        "proceso": a.proceso,
        "estado": auxiliar_state(a).value,
        "persona": {c: persona[c] for c in CAMPOS if persona.get(c)},
        "alta": a.alta,
        "vuelta": int(a.vuelta),
        "situacion_registral": a.registral,
        "aviso_registral": registral_warning(a.registral) or None,
        "baja": _removal(a) if a.baja else None,
        "confirmacion": None
        if a.baja
        else correos.read_mail_states([confirmacion]).get(confirmacion, "en_cola"),
        "rebote": states_of([correo]).get(correo),
        "en_la_aplicacion": in_the_app(a),
        "registrado_en": a.registrado_en,
        "aviso_aceptado": a.aviso,
        "cedula": cedula_state(a),
        "custodia": _custody(a),
        "liga_vigencia": LIGA_VIGENCIA,
        "historia": [{c: v for c, v in h.items() if c != "cuenta"} for h in auxiliar_history(a)],
    }


def _removal(a: Auxiliar) -> dict[str, str]:
    return {
        "en": a.baja,
        "causa": a.causa_baja,
        "texto": TEXTOS_BAJA[CausaBaja(a.causa_baja)],
        "detalle": removal_detail(a),
    }


def auxiliar_state(a: Auxiliar) -> EstadoAuxiliar:
    """The auxiliar's state: vigente or baja."""
    return EstadoAuxiliar.BAJA if a.baja else EstadoAuxiliar.VIGENTE


def cedula_state(a: Auxiliar) -> str:
    """State of the latest visual evidence: sin_enviar, por_revisar or conforme (7.7, 8.5)."""
    if not a.cedula:
        return "sin_enviar"
    return "conforme" if a.revision == a.cedula else "por_revisar"


def _custody(a: Auxiliar) -> list[dict[str, Any]]:
    anotados = a.custodia.as_dict()
    filas = []
    for documento in Documento:
        desde, _, cuenta = anotados.get(documento.value, "").partition(" ")
        filas.append(
            {
                "documento": documento.value,
                "en_custodia": bool(desde),
                "desde": desde or None,
                "anoto": cuenta or None,
            }
        )
    return filas
