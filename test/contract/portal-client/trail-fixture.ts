import type { Hit } from '../../support/scripted-server.ts'
import { good, TOKEN } from './portal-fixture.ts'

/** Where the readings of these tests begin. */
export const FROM = Date.UTC(2026, 6, 14, 6, 30)

/** One row as the portal writes it, in a portal that speaks Russian. */
export const row = (id: number, more: object = {}) => ({
  id,
  date: '2026-07-14T09:31:22.0000000+03:00',
  user: 'Anonymous',
  userId: '712d9ec3-5d2b-4b13-824f-71f00191dcca',
  action: 'Загрузка файла',
  actionId: 5009,
  ip: '198.51.100.7',
  country: '',
  city: '',
  browser: 'Chrome 138',
  platform: 'Windows 10',
  page: `https://acme.example/filehandler.ashx?share=${TOKEN}`,
  actionType: 12,
  product: 2,
  target: ['4821'],
  ...more,
})

export type Row = ReturnType<typeof row>

export const dateOf = (second: number): string => new Date(FROM + second * 1000).toISOString()

/** `count` rows of one second, and, with `perSecond`, no more than so many of each; the newest first. */
export const rows = (count: number, perSecond = Number.POSITIVE_INFINITY): Row[] =>
  Array.from({ length: count }, (_, n) => row(count - n)).map((one) =>
    Number.isFinite(perSecond) ? { ...one, date: dateOf(Math.floor((one.id - 1) / perSecond)) } : one,
  )

const isWithin = (one: unknown, from: string | null, to: string | null): boolean => {
  if (typeof one !== 'object' || one === null || !('date' in one)) return true
  const at = Date.parse(String(one.date))
  return at >= Date.parse(from ?? '0001-01-01') && at <= Date.parse(to ?? '9999-01-01')
}

/** Heeds `from`, `to`, `startIndex` and `count`; the rows in the order that they are given in. */
export const paged =
  (trail: readonly unknown[]) =>
  ({ query }: Hit) => {
    const asked = trail.filter((one) => isWithin(one, query.get('from'), query.get('to')))
    const start = Number(query.get('startIndex'))
    return good(asked.slice(start, start + Number(query.get('count'))))
  }

/** Dice without chance: near numbers come far apart. */
const mixed = (n: number): number => {
  let bits = Math.imul(n ^ (n >>> 16), 0x45d9f3b)
  bits = Math.imul(bits ^ (bits >>> 16), 0x45d9f3b)
  return (bits ^ (bits >>> 16)) >>> 0
}

/** The same, but the rows of one second come in another order each time. */
export const shuffling = (trail: readonly Row[]) => {
  let turn = 0
  return (hit: Hit) => {
    turn += 1
    const placeOf = ({ id }: Row) => mixed(id * 65_537 + turn)
    return paged(
      [...trail].sort((a, b) => Date.parse(b.date) - Date.parse(a.date) || placeOf(a) - placeOf(b)),
    )(hit)
  }
}

export const idsOf = (events: { id: number }[]) => events.map((event) => event.id).sort((a, b) => a - b)
