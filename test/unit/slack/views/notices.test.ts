import { describe, expect, it } from 'vitest'
import type { Extension, ShareLink } from '../../../../src/domain/share.ts'
import type { Warning } from '../../../../src/domain/warning.ts'
import { DETAILS, EXTEND, REVOKE } from '../../../../src/slack/views/actions.ts'
import { downloadsReply, endReply, extensionsReply } from '../../../../src/slack/views/replies.ts'
import type { View } from '../../../../src/slack/views/rich.ts'
import { lostNotice, warningReply } from '../../../../src/slack/views/warnings.ts'
import { aRevokedShare, aShare, DAY, NOW, SECOND } from '../../../support/builders.ts'
import { buttonsOf, literalTexts } from './check-view.ts'

const BOTH: readonly Warning[] = ['end', 'last-download']
const GONE = { message: null, messageLost: true }
const extension = (more: Partial<Extension> = {}): Extension => ({
  expiresAt: NOW + DAY,
  limit: 5,
  by: 'U0BOB',
  askedAt: NOW,
  reference: 'REF23456',
  ...more,
})
const isRevival = (share: ShareLink): ShareLink => ({
  ...share,
  extensions: [extension()],
  pastEnds: [{ reason: 'expired', by: null, decidedAt: NOW, verifiedAt: NOW, revivedAt: NOW + SECOND }],
})

const lines = (view: View) => view.text.split('\n')
const labels = (view: View) => buttonsOf(view).map(({ action_id, value }) => [action_id, value])

describe('a warning', () => {
  const share = aShare({ downloads: 2 })
  const date = '<!date^1796032800^expires {date_long_pretty} at {time}|expires 2026-11-30 10:00 UTC>'

  it.each<[string, readonly Warning[], number, string[]]>([
    ['of the end', ['end'], 2, [`The link to Q3 report.docx ${date}.`, '2 of 3 downloads · ID K7M4QX']],
    [
      'of the last download is the line on downloads too',
      ['last-download'],
      1,
      ['Downloaded (2 of 3).', 'The link to Q3 report.docx has one download left.', 'ID K7M4QX'],
    ],
    [
      'of both',
      BOTH,
      2,
      [`The link to Q3 report.docx ${date} and has one download left.`, '2 of 3 downloads · ID K7M4QX'],
    ],
  ])('%s', (_, warnings, from, said) => {
    expect(lines(warningReply(share, warnings, from))).toEqual(said)
  })

  it('to the creator says nothing of new downloads', () => {
    expect(lines(warningReply({ ...share, ...GONE }, ['last-download'], 0))).toEqual([
      'The link to Q3 report.docx has one download left.',
      '2 of 3 downloads · ID K7M4QX',
    ])
  })

  it('can be acted on', () => {
    expect(labels(warningReply(share, BOTH, 0))).toEqual([
      [EXTEND, 'K7M4QX'],
      [REVOKE, 'K7M4QX'],
    ])
  })
})

describe('extensions', () => {
  it('are told one a line, from the first that was not', () => {
    const share = aShare({
      extensions: [
        extension({ by: 'U0FIRST' }),
        extension({ limit: null }),
        extension({ by: 'U0CAROL', limit: 1 }),
      ],
    })
    const said = lines(extensionsReply(share, 1))
    expect(said).toHaveLength(3)
    expect(said[0]).toMatch(/^<@U0BOB> extended this link <!date\S+to .*> \(no limit\)\.$/)
    expect(said[1]).toMatch(/^<@U0CAROL> extended this link <!date\S+to .*> \(1 download\)\.$/)
  })

  it('say that the link runs again, which the channel reads', () => {
    expect(lines(extensionsReply(isRevival(aShare()), 0))[0]).toMatch(
      /^The link to Q3 report\.docx works again\. <@U0BOB> extended it <!date\S+to .*> \(5 downloads\)\.$/,
    )
  })

  it('of very many tell the latest, and how many came before', () => {
    const share = aShare({ extensions: Array.from({ length: 60 }, () => extension()) })
    const said = lines(extensionsReply(share, 0))
    expect(said[0]).toBe(`Extended ${60 - (said.length - 2)} times before this.`)
    expect(said.at(-2)).toMatch(/^<@U0BOB> extended this link/)
  })

  it('of a view only link speak of no limit', () => {
    const share = aShare({ terms: { viewOnly: true, limit: null }, extensions: [extension({ limit: null })] })
    expect(extensionsReply(share, 0).text).not.toContain('limit')
  })
})

describe('a message that is gone', () => {
  it('is told with all that can still be done', () => {
    const view = lostNotice(aShare(GONE))
    expect(view.text).toContain('Your message with the link to Q3 report.docx in <#C0TEAM> was deleted')
    expect(view.text).toContain('The link still works <!date')
    expect(labels(view).map(([id]) => id)).toEqual([EXTEND, DETAILS, REVOKE])
  })

  it('is named when the end is told', () => {
    expect(literalTexts(endReply(aRevokedShare(GONE))).join('')).toContain("I couldn't update its message in")
    expect(endReply(aRevokedShare({ message: null })).text).not.toContain('its message')
  })

  it('tells how many took the file by a view', () => {
    const over = aRevokedShare({ downloads: 4, views: 4, end: { reason: 'limit' } })
    expect(lines(endReply(over))).toEqual([
      'Q3 report.docx: link closed, 4 downloads (limit 3). The last one slipped in before it closed.',
      '4 of these downloads used a changed link (action=view), which gives the whole file too.',
      'ID K7M4QX',
    ])
    expect(endReply({ ...over, views: 0 }).text).not.toContain('action=view')
  })
})

describe('new downloads', () => {
  it.each([
    [aShare({ downloads: 2 }), 1, 'Downloaded (2 of 3).'],
    [
      aShare({ downloads: 2, views: 1 }),
      0,
      '2 downloads (2 of 3). 1 of these downloads used a changed link (action=view), which gives the whole file too.',
    ],
    [aShare({ downloads: 2, terms: { limit: null } }), 0, '2 downloads (2 so far).'],
  ])('are told in one line', (share, from, said) => {
    expect(downloadsReply(share, from).text).toBe(said)
  })
})
