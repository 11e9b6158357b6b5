export function manifiesto(xml: string, host: string): string
export function plist(xml: string, host: string): string
