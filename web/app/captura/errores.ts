/** The place of the capture was refused (8.1), or there is none and Mi Apoyo demands it (10.3). */
export class SinLugar extends Error {}
