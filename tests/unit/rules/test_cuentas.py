"""Institutional accounts: their life and what a request must hold (Protocolo 5)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chalicelib.rules.base.permisos import Rol
from chalicelib.rules.cuentas import (
    PASOS,
    ActoDeCuenta,
    ActoNoAdmitido,
    EstadoCuenta,
    PeticionDeCuenta,
    account_faults,
    account_state_after,
    comparable_name,
    declaration_faults,
)

BUENA = PeticionDeCuenta(
    Rol.OPERADOR,
    "Ana Muestra Núñez",
    "Técnica de Mesa",
    "ana.muestra@ine.mx",
    "473 123 4567",
    "OPL/SE/1/2027",
    opl="IEEG",
    proceso="PEL27GTO",
)

# state: what otorgar, activar, suspender, reanudar, terminar lead to (5.4, 5.5); "-": not admitted
VIDA = """
solicitada  bloqueada  -       -           -       terminada
bloqueada   bloqueada  activa  -           -       terminada
activa      -          activa  suspendida  activa  terminada
suspendida  -          -       suspendida  activa  terminada
terminada   -          -       -           -       terminada
"""
CASOS = [
    (fila.split()[0], acto, destino)
    for fila in VIDA.strip().splitlines()
    for acto, destino in zip(ActoDeCuenta, fila.split()[1:], strict=True)
]


@pytest.mark.parametrize(("estado", "acto", "destino"), CASOS)
def test_an_act_leads_where_the_table_says_5_4(estado, acto, destino):
    if destino == "-":
        with pytest.raises(ActoNoAdmitido):
            account_state_after(EstadoCuenta(estado), acto)
    else:
        assert account_state_after(EstadoCuenta(estado), acto) == destino


def test_no_act_leads_out_of_the_end_5_5():
    assert not any(EstadoCuenta.TERMINADA in pasos for pasos in PASOS.values())


def campos(p: PeticionDeCuenta, quien: Rol = Rol.OPL, dominio: str = "ine.mx") -> list[str]:
    return [f.campo for f in account_faults(p, quien, dominio)]


def test_a_whole_request_has_no_fault_5_3():
    assert campos(BUENA) == []


@pytest.mark.parametrize(
    "nombre",
    ["José Ma. O'Gorman-Díaz Peña", "María de los Ángeles Muestra Sol", "Ñusta Güemes", "Juan Pérez Jr."],
)
def test_real_names_are_admitted_5_3(nombre):
    assert campos(replace(BUENA, nombre=nombre)) == []


@pytest.mark.parametrize(
    "nombre", ["", "Ana", "A4na Muestra", "Ana <b>Muestra</b>", "Ana Muestra;", "123 456", ". ."]
)
def test_what_is_no_full_name_is_refused_5_3(nombre):
    assert campos(replace(BUENA, nombre=nombre)) == ["nombre"]


@pytest.mark.parametrize(
    "correo",
    [
        "ana@gmail.invalid",
        "ana@ine.mx.invalid",
        "ana@sub.ine.mx",
        "ana@xine.mx",
        "ana@@ine.mx",
        "@ine.mx",
        "ana muestra@ine.mx",
        "ana..m@ine.mx",
        ".ana@ine.mx",
        "ána@ine.mx",
        "Ana@ine.mx",
        "ana@ine.mx\nBcc: x@ine.mx",
    ],
)
def test_only_institutional_mail_is_admitted_in_small_letters_5_1_5_3(correo):
    assert campos(replace(BUENA, correo=correo)) == ["correo"]


def test_the_institutional_domain_is_a_setting_5_1():
    assert campos(replace(BUENA, correo="ana@ine.invalid"), dominio="INE.invalid") == []


@pytest.mark.parametrize(
    "telefono", ["4731234567", "+52 473 123 4567", "(473) 123-4567", "473 123 4567 ext. 12"]
)
def test_phones_as_people_write_them_are_admitted_5_3(telefono):
    assert campos(replace(BUENA, telefono=telefono)) == []


@pytest.mark.parametrize(
    "telefono", ["", "123", "473123456", "no tengo", "473 123 45 ext 6712", "47312345678901"]
)
def test_what_is_no_phone_is_refused_5_3(telefono):
    assert campos(replace(BUENA, telefono=telefono)) == ["telefono"]


@pytest.mark.parametrize(
    ("rol", "opl", "proceso", "quien", "mal"),
    [
        (Rol.OPL, "IEEG", "", Rol.OPL, []),
        (Rol.SUPERVISOR, "IEEG", "", Rol.OPL, []),
        (Rol.SUPERVISOR, "IEEG", "PEL27GTO", Rol.INE, []),
        (Rol.INE, "", "", Rol.INE, []),
        (Rol.MATO, "", "", Rol.INE, []),
        (Rol.INETEL, "", "", Rol.INE, []),
        (Rol.INETEL, "IEEG", "", Rol.OPL, ["rol", "opl"]),
        (Rol.OPERADOR, "IEEG", "", Rol.INE, ["proceso"]),
        (Rol.OPL, "IEEG", "PEL27GTO", Rol.OPL, ["proceso"]),
        (Rol.OPL, "", "", Rol.INE, ["opl"]),
        (Rol.INE, "IEEG", "", Rol.INE, ["opl"]),
        (Rol.INE, "", "", Rol.OPL, ["rol"]),
        (Rol.MATO, "", "PEL27GTO", Rol.OPL, ["rol", "proceso"]),
        (Rol.ASPIRANTE, "", "", Rol.INE, ["rol"]),
        (Rol.OPL, "IEEG", "", Rol.SUPERVISOR, ["rol"]),
        (Rol.OPL, "IEEG", "", Rol.MATO, ["rol"]),
    ],
)
def test_each_asks_for_its_roles_with_the_reach_they_have_5_1_5_2(rol, opl, proceso, quien, mal):
    assert campos(replace(BUENA, rol=rol, opl=opl, proceso=proceso), quien) == mal


def test_a_homonym_is_explained_5_2():
    assert campos(replace(BUENA, homonimo=True, motivo_homonimo="  sí  ")) == ["motivo_homonimo"]
    assert campos(replace(BUENA, homonimo=True, motivo_homonimo="Dos claves de elector")) == []


@pytest.mark.parametrize(
    "nombre",
    [
        "ANA MUESTRA NUÑEZ",
        "Muestra Núñez Ana",
        " ana  muestra nunez ",
        "Ana Muestra-Núñez",
        "Aña Muestra Nuñez",
    ],
)
def test_spellings_of_one_name_are_the_same_name_5_2(nombre):
    assert comparable_name(nombre) == comparable_name(BUENA.nombre)


def test_other_people_have_other_names_5_2():
    assert comparable_name("Ana Muestra Nava") != comparable_name(BUENA.nombre)


@pytest.mark.parametrize(
    ("firmada", "ahora", "bien"),
    [
        ("2027-01-15", datetime(2027, 1, 15, 7, tzinfo=UTC), True),
        ("2027-01-15", datetime(2027, 1, 15, 5, 59, tzinfo=UTC), False),  # still the 14th at the centre
        ("2027-01-16", datetime(2027, 1, 15, 23, tzinfo=UTC), False),
        ("2027-02-30", datetime(2027, 3, 15, tzinfo=UTC), False),
        ("ayer", datetime(2027, 3, 15, tzinfo=UTC), False),
    ],
)
def test_a_declaration_was_signed_on_a_day_that_has_come_5_4(firmada, ahora, bien):
    assert (declaration_faults(firmada, ahora) == []) is bien
