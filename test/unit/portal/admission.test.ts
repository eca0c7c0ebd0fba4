import { describe, expect, it } from 'vitest'
import { PortalError } from '../../../src/domain/portal-error.ts'
import { ownTurns, withinBudget } from '../../../src/portal/admission.ts'
import type { Http, PortalRequest } from '../../../src/portal/http.ts'
import type { Leave, PortalBudget, PortalCall } from '../../../src/use-cases/budget-ports.ts'

const GET: PortalRequest = { label: 'GET x', method: 'GET', path: '/x' }
const PUT: PortalRequest = { label: 'PUT x', method: 'PUT', path: '/x', body: {}, calls: 2 }

/** A portal that answers as said, and a budget that gives these leaves, one after the other. */
const stage = (leaves: (Leave | Error)[], answer: () => Promise<unknown> = async () => 'answer') => {
  const asked: PortalCall[] = []
  const left: string[] = []
  const refused: (number | null)[] = []
  const usedUp: number[] = []
  const sent: PortalRequest[] = []
  const budget: PortalBudget = {
    enter: async (call) => {
      asked.push(call)
      const leave = leaves.shift() ?? { name: 'more' }
      if (leave instanceof Error) throw leave
      return leave
    },
    leave: async (name) => void left.push(name),
    refused: async (ms) => void refused.push(ms),
    usedUp: async (ms) => void usedUp.push(ms),
    searches: async () => 0,
  }
  const http: Http = {
    send: (request) => {
      sent.push(request)
      return answer()
    },
    begin: async () => ({ status: 200, location: null, retryAfterMs: null }),
    close: async () => {},
  }
  const send = withinBudget(ownTurns())({ http, budget, use: 'ending' }).send
  return { send, asked, left, refused, usedUp, sent }
}
const failure = (call: Promise<unknown>) =>
  call.then(
    () => null,
    (error: unknown) => error,
  )

describe('a call to the portal', () => {
  it('takes leave by its kind, and gives it back', async () => {
    const { send, asked, left } = stage([{ name: 'a' }, { name: 'b' }])
    expect(await send(GET, 1_000)).toBe('answer')
    await send(PUT, 1_000)
    expect(asked).toEqual([
      { use: 'ending', kind: 'read', calls: 1 },
      { use: 'ending', kind: 'write', calls: 2 },
    ])
    expect(left).toEqual(['a', 'b'])
  })

  it('waits a moment for leave', async () => {
    const { send, sent } = stage([{ waitMs: 5, why: 'busy' }, { name: 'a' }])
    await send(GET, 1_000)
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['busy', 'rate-limited'],
    ['day', 'used-up'],
  ] as const)('that would wait long (%s) is not made, and fails with how long', async (why, kind) => {
    const { send, sent } = stage([{ waitMs: 5_000, why }])
    expect(await failure(send(PUT, 6_000))).toMatchObject({ kind, retryAfterMs: 5_000, notAsked: true })
    expect(sent).toEqual([])
  })

  it('that the portal refuses is told to the budget', async () => {
    const { send, left, refused } = stage([{ name: 'a' }], () =>
      Promise.reject(new PortalError('rate-limited', 'x', { retryAfterMs: 9_000 })),
    )
    expect(await failure(send(GET, 1_000))).toMatchObject({ kind: 'rate-limited', notAsked: false })
    expect(refused).toEqual([9_000])
    expect(left).toEqual(['a'])
  })

  it('that the portal refuses for the rest of the day is told to it too', async () => {
    const { send, usedUp } = stage([], () =>
      Promise.reject(new PortalError('used-up', 'x', { retryAfterMs: 9_000_000 })),
    )
    expect(await failure(send(PUT, 1_000))).toMatchObject({ kind: 'used-up', notAsked: false })
    expect(usedUp).toEqual([9_000_000])
  })

  it('of a visitor takes none', async () => {
    const { send, asked } = stage([])
    await send({ ...GET, as: 'visitor' }, 1_000)
    expect(asked).toEqual([])
  })

  it('goes on by itself while the store is away, at a pace of its own', async () => {
    const { send, sent, left } = stage(Array.from({ length: 100 }, () => new Error('away')))
    const begun = performance.now()
    await send(GET, 1_000)
    await send(GET, 1_000)
    expect(performance.now() - begun).toBeGreaterThan(90)
    expect(sent).toHaveLength(2)
    expect(left).toEqual([])
  })
})
