const SHAPE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?)?(Z|[+-]\d\d:?\d\d)?$/i

const MINUTE = 60_000

const offsetMinutes = (zone: string): number => {
  if (zone.toUpperCase() === 'Z') return 0
  const digits = zone.slice(1).replace(':', '')
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2))
  return zone.startsWith('-') ? -minutes : minutes
}

/**
 * A date as the portal reads it: an instant, or a date or time without zone in the server's zone. Gives UTC text with
 * seven fraction digits, or `null` for what cannot be parsed (docs/portal.md, The end).
 */
export const parseDate = (text: string, serverOffsetMinutes: number): string | null => {
  const found = SHAPE.exec(text.trim())
  if (!found) return null
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', zone] = found
  const wall = `${year}-${month}-${day}T${hour}:${minute}:${second}`
  const local = new Date(`${wall}.000Z`)
  if (Number.isNaN(local.getTime()) || local.toISOString().slice(0, 19) !== wall) return null
  const shift = zone ? offsetMinutes(zone) : serverOffsetMinutes
  const utc = new Date(local.getTime() - shift * MINUTE)
  return `${utc.toISOString().slice(0, 19)}.${fraction.padEnd(7, '0')}Z`
}

/** Whether the text names its zone: the audit filter binds nothing else (docs/portal.md, Reading the audit trail). */
export const hasZone = (text: string): boolean => SHAPE.exec(text.trim())?.[8] !== undefined

/** UTC text with seven fraction digits. */
export const toTicks = (date: Date): string => date.toISOString().replace('Z', '0000Z')

/** As the portal writes dates: seven fraction digits and the portal's offset, `Z` when it is zero (1.6). */
export const portalDate = (utc: string, portalOffsetMinutes: number): string => {
  const fraction = (/\.(\d+)/.exec(utc)?.[1] ?? '').padEnd(7, '0')
  const shifted = new Date(new Date(utc).getTime() + portalOffsetMinutes * MINUTE)
  const wall = `${shifted.toISOString().slice(0, 19)}.${fraction}`
  if (portalOffsetMinutes === 0) return `${wall}Z`
  const size = Math.abs(portalOffsetMinutes)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${wall}${portalOffsetMinutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
