"""The emblem that the app shows: decoded, made anew from its pixels alone, kept by digest (Protocolo 6.1 E).

The file's name and content type are ignored. What is stored are the pixels that Pillow read, written by Pillow.
"""

import io
from datetime import datetime
from hashlib import sha256

from chalicelib.base.hijo import FueraDeLimite, Limites, run_limited
from chalicelib.problemas import NoEncontrado
from chalicelib.problemas.aspirantes import EmblemaNoAdmitido
from chalicelib.rules.aspirantes.emblema import EmblemaInvalido, check_png
from chalicelib.rules.aspirantes.registro import EstadoAspirante, TipoHito
from chalicelib.rules.base.permisos import QUIENES_ENVIAN, Principal, reaches_aspirante
from chalicelib.store.aspirantes import Aspirante, append_hito, aspirante_unmoved, find_aspirante
from chalicelib.store.base.objetos import keep_emblem, read_emblem
from chalicelib.store.base.transacciones import transaction
from chalicelib.store.correos.salidas import owe
from chalicelib.workflows.aspirantes.registro import hito_of, reach_open_registration, settle_aspirante
from chalicelib.workflows.aspirantes.versiones import corrected_mail, keep_version
from chalicelib.workflows.correos import salidas


def put_emblema(principal: Principal, aspirante: str, version: int, png: bytes, ahora: datetime) -> Aspirante:
    """Give a registration its emblem: a new version, whose Cédula has to be made.

    Of a confirmed registration the former picture is kept with its version, and the person is told (6.1 E).

    Raises `EmblemaNoAdmitido`, `NoEncontrado`, `AspiranteNoAdmite`, `AspiranteCambiado`, `Ocupado`.
    """
    a = reach_open_registration(principal, aspirante, version)
    limpio = clean_emblem(png)
    digesto = sha256(limpio).hexdigest()
    # Stored before the row names it: if this run dies in between, the unused picture does no harm.
    keep_emblem(a.proceso, digesto, limpio)
    return _set(principal, aspirante, version, digesto, ahora)


def remove_emblema(principal: Principal, aspirante: str, version: int, ahora: datetime) -> Aspirante:
    """Take the emblem away: it is optional. Raises as `put_emblema`."""
    return _set(principal, aspirante, version, None, ahora)


def show_emblema(principal: Principal, aspirante: str) -> bytes:
    """The picture, for accounts that reach the aspirante; once confirmed, for the whole process in the app (9.3).

    Raises `NoEncontrado`.
    """
    a = find_aspirante(aspirante)
    if a is None or a.emblema is None or not _sees(principal, a):
        raise NoEncontrado
    return read_emblem(a.proceso, a.emblema)


def _sees(principal: Principal, a: Aspirante) -> bool:
    if principal.rol in QUIENES_ENVIAN:
        return bool(a.estado == EstadoAspirante.CONFIRMADO) and principal.proceso == a.proceso
    return reaches_aspirante(principal, a.aspirante, a.proceso, a.opl)


def _set(
    principal: Principal, aspirante: str, version: int, digesto: str | None, ahora: datetime
) -> Aspirante:
    debe = corrected_mail(aspirante, version + 1, ahora)

    def attempt() -> None:
        a = reach_open_registration(principal, aspirante, version)
        hito = hito_of(TipoHito.EMBLEMA, principal, version + 1, ahora)
        acciones = [
            Aspirante.emblema.set(digesto) if digesto else Aspirante.emblema.remove(),
            Aspirante.version.set(version + 1),
            append_hito(hito),
        ]
        confirmado = a.estado == EstadoAspirante.CONFIRMADO
        with transaction() as tx:
            if confirmado:
                acciones.append(keep_version(a, "", ahora))
                owe(tx, debe)
            tx.update(a, actions=acciones, condition=aspirante_unmoved(a))

    a = settle_aspirante(aspirante, attempt)
    if a.estado == EstadoAspirante.CONFIRMADO:
        salidas.send_owed([debe])
    return a


def clean_emblem(png: bytes) -> bytes:
    """Run `clean_png` in a child process with limits of time and memory. Raises `EmblemaNoAdmitido`."""
    try:
        return run_limited(Limites(), clean_png, png)
    except FueraDeLimite:
        raise EmblemaNoAdmitido("El PNG exige demasiado para abrirlo: vuelva a exportarlo.") from None


def clean_png(png: bytes) -> bytes:
    """The picture's pixels as a new PNG, without text or profiles. Raises `EmblemaNoAdmitido`."""
    try:
        check_png(png)
    except EmblemaInvalido as error:
        raise EmblemaNoAdmitido(str(error)) from None
    # Imported here because only this function needs Pillow: the API's other routes start without it.
    from PIL import Image
    from PIL.PngImagePlugin import PngImageFile

    try:
        leida = PngImageFile(io.BytesIO(png))
        leida.load()
        modo = "RGBA" if "A" in leida.getbands() or "transparency" in leida.info else "RGB"
        pixeles = leida.convert(modo)
    # The exceptions that Pillow raises for a damaged file have no common base class.
    except (SyntaxError, OSError, ValueError, IndexError, TypeError, KeyError, EOFError, OverflowError):
        raise EmblemaNoAdmitido("El archivo PNG está dañado; vuelva a exportarlo.") from None
    salida = io.BytesIO()
    Image.frombytes(modo, pixeles.size, pixeles.tobytes()).save(salida, "PNG", optimize=True)
    return salida.getvalue()
