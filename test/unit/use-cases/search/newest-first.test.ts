import { expect, it } from 'vitest'
import { newestFirst } from '../../../../src/use-cases/search/newest-first.ts'

/** Work that is over when the test says so; `begun` in the order it was begun. */
const stage = () => {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => async () => {
    begun.push(name)
    await new Promise<void>((resolve) => ends.set(name, resolve))
    return name
  }
  const end = (name: string) => ends.get(name)?.()
  return { begun, work, end, inLine: newestFirst(2) }
}

it('begins so many of one person at once, of others beside them', async () => {
  const { begun, work, end, inLine } = stage()
  const all = ['a', 'b', 'c'].map((name) => inLine('alice', work(name)))
  const bobs = inLine('bob', work('d'))
  expect(begun).toEqual(['a', 'b', 'd'])
  end('b')
  await expect.poll(() => begun).toEqual(['a', 'b', 'd', 'c'])
  for (const name of ['a', 'c', 'd']) end(name)
  expect(await Promise.all([...all, bobs])).toEqual(['a', 'b', 'c', 'd'])
})

it('lets a newer one take the place of the one that waits, at once', async () => {
  const { begun, work, end, inLine } = stage()
  const [first, second, third, fourth, fifth] = ['a', 'b', 'c', 'd', 'e'].map((name) =>
    inLine('alice', work(name)),
  )
  expect(await Promise.all([third, fourth])).toEqual([null, null])
  end('a')
  expect(await first).toBe('a')
  await expect.poll(() => begun).toEqual(['a', 'b', 'e'])
  end('b')
  end('e')
  expect(await Promise.all([second, fifth])).toEqual(['b', 'e'])
})

it('gives a place back when work fails', async () => {
  const { begun, work, end, inLine } = stage()
  const failing = () => inLine('alice', () => Promise.reject(new Error('odd')))
  for (let n = 0; n < 5; n += 1) await expect(failing()).rejects.toThrow('odd')
  const both = ['a', 'b'].map((name) => inLine('alice', work(name)))
  expect(begun).toEqual(['a', 'b'])
  end('a')
  end('b')
  await Promise.all(both)
})
