"""The end of a hearing: conclusion, Acta de Hechos, oficio, notice to the DERFE (Protocolo 14.4)."""

from collections import Counter
from datetime import datetime
from hashlib import sha256
from typing import Any

from chalicelib.base import aws
from chalicelib.problemas import ActaNoAdmitida, AudienciaNoAdmite, NoEncontrado
from chalicelib.rules.audiencias import Acto, Estado
from chalicelib.rules.base.permisos import Principal
from chalicelib.store import audiencias
from chalicelib.store.audiencias import Audiencia, Citado, cited
from chalicelib.store.base import objetos
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.correos.salidas import owe
from chalicelib.store.procesos.opls import find_opl
from chalicelib.store.procesos.procesos import get_aspirante, get_proceso
from chalicelib.vault.sobres import open_at_rest, seal_at_rest
from chalicelib.workflows.audiencias.audiencia import (
    admit,
    iso_centro,
    officials,
    reach,
    reach_for,
    result_of,
    sealed,
    show,
    unraced,
)
from chalicelib.workflows.audiencias.cartas import figures, tell_all
from chalicelib.workflows.base.alcance import NADA
from chalicelib.workflows.correos import salidas


def conclude(principal: Principal, audiencia: str, ahora: datetime) -> dict[str, Any]:
    """End it: all was reviewed, or the aspirante desisted from the rest. What was not reviewed stays as it was.

    Raises `NoEncontrado`, `AudienciaNoAdmite`, `Ocupado`.
    """

    def attempt() -> None:
        a = reach(principal, audiencia)
        estado = admit(a, Acto.CONCLUIR)
        faltan = int(a.registros) - int(a.revisados) - int(a.sin_materia)
        if faltan and not a.desistio:
            raise AudienciaNoAdmite(
                f"Faltan {faltan} registros por revisar: concluya, o registre que la persona aspirante desiste.",
                estado=a.estado,
            )
        nota = audiencias.note_of("concluida", ahora, principal.cuenta)
        with transaction() as tx:
            audiencias.move(tx, a, Audiencia.estado.set(estado.value), nota)

    unraced(attempt)
    return show(principal, reach(principal, audiencia))


def attach_acta(principal: Principal, audiencia: str, datos: bytes, ahora: datetime) -> dict[str, Any]:
    """Keep the Acta de Hechos, sealed with the process's key; another takes its place until the DERFE was notified.

    Raises `NoEncontrado`, `AudienciaNoAdmite`, `ActaNoAdmitida`, `Ocupado`.
    """
    # Only this needs a parser of PDF.
    from chalicelib.documents.audiencias.acta import ActaInvalida, check_acta

    a = reach_for(principal, audiencia, Acto.ADJUNTAR_ACTA)
    try:
        paginas = check_acta(datos)
    except ActaInvalida as error:
        raise ActaNoAdmitida(str(error)) from None
    a.acta = sha256(datos).hexdigest()
    # Before the row names it; a file that no row names harms nobody.
    resguardo = get_proceso(a.proceso).llave_resguardo
    objetos.keep_expediente(a.llave_acta, seal_at_rest(aws.client("kms"), datos, resguardo, _context(a)))

    def attempt() -> None:
        actual = reach_for(principal, audiencia, Acto.ADJUNTAR_ACTA)
        if actual.acta == a.acta:
            return
        nota = audiencias.note_of("acta", ahora, principal.cuenta, digesto=a.acta, paginas=paginas)
        with transaction() as tx:
            audiencias.move(tx, actual, Audiencia.acta.set(a.acta), nota)

    unraced(attempt)
    return {"audiencia": audiencia, "digesto": a.acta, "bytes": len(datos), "paginas": paginas}


def read_acta(principal: Principal, audiencia: str) -> bytes:
    """The Acta as it came. Raises `NoEncontrado`, the vault's errors if it was tampered with."""
    a = reach(principal, audiencia)
    if a.acta is None:
        raise NoEncontrado(NADA)
    sellado = objetos.read_expediente(a.llave_acta)
    return open_at_rest(aws.client("kms"), sellado, get_proceso(a.proceso).llave_resguardo, _context(a))


