import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { keyOf, LINK_ID, ORIGIN } from '../../../support/builders.ts'
import { PAGE_ADDRESS, PASSWORD, PERSONAL_ADDRESS } from '../../../support/every-answer.ts'
import { PLAIN_NAME, SEALED } from '../../../support/every-share.ts'
import { everyView, type Shown } from '../../../support/every-view.ts'
import { DECEIVING, drawnFaults, HOSTILE, NAMELESS, wordsOfBlocks, wordsOfText } from './check-view.ts'

const NAMES: readonly [what: string, name: string][] = [
  ['a plain name', PLAIN_NAME],
  ...HOSTILE,
  ...DECEIVING,
  ...NAMELESS,
]

/** Our own secrets; a hostile name holds addresses too, but none of these. */
const ADDRESS = [ORIGIN, keyOf(LINK_ID), LINK_ID]
const holds = (shown: Shown, secrets: readonly string[]): boolean => {
  const all = JSON.stringify(shown.view)
  return secrets.some((secret) => all.includes(JSON.stringify(secret).slice(1, -1)))
}
/** The text of a share's message begins with who shared what, since a notification shows little more. */
const asTold = (words: string | string[]): string[] => {
  const by = words.indexOf('Shared')
  if (typeof words === 'string' || by === -1 || words[by + 1] !== 'by') return [...words]
  return [String(words[by + 2]), 'shared', ...words.slice(0, by), ...words.slice(by + 3)]
}

/** Every one of them that is not as it should be, by name, so that a failure says which. */
const wrongOnes = (shown: readonly Shown[], isWrong: (one: Shown) => unknown): string[] =>
  shown.filter(isWrong).map(({ group, what }) => `${group}: ${what}`)

describe.each(NAMES)('every view, of %s', (_, name) => {
  const all = everyView(name)

  it('is taken by Slack, and nothing in it is read as markup', () => {
    const faults = all.flatMap((shown) =>
      drawnFaults(shown).map((fault) => `${shown.group}: ${shown.what}: ${fault}`),
    )
    expect(faults).toEqual([])
  })

  it('says in its text all that its blocks say, word by word', () => {
    const different = all.flatMap((shown) =>
      shown.surface === 'message'
        ? [[`${shown.group}: ${shown.what}`, wordsOfText(shown.view.text), wordsOfBlocks(shown.view.blocks)]]
        : [],
    )
    expect(different.length).toBeGreaterThan(200)
    for (const [what, text, blocks] of different) expect(text, String(what)).toEqual(asTold(blocks ?? []))
  })

  it('has the address of a link only where it is handed out, and in a channel only in a button', () => {
    expect(wrongOnes(all, (one) => holds(one, ADDRESS) && !one.mayHold.includes('address'))).toEqual([])
    expect(wrongOnes(all, (one) => one.isOver && holds(one, ADDRESS))).toEqual([])
    const inText = (one: Shown) =>
      one.inChannel && one.surface === 'message' && ADDRESS.some((part) => one.view.text.includes(part))
    expect(wrongOnes(all, inText)).toEqual([])
  })

  it('has the address of a download only in the answer to its taker', () => {
    const isTaker = ({ group }: Shown) => group === 'The file, privately'
    expect(wrongOnes(all, (one) => holds(one, [PERSONAL_ADDRESS]) !== isTaker(one))).toEqual([])
  })

  it('has the address of a page only in private answers about a share that is live', () => {
    const holders = new Set(all.filter((one) => holds(one, [PAGE_ADDRESS])).map(({ group }) => group))
    expect(holders).toEqual(
      new Set(['Shared, privately', 'Details, privately', 'The link to copy, privately']),
    )
  })

  it('has the password only in the answer to whoever set it', () => {
    expect(wrongOnes(all, (one) => holds(one, [PASSWORD]) !== one.mayHold.includes('password'))).toEqual([])
    expect(wrongOnes(all, (one) => holds(one, [SEALED]))).toEqual([])
  })
})

describe('the list of views', () => {
  const all = everyView(PLAIN_NAME)

  it('has each state once', () => {
    const names = all.map(({ group, what }) => `${group}: ${what}`)
    expect(names.filter((found, index) => names.indexOf(found) !== index)).toEqual([])
  })

  it('hands out addresses somewhere, or the checks above would find nothing', () => {
    for (const surface of ['message', 'modal'] as const) {
      const found = all.filter((one) => one.surface === surface && holds(one, ADDRESS))
      expect(found.length).toBeGreaterThan(10)
    }
  })

  it('has no words for what is missing', () => {
    const odd = /undefined|\bnull\b|NaN|\[object|Invalid|\(no name\)/
    expect(wrongOnes(all, ({ view }) => odd.test(JSON.stringify(view).replaceAll(':null', '')))).toEqual([])
  })
})

it('the views are made without a cast, so that the types of Slack are held against them', () => {
  const folder = new URL('../../../../src/slack/views/', import.meta.url)
  const casts = readdirSync(folder).filter((file) =>
    /\bas (?!const\b)[A-Za-z]/.test(
      readFileSync(new URL(file, folder), 'utf8')
        .replace(/^import .*$|\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, '')
        .replace(/'[^'\n]*'|`[^`]*`|"[^"\n]*"/g, ''),
    ),
  )
  expect(casts).toEqual([])
})
