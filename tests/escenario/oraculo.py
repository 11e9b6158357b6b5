"""Oracle of classes and counts: a clerk with paper cards who knows only the law. Slow, without a line of `chalicelib`.

LGIPE 385: a support does not count when its data are false or it was not taken as the rules say, when the person is not
in the Lista Nominal, was removed from the padrón or does not reside where the office is elected; several by one person
for one aspirante count once; of several for different aspirantes to one office only the first received counts.
Protocolo: 7.7, 8.10, 8.11 (received and inconsistent), 11.5 and 13.7 (a person's verdict), 14.4 (a hearing confirms or
reverses it), 15.3 (across aspirantes the OPL may only want to be told).

Every answer is worked out anew from the cards, so it cannot depend on the order in which they were filled in.
"""

from collections import Counter
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Renglon:
    """Entry of the registry's book: what it says of a person today."""

    situacion: str = "lista_nominal"
    causa: str = ""
    entidad: str = "11"
    municipio: str = "020"


@dataclass
class Tarjeta:
    """Card of one support, as the clerk keeps it.

    `minuto`: of its reception; `tacha`: the numeral that makes it inconsistent from reception; `dice`: whose data are
    written on it, None when they are nobody's; `hoja`: what the registry answered last, "" for nobody with those data;
    `dictamenes`: verdicts, the last one at the end, "" for a valid one and otherwise `<numeral> <inciso>)`.
    """

    folio: str
    aspirante: str
    remitente: str
    minuto: int
    dia: str
    tacha: str = ""
    dice: str | None = None
    modo: str = "auxiliar"
    hoja: tuple[str, Renglon] | str | None = None
    dictamenes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Fallo:
    """Ruling that the clerk writes under a card. `respecto_de` is given also where a repetition is only reported."""

    clase: str
    fundamento: str
    respecto_de: str = ""
    solo_reporte: bool = False


@dataclass
class Escribano:
    """The clerk's desk: the cards, and a book of the registry as it is today (None: nobody with that name).

    `cargos`: of each aspirante the office, and where it is elected: an entidad, or an entidad and a municipio;
    `solo_reporta`: offices for which the OPL only wants to be told who supported several aspirantes (15.3);
    `amparos`: municipios from which each aspirante may bring paper (11.2).
    """

    libro: dict[str, Renglon | None]
    cargos: dict[str, tuple[str, tuple[str, ...]]]
    solo_reporta: frozenset[str] = frozenset()
    tarjetas: list[Tarjeta] = field(default_factory=list)
    amparos: dict[str, frozenset[str]] = field(default_factory=dict)

    def ask_once(self, t: Tarjeta) -> None:
        if t.hoja is None:
            self.ask(t)

    def ask(self, t: Tarjeta) -> None:
        """Copy the book's present entry on the card's person to the card (9.8)."""
        renglon = self.libro[t.dice] if t.dice is not None else None
        t.hoja = "" if renglon is None else (str(t.dice), renglon)

    def correct(self, t: Tarjeta, dice: str | None) -> None:
        """Write other data on the card and ask the registry with them (13.6)."""
        if t.dice != dice:
            t.dice = dice
            self.ask(t)

    def rule(self, t: Tarjeta) -> Fallo:
        """Class of a card: by what is against the card alone, and then by the person's other cards."""
        solo = self._alone(t)
        return self._among_others(t) if solo is None else Fallo(*solo)

    def report(self, aspirante: str) -> dict[str, Counter[str]]:
        """Progress of an aspirante (7.12), counted card by card: counts by heading.

        `lugares`: class and municipio of those whose residence the registry gave; of the rest, `sin_lugar`.
        """
        cuenta: dict[str, Counter[str]] = {
            c: Counter() for c in ("total", "clases", "dias", "modos", "lugares", "remitentes")
        }
        for t in (t for t in self.tarjetas if t.aspirante == aspirante):
            clase = self.rule(t).clase
            cuenta["total"].update(["recibidos"])
            cuenta["total"].update(
                ["verificados"] * (t.hoja is not None) + ["revisados"] * bool(t.dictamenes)
            )
            cuenta["clases"].update([clase])
            cuenta["dias"].update([t.dia])
            cuenta["modos"].update([t.modo])
            cuenta["remitentes"].update([f"{t.remitente if t.modo == 'auxiliar' else t.modo} {clase}"])
            if isinstance(t.hoja, tuple):
                _, renglon = t.hoja
                cuenta["lugares"].update([f"{renglon.entidad}/{renglon.municipio} {clase}"])
            else:
                cuenta["lugares"].update(["sin_lugar"])
        return cuenta

    def _alone(self, t: Tarjeta) -> tuple[str, str] | None:
        """Ruling on the card alone, whatever the person's other cards say; None when nothing is against the card."""
        if t.tacha:
            return "con_inconsistencia", f"Protocolo {t.tacha}"
        if t.dictamenes and t.dictamenes[-1]:
            return "con_inconsistencia", f"Protocolo {t.dictamenes[-1]}"
        if t.hoja is None:
            return "en_proceso", "Protocolo 7.13"
        if isinstance(t.hoja, str):
            return "no_encontrado", "LGIPE 385"
        return self._by_the_book(t, t.hoja[1])

    def _by_the_book(self, t: Tarjeta, renglon: Renglon) -> tuple[str, str] | None:
        """Ruling by the registry's answer alone."""
        if renglon.situacion == "baja":
            return "baja", "LGIPE 385"
        if renglon.situacion == "padron":
            return "en_padron_no_lista", "LGIPE 385"
        _, donde = self.cargos[t.aspirante]
        if (renglon.entidad, renglon.municipio)[: len(donde)] != donde:
            return "fuera_de_ambito", "LGIPE 385"
        if t.modo == "papel" and renglon.municipio not in self.amparos.get(t.aspirante, ()):
            return "fuera_de_excepcion", "Protocolo 11.2"
        return None

    def _among_others(self, t: Tarjeta) -> Fallo:
        """Ruling by the person's cards for this office, read from the first received on until this one comes."""
        contada = {}
        for otra in sorted(self._rivals(t), key=lambda o: (o.minuto, o.folio)):
            primera = next(iter(contada.values()), None)
            if otra.aspirante in contada:
                fallo = Fallo("duplicado_mismo_aspirante", "LGIPE 385", contada[otra.aspirante])
            elif primera is None:
                fallo = Fallo("en_lista_nominal", "LGIPE 385")
            elif self.cargos[t.aspirante][0] in self.solo_reporta:
                fallo = Fallo("en_lista_nominal", "Protocolo 15.3", primera, solo_reporte=True)
            else:
                fallo = Fallo("duplicado_otro_aspirante", "LGIPE 385", primera)
            if otra is t:
                return fallo
            if fallo.clase == "en_lista_nominal":
                contada[otra.aspirante] = otra.folio
        raise AssertionError("the card itself is among them")

    def _rivals(self, t: Tarjeta) -> list[Tarjeta]:
        """Cards of the same person for the same office, this one too, that have nothing against them alone."""
        return [
            o
            for o in self.tarjetas
            if self._alone(o) is None
            and self._who(o) == self._who(t)
            and self.cargos[o.aspirante] == self.cargos[t.aspirante]
        ]

    @staticmethod
    def _who(t: Tarjeta) -> str:
        assert isinstance(t.hoja, tuple)
        return t.hoja[0]
