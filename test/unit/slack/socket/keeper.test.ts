import { describe, expect, it, vi } from 'vitest'
import { SlackError } from '../../../../src/domain/slack-error.ts'
import type { Connection } from '../../../../src/slack/socket/connection.ts'
import { createKeeper } from '../../../../src/slack/socket/keeper.ts'

/** A connection that a test ends. */
const aConnection = () => {
  let leave: (reason: string) => void = () => {}
  let end: () => void = () => {}
  const connection: Connection = {
    leaving: new Promise((resolve) => {
      leave = resolve
    }),
    ended: new Promise((resolve) => {
      end = resolve
    }),
    close: vi.fn(async () => end()),
  }
  return { connection, leave: (reason: string) => leave(reason), end: () => end() }
}

/** Each opening takes the next of these; one that is not there yet waits. */
const keeping = (...outcomes: (Connection | Error)[]) => {
  let time = 0
  const asked: (() => void)[] = []
  const log = { info: vi.fn(), warn: vi.fn(), error: vi.fn() }
  const pause = vi.fn(async (ms: number) => {
    time += ms
  })
  const open = vi.fn(async (signal: AbortSignal): Promise<Connection> => {
    while (outcomes.length === 0) {
      if (signal.aborted) throw new Error('stopped')
      await new Promise<void>((resolve) => {
        asked.push(resolve)
        signal.addEventListener('abort', () => resolve())
      })
    }
    const next = outcomes.shift()
    if (next instanceof Error || next === undefined) throw next
    return next
  })
  const keeper = createKeeper({ open, now: () => time, random: () => 1, log, pause })
  return {
    keeper,
    open,
    log,
    pauses: () => pause.mock.calls.map(([ms]) => Math.round(ms)),
    later: (outcome: Connection | Error) => {
      outcomes.push(outcome)
      for (const ask of asked.splice(0)) ask()
    },
    pass: (ms: number) => {
      time += ms
    },
  }
}

describe('the keeper of sockets', () => {
  it('opens the next connection before one that is told to go is closed', async () => {
    const [first, second] = [aConnection(), aConnection()]
    const { keeper, later, open } = keeping(first.connection)
    expect(keeper.state()).toMatchObject({ connected: false, opened: 0, lostAt: 0 })
    expect(await keeper.start()).toBe(true)
    first.leave('warning')
    await expect.poll(() => open.mock.calls.length).toBe(2)
    later(second.connection)
    await expect.poll(() => keeper.state().opened).toBe(2)
    expect(first.connection.close).not.toHaveBeenCalled()
    first.end()
    await expect.poll(() => vi.mocked(first.connection.close).mock.calls.length).toBe(1)
    expect(keeper.state()).toEqual({ connected: true, opened: 2, lostAt: null, trouble: null })
    await keeper.stop()
    expect(second.connection.close).toHaveBeenCalled()
  })

  it('closes one at once that does not serve any more', async () => {
    const first = aConnection()
    const { keeper } = keeping(first.connection)
    await keeper.start()
    first.leave('link_disabled')
    await expect.poll(() => keeper.state().connected).toBe(false)
    expect(first.connection.close).toHaveBeenCalled()
    await keeper.stop()
  })

  it('opens the next at once after one that served, and more and more slowly after those that did not', async () => {
    const [first, second, third, fourth] = [aConnection(), aConnection(), aConnection(), aConnection()]
    const { keeper, later, pass, pauses } = keeping(first.connection)
    await keeper.start()
    pass(60_000)
    first.end()
    later(second.connection)
    await expect.poll(() => keeper.state().opened).toBe(2)
    second.end()
    later(third.connection)
    await expect.poll(() => keeper.state().opened).toBe(3)
    third.end()
    later(fourth.connection)
    await expect.poll(() => keeper.state().opened).toBe(4)
    expect(pauses()).toEqual([0, 0, 500, 650])
    await keeper.stop()
  })

  it('never gives up, heeds how long to wait, and tells each trouble once', async () => {
    const refused = new SlackError('not-sent', 'invalid_auth')
    const failures = [
      new SlackError('failed', 'http_503'),
      new SlackError('not-sent', 'ECONNRESET'),
      new SlackError('not-sent', 'ratelimited', { retryAfterMs: 40_000 }),
      refused,
      refused,
      new TypeError('a bug'),
    ]
    const { keeper, log, later, pauses } = keeping(...failures)
    const started = keeper.start()
    await expect.poll(() => pauses().length).toBe(7)
    expect(pauses()).toEqual([0, 500, 650, 40_000, 30_000, 30_000, 1_856])
    expect(log.warn).toHaveBeenCalledTimes(2)
    expect(log.error).toHaveBeenCalledOnce()
    expect(keeper.state()).toMatchObject({ connected: false, trouble: { refused: false } })
    later(aConnection().connection)
    expect(await started).toBe(true)
    expect(keeper.state()).toMatchObject({ connected: true, trouble: null })
    await keeper.stop()
  })

  it('stopped before the first connection it says so, and closes one that comes all the same', async () => {
    const { keeper } = keeping()
    const started = keeper.start()
    await keeper.stop()
    expect(await started).toBe(false)
    expect(keeper.state()).toMatchObject({ connected: false, opened: 0 })
  })
})
