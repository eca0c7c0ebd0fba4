/** The eight fields of a link write; everything else in the body is ignored (docs/portal.md, What a PUT carries). */
export type LinkRequest = {
  /** `null`: all zeros or missing. */
  linkId: string | null
  access: number
  expirationDate: string | null
  title: string | null
  internal: boolean
  primary: boolean
  denyDownload: boolean
  password: string | null
}

export type BoundLink = { ok: true; request: LinkRequest } | { ok: false; field: string; message: string }

const ACCESS = [
  'None',
  'ReadWrite',
  'Read',
  'Restrict',
  'Varies',
  'Review',
  'Comment',
  'FillForms',
  'CustomFilter',
  'RoomManager',
  'Editing',
  'ContentCreator',
]

/** The portal's word for an access level. */
export const accessName = (access: number): string => ACCESS[access] ?? 'None'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const ZEROS = '00000000-0000-0000-0000-000000000000'

const accessOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined
  if (typeof value !== 'string') return undefined
  if (/^-?\d+$/.test(value)) return Number(value)
  const known = ACCESS.findIndex((name) => name.toLowerCase() === value.toLowerCase())
  return Math.max(known, 0)
}

const parse = (body: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(body)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
    return Object.fromEntries(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member]))
  } catch {
    return undefined
  }
}

/**
 * Binds a body: names case-insensitive, omitted -> default; wrong kinds are validation errors
 * (docs/portal.md, What a PUT carries).
 */
export const bindLinkRequest = (body: string): BoundLink => {
  const members = parse(body)
  if (!members) return { ok: false, field: '$', message: 'The JSON value could not be converted.' }
  let wrong: string | undefined
  const read = <T>(name: string, fallback: T, bind: (value: unknown) => T | undefined): T => {
    const value = members[name.toLowerCase()]
    if (value === undefined) return fallback
    const bound = bind(value)
    if (bound === undefined) wrong ??= name
    return bound ?? fallback
  }
  const bool = (name: string) =>
    read(name, false, (value) => (typeof value === 'boolean' ? value : undefined))
  const text = (name: string, longest: number) => {
    const value = members[name.toLowerCase()] ?? null
    if (value === null || (typeof value === 'string' && value.length <= longest)) return value
    wrong ??= name
    return null
  }
  const linkId = read('linkId', ZEROS, (value) =>
    typeof value === 'string' && UUID.test(value) ? value : undefined,
  )
  const request: LinkRequest = {
    linkId: linkId === ZEROS ? null : linkId.toLowerCase(),
    access: read('access', 0, accessOf),
    expirationDate: text('expirationDate', Number.POSITIVE_INFINITY),
    title: text('title', 255),
    internal: bool('internal'),
    primary: bool('primary'),
    denyDownload: bool('denyDownload'),
    password: text('password', 255),
  }
  if (wrong) return { ok: false, field: wrong, message: `The field ${wrong} is invalid.` }
  return { ok: true, request }
}
