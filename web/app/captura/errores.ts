/** Mi Apoyo demands the place of the capture (10.3). */
export class SinLugar extends Error {}
