import { describe, expect, it } from 'vitest'
import type { Takers } from '../../../../src/domain/takers.ts'
import { downloadsReply, endReply } from '../../../../src/slack/views/replies.ts'
import { takersLines } from '../../../../src/slack/views/takers-words.ts'
import { aRevokedShare, aShare } from '../../../support/builders.ts'

const NOBODY: Takers = { people: [], outside: 0, earlier: 0 }
const BOB = { id: 'U0BOB', name: 'Bob', times: 1 }
const DANA = { id: 'U0DANA', name: 'Dana', company: 'Acme', times: 2 }
const said = (takers: Takers, calling: 'mention' | 'name' = 'name'): string | undefined =>
  takersLines(takers, calling)
    .flat()
    .map((piece) => (typeof piece === 'string' ? piece : JSON.stringify(piece)))
    .join('')

describe('who took it', () => {
  it.each<[string, Takers]>([
    ['Taken by Bob.', { ...NOBODY, people: [BOB] }],
    [
      'Taken by Bob, Dana (Acme) (2 times), 1 by the link outside.',
      { ...NOBODY, people: [BOB, DANA], outside: 1 },
    ],
    ['Taken by Eve (another company).', { ...NOBODY, people: [{ ...BOB, name: 'Eve', company: '' }] }],
    ['Taken by the link outside.', { ...NOBODY, outside: 1 }],
    ['Taken 3 times by the link outside.', { ...NOBODY, outside: 3 }],
    ['Taken by Bob, 1,200 earlier.', { ...NOBODY, people: [BOB], earlier: 1_200 }],
    [
      'Taken by P1, P2, P3, P4, P5, P6, P7, P8, P9, P10, 2 other people.',
      { ...NOBODY, people: Array.from({ length: 12 }, (_, index) => ({ ...BOB, name: `P${index + 1}` })) },
    ],
    ['', NOBODY],
  ])('%s', (words, takers) => {
    expect(said(takers)).toBe(words)
  })

  it('is a mention in a private answer, and a name that pings nobody in a channel', () => {
    expect(said({ ...NOBODY, people: [BOB] }, 'mention')).toBe('Taken by {"user":"U0BOB"}.')
    const share = aShare({ terms: { exact: true }, downloads: 1 })
    const reply = downloadsReply(share, 0, { ...NOBODY, people: [{ ...BOB, name: '<!channel> @here' }] })
    expect(JSON.stringify(reply.blocks)).not.toContain('"user"')
    expect(reply.text).toBe('Taken by &lt;!channel&gt; @here: 1 of 3 downloads.')
  })

  it('is said with the end', () => {
    const share = aRevokedShare({ terms: { exact: true }, downloads: 3, end: { reason: 'limit' } })
    const { text } = endReply(share, { ...NOBODY, people: [BOB, DANA] })
    expect(text).toContain('link closed, all 3 downloads used.')
    expect(text).toContain('Taken by Bob, Dana (Acme) (2 times).')
    expect(text).not.toMatch(/slipped in/)
  })
})
