import { IN_DOUBT_MS } from '../../src/domain/in-doubt.ts'
import { REVOKE } from '../../src/slack/views/actions.ts'
import { openBench } from '../stage.ts'
import { type Figure, median, spread } from './figure.ts'
import { leastCalls } from './least-calls.ts'

const ROUNDS = 5
const USAGE_ROUNDS = 3
const EACH = 4
/** How long Slack and the portal take for each answer. */
const AWAY_MS = 50
const CHANNEL = '#general'
/** What takes longer is not seen at all. */
const PATIENCE_MS = 30_000

/** One after the other, with a pause in which what follows from the act is done too. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 1_200))

/** What a phase of acts used. */
interface Used {
  cpuMs: number
  commands: number
  seconds: number
}

/**
 * What a link costs that is made, and one that is revoked: the time until the person sees it, beside the calls that cannot be
 * avoided, in turns; CPU of the app, and commands of Redis, without what it uses at rest.
 */
export const actFigures = async (): Promise<Figure[]> => {
  const bench = await openBench({ settings: { AUDIT_INTERVAL: '10s', LINKS_PER_MINUTE: '1000' } })
  const { slack, portal } = bench
  const bot = await bench.startBot()
  const least = leastCalls(bench)
  const alice = slack.person('alice')
  const channel = slack.channel(CHANNEL).id
  const files = Array.from({ length: EACH }, (_, n) => portal.addFile({ title: `Bench ${n}.docx` }).id)

  /** Resolves when either stand-in shows it. */
  const until = (is: () => boolean): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`not seen in ${PATIENCE_MS} ms: ${is}`)), PATIENCE_MS)
      const stops: (() => void)[] = [() => clearTimeout(late)]
      const look = () => {
        if (!is()) return
        for (const stop of stops) stop()
        resolve()
      }
      stops.push(slack.onChange(look), portal.onChange(look))
      look()
    })
  // Looked up in the state itself: the readers copy all messages, at each change of anything.
  const messages = () => slack.state.messages.filter((message) => message.channel === channel)
  const newest = () => messages().findLast(({ thread_ts }) => thread_ts === undefined)?.ts
  const isListed = (linkId: string) => portal.state.links.some(({ id }) => id === linkId)

  /** What is made until its message stands there. */
  const timedMake = async <T>(making: () => Promise<T>): Promise<{ ms: number; ts: string; made: T }> => {
    const before = newest()
    const begun = performance.now()
    const coming = making()
    await until(() => newest() !== before)
    const ms = performance.now() - begun
    return { ms, ts: newest() ?? '', made: await coming }
  }
  const timedRevoke = async (linkId: string, ts: string, revoking: () => Promise<unknown>) => {
    const begun = performance.now()
    const coming = revoking()
    const at = async (is: () => boolean) => {
      await until(is)
      return performance.now() - begun
    }
    const [dead, rewritten, told] = await Promise.all([
      at(() => !isListed(linkId)),
      at(
        () =>
          messages()
            .find((message) => message.ts === ts)
            ?.text.includes('Revoked') === true,
      ),
      at(() => messages().some(({ thread_ts }) => thread_ts === ts)),
    ])
    await coming
    return { dead, rewritten, told }
  }

  type Times = Record<'made' | 'dead' | 'rewritten' | 'told', number[]>
  const noTimes = (): Times => ({ made: [], dead: [], rewritten: [], told: [] })
  const [ours, floor] = [noTimes(), noTimes()]
  const noteRevoked = (times: Times, taken: Awaited<ReturnType<typeof timedRevoke>>) => {
    for (const what of ['dead', 'rewritten', 'told'] as const) times[what].push(taken[what])
  }

  const made: { linkId: string; ts: string }[] = []
  const makeOne = async (file: string): Promise<void> => {
    const before = new Set(portal.state.links.map(({ id }) => id))
    const { ms, ts } = await timedMake(() => alice.command(`/sharelink ${file} max 5`, { in: CHANNEL }))
    ours.made.push(ms)
    made.push({ ts, linkId: portal.state.links.find(({ id }) => !before.has(id))?.id ?? '' })
  }
  const revokeOne = async ({ linkId, ts }: { linkId: string; ts: string }): Promise<void> => {
    const shown = slack.message(channel, ts)
    if (shown === undefined) throw new Error('the message is gone')
    noteRevoked(ours, await timedRevoke(linkId, ts, () => alice.click(shown, REVOKE)))
  }
  const floorOnce = async (file: string): Promise<void> => {
    const { ms, ts, made: bare } = await timedMake(() => least.make(file, channel, slack.user('alice').id))
    floor.made.push(ms)
    noteRevoked(floor, await timedRevoke(bare.linkId, ts, () => least.revoke(bare)))
  }

  const phase = async (acts: readonly (() => Promise<void>)[]): Promise<Used> => {
    const before = await bot.usage()
    const begun = performance.now()
    for (const act of acts) {
      await act()
      await pause()
    }
    const after = await bot.usage()
    return {
      cpuMs: (after.botCpuS - before.botCpuS) * 1_000,
      commands: after.redisCommands - before.redisCommands,
      seconds: (performance.now() - begun) / 1_000,
    }
  }

  const used: Record<'rest' | 'make' | 'revoke', Used[]> = { rest: [], make: [], revoke: [] }
  // Not measured: until the code is compiled, and the lists of people are read, it is slow.
  await phase(files.map((file) => () => makeOne(file)))
  await phase(made.splice(0).map((one) => () => revokeOne(one)))
  slack.fail({ method: '*', times: 'always', delayMs: AWAY_MS })
  portal.fault({ action: { kind: 'slow', ms: AWAY_MS }, times: 'always' })
  for (let round = 0; round < USAGE_ROUNDS; round += 1) {
    used.rest.push(await phase(files.map(() => async () => {})))
    used.make.push(await phase(files.map((file) => () => makeOne(file))))
    // Of a link that was made a moment ago it is looked later whether it came back. That is not the usual case.
    await new Promise((resolve) => setTimeout(resolve, IN_DOUBT_MS))
    used.revoke.push(await phase(made.splice(0).map((one) => () => revokeOne(one))))
  }

  for (const list of Object.values(ours)) list.length = 0
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const file of files) {
      await floorOnce(file)
      await makeOne(file)
      await pause()
      for (const one of made.splice(0)) await revokeOne(one)
      await pause()
    }
  }

  const time = (what: string, which: keyof Times): Figure => ({
    what,
    against: 'the calls that cannot be avoided, in the best order',
    value: median(ours[which]) / median(floor[which]),
    unit: 'times',
    target: { most: 1.2 },
    detail: `${spread(ours[which])} against ${spread(floor[which])} ms`,
  })
  const cost = (what: string, act: 'make' | 'revoke', of: keyof Used, unit: string): Figure => {
    const atRest = used.rest.map((one) => one[of] / one.seconds)
    const each = used[act].map((one, round) => (one[of] - (atRest[round] ?? 0) * one.seconds) / EACH)
    return {
      what: `${what}: ${of === 'cpuMs' ? 'CPU' : 'commands of Redis'}`,
      against: null,
      value: median(each),
      unit,
      target: null,
      detail: `${spread(each)}; ${spread(atRest)} a second at rest`,
    }
  }
  slack.clearFailures()
  portal.clearFaults()
  await least.close()
  await bot.close()
  await bench.close()
  return [
    time('/sharelink FILE until the message', 'made'),
    time('Revoke until the link is dead', 'dead'),
    time('Revoke until the message says so', 'rewritten'),
    time('Revoke until the thread says so', 'told'),
    cost('a link that is made', 'make', 'cpuMs', 'ms'),
    cost('a link that is made', 'make', 'commands', 'commands'),
    cost('a link that is revoked', 'revoke', 'cpuMs', 'ms'),
    cost('a link that is revoked', 'revoke', 'commands', 'commands'),
  ]
}
