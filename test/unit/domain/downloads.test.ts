import { describe, expect, it } from 'vitest'
import {
  concerns,
  dependsOnWaysIn,
  isDownloadOf,
  isKeylessGuest,
  isOnlyShown,
  judgeDownloads,
  mayConcern,
  type StoredEvent,
} from '../../../src/domain/downloads.ts'
import { limitReachedBy } from '../../../src/domain/limit-reached.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import {
  anEvent,
  aRevokedShare,
  aShare,
  aStoredEvent,
  DAY,
  FILE_ID,
  GUEST,
  HOUR,
  keyOf,
  LINK_ID,
  MEMBER,
  NOW,
  ORIGIN,
  OTHER_LINK_ID,
  pageOf,
  passwordKeyOf,
  SECOND,
  type StoredOverrides,
} from '../../support/builders.ts'

const BURST = 2 * SECOND

/** How it is judged, whether it is kept with what can count, and whether it waits for what the portal says. */
type StoredFate = ['counted' | 'viewed' | 'unattributed', 'judged' | 'only shown', 'at once' | 'by ways']

const verdictOf = (event: StoredOverrides, share: ShareLink = aShare()) =>
  judgeDownloads(share, [aStoredEvent({ id: 1, ...event })], BURST).verdicts.get(1)

describe('isDownloadOf', () => {
  it.each([
    [5009, true],
    [5010, true],
    [5062, true],
    [5057, false],
    [5064, false],
    [5091, false],
    [5092, false],
    [5093, false],
    [0, false],
  ])('action %d: %s', (actionId, expected) => {
    expect(isDownloadOf(anEvent({ actionId }), FILE_ID)).toBe(expected)
  })

  it.each<[string, string[], boolean]>([
    ['the file', [FILE_ID], true],
    ['a longer id that holds it', [`1${FILE_ID}`], false],
    ['a shorter id that it holds', ['482'], false],
    ['the id written otherwise', [`0${FILE_ID}`], false],
    ['the file and a folder (a copy)', [FILE_ID, '17'], false],
    ['nothing', [], false],
    ['an empty id', [''], false],
  ])('target %s', (_, target, expected) => {
    expect(isDownloadOf(anEvent({ target }), FILE_ID)).toBe(expected)
  })

  it('puts an id with commas together again', () => {
    expect(isDownloadOf(anEvent({ target: ['sbox-12-a', 'b'] }), 'sbox-12-a,b')).toBe(true)
    expect(isDownloadOf(anEvent({ target: ['sbox-12-a'] }), 'sbox-12-a,b')).toBe(false)
  })
})

