import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { openBench } from '../stage.ts'
import { type Figure, median, spread } from './figure.ts'
import { commandFields, type Round, roundOfCommands as round, type Side } from './send-commands.ts'

const ROUNDS = 7

const startBare = async (secret: string): Promise<Side & { stop: () => void }> => {
  const child = fork(join(import.meta.dirname, 'bare-bolt.ts'), [secret], {
    execArgv: ['--max-semi-space-size=2', '--import', './src/typescript.mjs'],
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const cpuS = async () => {
    const coming = once(child, 'message') as Promise<[{ cpuS: number }]>
    child.send('usage')
    return (await coming)[0].cpuS
  }
  return { ports: [port], cpuS, stop: () => child.kill() }
}

/** Answers that need neither Redis nor the portal, beside a bare Bolt app. */
export const commandFigures = async (): Promise<Figure[]> => {
  const bench = await openBench()
  const bot = await bench.startBot()
  const { slack } = bench
  const bare = await startBare(slack.signingSecret)
  const ours: Side = { ports: [bot.port], cpuS: async () => (await bot.usage()).botCpuS }
  const figures: Figure[] = []
  for (const [name, text] of [
    ['/sharelink help', 'help'],
    ['a command that is refused', '4821 max none-at-all'],
  ] as const) {
    const [our, their]: [Round[], Round[]] = [[], []]
    // Not measured: until the code is compiled it is slow.
    for (const side of [ours, bare]) await round(side, slack.signingSecret, commandFields(bench, text))
    for (let count = 0; count < ROUNDS; count += 1) {
      our.push(await round(ours, slack.signingSecret, commandFields(bench, text)))
      their.push(await round(bare, slack.signingSecret, commandFields(bench, text)))
    }
    const ratio = (of: (one: Round) => number) =>
      median(our.map((one, index) => of(one) / of(their[index] as Round)))
    const detail = (of: (one: Round) => number, unit: string, digits = 0) =>
      `${spread(our.map(of), digits)} against ${spread(their.map(of), digits)} ${unit}`
    const against = 'a bare Bolt app that answers in its ack'
    figures.push(
      {
        what: `${name}: answers a second`,
        against,
        value: ratio((one) => one.rate),
        unit: 'times',
        target: { least: 0.7 },
        detail: detail((one) => one.rate, 'a second'),
      },
      {
        what: `${name}: p99`,
        against,
        value: ratio((one) => one.p99Ms),
        unit: 'times',
        target: { most: 1.5 },
        detail: detail((one) => one.p99Ms, 'ms', 1),
      },
      {
        what: `${name}: CPU`,
        against,
        value: ratio((one) => one.cpuUs),
        unit: 'times',
        target: null,
        detail: detail((one) => one.cpuUs, 'us an answer'),
      },
    )
  }
  bare.stop()
  await bot.close()
  await bench.close()
  return figures
}
