import { describe, expect, it, vi } from 'vitest'
import { SlackError } from '../../../../src/domain/slack-error.ts'
import { untilAccepted } from '../../../../src/slack/web-api/bot-token.ts'
import { pauseAfter, troubleOf } from '../../../../src/slack/web-api/trouble.ts'

describe('what stands between us and Slack', () => {
  it.each([
    [
      'invalid_auth',
      'not-sent',
      /^Slack refuses SLACK_APP_TOKEN \(invalid_auth\); set SLACK_APP_TOKEN to an app-level/,
    ],
    ['token_revoked', 'not-sent', /set SLACK_APP_TOKEN to/],
    ['not_allowed_token_type', 'not-sent', /another kind of token/],
    ['missing_scope', 'not-sent', /its scope is missing.*connections:write/],
    ['team_disabled', 'refused', /Slack refuses SLACK_APP_TOKEN \(team_disabled\)/],
  ] as const)('%s has to be mended by somebody', (code, outcome, detail) => {
    const trouble = troubleOf(new SlackError(outcome, code), 'SLACK_APP_TOKEN')
    expect(trouble).toMatchObject({ refused: true, code, detail: expect.stringMatching(detail) })
    expect(pauseAfter(trouble, 1, () => 0)).toBe(30_000)
  })

  it('of a bot the advice is another', () => {
    const { detail } = troubleOf(new SlackError('not-sent', 'missing_scope'), 'SLACK_BOT_TOKEN')
    expect(detail).toMatch(/install the app again: set SLACK_BOT_TOKEN to the bot token/)
  })

  it.each([
    ['http_503', 'failed'],
    ['ECONNREFUSED', 'not-sent'],
    ['no_answer', 'unknown'],
    ['ratelimited', 'not-sent'],
  ] as const)('%s passes by itself', (code, outcome) => {
    const trouble = troubleOf(new SlackError(outcome, code), 'SLACK_BOT_TOKEN')
    expect(trouble).toMatchObject({ refused: false, detail: `Slack cannot be reached (${code})` })
  })

  it('pauses grow to ten seconds, apart by chance, and heed what Slack asks for', () => {
    const trouble = troubleOf(new SlackError('failed', 'http_503'), 'SLACK_BOT_TOKEN')
    const pauses = [0, 1, 2, 3, 30].map((misses) => pauseAfter(trouble, misses, () => 1))
    expect(pauses.map(Math.round)).toEqual([0, 500, 650, 845, 10_000])
    expect(pauseAfter(trouble, 30, () => 0)).toBe(5_000)
    const limited = troubleOf(
      new SlackError('not-sent', 'ratelimited', { retryAfterMs: 20_000 }),
      'SLACK_BOT_TOKEN',
    )
    expect(pauseAfter(limited, 1, () => 1)).toBe(20_000)
    expect(pauseAfter(null, 1, () => 1)).toBe(500)
  })
})

describe('untilAccepted', () => {
  const refused = new SlackError('not-sent', 'invalid_auth')
  const deps = (answers: (Error | null)[], closing = new AbortController()) => ({
    ask: async () => {
      const answer = answers.shift()
      if (answer) throw answer
    },
    pause: vi.fn(async (_ms: number) => {}),
    random: () => 1,
    log: { info: vi.fn(), warn: vi.fn(), error: vi.fn() },
    signal: closing.signal,
  })

  it('asks until the token is taken, more slowly while it is refused, and says once what stands in the way', async () => {
    const lost = [new SlackError('not-sent', 'ECONNREFUSED'), new SlackError('failed', 'http_503')]
    const given = deps([...lost, refused, refused, null])
    expect(await untilAccepted(given)).toBe(true)
    expect(given.pause.mock.calls.map(([ms]) => ms)).toEqual([500, 650, 30_000, 30_000])
    expect(given.log.warn).toHaveBeenCalledOnce()
    expect(given.log.error).toHaveBeenCalledOnce()
  })

  it('gives up when nobody waits any more', async () => {
    const closing = new AbortController()
    const given = deps([refused, null], closing)
    given.pause.mockImplementation(async () => closing.abort())
    expect(await untilAccepted(given)).toBe(false)
  })
})
