import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { transform } from 'esbuild'
import { openBench } from '../stage.ts'
import { type Figure, median, spread } from './figure.ts'

const ROUNDS = 9
/** Where it finds Bolt. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))

/** How long a bare Bolt app takes until it listens, in plain JavaScript, as one would write it. */
const startBare = async (program: string): Promise<number> => {
  const begunAt = performance.now()
  const child = spawn(process.execPath, [program, 'secret'], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  await once(child, 'message')
  const tookMs = performance.now() - begunAt
  child.disconnect()
  await once(child, 'exit')
  return tookMs
}

/** From the start of the process until it listens: the app, with a Redis that is there, against a bare Bolt app. */
export const startFigures = async (): Promise<Figure[]> => {
  await mkdir(CACHE, { recursive: true })
  const program = join(CACHE, `bare-bolt-${process.pid}.mjs`)
  const source = await readFile(join(import.meta.dirname, 'bare-bolt.ts'), 'utf8')
  await writeFile(program, (await transform(source, { loader: 'ts' })).code)
  const bench = await openBench()
  const own: number[] = []
  const bare: number[] = []
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      const begunAt = performance.now()
      const bot = await bench.startBot()
      const tookMs = performance.now() - begunAt
      await bot.close()
      const bareMs = await startBare(program)
      // The first round compiles, and brings the files into memory.
      if (round === 0) continue
      own.push(tookMs)
      bare.push(bareMs)
    }
  } finally {
    await bench.close()
    await rm(program)
  }
  return [
    {
      what: 'the start until it listens',
      against: 'a bare Bolt app',
      value: median(own.map((ms, round) => ms / (bare[round] ?? Number.NaN))),
      unit: 'times',
      target: { most: 2 },
      detail: `${spread(own)} ms against ${spread(bare)} ms`,
    },
  ]
}
