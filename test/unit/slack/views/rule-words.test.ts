import { describe, expect, it } from 'vitest'
import type { BrokenRule } from '../../../../src/domain/outcome.ts'
import { fileWords } from '../../../../src/slack/views/file-words.ts'
import { textOf } from '../../../../src/slack/views/rich.ts'
import { ruleAdvice, ruleWords } from '../../../../src/slack/views/rule-words.ts'
import { DAY, MINUTE, ORIGIN } from '../../../support/builders.ts'
import { parse } from '../command/parsing.ts'

const MANY = Array.from({ length: 500 }, (_, index) => `C0CHAN${index}`)

describe('a broken rule', () => {
  it.each<[BrokenRule, string, string | null]>([
    [
      { rule: 'MAX_EXPIRY', mostMs: 90 * DAY, leftMs: 90 * DAY },
      'Links can last at most 90 days from now.',
      'Ask for less time, for example: for 90d',
    ],
    [
      { rule: 'MAX_EXPIRY', mostMs: DAY, leftMs: null },
      'Links can last at most 1 day from now. This one already does.',
      null,
    ],
    [
      { rule: 'MIN_EXPIRY', leastMs: 90 * MINUTE },
      'Links must last at least 90 minutes from now.',
      'Ask for more time, for example: for 1h30m',
    ],
    [
      { rule: 'MIN_EXPIRY', leastMs: 0 },
      'Links must last at least 1 s from now.',
      'Ask for more time, for example: for 1s',
    ],
    [
      { rule: 'MAX_DOWNLOADS_LIMIT', most: 3, had: null },
      'Links can allow at most 3 downloads here.',
      'Ask for fewer, for example: max 3',
    ],
    [
      { rule: 'MAX_DOWNLOADS_LIMIT', most: 3, had: 1_200 },
      'Links can allow at most 3 downloads here. This one has had 1,200 already. Make a new one.',
      null,
    ],
    [
      { rule: 'LINKS_PER_MINUTE', most: 60, waitMs: 19_400 },
      'You made 60 links in the last minute. Try again in 20 s.',
      null,
    ],
    [
      { rule: 'LINKS_PER_MINUTE', most: 1, waitMs: 1 },
      'You made 1 link in the last minute. Try again in 1 s.',
      null,
    ],
    [
      { rule: 'MAX_LIVE_LINKS', most: 1_000, waitMs: null },
      'One person can have at most 1,000 live links.',
      'Revoke one that nobody needs any more: /sharelink list',
    ],
    ...(
      [
        [40_000, '1 min'],
        [5_399_999, '1 h 30 min'],
        [73 * 3_600_000 - 5, '3 d 1 h'],
        [7 * 86_400_000 - 9_000, '7 days'],
      ] as const
    ).map(([waitMs, words]): [BrokenRule, string, string] => [
      { rule: 'MAX_LIVE_LINKS', most: 2, waitMs },
      `One person can have at most 2 live links. The next of them expires in ${words}.`,
      'Revoke one that nobody needs any more: /sharelink list',
    ]),
    [
      { rule: 'REQUIRE_PASSWORD', isMade: true },
      'Every link needs a password here, and this one has none. Make a new one.',
      null,
    ],
    [
      { rule: 'ALLOWED_CHANNELS', allowed: ['C0A', 'C0B'] },
      "Links can't be posted in this channel.",
      'Allowed: <#C0A>, <#C0B>.',
    ],
  ])('%j', (broken, words, advice) => {
    expect(ruleWords(broken)).toBe(words)
    const said = ruleAdvice(broken)
    expect(said === null ? null : textOf([said])).toBe(advice)
  })

  it('names ten channels of many', () => {
    const said = textOf([ruleAdvice({ rule: 'ALLOWED_CHANNELS', allowed: MANY }) ?? []])
    expect(said).toMatch(/<#C0CHAN9> and 490 more\.$/)
    expect(said).not.toContain('C0CHAN10')
  })

  it.each<BrokenRule>([
    { rule: 'MAX_EXPIRY', mostMs: DAY, leftMs: 90 * MINUTE },
    { rule: 'MIN_EXPIRY', leastMs: 10 * DAY },
    { rule: 'MAX_DOWNLOADS_LIMIT', most: 1_000_000, had: null },
    { rule: 'REQUIRE_PASSWORD' },
    { rule: 'PUBLIC_URL' },
  ])('advises what is understood: %j', (broken) => {
    const code = (ruleAdvice(broken) ?? []).flatMap((piece) =>
      typeof piece === 'object' && 'code' in piece ? [piece.code] : [],
    )
    expect(code).toHaveLength(1)
    expect(parse(`4821 ${code[0]}`)).toMatchObject({ ok: true })
  })
})

it('an address of another host is answered with the right one, its port included', () => {
  expect(fileWords('other-host', ORIGIN)).toBe("That link isn't on acme.example, so it can't be shared.")
  expect(fileWords('other-host', 'http://127.0.0.1:8092')).toContain('127.0.0.1:8092')
})