def notify(principal: Principal, audiencia: str, oficio: str, ahora: datetime) -> dict[str, Any]:
    """Note the oficio by which the DERFE is notified, and tell it and the aspirante the figures.

    The same oficio again changes nothing. Raises `NoEncontrado`, `AudienciaNoAdmite` also without an Acta, `Ocupado`.
    """

    def attempt() -> list[Any]:
        a = reach(principal, audiencia)
        if a.estado == Estado.NOTIFICADA and a.oficio_resultado == oficio:
            return []
        estado = admit(a, Acto.NOTIFICAR)
        if a.acta is None:
            raise AudienciaNoAdmite("Adjunte antes el Acta de Hechos.", estado=a.estado)
        debe = [salidas.mail(aviso, ahora) for aviso in tell_all(a, estado.value)]
        nota = audiencias.note_of("notificada", ahora, principal.cuenta, oficio=oficio)
        with transaction() as tx:
            audiencias.move(
                tx, a, Audiencia.estado.set(estado.value), Audiencia.oficio_resultado.set(oficio), nota
            )
            owe(tx, *debe)
        return debe

    salidas.hand_over(unraced(attempt))
    return show(principal, reach(principal, audiencia))


def print_result(principal: Principal, audiencia: str) -> bytes:
    """The oficio of a hearing that ended. Raises `NoEncontrado`, `AudienciaNoAdmite`."""
    # Half a second of imports that nothing else of the API needs.
    from chalicelib.documents.audiencias.resultado import render_resultado

    a = reach(principal, audiencia)
    if a.estado not in (Estado.CONCLUIDA, Estado.NOTIFICADA):
        raise AudienciaNoAdmite("La audiencia no ha concluido.", estado=a.estado)
    filas = cited(audiencia)
    revisaron = {str(c.operador) for c in filas if c.despues}
    quienes = [(o["nombre"], o["cuenta"]) for o in officials(sorted(revisaron))]
    return render_resultado(
        _words(a), figures(a), _by_inciso(filas), quienes, [(c.folio, _before_and_after(c)) for c in filas]
    )


def _context(a: Audiencia) -> dict[str, str]:
    return {"uso": "acta", "proceso": a.proceso, "audiencia": a.audiencia, "digesto": str(a.acta)}


def _words(a: Audiencia) -> dict[str, str]:
    opl, datos = find_opl(a.opl), sealed(a)
    aspirante = get_aspirante(a.aspirante)
    conclusion = next(h["en"] for h in reversed(a.hechos) if h["que"] == "concluida")
    return {
        "autoridad": opl.nombre if opl else a.opl,
        "audiencia": a.audiencia,
        "proceso": get_proceso(a.proceso).nombre,
        "aspirante": f"{aspirante.nombre} ({a.aspirante})",
        "fecha": iso_centro(str(a.fecha)),
        "lugar": " · ".join(filter(None, (datos.get("lugar", ""), datos.get("enlace", "")))),
        "conclusion": iso_centro(conclusion),
        "acta": str(a.acta or ""),
        "oficio": a.oficio_resultado,
        "huella": f"{a.audiencia} · versión {int(a.version)}",
    }


def _by_inciso(filas: list[Citado]) -> list[tuple[str, int, int]]:
    """Of each inciso found before: how many were confirmed (by it or another), how many reversed."""
    cuentas = Counter((_inciso(c.antes), result_of(c)) for c in filas if c.despues)
    incisos = sorted({inciso for inciso, _ in cuentas})
    return [(i, cuentas[i, "confirmado"], cuentas[i, "revertido"]) for i in incisos]


def _inciso(dicho: dict[str, Any]) -> str:
    return f"{dicho['catalogo'].partition('@')[0]} {dicho['inciso']})"


def _before_and_after(c: Citado) -> str:
    antes = f"{_inciso(c.antes)} {c.antes['motivo']}"
    if not c.despues:
        return f"{antes} → {'sin inconsistencia al inicio' if c.sin_materia else 'sin revisar'}"
    if c.despues["inciso"] is None:
        return f"{antes} → revertido"
    return f"{antes} → confirmado, {_inciso(c.despues)} {c.despues['motivo']}"
