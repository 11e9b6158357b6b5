"""Handing out an announcement, page by page (Protocolo 9.15, 9.17).

    nudge {anuncio, tramo} ─► page behind the cursor ─► name each mail ─► queue masivos ─► move the cursor ─► next nudge

A mail is named by the address, so somebody with several accounts gets one. It is counted with the page that named it
first, in the write that moves the cursor: repeating any step counts nobody twice and leaves nobody out.
"""

from datetime import datetime
from zlib import crc32

from chalicelib.base import config
from chalicelib.notices import correos as aviso
from chalicelib.rules.correos import TipoAnuncio
from chalicelib.store.base.colas import Mensaje, send_messages
from chalicelib.store.base.tabla import instante
from chalicelib.store.correos import anuncios
from chalicelib.store.correos import entregas as correos
from chalicelib.store.correos.anuncios import Anuncio
from chalicelib.store.correos.entregas import EstadoEntrega
from chalicelib.store.correos.tramos import FIN, Tramo, advance_tramo, find_tramo, open_tramo
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.base.secretos import secreto_sistema
from chalicelib.workflows.correos.carta import AvisoCorreo, Carta, enqueue_mails
from chalicelib.workflows.correos.destinatarios import Destinatario, find_recipient, list_recipients

PLANTILLA = "anuncio"


def queue_stretches(anuncio: str, tramos: list[str]) -> None:
    """Ask that those stretches go on. Raises `NoEncolado`."""
    send_messages(config.COLA_OLEADAS, [Mensaje({"anuncio": anuncio, "tramo": t}) for t in tramos])


def hand_out_next_page(anuncio: str, tramo: str, ahora: datetime) -> int:
    """Hand out the next page of a stretch; the number of mails named. Raises what AWS raises: the nudge comes again."""
    a, t = anuncios.find_anuncio(anuncio), find_tramo(anuncio, tramo)
    if a is None or t is None or t.cursor == FIN:
        return 0
    # What was called off needs no more pages; its stretches stay open, which its state explains.
    return _hand_out(a, t, ahora) if a.estado == "vigente" else 0


def _hand_out(a: Anuncio, t: Tramo, ahora: datetime) -> int:
    pagina = list_recipients(t.tramo, t.cursor, a.para)
    origen = f"{t.tramo}@{t.cursor}"
    avisos = dict(_mail(a, d) for d in pagina.personas)
    nuevos = [c for c in avisos if correos.reserve_mail(c, a.anuncio, origen, ahora)]
    enqueue_mails((AvisoCorreo(PLANTILLA, c, avisos[c]) for c in nuevos), masivo=True)
    for hijo in pagina.hijos:
        open_tramo(a.anuncio, hijo)
    # Before the cursor moves: a page is done with only when all it brought is on its way.
    queue_stretches(a.anuncio, pagina.hijos)
    movido = advance_tramo(t, pagina.cursor, len(nuevos), len(pagina.hijos), crc32(origen.encode()))
    if (
        movido and pagina.cursor != FIN
    ):  # whoever lost the race leaves it to the winner, whose message comes again
        queue_stretches(a.anuncio, [t.tramo])
    return len(nuevos)


def _mail(a: Anuncio, d: Destinatario) -> tuple[str, dict[str, str]]:
    quien = blind_index(secreto_sistema(), "correo", d.correo)
    return f"anuncio#{a.anuncio}#{quien}", {"anuncio": a.anuncio, **d.ref}


def write_announcement_mail(ref: dict[str, str]) -> Carta | EstadoEntrega | None:
    """The mail of an announcement to one person, as both are now."""
    a = anuncios.find_anuncio(ref["anuncio"])
    if a is None or a.estado != "vigente":
        return EstadoEntrega.CANCELADO
    quien = find_recipient(ref)
    if quien is None:
        return None
    asunto, cuerpo = announcement_mail(a)
    return Carta(quien.correo, asunto, cuerpo)


def announcement_mail(a: Anuncio) -> tuple[str, str]:
    """Subject and text of an announcement."""
    ventana = (instante(a.desde), instante(a.hasta)) if a.desde and a.hasta else None
    proveedor = a.para.proveedor if a.que is TipoAnuncio.FALLA_PROVEEDOR else ""
    texto = f"{a.autor} informa:\n\n{a.texto}" if a.autor else a.texto
    return aviso.render_announcement(
        a.que, a.asunto, texto, ventana, proveedor, config.REMITENTE, config.TELEFONO_INETEL
    )
