import { expect, test } from 'vitest'
import { createLines } from '../../../../src/slack/listeners/lines.ts'

const alice = { team: 'T1', userId: 'alice' }

/** Works that begin in their turn and end when they are told to. */
const works = () => {
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const work = (name: string) => () =>
    new Promise<string>((resolve) => {
      begun.push(name)
      ends.set(name, () => resolve(name))
    })
  return { begun, work, end: (name: string) => ends.get(name)?.() }
}
const soon = () => new Promise((resolve) => setImmediate(resolve))

test('of one member so many at a time, in the order they came; another one, or elsewhere, waits for none of them', async () => {
  const lines = createLines(2)
  const { begun, work, end } = works()
  const all = ['a', 'b', 'c', 'd'].map((name) => lines.join(alice, work(name)))
  await soon()
  expect(begun).toEqual(['a', 'b'])
  const others = [
    lines.join({ team: 'T1', userId: 'bob' }, work('bob')),
    lines.join({ team: 'T2', userId: 'alice' }, work('elsewhere')),
  ]
  await soon()
  expect(begun).toEqual(['a', 'b', 'bob', 'elsewhere'])
  end('b')
  await soon()
  expect(begun.slice(4)).toEqual(['c'])
  end('a')
  end('c')
  await soon()
  for (const name of begun) end(name)
  expect(await Promise.all([...all, ...others])).toEqual(['a', 'b', 'c', 'd', 'bob', 'elsewhere'])
  expect(lines.size()).toBe(0)
})

test('what fails gives its place to the next, and leaves no line behind', async () => {
  const lines = createLines(1)
  const failing = lines.join(alice, async () => Promise.reject(new Error('odd')))
  const next = lines.join(alice, async () => 'next')
  await expect(failing).rejects.toThrow('odd')
  expect(await next).toBe('next')
  expect(lines.size()).toBe(0)
})

test('lifted, nothing waits any more, neither what came before nor what comes', async () => {
  const lines = createLines(1)
  const { begun, work } = works()
  for (const name of ['a', 'b', 'c']) void lines.join(alice, work(name))
  await soon()
  expect(begun).toEqual(['a'])
  lines.lift()
  void lines.join(alice, work('d'))
  await soon()
  expect(begun.toSorted()).toEqual(['a', 'b', 'c', 'd'])
})
