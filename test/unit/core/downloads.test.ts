import { describe, expect, it } from 'vitest'
import {
  isDownloadOf,
  isKeylessGuest,
  judgeDownloads,
  type StoredEvent,
} from '../../../src/domain/downloads.ts'
import type { ShareLink } from '../../../src/domain/share.ts'
import {
  anEvent,
  aRevokedShare,
  aShare,
  aStoredEvent,
  FILE_ID,
  keyOf,
  LINK_ID,
  MEMBER,
  NOW,
  ORIGIN,
  OTHER_LINK_ID,
  pageOf,
  passwordKeyOf,
  SECOND,
} from '../../support/builders.ts'

const BURST = 2 * SECOND
const verdictOf = (event: Partial<StoredEvent>, share: ShareLink = aShare()) =>
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

describe('isKeylessGuest', () => {
  it.each([
    ['a guest without page', { page: null }, true],
    ['a guest whose key was cut off', { page: pageOf(LINK_ID).slice(0, -3) }, true],
    ['a guest with a key', {}, false],
    ['a guest with a key of something else', { page: `${ORIGIN}/?share=${keyOf('room')}` }, false],
    ['a member without page', { page: null, userId: MEMBER }, false],
  ])('%s', (_, event, expected) => {
    expect(isKeylessGuest(anEvent(event))).toBe(expected)
  })
})

describe('attribution', () => {
  it.each<[string, Partial<StoredEvent>, string]>([
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
      { page: pageOf(LINK_ID).slice(0, -1), soleWayIn: true },
      'counted',
    ],
    ['no key, a member', { page: null, userId: MEMBER }, 'member'],
    ['no key, a member, the only way in', { page: null, userId: MEMBER, soleWayIn: true }, 'member'],
    ['no key, nobody', { page: null, userId: '' }, 'member'],
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

describe('link expanders', () => {
  it.each([
    'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)',
    'Slackbot 1.0',
    'Slack-ImgProxy',
    'facebookexternalhit/1.1',
    'Twitterbot/1.0',
    'LinkedInBot/1.0',
    'WhatsApp/2.23',
    'TelegramBot (like TwitterBot)',
    'Discordbot/2.0',
    'SkypeUriPreview Preview/0.5',
    'Mattermost-Bot/1.1',
  ])('%s', (browser) => {
    expect(verdictOf({ browser })).toBe('expander')
  })

  it.each(['Chrome 138', 'Firefox 140', 'Safari 19', 'curl', '', 'Slack_SSB/4.45 Chrome 138'])(
    'not %j',
    (browser) => {
      expect(verdictOf({ browser })).toBe('counted')
    },
  )

  it('never begin a burst', () => {
    const events = [
      aStoredEvent({ id: 1, at: NOW, browser: 'Slackbot 1.0' }),
      aStoredEvent({ id: 2, at: NOW, browser: 'Chrome 138' }),
    ]
    expect(judgeDownloads(aShare(), events, BURST).count).toBe(1)
  })
})
