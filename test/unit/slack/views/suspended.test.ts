import { describe, expect, it } from 'vitest'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { answerView } from '../../../../src/slack/views/answer.ts'
import { outageNoticeView } from '../../../../src/slack/views/outage-notices.ts'
import { extensionsReply } from '../../../../src/slack/views/replies.ts'
import { shareMessage } from '../../../../src/slack/views/share-message.ts'
import { aRevokedShare, aShare, DAY, HOUR, NOW, SECOND, TEAM } from '../../../support/builders.ts'
import { buttonNames } from '../../../support/message.ts'

const SUSPENDED = aRevokedShare({ end: { reason: 'blind' } })
const RESUMED = aShare({
  pastEnds: [{ reason: 'blind', by: null, decidedAt: NOW - HOUR, verifiedAt: NOW - HOUR, revivedAt: NOW }],
  extensions: [{ expiresAt: NOW + 7 * DAY, limit: 3, by: null, askedAt: NOW, reference: 'r' }],
})
const info = (share: ShareLink, mayChange = true) =>
  answerView({
    kind: 'info',
    share,
    accesses: [],
    total: 0,
    viewsCut: false,
    claims: null,
    mayChange,
    auditIntervalMs: 10 * SECOND,
    timeZone: 'Etc/UTC',
    replace: false,
  })
const names = (view: unknown) => buttonNames(view as Parameters<typeof buttonNames>[0])

describe('a suspended share', () => {
  it('says so in its message, and keeps Details alone', () => {
    const message = shareMessage(SUSPENDED, 10 * SECOND)
    expect(message.text).toMatch(
      /\nPaused: downloads can't be counted right now\. The same link will work again once they can\./,
    )
    expect(message.text).not.toContain('losed')
    expect(names(message)).toEqual(['Details'])
  })

  it('can be ended for good from its Details, and not extended', () => {
    expect(names(info(SUSPENDED))).toEqual(['Activity', 'Revoke'])
    expect(names(info(SUSPENDED, false))).toEqual(['Activity'])
    expect(names(info(aRevokedShare({ end: { reason: 'expired' } })))).toEqual(['Activity', 'Reopen'])
  })

  it('that the portal does not let back says why to those who look, and in the channel only that', () => {
    const stuck = { refusal: { reason: 'quota-full' as const, title: 'x', quota: 6 }, tries: 1, triedAt: NOW }
    const share = aRevokedShare({ end: { reason: 'blind', stuck } })
    expect(info(share).text).toContain('already has 6 links, the most DocSpace allows')
    expect(shareMessage(share, SECOND).text).toContain("DocSpace won't let it back yet")
    expect(shareMessage(share, SECOND).text).not.toContain('6 links')
  })
})

describe('a share that has resumed', () => {
  it('runs again, and nobody has extended it', () => {
    expect(extensionsReply(RESUMED, 0).text).toMatch(/^The link to .* works again\.\n/)
    expect(extensionsReply(RESUMED, 0).text).not.toContain('xtended')
    expect(info(RESUMED).text).toMatch(/• <!date\^\d+\^Paused [^>]*>, <!date\^\d+\^back /)
    expect(info(RESUMED).text).not.toMatch(/Extended|Resumed/)
  })
})

describe('an outage notice', () => {
  const ids = Array.from({ length: 10 }, (_, index) => `K7M${index}`)
  const about = { team: TEAM, to: 'U0ALICE', since: NOW - HOUR }

  it('names what fits, however long the names are, and says how many there are besides', () => {
    const shares = ids.map((id) => aShare({ id, file: { id: '1', title: '&'.repeat(300) } }))
    const { text } = outageNoticeView(
      { ...about, kind: 'blind-creator', ids, total: 40, suspends: false },
      shares,
    )
    const shown = text.match(/ID K7M/g)?.length ?? 0
    expect(shown).toBeGreaterThan(5)
    expect(text.length).toBeLessThanOrEqual(4_000)
    expect(text).toContain(`And ${40 - shown} more.`)
    expect(text).not.toContain('/sharelink revoke')
  })

  it('says of each link where it stands when downloads are counted again', () => {
    const shares = [
      aShare({ downloads: 2 }),
      aRevokedShare({ downloads: 4, end: { reason: 'limit' } }),
      SUSPENDED,
    ]
    const { text } = outageNoticeView(
      { ...about, kind: 'back-creator', ids: ids.slice(0, 3), total: 3 },
      shares,
    )
    expect(text).toMatch(/2 of 3 downloads · ID/)
    expect(text).toMatch(/4 downloads \(limit 3\) · closed · ID/)
    expect(text).toMatch(/0 of 3 downloads · works again soon · ID/)
  })
})
