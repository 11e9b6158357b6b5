"""Refusals of legal holds and of disposal (16.1)."""

from chalicelib.problemas import Conflicto


class DisposicionNoProcede(Conflicto):
    """The disposal cannot be listed, approved or gone on with now; `impedimentos` say why."""

    codigo = "disposicion_no_procede"
    titulo = "La disposición no procede"


class MismaPersona(Conflicto):
    """Whoever approves has approved already: another person has to."""

    codigo = "autoriza_la_misma_persona"
    titulo = "Debe autorizar otra persona"


class OtraLista(Conflicto):
    """The list that is approved is not the one of this disposal."""

    codigo = "lista_distinta"
    titulo = "La lista no es la de esta disposición"


class ReservaLevantada(Conflicto):
    """The hold is not in force any more."""

    codigo = "reserva_levantada"
    titulo = "La reserva ya se levantó"


class SinCertificado(Conflicto):
    """The disposal has no certificate yet."""

    codigo = "sin_certificado"
    titulo = "La disposición no está certificada"
