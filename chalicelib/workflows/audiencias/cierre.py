"""The end of a hearing: conclusion, Acta de Hechos, oficio, notice to the DERFE (Protocolo 14.4)."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from chalicelib.base import aws
from chalicelib.base.hijo import FueraDeLimite, Limites, run_limited
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.audiencias import ActaNoAdmitida, AudienciaNoAdmite
from chalicelib.rules.apoyos.clases import NOMBRES, Clase
from chalicelib.rules.audiencias import ActoAudiencia, EstadoAudiencia
from chalicelib.rules.base.permisos import Principal
from chalicelib.rules.procesos.cargos import ENTIDADES
from chalicelib.store.apoyos.apoyos import get_apoyos
from chalicelib.store.aspirantes import get_aspirante
from chalicelib.store.audiencias import audiencias
from chalicelib.store.audiencias.audiencias import Audiencia
from chalicelib.store.audiencias.citados import Citado, list_cited
from chalicelib.store.base import objetos
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.correos.salidas import owe
from chalicelib.store.procesos.opls import find_opl
from chalicelib.store.procesos.procesos import get_proceso
from chalicelib.vault.expediente import check_content
from chalicelib.vault.sobres import open_at_rest, seal_at_rest
from chalicelib.workflows.audiencias.audiencia import (
    admit_act,
    in_centre_time,
    open_hearing_data,
    reach_hearing,
    reach_hearing_for,
    result_of,
    show_hearing,
    unraced,
)
from chalicelib.workflows.audiencias.cartas import hearing_figures, mails_to_all
from chalicelib.workflows.correos import salidas
from chalicelib.workflows.cuentas.titular import officials_with_names


def conclude_hearing(principal: Principal, audiencia: str, ahora: datetime) -> dict[str, Any]:
    """End a hearing once all was reviewed or the aspirante desisted from the rest; the rest stays as it was.

    Raises `NoEncontrado`, `AudienciaNoAdmite`, `Ocupado`.
    """

    def attempt() -> None:
        a = reach_hearing(principal, audiencia)
        estado = admit_act(a, ActoAudiencia.CONCLUIR)
        faltan = int(a.registros) - int(a.revisados) - int(a.sin_materia)
        if faltan and not a.desistio:
            raise AudienciaNoAdmite(
                f"Faltan {faltan} registros por revisar: concluya, o registre que la persona aspirante desiste.",
                estado=a.estado,
            )
        nota = audiencias.append_history("concluida", ahora, principal.cuenta)
        with transaction() as tx:
            audiencias.change_hearing(tx, a, Audiencia.estado.set(estado.value), nota)

    unraced(attempt)
    return show_hearing(principal, reach_hearing(principal, audiencia))


def attach_acta(principal: Principal, audiencia: str, datos: bytes, ahora: datetime) -> dict[str, Any]:
    """Store the Acta de Hechos, sealed with the process's key; it may be replaced until the DERFE is notified.

    Raises `NoEncontrado`, `AudienciaNoAdmite`, `ActaNoAdmitida`, `Ocupado`.
    """
    # Imported here: only this function needs the PDF parser.
    from chalicelib.documents.audiencias.acta import ActaInvalida, check_acta

    a = reach_hearing_for(principal, audiencia, ActoAudiencia.ADJUNTAR_ACTA)
    try:
        paginas = run_limited(Limites(), check_acta, datos)
    except ActaInvalida as error:
        raise ActaNoAdmitida(str(error)) from None
    except FueraDeLimite:
        raise ActaNoAdmitida("El PDF exige demasiado para revisarlo: imprímalo como PDF simple.") from None
    a.acta = sha256(datos).hexdigest()
    # Stored before the row names it: if this run dies in between, the unused file does no harm.
    resguardo = get_proceso(a.proceso).llave_resguardo
    objetos.keep_expediente(a.llave_acta, seal_at_rest(aws.client("kms"), datos, resguardo, _context(a)))

    def attempt() -> None:
        actual = reach_hearing_for(principal, audiencia, ActoAudiencia.ADJUNTAR_ACTA)
        if actual.acta == a.acta:
            return
        nota = audiencias.append_history("acta", ahora, principal.cuenta, digesto=a.acta, paginas=paginas)
        with transaction() as tx:
            audiencias.change_hearing(tx, actual, Audiencia.acta.set(a.acta), nota)

    unraced(attempt)
    return {"audiencia": audiencia, "digesto": a.acta, "bytes": len(datos), "paginas": paginas}


def read_acta(principal: Principal, audiencia: str) -> bytes:
    """The Acta as it was attached. Raises `NoEncontrado`, and the vault's errors if it was tampered with."""
    a = reach_hearing(principal, audiencia)
    if a.acta is None:
        raise NoEncontrado
    sellado = objetos.read_sealed_expediente(a.llave_acta)
    claro = open_at_rest(aws.client("kms"), sellado, get_proceso(a.proceso).llave_resguardo, _context(a))
    check_content(claro, bytes.fromhex(str(a.acta)))
    return claro


