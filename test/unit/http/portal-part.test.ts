import { beforeEach, expect, it } from 'vitest'
import type { Part } from '../../../src/http/part.ts'
import { createPortalPart } from '../../../src/http/portal-part.ts'
import { MINUTE, NOW, SECOND } from '../../support/builders.ts'

let now: number
let acceptedAt: number | null
let givenUpAt: number | null
let asked: number
let answer: (part: Part) => void
let part: () => Promise<Part>
beforeEach(() => {
  now = NOW
  acceptedAt = null
  givenUpAt = null
  asked = 0
  part = createPortalPart({
    ask: () => {
      asked += 1
      return new Promise((resolve) => {
        answer = resolve
      })
    },
    contact: () => ({ acceptedAt, givenUpAt }),
    now: () => now,
    patienceMs: 10,
  })
})
const SLOW = { status: 'ok', detail: 'slow: an answer takes more than 0.01 s' }
const SILENT = { status: 'degraded', detail: 'no answer for 0.01 s' }
const REFUSED: Part = { status: 'degraded', detail: 'unauthorized' }

it('an answer in time is what it says', async () => {
  const first = part()
  answer({ status: 'ok' })
  expect(await first).toEqual({ status: 'ok' })
  const second = part()
  answer(REFUSED)
  expect(await second).toEqual(REFUSED)
})

it.each<[string, number | null, number | null, Part]>([
  ['it took the key a moment ago', NOW - SECOND, null, SLOW as Part],
  ['it took the key a minute ago', NOW - MINUTE, null, SLOW as Part],
  ['that is longer ago', NOW - MINUTE - 1, null, SILENT as Part],
  ['it never did', null, null, SILENT as Part],
  ['a call has got no answer since', NOW - 2 * SECOND, NOW - SECOND, SILENT as Part],
  ['a call got none before that', NOW - SECOND, NOW - 2 * SECOND, SLOW as Part],
])('what is not known in time, where %s', async (_, accepted, givenUp, shown) => {
  acceptedAt = accepted
  givenUpAt = givenUp
  expect(await part()).toEqual(shown)
})

it('asks on meanwhile, once, and shows what comes of it', async () => {
  acceptedAt = NOW
  expect(await part()).toEqual(SLOW)
  expect(await part()).toEqual(SLOW)
  expect(asked).toBe(1)
  const third = part()
  now += 4 * SECOND
  answer({ status: 'ok' })
  expect(await third).toEqual(SLOW)
})

it('what went wrong last stands until the key is taken again', async () => {
  acceptedAt = NOW
  const first = part()
  now += SECOND
  answer(REFUSED)
  expect(await first).toEqual(REFUSED)
  expect(await part()).toEqual(REFUSED)
  now += SECOND
  acceptedAt = now
  expect(await part()).toEqual(SLOW)
})
