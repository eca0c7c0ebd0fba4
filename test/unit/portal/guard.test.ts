import { describe, expect, it } from 'vitest'
import { PortalError } from '../../../src/domain/portal-error.ts'
import { createGuard } from '../../../src/portal/guard.ts'
import type { Http, PortalRequest } from '../../../src/portal/http.ts'

const fileOf = (id: number): PortalRequest => ({
  label: 'GET file',
  method: 'GET',
  path: `/api/2.0/files/file/${id}`,
})
const linksOf = (id: number): PortalRequest => ({
  ...fileOf(id),
  path: `/api/2.0/files/file/${id}/links?count=1`,
})
const down = () => new PortalError('unavailable', 'x', { unsure: true })
const refused = () => new PortalError('unavailable', 'x')
const late = () => new PortalError('unavailable', 'x', { late: true, unsure: true })
const status = (code: number) => new PortalError('unavailable', 'x', { status: code, unsure: true })

/** A portal that answers as said, and whose probes do too. */
const stage = () => {
  const state = {
    at: 1_000,
    answer: (): Error | null => null,
    probe: (): Error | null => null,
    asked: 0,
    probes: 0,
  }
  const http = (count: 'asked' | 'probes', answer: () => Error | null): Http => ({
    send: async () => {
      state[count] += 1
      const error = answer()
      if (error !== null) throw error
      return {}
    },
    begin: async () => ({ status: 200, location: null, retryAfterMs: null }),
    close: async () => {},
  })
  const guard = createGuard(
    http('probes', () => state.probe()),
    1_000,
    () => state.at,
  )
  const guarded = guard(http('asked', () => state.answer()))
  const ask = (request: PortalRequest, stop?: AbortSignal) =>
    guarded.send(request, 1_000, stop).then(
      () => null,
      (error: unknown) => error,
    )
  return { state, ask }
}

describe('a portal that is away', () => {
  it.each([
    ['whose connections break', down, 4],
    ['that refuses connections', refused, 3],
    ['behind a proxy that says 502', () => status(502), 4],
    ['that answers too late', late, 4],
  ])('%s: is found out once, and asked by probes alone', async (_, error, calls) => {
    const { state, ask } = stage()
    state.answer = error
    state.probe = error
    for (let id = 0; id < 50; id += 1) await ask(fileOf(id))
    expect(state).toMatchObject({ asked: calls, probes: 1 })
    const { late: wasLate } = error()
    expect(await ask(fileOf(99))).toMatchObject({
      kind: 'unavailable',
      notAsked: true,
      unsure: false,
      late: wasLate,
    })
    for (let second = 0; second < 30; second += 1) {
      state.at += 1_000
      await ask(fileOf(second))
    }
    expect(state.asked).toBe(calls)
    expect(state.probes).toBeGreaterThan(14)
    expect(state.probes).toBeLessThan(22)
  })

  it('is asked again as soon as a probe is answered, even by a refusal', async () => {
    const { state, ask } = stage()
    state.answer = down
    state.probe = down
    for (let id = 0; id < 9; id += 1) await ask(fileOf(id))
    state.answer = () => null
    state.probe = () => new PortalError('unauthorized', 'x', { status: 401 })
    state.at += 2_000
    expect(await ask(fileOf(1))).toMatchObject({ notAsked: true })
    expect(await ask(fileOf(1))).toBeNull()
  })
})

describe('a portal that is there', () => {
  it.each([
    ['one file whose connections break', down],
    ['one file that hangs', late],
  ])('is not taken to be away for %s', async (_, error) => {
    const { state, ask } = stage()
    state.answer = error
    for (let n = 0; n < 50; n += 1) await ask(n % 2 ? fileOf(1) : linksOf(1))
    expect(state).toMatchObject({ asked: 50, probes: 0 })
  })

  it.each([
    ['500', () => status(500)],
    ['429', () => new PortalError('rate-limited', 'x', { status: 429 })],
    ['403', () => new PortalError('forbidden', 'x', { status: 403 })],
  ])('is not taken to be away, however many files answer %s', async (_, error) => {
    const { state, ask } = stage()
    state.answer = error
    for (let id = 0; id < 50; id += 1) await ask(fileOf(id))
    expect(state).toMatchObject({ asked: 50, probes: 0 })
  })

  it('though many files hang: the first probe shows it', async () => {
    const { state, ask } = stage()
    state.answer = late
    for (let id = 0; id < 40; id += 1) await ask(fileOf(id))
    expect(state.asked).toBeGreaterThan(25)
  })

  it('shows nothing of itself by what we broke off', async () => {
    const { state, ask } = stage()
    state.answer = late
    for (let id = 0; id < 9; id += 1) await ask(fileOf(id), AbortSignal.abort())
    expect(state).toMatchObject({ asked: 9, probes: 0 })
  })
})
