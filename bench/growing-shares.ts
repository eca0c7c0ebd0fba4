import type { StoredEvent } from '../src/domain/downloads.ts'
import { fingerprintOf } from '../src/domain/fingerprint.ts'
import type { ShareLink } from '../src/domain/share.ts'
import { aShare, aStoredEvent, DAY, HOUR, keyOf, NOW, pageOf, SECOND } from '../test/support/builders.ts'
import { upToDate } from '../test/support/kept-shares.ts'

export const FILE = { id: '4821', title: 'Quarterly report of the north.docx' }

const LETTERS = 'ABCDEFGHJK'
const uuid = (index: number): string => `9f1c2a34-5b6d-4e7f-8a90-${String(index).padStart(12, '0')}`

/** A live share like many: with a limit, a message, and a week to live. Each of a file of its own, but those of person and channel. */
export const liveShare = (index: number): ShareLink =>
  upToDate(
    aShare({
      id: `E${[...String(index).padStart(5, '0')].map((digit) => LETTERS[Number(digit)]).join('')}`,
      linkId: uuid(index),
      file: { ...FILE, id: String(4821 + index) },
      address: pageOf(uuid(index)),
      key: keyOf(uuid(index)),
      creator: { id: `U0ALICE${index % 50}`, name: 'Alice Example' },
      channel: { id: `C0TEAM${index % 20}`, name: 'team-north' },
      message: { channel: `C0TEAM${index % 20}`, ts: '1700000000.000100' },
      createdAt: NOW - HOUR,
      bornAt: NOW - HOUR + 300,
      terms: { expiresAt: NOW + 7 * DAY, limit: 50 },
    }),
  )

/** The same once it is over, and that was told. */
export const endedShare = (share: ShareLink): ShareLink => {
  const over: ShareLink = {
    ...share,
    state: 'revoked',
    address: null,
    key: null,
    downloads: 20,
    judgedEvents: 20,
    end: { reason: 'expired', by: null, decidedAt: NOW + DAY, verifiedAt: NOW + DAY + SECOND },
    cleanedAt: NOW + DAY,
  }
  return {
    ...over,
    notified: { ...over.notified, downloads: 20, end: 'notified', fingerprint: fingerprintOf(over) },
  }
}

const BROWSERS = ['Chrome 138', 'Firefox 143', 'Mobile Safari 26.1', 'Edge 138']
const PLATFORMS = ['Windows 10', 'Mac OS X 10.15.7', 'iOS 26.1', 'Windows 10']

/** Downloads by its link, each of a visitor of its own; `from`: how many there were before. */
export const downloadsOf = (share: ShareLink, count: number, from: number): StoredEvent[] =>
  Array.from({ length: count }, (_, index) => {
    const id = 90_000_000 + from + index
    const at = NOW - HOUR + (from + index) * 30
    return aStoredEvent({
      id,
      at: at - (at % SECOND),
      seenAt: at + 4_321,
      ip: `203.0.${(id >> 8) % 250}.${id % 250}`,
      browser: BROWSERS[id % 4] ?? '',
      platform: PLATFORMS[id % 4] ?? '',
      country: 'Germany',
      city: 'Berlin',
      page: pageOf(share.linkId),
    })
  })
