import { describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../../src/domain/fingerprint.ts'
import { isFinished } from '../../../src/domain/pending-notice.ts'
import type { Extension, ShareLink } from '../../../src/domain/share.ts'
import {
  announceExtension,
  extended,
  extensionAnswered,
  extensionRefused,
  linkRepaired,
  startRepair,
  startRewriting,
  stayOver,
} from '../../../src/domain/share-extension.ts'
import {
  aReply,
  aRevokedShare,
  aShare,
  DAY,
  HOUR,
  LINK_ID,
  MINUTE,
  NOW,
  OTHER_LINK_ID,
  SECOND,
} from '../../support/builders.ts'

const EXTENSION: Extension = {
  expiresAt: NOW + 9 * DAY,
  limit: 5,
  by: 'U0BOB',
  askedAt: NOW + MINUTE,
  reference: 'REF23456',
}
const extending = { ...EXTENSION, replyTo: aReply(), refusal: null }
const LIVE = aShare({ extending })
const DEAD = aRevokedShare({
  extending,
  end: { reason: 'limit', verifiedAt: NOW },
  looseLinkIds: ['x', LINK_ID],
})
const BY_HAND = aRevokedShare({ extending, end: { reason: 'manual' } })
const REVOKING = aShare({ state: 'revoking', end: { reason: 'expired' }, extending })
const REFUSED = aShare({ extending: { ...extending, refusal: { reason: 'portal-down' } } })
const LINK = { id: LINK_ID, address: 'https://a.example/s/y', direct: false, key: 'a-key' }
const DONE = { reference: 'REF23456', link: LINK, kept: [], now: NOW + HOUR }
/** As it is right after the portal has answered, with nothing in between. */
const carriedOut = (share: ShareLink) => extended(share, { ...DONE, from: share.state })

describe('which step applies when', () => {
  const steps: Record<string, (share: ShareLink) => ShareLink | null> = {
    startRewriting: (share) => startRewriting(share, 'REF23456', NOW + HOUR),
    extended: carriedOut,
    extensionRefused: (share) =>
      extensionRefused(share, { reference: 'REF23456', refusal: { reason: 'bug' }, now: NOW }),
    extensionAnswered: (share) => extensionAnswered(share, 'REF23456'),
    stayOver: (share) => stayOver(share, 'manual', 'U0CAROL'),
  }
  const shares = {
    live: LIVE,
    dead: DEAD,
    revoking: REVOKING,
    'by hand': BY_HAND,
    refused: REFUSED,
    'another extension': aShare({ extending: { ...extending, reference: 'OTHER234' } }),
    'no extension': aShare(),
    'used up': aShare({ extending, downloads: 5 }),
    'carried out': aShare({ extending, extensions: [EXTENSION] }),
  }
  const table: Record<string, string[]> = {
    startRewriting: ['live', 'dead'],
    extended: ['live', 'dead'],
    extensionRefused: ['live', 'dead', 'revoking', 'by hand', 'used up'],
    extensionAnswered: ['refused', 'carried out'],
    stayOver: ['dead', 'revoking'],
  }
  for (const [name, step] of Object.entries(steps)) {
    for (const [what, share] of Object.entries(shares)) {
      it(`${name}, ${what}: ${table[name]?.includes(what)}`, () => {
        const copy = structuredClone(share)
        expect(step(share) !== null).toBe(table[name]?.includes(what))
        expect(share).toEqual(copy)
      })
    }
  }

  it.each<[string, ShareLink, boolean]>([
    ['live', aShare(), true],
    ['ended by itself', aRevokedShare(), true],
    ['ending by itself', aShare({ state: 'revoking', end: { reason: 'limit' } }), true],
    ['revoked by a person', aRevokedShare({ end: { reason: 'manual' } }), false],
    ['being made', aShare({ state: 'creating', step: 'linked' }), false],
    ['failed', aShare({ state: 'failed' }), false],
    ['under way already', LIVE, false],
  ])('announceExtension, %s: %s', (_, share, may) => {
    expect(announceExtension(share, EXTENSION, aReply()) !== null).toBe(may)
  })

  it('an extension whose end has passed is not written', () => {
    expect(startRewriting(LIVE, 'REF23456', EXTENSION.expiresAt)).toBeNull()
    expect(extended(LIVE, { ...DONE, from: 'active', now: EXTENSION.expiresAt })).toBeNull()
  })

  it('what has ended since the link was written needs it written again', () => {
    expect(extended(DEAD, { ...DONE, from: 'active' })).toBeNull()
  })

  it('a link that the share gave up is not its link', () => {
    expect(extended(LIVE, { ...DONE, from: 'active', link: { ...LINK, id: OTHER_LINK_ID } })).toBeNull()
  })
})

describe('extended', () => {
  it('a live share has its new terms and address, and everything else as it was', () => {
    const after = carriedOut(LIVE)
    expect(after && extensionAnswered(after, 'REF23456')?.extending).toBeNull()
    expect(after).toEqual({
      ...LIVE,
      terms: { ...LIVE.terms, expiresAt: EXTENSION.expiresAt, limit: 5 },
      address: LINK.address,
      key: LINK.key,
      extensions: [EXTENSION],
    })
  })

  it('one that is over lives again; its end is kept, with the moment from which it was taken back', () => {
    const before = {
      ...DEAD,
      notified: { ...DEAD.notified, end: 'notified' as const },
      endIsNear: 1,
      sealedPassword: 's',
    }
    expect(carriedOut(before)).toMatchObject({
      state: 'active',
      bornAt: before.bornAt,
      end: null,
      pastEnds: [{ ...before.end, revivedAt: EXTENSION.askedAt }],
      notified: { end: 'no' },
      endIsNear: null,
      sealedPassword: 's',
      looseLinkIds: ['x'],
    })
  })

  it('asked for while the link was being removed, it lives again from when that was done', () => {
    const late = { ...DEAD, end: { ...DEAD.end, verifiedAt: NOW + 2 * MINUTE } as ShareLink['end'] }
    expect(carriedOut(late)?.pastEnds[0]?.revivedAt).toBe(NOW + 2 * MINUTE)
  })

  it('changes the fingerprint of the message', () => {
    for (const share of [LIVE, DEAD]) {
      const same = carriedOut(share)
      expect(same && fingerprintOf(same)).not.toBe(fingerprintOf(share))
    }
    // Even where the terms come out as they were.
    const terms = { ...EXTENSION, ...LIVE.terms }
    const back = carriedOut({ ...LIVE, extending: { ...terms, replyTo: null, refusal: null } })
    expect(back && fingerprintOf(back)).not.toBe(fingerprintOf(LIVE))
  })
})

describe('an extension of which nothing comes', () => {
  const refused = { reference: 'REF23456', refusal: { reason: 'portal-down' }, now: NOW + SECOND } as const

  it('leaves a live share as it is, but unfinished until the person is told', () => {
    const after = extensionRefused(LIVE, refused)
    expect(after).toEqual({ ...LIVE, extending: { ...extending, refusal: { reason: 'portal-down' } } })
    expect(after && isFinished(after)).toBe(false)
    expect(after && extensionAnswered(after, 'REF23456')?.extending).toBeNull()
  })

  it('leaves the link of one that is over to be removed, named once', () => {
    const written = { rewrittenAt: EXTENSION.askedAt }
    expect(extensionRefused({ ...BY_HAND, ...written }, refused)).toMatchObject({
      looseLinkIds: [LINK_ID],
      rewrittenAt: refused.now,
    })
    expect(extensionRefused({ ...DEAD, ...written }, refused)?.looseLinkIds).toEqual(['x', LINK_ID])
  })

  it.each<[string, number | null]>([
    ['never', null],
    ['only for an extension before', EXTENSION.askedAt - 1],
  ])('leaves nothing to be removed where the link was written %s', (_, rewrittenAt) => {
    const after = extensionRefused({ ...BY_HAND, rewrittenAt }, refused)
    expect(after).toMatchObject({ looseLinkIds: [], rewrittenAt })
  })

  it('is as it is to be once it is written anew, also under another address', () => {
    const answered = { ...LIVE, extending: null }
    expect(startRepair(LIVE, NOW)).toBeNull()
    expect(startRepair(DEAD, NOW)).toBeNull()
    expect(startRepair(answered, NOW)).toEqual({ ...answered, rewrittenAt: NOW })
    const shown = { ...answered, notified: { ...LIVE.notified, fingerprint: fingerprintOf(LIVE) } }
    expect(linkRepaired(shown, { ...LINK, address: LIVE.address ?? '' })).toBeNull()
    expect(linkRepaired(shown, LINK)).toMatchObject({
      address: LINK.address,
      key: LINK.key,
      notified: { fingerprint: null },
    })
    expect(linkRepaired(DEAD, LINK)).toBeNull()
  })
})

it('stayOver: a person’s word takes the place of the reason, and the share forgets its password', () => {
  const before = { ...DEAD, sealedPassword: 'sealed' }
  expect(stayOver(before, 'manual', 'U0CAROL')).toEqual({
    ...before,
    sealedPassword: null,
    end: { ...before.end, reason: 'manual', by: 'U0CAROL' },
  })
})
