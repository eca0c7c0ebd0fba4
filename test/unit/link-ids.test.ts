import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { createLinkIds } from '../../src/link-ids.ts'

const make = (secret: string) => createLinkIds({ newUuid: randomUUID, secret })

it('R4: a link is known by its id for one of this deployment, and of no other', () => {
  const [ours, others] = [make('xoxb-1 sharelink'), make('xoxb-2 sharelink')]
  const ids = Array.from({ length: 50 }, ours.newLinkId)
  expect(new Set(ids).size).toBe(50)
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    expect([ours.isOurs(id), ours.isOurs(id.toUpperCase()), others.isOurs(id)]).toEqual([true, true, false])
  }
  expect([randomUUID(), '', 'x'].some(ours.isOurs)).toBe(false)
})
