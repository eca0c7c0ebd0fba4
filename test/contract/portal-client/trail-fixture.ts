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

/** Newest first, `startIndex` and `count` heeded. */
export const paged =
  (rows: unknown[]) =>
  ({ query }: Hit) => {
    const start = Number(query.get('startIndex'))
    return good(rows.slice(start, start + Number(query.get('count'))))
  }

export const rows = (count: number) => Array.from({ length: count }, (_, n) => row(count - n))
export const idsOf = (events: { id: number }[]) => events.map((event) => event.id).sort((a, b) => a - b)