describe('a view', () => {
  const view = (more: Parameters<typeof anEvent>[0] = {}) => anEvent({ actionId: 5064, ...more })

  it.each<[string, ReturnType<typeof view>, boolean]>([
    ['by our link', view(), true],
    ['by our link, as a member', view({ userId: MEMBER }), true],
    [
      'by our link, on the portal’s page',
      view({ page: `${ORIGIN}/share/preview/4821?share=${keyOf(LINK_ID)}` }),
      true,
    ],
    ['by a link that was given up', view({ page: pageOf(OTHER_LINK_ID) }), true],
    ['by another link', view({ page: pageOf('22222222-2222-4333-8444-555555555555') }), false],
    ['by a key of something else', view({ page: pageOf('room') }), false],
    ['by a Referer without a key', view({ page: 'https://elsewhere.example/' }), true],
    ['by a Referer that is empty', view({ page: '' }), true],
    ['by a key that was cut off', view({ page: pageOf(LINK_ID).slice(0, 90) }), true],
    ['without a key, in the portal', view({ page: `${ORIGIN}/media/view/4821`, userId: MEMBER }), false],
    ['without a key, of another file', view({ page: 'https://elsewhere.example/', target: ['1'] }), false],
    ['by nobody knows what', view({ page: null }), false],
    ['of another file', view({ target: ['14821'] }), false],
    ['that is a download, without a key', anEvent({ page: null }), true],
    [
      'that is a download, by another link',
      anEvent({ page: pageOf('22222222-2222-4333-8444-555555555555') }),
      true,
    ],
    ['that is something else', anEvent({ actionId: 5091 }), false],
  ])('%s concerns the share: %j', (_, event, expected) => {
    const share = aShare({ formerLinkIds: [OTHER_LINK_ID] })
    expect(concerns(event, share)).toBe(expected)
    // Nothing is left out before it is known for which share.
    if (expected) expect(mayConcern(event)).toBe(true)
  })

  it('of a member without a key, or by nobody knows what, concerns nobody', () => {
    expect(mayConcern(view({ page: `${ORIGIN}/media/view/4821`, userId: MEMBER }))).toBe(false)
    expect(mayConcern(view({ page: null }))).toBe(false)
  })

  const madeUp = { page: 'https://elsewhere.example/' }
  it.each<[string, Parameters<typeof aStoredEvent>[0], { direct: boolean }, StoredFate]>([
    ['by our key', {}, { direct: true }, ['counted', 'judged', 'at once']],
    ['by our key, of the portal’s page', {}, { direct: false }, ['viewed', 'only shown', 'at once']],
    [
      'by a made-up Referer, ours the only way in',
      { ...madeUp, soleWayIn: true },
      { direct: true },
      ['counted', 'judged', 'by ways'],
    ],
    ['by a made-up Referer', madeUp, { direct: true }, ['unattributed', 'only shown', 'by ways']],
    [
      'by a made-up Referer, of the portal’s page',
      madeUp,
      { direct: false },
      ['unattributed', 'only shown', 'at once'],
    ],
    [
      'that is a download, by a made-up Referer',
      { ...madeUp, actionId: 5009 },
      { direct: false },
      ['unattributed', 'judged', 'by ways'],
    ],
  ])('%s', (_, over, how, fate) => {
    const event = aStoredEvent({ id: 1, actionId: 5064, ...over })
    const share = aShare(how)
    expect([
      judgeDownloads(share, [event], BURST).verdicts.get(1),
      isOnlyShown(event, share) ? 'only shown' : 'judged',
      dependsOnWaysIn(event, share) ? 'by ways' : 'at once',
    ]).toEqual(fate)
  })

  const judged = (share: ShareLink, ...events: Parameters<typeof aStoredEvent>[0][]) =>
    judgeDownloads(
      share,
      events.map((event, id) => aStoredEvent({ id, actionId: 5064, ip: `198.51.100.${id}`, ...event })),
      BURST,
    )

  it('of a direct address counts as a download', () => {
    const { count, views, verdicts } = judged(aShare(), {}, { userId: MEMBER }, { actionId: 5009 })
    expect([count, views]).toEqual([3, 2])
    expect([...verdicts.values()]).toEqual(['counted', 'counted', 'counted'])
  })

  it('is judged by all rules that downloads are judged by', () => {
    const ip = '198.51.100.99'
    const forged = `${pageOf(LINK_ID)}&request-x-real-ip=${ip}`
    const bot = 'Slackbot-LinkExpanding 1'
    const { views, verdicts } = judged(
      aShare({
        bornAt: NOW,
        end: { reason: 'manual', by: 'U1', decidedAt: NOW, verifiedAt: NOW + 60 * SECOND },
      }),
      { at: NOW - 2 * SECOND },
      { at: NOW, actionId: 5009, ip },
      { at: NOW + SECOND, ip },
      { at: NOW + SECOND, page: forged, ip },
      { at: NOW + 4 * SECOND, browser: bot },
      { at: NOW + 5 * SECOND, browser: bot, actionId: 5009 },
      { at: NOW + 6 * SECOND, browser: bot },
      { at: NOW + 7 * SECOND, browser: 'Other' },
      { at: NOW + 90 * SECOND },
    )
    expect([...verdicts.values()]).toEqual([
      'before-birth',
      'counted',
      'burst',
      'forged',
      'expander',
      'expander',
      'expander-again',
      'unnamed',
      'after-end',
    ])
    expect(views).toBe(3)
  })

  it('of a link that leads to the portal’s page is shown, and not counted, in its life', () => {
    const share = aShare({ direct: false, bornAt: NOW })
    const { count, views, verdicts } = judged(
      share,
      { at: NOW - 2 * SECOND },
      { at: NOW },
      { at: NOW + SECOND, actionId: 5009 },
    )
    expect([count, views]).toEqual([1, 0])
    expect([...verdicts.values()]).toEqual(['before-birth', 'viewed', 'counted'])
  })
})

describe('isKeylessGuest', () => {
  it.each([
    ['a guest without page', { page: null }, true],
    ['a guest whose key was cut off', { page: `${ORIGIN}/?share=${keyOf(LINK_ID)}`.slice(0, -3) }, true],
    ['a guest with a key', {}, false],
    ['a guest with a key of something else', { page: `${ORIGIN}/?share=${keyOf('room')}` }, false],
    ['a member without page', { page: null, userId: MEMBER }, false],
  ])('%s', (_, event, expected) => {
    expect(isKeylessGuest(anEvent(event))).toBe(expected)
  })
})