def notify_result(principal: Principal, audiencia: str, oficio: str, ahora: datetime) -> dict[str, Any]:
    """Note the oficio by which the DERFE is notified; the DERFE and the aspirante get the figures by mail.

    Repeating it with the same oficio changes nothing. Raises `NoEncontrado`, `AudienciaNoAdmite` (also if there is no
    Acta), `Ocupado`.
    """

    def attempt() -> list[Any]:
        a = reach_hearing(principal, audiencia)
        if a.estado == EstadoAudiencia.NOTIFICADA and a.oficio_resultado == oficio:
            return []
        estado = admit_act(a, ActoAudiencia.NOTIFICAR)
        if a.acta is None:
            raise AudienciaNoAdmite("Adjunte antes el Acta de Hechos.", estado=a.estado)
        debe = [salidas.owed_mail(aviso, ahora) for aviso in mails_to_all(a, estado.value)]
        nota = audiencias.append_history("notificada", ahora, principal.cuenta, oficio=oficio)
        with transaction() as tx:
            audiencias.change_hearing(
                tx, a, Audiencia.estado.set(estado.value), Audiencia.oficio_resultado.set(oficio), nota
            )
            owe(tx, *debe)
        return debe

    salidas.send_owed(unraced(attempt))
    return show_hearing(principal, reach_hearing(principal, audiencia))


def print_result(principal: Principal, audiencia: str) -> bytes:
    """The oficio of a hearing that ended. Raises `NoEncontrado`, `AudienciaNoAdmite`."""
    # Imported here: the import takes half a second, and nothing else in the API needs it.
    from chalicelib.documents.audiencias.resultado import render_resultado

    a = reach_hearing(principal, audiencia)
    if a.estado not in (EstadoAudiencia.CONCLUIDA, EstadoAudiencia.NOTIFICADA):
        raise AudienciaNoAdmite("La audiencia no ha concluido.", estado=a.estado)
    filas = list_cited(audiencia)
    clases = {f: Clase(str(x.clase)) for f, x in get_apoyos(str(c.folio) for c in filas).items()}
    revisaron = {str(c.operador) for c in filas if c.despues}
    quienes = [(o["nombre"], o["usuario"] or o["cuenta"]) for o in officials_with_names(sorted(revisaron))]
    return render_resultado(
        _words(a),
        hearing_figures(a),
        _by_inciso(filas),
        quienes,
        _by_class(filas, clases),
        [(c.folio, _before_and_after(c, clases.get(str(c.folio)))) for c in filas],
    )


def _context(a: Audiencia) -> dict[str, str]:
    return {"uso": "acta", "proceso": a.proceso, "audiencia": a.audiencia, "digesto": str(a.acta)}


def _words(a: Audiencia) -> dict[str, str]:
    opl, datos, proceso = find_opl(a.opl), open_hearing_data(a), get_proceso(a.proceso)
    aspirante = get_aspirante(a.aspirante)
    conclusion = next(h["en"] for h in reversed(a.hechos) if h["que"] == "concluida")
    return {
        "autoridad": opl.nombre if opl else a.opl,
        "audiencia": a.audiencia,
        "proceso": proceso.nombre,
        "aspirante": f"{aspirante.nombre} ({a.aspirante})",
        "fecha": in_centre_time(str(a.fecha)),
        "lugar": " · ".join(filter(None, (datos.get("lugar", ""), datos.get("enlace", "")))),
        "conclusion": in_centre_time(conclusion),
        "expedicion": f"{ENTIDADES.get(str(proceso.entidad), '')}, {in_centre_time(conclusion)[:10]}",
        "acta": str(a.acta or ""),
        "oficio": a.oficio_resultado,
        "huella": f"{a.audiencia} · versión {int(a.version)}",
    }


def _by_inciso(filas: list[Citado]) -> list[tuple[str, int, int]]:
    """For each earlier inciso, how many records were confirmed (by it or another) and how many reversed."""
    cuentas = Counter((_inciso(c.antes), result_of(c)) for c in filas if c.despues)
    incisos = sorted({inciso for inciso, _ in cuentas})
    return [(i, cuentas[i, "confirmado"], cuentas[i, "revertido"]) for i in incisos]


def _inciso(dicho: dict[str, Any]) -> str:
    return f"{dicho['catalogo'].partition('@')[0]} {dicho['inciso']})"


def _by_class(filas: list[Citado], clases: Mapping[str, Clase]) -> list[tuple[str, int]]:
    """Reviewed records by their present class; a reversed record may be of a class that does not count."""
    cuentas = Counter(clases[str(c.folio)] for c in filas if c.despues and str(c.folio) in clases)
    return [(NOMBRES[clase], cuentas[clase]) for clase in Clase if cuentas[clase]]


def _before_and_after(c: Citado, clase: Clase | None) -> str:
    resultado = _change_of(c)
    return f"{resultado}. Clase: {NOMBRES[clase]}" if c.despues and clase else resultado


def _change_of(c: Citado) -> str:
    antes = f"{_inciso(c.antes)} {c.antes['motivo']}"
    if not c.despues:
        return f"{antes} → {'sin inconsistencia al inicio' if c.sin_materia else 'sin revisar'}"
    if c.despues["inciso"] is None:
        return f"{antes} → revertido"
    return f"{antes} → confirmado, {_inciso(c.despues)} {c.despues['motivo']}"
