import { expect, it } from 'vitest'
import { sparingly } from '../../../src/timing/sparingly.ts'

const stage = () => {
  let now = 0
  const said: [string, number][] = []
  const spare = sparingly(() => now, 1_000)
  return {
    said,
    pass: (ms: number) => {
      now += ms
    },
    say: (kind: string) => spare(kind, (leftOut) => said.push([kind, leftOut])),
  }
}

it('F2: of one kind one is said a second, with how many were left out', () => {
  const { said, pass, say } = stage()
  for (let tenth = 0; tenth < 20; tenth += 1) {
    say('OOM')
    pass(100)
  }
  say('OOM')
  expect(said).toEqual([
    ['OOM', 0],
    ['OOM', 9],
    ['OOM', 9],
  ])
})

it('one kind does not hold back another', () => {
  const { said, say } = stage()
  for (const kind of ['OOM', 'READONLY', 'OOM', 'READONLY']) say(kind)
  expect(said).toEqual([
    ['OOM', 0],
    ['READONLY', 0],
  ])
})

it('what is remembered is bounded', () => {
  const { said, say } = stage()
  for (let kind = 0; kind < 101; kind += 1) say(`kind ${kind}`)
  say('kind 0')
  expect(said.filter(([kind]) => kind === 'kind 0')).toHaveLength(2)
})
