import { expect, test } from 'vitest'
import { FILES } from '../../../portal/seed-ids.ts'
import { client, NOON, portalForTest } from './portal-under-test.ts'

const downloads = '?actionType=Download'
const ids = (rows: { id: number }[]) => rows.map(({ id }) => id)
const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b)

test('doubled rows stand side by side, and one on each of two pages', async () => {
  const portal = await portalForTest({ settings: { auditDuplicates: 1 } })
  for (let n = 0; n < 3; n++) portal.emit({ target: FILES.zip, at: new Date(NOON.getTime() - n * 1000) })
  const [newest, middle, oldest] = ids(portal.events())
  const api = client(portal)
  const page = async (start: number) =>
    ids((await api.audit(`${downloads}&count=3&startIndex=${start}`)).json.response)
  expect(await page(0)).toEqual([newest, newest, middle])
  expect(await page(3)).toEqual([middle, oldest, oldest])
  // In the trail itself each is there once.
  expect(portal.events()).toHaveLength(3)
})

test('a share of the rows is doubled, the same ones at every request', async () => {
  const portal = await portalForTest({ settings: { auditDuplicates: 0.5 } })
  for (let n = 0; n < 40; n++) portal.emit({ target: FILES.zip })
  const api = client(portal)
  const all = async () => sorted(ids((await api.audit(downloads)).json.response))
  const first = await all()
  expect(first.length).toBeGreaterThan(50)
  expect(first.length).toBeLessThan(70)
  expect(new Set(first).size).toBe(40)
  expect(await all()).toEqual(first)
})

test('rows of one second change places from request to request', async () => {
  const rolls = [0.1, 0.2, 0.2, 0.1]
  const portal = await portalForTest({ random: () => rolls.shift() ?? 0, seed: 'empty' })
  const { id } = portal.addFile({ title: 'A.zip', id: '1' })
  rolls.splice(0, 0, 0, 0)
  portal.emit({ target: id })
  portal.emit({ target: id })
  const api = client(portal)
  const [first, second] = ids(portal.events())
  expect(ids((await api.audit(downloads)).json.response)).toEqual([first, second])
  expect(ids((await api.audit(downloads)).json.response)).toEqual([second, first])
})

test('events that happen between two pages shift the second', async () => {
  const portal = await portalForTest()
  for (let n = 1; n <= 4; n++) portal.emit({ target: FILES.zip, at: new Date(NOON.getTime() - n * 1000) })
  const [a, b, c] = ids(portal.events())
  portal.emitBetweenPages([{ target: FILES.report }, { target: FILES.report }], [], [{ target: FILES.png }])
  const api = client(portal)
  const page = async (start: number) =>
    ids((await api.audit(`${downloads}&count=2&startIndex=${start}`)).json.response)
  // What is refused is no page.
  await api.audit(`${downloads}&count=0`)
  expect(await page(0)).toEqual([a, b])
  expect(await page(2)).toEqual([a, b])
  expect(await page(3)).toEqual([b, c])
  expect(portal.events().at(-1)?.target).toEqual([FILES.png])
  expect(portal.events()).toHaveLength(7)
})

test('what is older than the trail goes back is gone, also when it comes late', async () => {
  const portal = await portalForTest()
  const at = (day: string) => new Date(`2026-07-${day}T00:00:00Z`)
  portal.emit({ target: FILES.zip, at: at('01') })
  const kept = portal.emit({ target: FILES.zip, at: at('02') })
  portal.configure({ auditPurgeBefore: at('02').toISOString() })
  portal.emit({ target: FILES.zip, at: at('01') })
  expect(ids((await client(portal).audit(downloads)).json.response)).toEqual([kept.id])
  // It does not come back.
  portal.configure({ auditPurgeBefore: null })
  expect(ids(portal.events())).toEqual([kept.id])
})
