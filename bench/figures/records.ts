import { randomBytes } from 'node:crypto'
import { createStore } from '../../src/store/store.ts'
import { createVault } from '../../src/store/vault.ts'
import { createTestWorld } from '../../test/support/test-world.ts'
import { liveShare } from '../growing-shares.ts'
import { bytesByKind, cpuOf } from '../meter.ts'
import { readOneMore, shareWith } from '../one-more-download.ts'
import { openBench } from '../stage.ts'
import { type Figure, median, spread } from './figure.ts'

/** What Redis takes for a live share, with its address sealed, beside the text of the share itself. */
const bytesFigure = async (): Promise<Figure> => {
  const SHARES = 2_000
  const bench = await openBench()
  const { connection: redis, namespace } = bench
  const { shares } = createStore(redis, namespace, createVault(randomBytes(32)))
  let text = 0
  for (let index = 0; index < SHARES; index += 1) {
    const share = liveShare(index)
    text += JSON.stringify(share).length
    await shares.create(share)
  }
  const kinds = await bytesByKind(redis, namespace)
  const each = (kind: string) => Math.round((kinds.get(kind) ?? 0) / SHARES)
  await bench.close()
  return {
    what: 'Redis for a live share',
    against: 'its JSON',
    value: each('share') + each('indexes'),
    unit: 'bytes',
    target: { most: 1_500 },
    detail: `record ${each('share')}, indexes ${each('indexes')}; its JSON has ${Math.round(text / SHARES)}`,
  }
}

/** CPU of this process and of Redis for one reading with one more download, where there are few already and where there are many. */
const countingFigure = async (): Promise<Figure> => {
  const [FEW, MANY] = [10, 100_000]
  const bench = await openBench()
  const worlds = []
  for (const count of [FEW, MANY]) {
    const world = createTestWorld(bench.path)
    worlds.push({ world, share: await shareWith(world, count), next: count })
  }
  const costs = worlds.map((): number[] => [])
  for (let round = 0; round < 8; round += 1) {
    for (const [index, one] of worlds.entries()) {
      const { cpuMs } = await cpuOf(one.world.redis, 15, async () => {
        await readOneMore(one.world, one.share, one.next)
        one.next += 1
      })
      // The first is not measured: until code is compiled it is slow.
      if (round > 0) costs[index]?.push(cpuMs)
    }
  }
  for (const { world } of worlds) await world.close()
  await bench.close()
  const [few = [], many = []] = costs
  return {
    what: `one more download of a link with ${MANY}: CPU`,
    against: `of a link with ${FEW}`,
    value: median(many.map((cost, index) => cost / (few[index] ?? Number.NaN))),
    unit: 'times',
    target: { most: 2 },
    detail: `${spread(many, 1)} against ${spread(few, 1)} ms`,
  }
}

/** What the record of a live link takes, and what it costs to count where there are very many downloads. */
export const recordFigures = async (): Promise<Figure[]> => [await bytesFigure(), await countingFigure()]