describe('attribution', () => {
  it.each<[string, StoredOverrides, string]>([
    ['our key, a guest', {}, 'counted'],
    ['our key, a member', { userId: MEMBER }, 'counted'],
    ['our key in upper case', { page: pageOf(LINK_ID.toUpperCase()) }, 'counted'],
    ['our key with a password in it', { page: `${ORIGIN}/x?share=${passwordKeyOf(LINK_ID)}` }, 'counted'],
    ['our key as Referer', { page: `${ORIGIN}/share/preview/4821?share=${keyOf(LINK_ID)}` }, 'counted'],
    ['our key under the older name', { page: `${ORIGIN}/x?key=${keyOf(LINK_ID)}` }, 'counted'],
    ['another link', { page: pageOf(OTHER_LINK_ID) }, 'other-link'],
    [
      'another link, although ours is the only way',
      { page: pageOf(OTHER_LINK_ID), soleWayIn: true },
      'other-link',
    ],
    ['a key of no link', { page: `${ORIGIN}/?share=${keyOf('room')}`, soleWayIn: true }, 'other-link'],
    ['no key, a guest, the only way in', { page: null, soleWayIn: true }, 'counted'],
    ['no key, a guest, other ways in', { page: null, soleWayIn: false }, 'unattributed'],
    [
      'a key cut off, a guest, the only way in',
      { page: `${ORIGIN}/?share=${keyOf(LINK_ID)}`.slice(0, -1), soleWayIn: true },
      'counted',
    ],
    ['no key, a member', { page: null, userId: MEMBER }, 'member'],
    ['no key, a member, the only way in', { page: null, userId: MEMBER, soleWayIn: true }, 'member'],
    ['no key, nobody', { page: null, userId: '' }, 'member'],
    // A bulk download has the Referer only, or nothing (docs/portal.md, Who).
    ['packed with others by a guest', { actionId: 5009, page: null, userId: GUEST }, 'unattributed'],
    ['packed with others by a member', { actionId: 5010, page: null, userId: MEMBER }, 'member'],
    ['an older version by our link', { actionId: 5062, page: `${pageOf(LINK_ID)}&version=2` }, 'counted'],
    ['another format by our link', { actionId: 5010 }, 'counted'],
    // A folder or room has a link id of its own, or a key that holds something else.
    [
      'the link of a folder above',
      { page: `${ORIGIN}/rooms/share?key=${keyOf(OTHER_LINK_ID)}` },
      'other-link',
    ],
    [
      'a link of a room, with its password',
      { page: `${ORIGIN}/x?key=${passwordKeyOf(OTHER_LINK_ID)}` },
      'other-link',
    ],
    // Anybody can send any Referer: our key counts wherever it stands, and a page without one says nothing.
    [
      'our key in the page of a foreign host',
      { page: `https://evil.example/?share=${keyOf(LINK_ID)}` },
      'counted',
    ],
    ['a foreign page without a key', { page: 'https://evil.example/a?b=c' }, 'unattributed'],
    ['a foreign page, ours the only way in', { page: 'https://evil.example/', soleWayIn: true }, 'counted'],
    ['a foreign page, a member', { page: 'https://evil.example/', userId: MEMBER }, 'member'],
    ['a Referer that is no address', { page: 'no address: ://' }, 'unattributed'],
    [
      'a page of which 300 characters are kept, the key cut off with them',
      { page: `${ORIGIN}/${'x'.repeat(300)}?share=${keyOf(LINK_ID)}`.slice(0, 300) },
      'unattributed',
    ],
    [
      'a page of which 300 characters are kept, in the middle of the key',
      { page: `${ORIGIN}/${'x'.repeat(200)}?share=${keyOf(LINK_ID)}`.slice(0, 300), soleWayIn: true },
      'counted',
    ],
  ])('%s: %s', (_, event, verdict) => {
    expect(verdictOf(event)).toBe(verdict)
  })

  it('counts the use of links that were given up, since a message with them may exist', () => {
    const share = aShare({ linkId: OTHER_LINK_ID, formerLinkIds: [LINK_ID] })
    expect(verdictOf({ page: pageOf(LINK_ID) }, share)).toBe('counted')
    expect(verdictOf({ page: pageOf(OTHER_LINK_ID) }, share)).toBe('counted')
  })
})

