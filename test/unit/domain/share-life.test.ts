import { describe, expect, it } from 'vitest'
import { fingerprintOf } from '../../../src/domain/fingerprint.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import {
  asActive,
  beginEnd,
  endVerified,
  giveUpLink,
  isPostGivenUp,
  linkMade,
  makingAnswered,
  makingFailed,
  notPosted,
  posted,
  postFailed,
  removedFromPortal,
  startPosting,
  unposted,
  withoutAddress,
} from '../../../src/domain/share-life.ts'
import type { EndReason, MakingStep, ShareState } from '../../../src/domain/share-state.ts'
import { aShare, LINK_ID, NOW, OTHER_LINK_ID, SECOND } from '../../support/builders.ts'

type Place = MakingStep | Exclude<ShareState, 'creating'>
const PLACES: readonly Place[] = ['linking', 'linked', 'posting', 'active', 'revoking', 'revoked', 'failed']

const at = (place: Place): ShareLink => {
  const making = place === 'linking' || place === 'linked' || place === 'posting'
  const end = place === 'revoking' || place === 'revoked'
  return aShare({
    state: making ? 'creating' : place,
    step: making ? place : null,
    postsInDoubt: place === 'posting' ? 1 : 0,
    end: end ? { reason: 'limit', decidedAt: NOW, verifiedAt: place === 'revoked' ? NOW : null } : null,
  })
}
const placeOf = (share: ShareLink | null): Place | null =>
  share === null ? null : share.state === 'creating' ? share.step : share.state

const MESSAGE = { channel: 'C0TEAM', ts: '1.2' }
const MADE = { id: LINK_ID, address: 'https://a.example/s/y', direct: true, key: 'a-key' }
const SEEN = { now: NOW + SECOND, loose: false }
const POST = { linkId: LINK_ID, message: MESSAGE, fingerprint: 'as it was posted' }
const FAILURE = { refusal: { reason: 'portal-down' }, now: NOW } as const
const STEPS: Record<string, (share: ShareLink) => ShareLink | null> = {
  linkMade: (share) => linkMade(share, MADE),
  startPosting,
  notPosted: (share) => notPosted(share, LINK_ID),
  giveUpLink: (share) => giveUpLink(share, OTHER_LINK_ID),
  postFailed: (share) => postFailed(share, LINK_ID),
  posted: (share) => posted(share, POST),
  unposted,
  'unposted, with two posts in doubt': (share) => unposted({ ...share, postsInDoubt: 2 }),
  'startPosting, with two posts in doubt': (share) => startPosting({ ...share, postsInDoubt: 2 }),
  makingFailed: (share) => makingFailed(share, FAILURE),
  beginEnd: (share) => beginEnd(share, { reason: 'manual', by: 'U0BOB', now: NOW }),
  endVerified: (share) => endVerified(share, SEEN),
}

/** Which place a step leads to from which; all others are refused. */
const TABLE: Record<string, Partial<Record<Place, Place>>> = {
  linkMade: { linking: 'linked' },
  startPosting: { linked: 'posting' },
  notPosted: { posting: 'linked' },
  giveUpLink: { posting: 'linking' },
  postFailed: { posting: 'posting' },
  posted: { posting: 'active' },
  unposted: {},
  'unposted, with two posts in doubt': { linked: 'active' },
  'startPosting, with two posts in doubt': {},
  makingFailed: { linking: 'failed', linked: 'failed', posting: 'failed' },
  beginEnd: { active: 'revoking' },
  endVerified: { revoking: 'revoked' },
}

describe('which place may follow which', () => {
  for (const [name, step] of Object.entries(STEPS)) {
    for (const place of PLACES) {
      const next = TABLE[name]?.[place] ?? null
      it(`${name}: ${place} -> ${next ?? 'refused'}`, () => {
        const before = at(place)
        const copy = structuredClone(before)
        expect(placeOf(step(before))).toBe(next)
        expect(before).toEqual(copy)
      })
    }
  }
})

describe('an answer that comes late, of a link that was given up', () => {
  it.each<[string, Place, (share: ShareLink) => ShareLink | null]>([
    ['linkMade', 'linking', (share) => linkMade(share, { ...MADE, id: OTHER_LINK_ID })],
    ['notPosted', 'posting', (share) => notPosted(share, OTHER_LINK_ID)],
    ['postFailed', 'posting', (share) => postFailed(share, OTHER_LINK_ID)],
    ['posted', 'posting', (share) => posted(share, { ...POST, linkId: OTHER_LINK_ID })],
  ])('%s is not taken for the next link’s', (_, place, step) => {
    expect(step({ ...at(place), formerLinkIds: [OTHER_LINK_ID] })).toBeNull()
  })
})

