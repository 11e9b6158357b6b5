"""The registry that answers from the cut of the padrón in force (docs/decisions/0098)."""

from collections.abc import Collection

from chalicelib.store.padron import cortes
from chalicelib.store.padron.registro_cortes import cut_in_force
from chalicelib.vault.secretos import blind_index
from chalicelib.workflows.padron.fuente import Contestacion, PadronIncompleto
from chalicelib.workflows.padron.secreto import secreto_padron


class PorCortes:
    """A `fuente.Padron`. The cut in force is read each time, by a consistent read, because it may have just changed."""

    def corte(self) -> str:
        return cut_in_force()

    def ask(self, por: str, valores: Collection[str]) -> Contestacion:
        if not (corte := cut_in_force()):
            raise PadronIncompleto
        secreto = secreto_padron()
        llaves = {v: blind_index(secreto, por, v) for v in valores}
        try:
            hallados = cortes.find_inscritos(corte, llaves.values()) if llaves else {}
        except cortes.NoHayCorte:  # the cut was replaced and retired between the two reads
            raise PadronIncompleto from None
        return Contestacion(corte, {v: hallados[ll] for v, ll in llaves.items() if ll in hallados})