describe('the life of a share', () => {
  const born = aShare({ bornAt: NOW + 700 })
  it.each([
    ['a second before its birth', NOW - SECOND, 'before-birth'],
    ['in the second of its birth', NOW, 'counted'],
    ['a second later', NOW + SECOND, 'counted'],
  ])('%s', (_, at, verdict) => {
    expect(verdictOf({ at }, born)).toBe(verdict)
  })

  it('a birth on the second itself excludes the second before', () => {
    expect(verdictOf({ at: NOW - SECOND }, aShare({ bornAt: NOW }))).toBe('before-birth')
  })

  // The portal rounds to whole seconds: what was downloaded at .6 is dated a second later, and the link may be dead at .9.
  it('the download that reaches the limit still counts when the link is dead within its second', () => {
    const share = aRevokedShare({
      terms: { limit: 1 },
      end: { reason: 'limit', decidedAt: NOW + 800, verifiedAt: NOW + 900 },
    })
    expect(judgeDownloads(share, [aStoredEvent({ at: NOW + SECOND })], BURST).count).toBe(1)
    expect(verdictOf({ at: NOW + 2 * SECOND }, share)).toBe('after-end')
  })

  const over = aRevokedShare({ end: { decidedAt: NOW - SECOND, verifiedAt: NOW } })
  it.each([
    ['between decision and proof', NOW - SECOND, 'counted'],
    ['at the proof', NOW, 'counted'],
    ['a second after the proof', NOW + SECOND, 'after-end'],
  ])('%s', (_, at, verdict) => {
    expect(verdictOf({ at }, over)).toBe(verdict)
  })

  it('has no end while the end is only decided', () => {
    const revoking = aShare({ state: 'revoking', end: { decidedAt: NOW, verifiedAt: null } })
    expect(verdictOf({ at: NOW + 3600 * SECOND }, revoking)).toBe('counted')
  })
})

describe('a life that was taken up again', () => {
  const revived = aShare({
    pastEnds: [
      {
        reason: 'limit',
        by: null,
        decidedAt: NOW - 60 * SECOND,
        verifiedAt: NOW - 50 * SECOND,
        revivedAt: NOW - 40 * SECOND + 700,
      },
      { reason: 'expired', by: null, decidedAt: NOW, verifiedAt: NOW + SECOND, revivedAt: NOW + 10 * SECOND },
    ],
  })
  it.each([
    ['before its first end', NOW - 70 * SECOND, 'counted'],
    ['between decision and proof', NOW - 55 * SECOND, 'counted'],
    ['at the proof', NOW - 50 * SECOND, 'counted'],
    ['in the first gap', NOW - 49 * SECOND, 'after-end'],
    ['at the end of the first gap', NOW - 41 * SECOND, 'after-end'],
    ['in the second of its return', NOW - 40 * SECOND, 'counted'],
    ['between the gaps', NOW, 'counted'],
    ['in the second gap', NOW + 2 * SECOND, 'after-end'],
    ['after the second return', NOW + 10 * SECOND, 'counted'],
    ['long after', NOW + 3600 * SECOND, 'counted'],
  ])('%s', (_, at, verdict) => {
    expect(verdictOf({ at }, revived)).toBe(verdict)
  })

  it('counts on from what was counted before', () => {
    const at = (id: number, seconds: number) =>
      aStoredEvent({ id, at: NOW + seconds * SECOND, ip: `198.51.100.${id}` })
    const events = [at(1, -300), at(2, -200), at(3, -100), at(4, -45), at(5, -30), at(6, 5), at(7, 20)]
    expect(judgeDownloads(revived, events, BURST).count).toBe(5)
  })

  it('ends once more', () => {
    const over = { ...revived, end: aRevokedShare({ end: { verifiedAt: NOW + 60 * SECOND } }).end }
    expect(verdictOf({ at: NOW + 60 * SECOND }, over)).toBe('counted')
    expect(verdictOf({ at: NOW + 61 * SECOND }, over)).toBe('after-end')
  })
})

