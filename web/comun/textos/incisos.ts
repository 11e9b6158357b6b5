/** What each inciso of the table of 13.7 says, in one sentence; an OPL's own letters have the text of its catalogue. */
export const INCISOS: Readonly<Record<string, string>> = {
  a: 'La imagen no es de una Credencial para Votar.',
  b: 'La imagen es de un solo lado de la credencial.',
  c: 'El anverso y el reverso son de credenciales distintas.',
  d: 'La credencial no se fotografió del original, sino de una pantalla u otro medio.',
  e: 'Se captó una fotocopia de la credencial, no el original.',
  f: 'Algún dato, la fotografía o la firma no se puede leer o ver.',
  g: 'La persona de la fotografía viva no es la de la credencial.',
  h: 'La fotografía no es de una persona, o no se tomó directamente de quien da el apoyo.',
  i: 'La fotografía no muestra el rostro descubierto de la persona.',
  j: 'No hay firma manuscrita sino un signo o símbolo que no está en la credencial.',
  k: 'La firma es un nombre distinto al de la credencial.',
  l: 'La firma manuscrita es distinta a la de la credencial.',
  m: 'El apartado de la firma está en blanco y la credencial no dice «sin firma».',
  n: 'Los datos de la credencial están sobrepuestos o no coinciden entre sí.',
}
