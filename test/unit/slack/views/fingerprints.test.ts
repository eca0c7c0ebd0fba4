import fc from 'fast-check'
import { expect, it } from 'vitest'
import { movedTo } from '../../../../src/domain/closed-place.ts'
import { fingerprintOf } from '../../../../src/domain/fingerprint.ts'
import type { HomeFacts } from '../../../../src/domain/home.ts'
import { homeFingerprintOf } from '../../../../src/domain/home.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import { homeView } from '../../../../src/slack/views/home.ts'
import { shareMessage } from '../../../../src/slack/views/share-message.ts'
import { aHealth, aPolicy, aShare, NOW, ROW_FACTS, SECOND } from '../../../support/builders.ts'
import { everyShare } from '../../../support/every-share.ts'

const SHARES = Object.values(everyShare('Q3 report.docx')).flatMap((shares) =>
  shares.map(([, share]) => share),
)

/** What a share is made with, and keeps. */
const KEPT = ['team', 'id', 'file', 'folderId', 'creator', 'createdAt', 'bornAt', 'direct'] as const

/** Slack may give the channel another id at any time. */
const maybeMoved = (pairs: fc.Arbitrary<[ShareLink, ShareLink]>) =>
  fc.tuple(pairs, fc.boolean()).map(([[before, after], moves]): [ShareLink, ShareLink] => {
    const moved = moves ? movedTo(after, after.channel.id, 'C0MOVED') : null
    return [before, moved ?? after]
  })

/** A share, and what may become of it: some of its members as they are of another. */
const twoOfOne = (kept: readonly (keyof ShareLink)[]) =>
  fc.constantFrom(...SHARES).chain((one) =>
    fc.constantFrom(...SHARES).chain((other) => {
      const members = (Object.keys(one) as (keyof ShareLink)[]).filter((member) => !kept.includes(member))
      const { viewOnly, note, exact } = one.terms
      const source = { ...other, terms: { ...other.terms, viewOnly, note, exact } }
      return fc
        .subarray(members)
        .map((changed): [ShareLink, ShareLink] => [
          one,
          { ...one, ...Object.fromEntries(changed.map((member) => [member, source[member]])) },
        ])
    }),
  )

const homeWith = (share: ShareLink) => {
  const lists = {
    live: [share],
    ended: [share],
    takers: {},
    rows: ROW_FACTS,
    total: 1,
    skip: 0,
    pageSize: 10,
  }
  const admin: HomeFacts['admin'] = {
    all: [share],
    total: 1,
    health: aHealth(NOW),
    canary: null,
    canTry: false,
  }
  return homeView({ ...lists, policy: aPolicy(), auditIntervalMs: 10 * SECOND, admin, usual: null })
}

it('a channel that got another id is shown as that in a Home', () => {
  const share = aShare()
  const moved = movedTo(share, share.channel.id, 'C0MOVED') ?? share
  expect(homeWith(moved)).not.toEqual(homeWith(share))
  expect(homeFingerprintOf(moved)).not.toBe(homeFingerprintOf(share))
})

it('shares of one fingerprint in a Home look the same there', () => {
  fc.assert(
    fc.property(maybeMoved(twoOfOne(KEPT)), ([before, after]) => {
      fc.pre(homeFingerprintOf(before) === homeFingerprintOf(after))
      expect(homeWith(after)).toEqual(homeWith(before))
    }),
    { numRuns: 500, maxSkipsPerRun: 1_000 },
  )
})

it('shares of one fingerprint have the same message', () => {
  // Whatever gives a live link another address has its message written anew, and no live one changes its password.
  const kept = [...KEPT, 'channel', 'address', 'sealedPassword'] as const
  fc.assert(
    fc.property(twoOfOne(kept), ([before, after]) => {
      fc.pre(fingerprintOf(before) === fingerprintOf(after))
      // Who changed or deleted it at the portal is known when that is noticed, or never.
      fc.pre(before.end?.portalUser === after.end?.portalUser && before.drift?.by === after.drift?.by)
      expect(shareMessage(after, 10 * SECOND)).toEqual(shareMessage(before, 10 * SECOND))
    }),
    { numRuns: 500, maxSkipsPerRun: 1_000 },
  )
})
