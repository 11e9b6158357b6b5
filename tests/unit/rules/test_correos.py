"""Whom an announcement is for (Protocolo 9.15, 9.17)."""

import pytest

from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.correos import (
    DESTINATARIOS,
    Alcance,
    PublicoDelAnuncio,
    Usuario,
    audience_includes,
    roles_of,
)

DE_TODOS = PublicoDelAnuncio(Alcance.TODOS)
DEL_PROCESO = PublicoDelAnuncio(Alcance.PROCESO, proceso="P1", opl="X")
DEL_OPL = PublicoDelAnuncio(Alcance.OPL, opl="X")
DE_GOOGLE = PublicoDelAnuncio(Alcance.PROVEEDOR, proveedor="google")
AUXILIARES = PublicoDelAnuncio(Alcance.ROLES, roles=(Rol.AUXILIAR,))
CASOS = [
    # who                                                     todos proceso opl google auxiliares
    (Usuario(Rol.INE), "x...."),
    (Usuario(Rol.MATO), "x...."),
    (Usuario(Rol.INETEL), "x...."),
    (Usuario(Rol.OPL, "X"), "xxx.."),
    (Usuario(Rol.OPL, "Y"), "x...."),
    (Usuario(Rol.OPERADOR, "X", "P1"), "xxx.."),
    (Usuario(Rol.OPERADOR, "X", "P2"), "x.x.."),
    (Usuario(Rol.ASPIRANTE, "X", "P1", "google"), "xxxx."),
    (Usuario(Rol.REPRESENTANTE, "X", "P1", "x"), "xxx.."),
    (Usuario(Rol.AUXILIAR, "X", "P1", "google"), "xxxxx"),
    (Usuario(Rol.AUXILIAR, "X", "P2", "facebook"), "x.x.x"),
    (Usuario(Rol.CIUDADANIA, "", "P1", "google"), "xx.x."),
    (Usuario(Rol.VISITANTE, "", "", "google"), "....."),
    (Usuario(Rol.NADIE), "....."),
]


@pytest.mark.parametrize(("usuario", "esperado"), CASOS)
def test_who_belongs_to_which_audience_9_15_9_17(usuario, esperado):
    audiencias = (DE_TODOS, DEL_PROCESO, DEL_OPL, DE_GOOGLE, AUXILIARES)
    assert "".join(".x"[audience_includes(a, usuario)] for a in audiencias) == esperado


def test_an_audience_is_looked_for_among_all_the_roles_that_may_belong_to_it():
    for audiencia in (DE_TODOS, DEL_PROCESO, DEL_OPL, DE_GOOGLE, AUXILIARES):
        for rol in Rol:
            usuario = Usuario(rol, audiencia.opl, audiencia.proceso, audiencia.proveedor)
            assert audience_includes(audiencia, usuario) <= (rol in roles_of(audiencia) & DESTINATARIOS)