describe('what a step changes', () => {
  it('linkMade keeps the address, its key and whether its use is recorded', () => {
    const before = at('linking')
    expect(linkMade(before, MADE)).toEqual({
      ...before,
      step: 'linked',
      address: 'https://a.example/s/y',
      direct: true,
      key: 'a-key',
    })
  })

  it('giveUpLink: the old link counts on, is to be removed, and its address is handed out no more', () => {
    const before = { ...at('posting'), formerLinkIds: ['a'], looseLinkIds: ['b'] }
    expect(giveUpLink(before, OTHER_LINK_ID)).toEqual({
      ...before,
      step: 'linking',
      linkId: OTHER_LINK_ID,
      formerLinkIds: ['a', LINK_ID],
      looseLinkIds: ['b', LINK_ID],
      address: null,
      key: null,
    })
  })

  it('posted keeps the message, and what it looks like as told', () => {
    const before = at('posting')
    const fingerprint = fingerprintOf(asActive(before))
    const active = posted(before, { ...POST, fingerprint })
    expect(active).toEqual({
      ...before,
      state: 'active',
      step: null,
      postsInDoubt: 0,
      message: MESSAGE,
      notified: { ...before.notified, fingerprint },
    })
    expect(active?.notified.fingerprint).toBe(active === null ? '' : fingerprintOf(active))
  })

  it('posted without a message, where the bot may not write', () => {
    expect(posted(at('posting'), { ...POST, message: null })).toMatchObject({
      state: 'active',
      message: null,
    })
  })

  it('a post is in doubt until its outcome is known, and the second one in doubt is the last', () => {
    const posting = startPosting(at('linked')) ?? at('linked')
    expect(posting.postsInDoubt).toBe(1)
    expect(notPosted(posting, LINK_ID)?.postsInDoubt).toBe(0)
    expect(postFailed(posting, LINK_ID)?.postsInDoubt).toBe(0)
    expect(giveUpLink(posting, OTHER_LINK_ID)?.postsInDoubt).toBe(1)
    expect([0, 1, 2].map((postsInDoubt) => isPostGivenUp({ ...posting, postsInDoubt }))).toEqual([
      false,
      false,
      true,
    ])
  })

  it('makingFailed hands nothing out, and whatever link there may be is to be removed', () => {
    const before = { ...at('posting'), looseLinkIds: [OTHER_LINK_ID], sealedPassword: 'sealed' }
    expect(makingFailed(before, FAILURE)).toMatchObject({
      address: null,
      key: null,
      sealedPassword: null,
      looseLinkIds: [OTHER_LINK_ID, LINK_ID],
      failure: { refusal: { reason: 'portal-down' }, at: NOW },
    })
  })

  it('removedFromPortal forgets that link alone, and only if it was loose', () => {
    const before = { ...at('failed'), looseLinkIds: ['a', 'b'] }
    expect(removedFromPortal(before, 'a')).toEqual({ ...before, looseLinkIds: ['b'] })
    expect(removedFromPortal(before, 'c')).toBeNull()
  })

  it('beginEnd keeps the reason, the actor and the moment, and nothing of it is proved', () => {
    expect(beginEnd(at('active'), { reason: 'manual', by: 'U0BOB', now: NOW })?.end).toEqual({
      reason: 'manual',
      by: 'U0BOB',
      decidedAt: NOW,
      verifiedAt: null,
    })
  })

  it.each<[EndReason, string | null]>([
    ['expired', 'sealed'],
    ['limit', 'sealed'],
    ['manual', null],
    ['removed', null],
    ['blind', 'sealed'],
    ['policy', null],
  ])(
    'endVerified by %s: forgets address and key, leaves reason and actor, and the password is %s',
    (reason, sealedPassword) => {
      const revoking = at('revoking')
      const end = { reason, by: 'U0BOB', decidedAt: NOW, verifiedAt: null }
      expect(endVerified({ ...revoking, end, sealedPassword: 'sealed' }, SEEN)).toMatchObject({
        address: null,
        key: null,
        sealedPassword,
        looseLinkIds: [],
        end: { ...end, verifiedAt: NOW + SECOND },
      })
    },
  )

  it('beginEnd: nobody has been told of this end, whatever was told of one that was taken back', () => {
    const before = { ...at('active'), notified: { ...at('active').notified, end: 'notified' as const } }
    expect(beginEnd(before, { reason: 'limit', by: null, now: NOW })?.notified.end).toBe('no')
  })

  it('endVerified names a link once that was loose before', () => {
    const before = { ...at('revoking'), looseLinkIds: [LINK_ID] }
    expect(endVerified(before, { ...SEEN, loose: true })?.looseLinkIds).toEqual([LINK_ID])
  })

  it('endVerified keeps a link loose that may be there again, with those that were loose before', () => {
    const before = { ...at('revoking'), looseLinkIds: [OTHER_LINK_ID] }
    expect(endVerified(before, { ...SEEN, loose: true })).toMatchObject({
      state: 'revoked',
      address: null,
      key: null,
      looseLinkIds: [OTHER_LINK_ID, LINK_ID],
      end: { verifiedAt: NOW + SECOND },
    })
  })

  it('endVerified refuses a share without a decided end', () => {
    expect(endVerified({ ...at('revoking'), end: null }, SEEN)).toBeNull()
  })

  it('the first reason of an end stands', () => {
    const first = beginEnd(at('active'), { reason: 'limit', by: null, now: NOW })
    expect(first === null ? null : beginEnd(first, { reason: 'manual', by: 'U0BOB', now: NOW })).toBeNull()
  })
})

it('remembers that whoever asked was answered, and changes nothing else', () => {
  const share = aShare({ answered: false })
  expect(makingAnswered(share)).toEqual({ ...share, answered: true })
})

describe('without its address', () => {
  it('a share keeps all but the address and the key inside it', () => {
    const share = aShare({ address: 'https://a.example/s/y', key: 'a-key', downloads: 3 })
    expect(withoutAddress(share)).toEqual({ ...share, address: null, key: null })
  })
})
