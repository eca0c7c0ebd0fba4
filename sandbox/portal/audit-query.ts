import { ACTIONS } from './audit-actions.ts'
import type { Call } from './call.ts'
import { hasZone, parseDate } from './dates.ts'
import { atLeast } from './version.ts'

export type AuditQuery = {
  userId: string | undefined
  moduleType: number | undefined
  actionType: number | undefined
  action: number | undefined
  entryType: number | undefined
  target: string | undefined
  from: string | undefined
  to: string | undefined
  count: number
  startIndex: number
}

export type Bound = { ok: true; query: AuditQuery } | { ok: false; field: string; message: string }

const ACTION_TYPES =
  'None Create Update Delete Link Unlink Attach Detach Send Import Export UpdateAccess Download Upload Copy Move Reassigns Follow Unfollow Logout'
    .split(' ')
    .map((name, id): [string, number] => [name, id])

const LOCATIONS = {
  None: 0,
  Files: 1,
  Folders: 2,
  DocumentsSettings: 3,
  Rooms: 27,
  Settings: 29,
  Contacts: 30,
  Agents: 31,
}
const ENTRIES = { None: 0, File: 1, Folder: 2, User: 23, Group: 24, Room: 25, Tag: 26, Agent: 27 }
const lower = (names: [string, number][]) => new Map(names.map(([name, id]) => [name.toLowerCase(), id]))

const NAMES = {
  actionType: lower(ACTION_TYPES),
  moduleType: lower(Object.entries(LOCATIONS)),
  entryType: lower(Object.entries(ENTRIES)),
  action: lower(Object.entries(ACTIONS).map(([id, action]) => [action.name, Number(id)])),
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Reads the filter's parameters; what does not bind is a validation error. Unknown ones are ignored
 * (docs/portal.md, Reading the audit trail).
 */
export const bindAuditQuery = ({ query, state }: Call): Bound => {
  let fault: { field: string; message: string } | undefined
  const refuse = (field: string, value: string) => {
    fault ??= { field, message: `The value '${value}' is not valid for ${field}.` }
    return undefined
  }
  const read = <T>(field: string, bind: (value: string) => T | undefined): T | undefined => {
    const value = query(field)
    if (value === undefined || value === '') return undefined
    return bind(value) ?? refuse(field, value)
  }
  const whole = (value: string) => (/^-?\d+$/.test(value) ? Number(value) : undefined)
  const name = (field: keyof typeof NAMES) =>
    read(field, (value) => whole(value) ?? NAMES[field].get(value.toLowerCase()))
  const instant = (field: string) =>
    read(field, (value) => (hasZone(value) ? (parseDate(value, 0) ?? undefined) : undefined))

  const bound: AuditQuery = {
    userId: read('userId', (value) => (UUID.test(value) ? value.toLowerCase() : undefined)),
    moduleType: name('moduleType'),
    actionType: name('actionType'),
    action: name('action'),
    entryType: name('entryType'),
    target: read('target', (value) => value),
    from: instant('from'),
    to: instant('to'),
    count: read('count', whole) ?? 100,
    startIndex: read('startIndex', whole) ?? 0,
  }
  const outside = bound.count < 1 || bound.count > 100
  // Unchecked before 3.5.
  if (outside && atLeast(state.settings.version, 3, 5)) refuse('count', String(bound.count))
  return fault ? { ok: false, ...fault } : { ok: true, query: bound }
}
