import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { createStore } from '../../../src/store/store.ts'
import type { SentForms } from '../../../src/use-cases/form-ports.ts'

let redis: Redis
let forms: SentForms
beforeEach(() => {
  redis = new Redis({ path: inject('redisSocket') })
  forms = createStore(redis, `test:${randomUUID()}`).sentForms
})
afterEach(() => redis.disconnect())

const FORM = { team: 'T1', viewId: 'V1' }
const send = (linkId: string, terms: string, form = FORM) =>
  forms.send(form, { linkId, terms, answerIn: `in ${linkId}` })

describe('a form that is sent again', () => {
  it('for the same: the same link, whose answer goes to the modal that is open by now', async () => {
    expect(await send('L1', 'a')).toEqual({ linkId: 'L1', stands: false })
    expect(await send('L2', 'a')).toEqual({ linkId: 'L1', stands: false })
    expect(await forms.answer(FORM, 'in L1', true)).toBe('in L2')
    expect(await send('L3', 'a')).toEqual({ linkId: 'L1', stands: true })
    // Carried out again after a crash.
    expect(await send('L1', 'a')).toMatchObject({ linkId: 'L1' })
  })

  it('for something else: nothing before the first has its answer, then a link of its own', async () => {
    await send('L1', 'a')
    expect(await send('L2', 'b')).toBeNull()
    await forms.answer(FORM, 'in L1', true)
    expect(await send('L3', 'b')).toEqual({ linkId: 'L3', stands: false })
    // What is still said of the first one is not about this one.
    expect(await forms.answer(FORM, 'in L1', false)).toBe('in L1')
    expect(await send('L4', 'a')).toBeNull()
  })

  it('after a refusal: another try', async () => {
    await send('L1', 'a')
    await forms.answer(FORM, 'in L1', false)
    expect(await send('L2', 'a')).toEqual({ linkId: 'L2', stands: false })
  })

  it('once its link is over: one other link, however often', async () => {
    await send('L1', 'a')
    await forms.answer(FORM, 'in L1', true)
    const over = (linkId: string) =>
      forms.send(FORM, { linkId, terms: 'a', answerIn: `in ${linkId}`, over: 'L1' })
    expect(await over('L2')).toEqual({ linkId: 'L2', stands: false })
    expect(await over('L3')).toEqual({ linkId: 'L2', stands: false })
    expect(await send('L4', 'a')).toEqual({ linkId: 'L2', stands: false })
    expect(await forms.answer(FORM, 'in L2', true)).toBe('in L4')
  })

  it('is no other form, and none of another workspace', async () => {
    await send('L1', 'a')
    expect(await send('L2', 'b', { ...FORM, viewId: 'V2' })).toMatchObject({ linkId: 'L2' })
    expect(await send('L3', 'b', { ...FORM, team: 'T2' })).toMatchObject({ linkId: 'L3' })
  })
})