describe('a portal whose clock is an hour ahead', () => {
  const skewMs = HOUR
  const share = aRevokedShare({ bornAt: NOW + 700, end: { verifiedAt: NOW + 60 * SECOND + 200 } })
  it.each([
    // By our clock; where clocks differ they are known to the second only.
    // A link is not used before it is made: the date is wrong, or the difference.
    ['two seconds before its birth', -2, 'counted'],
    ['a second before it', -1, 'counted'],
    ['in its second', 0, 'counted'],
    ['in the second of its end', 61, 'counted'],
    ['a second later', 62, 'counted'],
    ['two seconds later', 63, 'after-end'],
  ])('%s', (_, second, verdict) => {
    expect(verdictOf({ at: NOW + second * SECOND + skewMs, skewMs }, share)).toBe(verdict)
  })

  it('without a key, two seconds before its birth', () => {
    const keyless = { at: NOW - 2 * SECOND + skewMs, skewMs, page: null, soleWayIn: true }
    expect(verdictOf(keyless, share)).toBe('before-birth')
  })

  it('in the gap of a life that was taken up again, narrowed by a second on both sides', () => {
    const revived = aShare({
      pastEnds: [
        { reason: 'limit', by: null, decidedAt: NOW, verifiedAt: NOW, revivedAt: NOW + 10 * SECOND },
      ],
    })
    const verdictAt = (second: number) => verdictOf({ at: NOW + second * SECOND + skewMs, skewMs }, revived)
    expect([1, 2, 8, 9].map(verdictAt)).toEqual(['counted', 'after-end', 'after-end', 'counted'])
  })

  it('that was set back in between: what is dated alike is no burst, and the order is ours', () => {
    const events = [
      aStoredEvent({ id: 1, at: NOW + HOUR + SECOND, skewMs: 0 }),
      aStoredEvent({ id: 2, at: NOW + HOUR, skewMs }),
    ]
    const { counted } = judgeDownloads(aShare(), events, BURST)
    expect(counted.map(({ id }) => id)).toEqual([2, 1])
  })

  it('of which another second is thought later on: a double click stays one download', () => {
    const events = [
      aStoredEvent({ id: 1, at: NOW, skewMs: 0 }),
      aStoredEvent({ id: 2, at: NOW + 2 * SECOND, skewMs: -SECOND }),
    ]
    expect(judgeDownloads(aShare(), events, BURST).count).toBe(1)
  })

  it('of which nothing is known: what is dated after it was read keeps its distances', () => {
    const events = [0, 1, 9].map((second, id) =>
      aStoredEvent({ id, at: NOW + HOUR + second * SECOND, skewMs: HOUR + second * SECOND }),
    )
    expect(judgeDownloads(aShare(), events, BURST).count).toBe(2)
  })
})

describe('the download that reached the limit', () => {
  const at = (id: number, second: number, seen: number) =>
    aStoredEvent({ id, at: NOW + second * SECOND, seenAt: NOW + seen * SECOND, ip: `198.51.100.${id}` })
  const reachedBy = (limit: number | null, ...events: StoredEvent[]) =>
    limitReachedBy(judgeDownloads(aShare(), events, BURST).counted, limit)

  it('is the one that makes the number full, in the order in which they happened', () => {
    expect(reachedBy(2, at(3, 9, 10), at(1, 1, 10), at(2, 5, 10))).toEqual({
      at: NOW + 5 * SECOND,
      skewMs: 0,
      seenAt: NOW + 10 * SECOND,
    })
  })

  it('is another one once an earlier one comes to light, but known since the first were seen', () => {
    expect(reachedBy(2, at(1, 1, 10), at(3, 9, 20))).toMatchObject({ at: NOW + 9 * SECOND })
    expect(reachedBy(2, at(1, 1, 10), at(2, 5, 70), at(3, 9, 20))).toMatchObject({
      at: NOW + 5 * SECOND,
      seenAt: NOW + 20 * SECOND,
    })
  })

  it('counts only what counts', () => {
    const member = { ...at(2, 2, 10), page: null, userId: MEMBER }
    expect(reachedBy(2, at(1, 1, 10), member)).toBeUndefined()
    expect(reachedBy(2, at(1, 1, 10), member, at(3, 3, 10))).toMatchObject({ at: NOW + 3 * SECOND })
  })

  it('is none without a limit, or below it', () => {
    expect(reachedBy(null, at(1, 1, 10))).toBeUndefined()
    expect(reachedBy(2, at(1, 1, 10))).toBeUndefined()
    expect(reachedBy(1)).toBeUndefined()
  })
})

it('a share that is older than the portal’s trail keeps what was counted', () => {
  const share = aShare({ bornAt: NOW - 300 * DAY })
  const events = [-299, -200, -181, -1].map((day, id) => aStoredEvent({ id, at: NOW + day * DAY }))
  expect(judgeDownloads(share, events, BURST).count).toBe(4)
})
