import { describe, expect, it } from 'vitest'
import { type Address, readAddress, writeAddress } from '../../../pages/client/slack/address.ts'
import { rowsOf } from '../../../pages/client/slack/rows.ts'
import { commandIn, suggestionsFor } from '../../../pages/client/slack/suggestions.ts'
import { screenOf, shownAt } from './slack-screen.ts'

describe('the address', () => {
  const CASES: [string, Address][] = [
    ['#/alice/C1', { as: 'alice', place: { kind: 'channel', channel: 'C1' } }],
    [
      '#/bob/C1/thread/17.000100',
      { as: 'bob', place: { kind: 'channel', channel: 'C1', thread: '17.000100' } },
    ],
    ['#/gina/home', { as: 'gina', place: { kind: 'home' } }],
    ['#/bob', { as: 'bob', place: { kind: 'channel' } }],
    ['#/a%2Fb/C1', { as: 'a/b', place: { kind: 'channel', channel: 'C1' } }],
  ]
  it.each(CASES)('%s there and back', (hash, address) => {
    expect(readAddress(hash)).toEqual(address)
    expect(writeAddress(address)).toBe(hash)
  })

  it.each([
    ['', { as: 'alice', place: { kind: 'channel' } }],
    ['#/bob/C1/thread', { as: 'bob', place: { kind: 'channel', channel: 'C1' } }],
    ['#/%E0%A4/C1', { as: '%E0%A4', place: { kind: 'channel', channel: 'C1' } }],
  ])('makes the best of %j', (hash, address) => {
    expect(readAddress(hash)).toEqual(address)
  })
})

describe('days', () => {
  const now = Date.parse('2026-11-24T10:00:00Z')
  const entries = ['2026-11-22T12:00:00Z', '2026-11-23T22:30:00Z', '2026-11-23T23:30:00Z'].map((time) =>
    shownAt(time),
  )
  const linesIn = (tz: string) =>
    rowsOf(entries, [], { tz, now }).map((row) => (row.kind === 'day' ? row.name : 'message'))

  it('begin where the reader is', () => {
    const sunday = ['Sunday, November 22', 'message']
    expect(linesIn('Europe/Berlin')).toEqual([...sunday, 'Yesterday', 'message', 'Today', 'message'])
    expect(linesIn('America/New_York')).toEqual([...sunday, 'Yesterday', 'message', 'message'])
  })

  it('are told apart when one has 25 hours', () => {
    const clocksBack = { tz: 'Europe/Berlin', now: Date.parse('2026-10-26T09:00:00Z') }
    const [line] = rowsOf([shownAt('2026-10-24T22:10:00Z')], [], clocksBack)
    expect(line).toMatchObject({ name: 'Yesterday' })
  })
})

describe('suggestions', () => {
  const names = (text: string) =>
    suggestionsFor(text, screenOf()).map((one) => (one.kind === 'command' ? one.command : one.name))

  it.each([
    ['/', ['/sharelink', 'Share a file']],
    ['/SHAREL', ['/sharelink']],
    ['/file', ['Share a file']],
    ['/sharelink ', []],
    ['and/or', []],
    ['', []],
  ])('to %j', (text, expected) => {
    expect(names(text)).toEqual(expected)
  })

  it('leave the usage of the command that is being written', () => {
    const { commands } = screenOf()
    expect(commandIn('/sharelink 48', commands)?.usageHint).toBe('FILE [max 3]')
    expect(commandIn('/sharelink', commands)).toBeUndefined()
    expect(commandIn('/other 48', commands)).toBeUndefined()
  })
})
