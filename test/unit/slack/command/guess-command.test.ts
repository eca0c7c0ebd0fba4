import { expect, it } from 'vitest'
import { guessCommand } from '../../../../src/slack/command/guess-command.ts'
import { parse } from './parsing.ts'

it.each([
  ['shrae', '4821'],
  ['lst', 'list'],
  ['lisst', 'list'],
  ['revok', 'revoke ID'],
  ['exend', 'extend ID for 7d'],
  ['hlep', null],
  ['delete', 'revoke ID'],
  ['for', '4821 for 7d'],
  ['frobnicate', null],
  ['x', null],
  ['constructor', null],
  ['x'.repeat(100_000), null],
])('%.20s may mean %s', (typed, guess) => {
  expect(guessCommand(typed)).toBe(guess)
})

it('guesses only what is understood', () => {
  for (const word of [
    'lst',
    'revok',
    'exend',
    'dtails',
    'activty',
    'shrae',
    'until',
    'max',
    'view',
    'canry',
  ]) {
    const guess = guessCommand(word)?.replace('ID', 'K7M4QX') ?? ''
    expect(parse(guess), guess).toMatchObject({ ok: true })
  }
})
