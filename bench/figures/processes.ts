import { availableParallelism } from 'node:os'
import { openBench } from '../stage.ts'
import { type Figure, median, spread } from './figure.ts'
import { commandFields, roundOfCommands } from './send-commands.ts'

const ROUNDS = 3
/** Few enough for what the portal takes at once: three calls each. */
const LINKS = 60
const PEOPLE = LINKS
const COUNTS = [1, 2, 4]

/**
 * What several processes do together, beside one: answers in the ack, and links that many people ask for at once. All of them,
 * Redis, the stand-ins and the load share this machine's processors.
 */
export const processFigures = async (): Promise<Figure[]> => {
  const bench = await openBench({ settings: { AUDIT_INTERVAL: '60s', LINKS_PER_MINUTE: '1000' } })
  const { slack, portal } = bench
  const [alice, general] = [slack.user('alice'), slack.channel('#general')]
  const people = Array.from({ length: PEOPLE }, (_, n) => `maker${n}`)
  slack.change((state) => {
    for (const [n, name] of people.entries()) {
      const id = `U0MAKER${100 + n}`
      state.users.push({ ...structuredClone(alice), id, name, real_name: name })
      const members = [...general.members, id]
      state.channels.push({
        ...structuredClone(general),
        id: `C0MAKER${100 + n}`,
        name: `make-${n}`,
        members,
      })
    }
  })
  const bots: Awaited<ReturnType<typeof bench.startBot>>[] = []
  const startUpTo = async (count: number) => {
    while (bots.length < count) bots.push(await bench.startBot())
  }
  const cpuS = async () => {
    const all = await Promise.all(bots.map((bot) => bot.usage()))
    return all.reduce((sum, { botCpuS }) => sum + botCpuS, 0)
  }

  const rates = new Map<number, number[]>()
  const makings = new Map<number, number[]>()
  const makeAll = async (): Promise<number> => {
    const files = Array.from(
      { length: Math.ceil(LINKS / 6) },
      (_, n) => portal.addFile({ title: `Many ${n}` }).id,
    )
    const before = portal.state.links.length
    const begun = performance.now()
    const asked = Array.from({ length: LINKS }, (_, n) => {
      const who = n % PEOPLE
      slack.connect(`http://127.0.0.1:${bots[n % bots.length]?.port}`)
      return slack
        .person(people[who] ?? '')
        .command(`/sharelink ${files[Math.floor(n / 6)]} max 5`, { in: `#make-${who}` })
    })
    await Promise.all(asked)
    await slack.waitFor(() => portal.state.links.length >= before + LINKS, { timeoutMs: 60_000 })
    return LINKS / ((performance.now() - begun) / 1_000)
  }

  for (const count of COUNTS) {
    await startUpTo(count)
    const side = { ports: bots.map(({ port }) => port), cpuS }
    const answer = () => roundOfCommands(side, slack.signingSecret, commandFields(bench, 'help'))
    await answer()
    const found: number[] = []
    for (let round = 0; round < ROUNDS; round += 1) found.push((await answer()).rate)
    rates.set(count, found)
    // The portal's minute is full again.
    await new Promise((resolve) => setTimeout(resolve, 15_000))
    makings.set(count, [await makeAll()])
  }

  const figure = (what: string, of: Map<number, number[]>, count: number, digits: number): Figure => {
    const [one, several] = [of.get(1) ?? [], of.get(count) ?? []]
    return {
      what: `${count} processes: ${what}`,
      against: 'one process',
      value: median(several) / median(one),
      unit: 'times',
      target: null,
      detail: `${spread(several, digits)} against ${spread(one, digits)} a second, with ${availableParallelism()} processors for all`,
    }
  }
  const figures = [2, 4].flatMap((count) => [
    figure('answers in the ack', rates, count, 0),
    figure('links made', makings, count, 1),
  ])
  for (const bot of bots) await bot.close()
  await bench.close()
  return figures
}
