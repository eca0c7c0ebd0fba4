import { FILES } from '../../sandbox/portal/seed-ids.ts'
import { REVOKE } from '../../src/slack/views/actions.ts'
import { openBench, type Usage } from '../stage.ts'
import { type Figure, median, spread } from './figure.ts'

const EACH = 20
/** How long Slack and the portal take for each answer. */
const AWAY_MS = 50

/** One after the other, with a pause in which what follows from the act is done too. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 1_200))

/**
 * What a link costs that is made, and one that is revoked: the time until the person sees it, beside the calls that cannot be
 * avoided, one after the other; CPU of the app, and commands of Redis, without what it uses at rest.
 */
export const actFigures = async (): Promise<Figure[]> => {
  const bench = await openBench({ settings: { AUDIT_INTERVAL: '10s', LINKS_PER_MINUTE: '1000' } })
  const { slack, portal } = bench
  const bot = await bench.startBot()
  const alice = slack.person('alice')
  const link = async (text: string) => {
    const known = new Set(slack.history('#general').map(({ ts }) => ts))
    const begun = performance.now()
    await alice.command(`/sharelink ${text}`, { in: '#general' })
    const message = await slack.waitFor((s) => s.history('#general').find(({ ts }) => !known.has(ts)))
    return { message, ms: performance.now() - begun }
  }
  await link(`${FILES.pdf} max 5`)
  await pause()
  slack.fail({ method: '*', times: 'always', delayMs: AWAY_MS })
  portal.fault({ action: { kind: 'slow', ms: AWAY_MS }, times: 'always' })

  const restBefore = await bot.usage()
  for (let count = 0; count < 10; count += 1) await pause()
  const rest = await bot.usage()
  const atRest = (of: (usage: Usage) => number) => (of(rest) - of(restBefore)) / 10
  const each = (before: Usage, after: Usage, of: (usage: Usage) => number) =>
    (of(after) - of(before)) / EACH - atRest(of)

  const made: number[] = []
  const dead: number[] = []
  const beforeMaking = await bot.usage()
  const messages: Awaited<ReturnType<typeof link>>['message'][] = []
  for (let count = 0; count < EACH; count += 1) {
    const { message, ms } = await link(`${count % 2 === 0 ? FILES.report : FILES.pdf} max 5`)
    made.push(ms)
    messages.push(message)
    await pause()
    // The portal takes six links for one file.
    if (messages.length === 4) for (const old of messages.splice(0)) await revoke(old)
  }
  const afterMaking = await bot.usage()

  async function revoke(message: (typeof messages)[number]): Promise<void> {
    const shown = slack.message(message.channel, message.ts)
    if (shown === undefined) throw new Error('the message is gone')
    const begun = performance.now()
    await alice.click(shown, REVOKE)
    await slack.waitFor((s) => JSON.stringify(s.message(message.channel, message.ts)).includes('Revoked'))
    dead.push(performance.now() - begun)
    await pause()
  }

  const figure = (what: string, times: number[], calls: number): Figure => ({
    what,
    against: `${calls} calls one after the other`,
    value: median(times) / (calls * AWAY_MS),
    unit: 'times',
    target: { most: 1.2 },
    detail: `${spread(times)} ms against ${calls * AWAY_MS} ms`,
  })
  const figures = [
    figure('/sharelink FILE until the message', made, 3),
    figure('Revoke until the message says so', dead, 2),
    {
      what: 'a link that is made and revoked: CPU',
      against: null,
      value: each(beforeMaking, afterMaking, ({ botCpuS }) => botCpuS * 1_000),
      unit: 'ms',
      target: null,
      detail: `${(atRest(({ botCpuS }) => botCpuS) * 1_000).toFixed(0)} ms meanwhile at rest`,
    },
    {
      what: 'a link that is made and revoked: commands of Redis',
      against: null,
      value: each(beforeMaking, afterMaking, ({ redisCommands }) => redisCommands),
      unit: 'commands',
      target: null,
      detail: `${atRest(({ redisCommands }) => redisCommands).toFixed(0)} meanwhile at rest`,
    },
  ]
  slack.clearFailures()
  portal.clearFaults()
  await bot.close()
  await bench.close()
  return figures
}
