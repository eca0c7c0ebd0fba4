import { type Drift, driftMark, type LinkDifference } from '../../src/domain/drift.ts'
import type { ClosedPlace, Extension, PastEnd, ShareLink } from '../../src/domain/share.ts'
import type { EndReason } from '../../src/domain/share-state.ts'
import { aRevokedShare, aShare, DAY, HOUR, MINUTE, NOW, ORIGIN, SECOND } from './builders.ts'

/** A password at rest; no view may ever hold it. */
export const SEALED = 'c2VhbGVkIHBhc3N3b3Jk'

/** What the page of texts is drawn with, for people to read. */
export const PLAIN_NAME = 'Q3 report.docx'

/** Words of a person where the name is a hostile one: that; else what they would be. */
export const wordsFor = (name: string, usual: string): string => (name === PLAIN_NAME ? usual : name)

type Changes = NonNullable<Parameters<typeof aShare>[0]>

const PAGE = { direct: false, address: `${ORIGIN}/s/xW9K_fnb8vh3GHq` } as const
const VIEW_ONLY: Changes = { terms: { viewOnly: true, limit: null }, ...PAGE }
const UNLIMITED: Changes = { terms: { limit: null }, ...PAGE }
/** Its downloads are claimed, so nobody is given an address. */
const EXACT: Changes = { terms: { exact: true }, address: null }
const GONE: Changes = { message: null, messageLost: true }
/** Its channel is archived, or takes no replies. */
const shut = (to: ClosedPlace['to']): Changes => ({
  closed: { to, tries: 1, triedAt: NOW, fingerprint: 'as it was', again: false },
})

const extension = (more: Partial<Extension> = {}): Extension => ({
  expiresAt: NOW + 14 * DAY,
  limit: 5,
  by: 'U0CAROL',
  askedAt: NOW - HOUR,
  reference: 'REF23456',
  ...more,
})
const pastEnd = (reason: EndReason, at: number): PastEnd => ({
  reason,
  by: null,
  decidedAt: at - MINUTE,
  verifiedAt: at - MINUTE,
  revivedAt: at,
})

const EXTENDED: Changes = { extensions: [extension()], terms: { expiresAt: NOW + 14 * DAY, limit: 5 } }
const REVIVED: Changes = { ...EXTENDED, downloads: 3, pastEnds: [pastEnd('limit', NOW - HOUR)] }
/** Suspended while downloads were not seen, and back. */
const RESUMED: Changes = {
  downloads: 1,
  extensions: [extension({ by: null, expiresAt: NOW + 7 * DAY, limit: 3 })],
  pastEnds: [pastEnd('blind', NOW - HOUR)],
}
const OFTEN: Changes = {
  ...EXTENDED,
  extensions: Array.from({ length: 60 }, (_, index) => extension({ askedAt: NOW - HOUR + index * MINUTE })),
  pastEnds: Array.from({ length: 60 }, (_, index) => pastEnd('expired', NOW - HOUR + index * MINUTE)),
}

const drift = (more: Partial<Drift> = {}): Drift => ({
  link: [],
  kept: [],
  file: 'there',
  by: null,
  seenAt: NOW,
  repair: 'none',
  ...more,
})
const changed = (...link: LinkDifference[]): Drift => drift({ link })
const CLOSED: LinkDifference[] = [{ what: 'internal' }, { what: 'denyDownload', denied: true }]
const MIXED = changed({ what: 'end', end: null }, ...CLOSED)
const CHANGED = changed({ what: 'end', end: null }, { what: 'password', has: false })

/** One a difference, so that a new one cannot be forgotten. */
const DIFFERENCES: Record<LinkDifference['what'], [string, LinkDifference][]> = {
  end: [
    ['no end', { what: 'end', end: null }],
    ['an earlier end', { what: 'end', end: NOW + DAY }],
    ['a later end', { what: 'end', end: NOW + 70 * DAY }],
  ],
  internal: [['internal', { what: 'internal' }]],
  access: [
    ['editing', { what: 'access', access: 10 }],
    ['an access of its own', { what: 'access', access: 99 }],
  ],
  denyDownload: [
    ['view only', { what: 'denyDownload', denied: true }],
    ['download allowed', { what: 'denyDownload', denied: false }],
  ],
  password: [
    ['a password set', { what: 'password', has: true }],
    ['its password removed', { what: 'password', has: false }],
  ],
}

const PLACES: Record<Drift['file'], Drift> = {
  there: CHANGED,
  moved: drift({ file: 'moved' }),
  trash: drift({ file: 'trash' }),
  archive: drift({ file: 'archive' }),
  hidden: drift({ file: 'hidden' }),
}

const REPAIRS: Record<Drift['repair'], string> = {
  none: 'by somebody',
  due: 'by somebody, being put back',
  done: 'by somebody, and put back',
  failed: 'by somebody, and not to be put back',
}

/** With somebody's own words as the name of the person who changed it. */
const drifts = (name: string): [string, Changes][] => {
  const by = wordsFor(name, 'Olivia Owner')
  const told = (before: Drift): Changes => ({ notified: { drift: driftMark({ drift: before }) } })
  return [
    ...Object.values(DIFFERENCES).flatMap((all) =>
      all.map(([what, one]): [string, Changes] => [what, { drift: changed(one) }]),
    ),
    ...Object.entries(PLACES).map(([file, one]): [string, Changes] => [`the file ${file}`, { drift: one }]),
    ['the file moved by somebody', { drift: { ...PLACES.moved, by } }],
    ['in the trash by somebody', { drift: { ...PLACES.trash, by } }],
    ...(Object.keys(REPAIRS) as Drift['repair'][]).map((repair): [string, Changes] => [
      REPAIRS[repair],
      { drift: { ...CHANGED, repair, by } },
    ]),
    ['again and again, and put back', { drift: { ...CHANGED, repair: 'done', by, fought: true } }],
    ['by somebody, and put back in part', { drift: { ...MIXED, repair: 'done', kept: CLOSED, by } }],
    [
      'closed further after it was put back',
      { drift: changed(...CLOSED), ...told({ ...CHANGED, repair: 'done' }) },
    ],
    ['in two ways, in another folder', { drift: { ...CHANGED, file: 'moved', by } }],
    ['as it was made again', { ...told(CHANGED) }],
    ['out of the trash', { ...told(PLACES.trash) }],
    ['back in its folder', { ...told(PLACES.moved) }],
    ['out of the archive, still changed', { drift: CHANGED, ...told({ ...CHANGED, file: 'archive' }) }],
  ]
}

const STUCK: Changes = {
  downloads: 1,
  end: { stuck: { refusal: { reason: 'unknown-file', fileId: '4821' }, tries: 2, triedAt: NOW } },
}

/** One a reason, so that a new reason cannot be forgotten. */
const ENDS: Record<EndReason, Changes> = {
  expired: {},
  limit: { downloads: 3 },
  manual: { end: { by: 'U0BOB' } },
  removed: {},
  blind: {},
  policy: {},
}
const REASONS = Object.keys(ENDS) as EndReason[]

/** Shares in every state there is, with `name` wherever somebody's own words may stand. */
export const everyShare = (
  name: string,
): Record<'live' | 'drifted' | 'over' | 'unborn', [string, ShareLink][]> => {
  const named: Changes = {
    file: { id: '4821', title: name },
    creator: { id: 'U0ALICE', name },
    channel: { id: 'C0TEAM', name },
  }
  const live = (what: string, more: Changes = {}): [string, ShareLink] => [
    what,
    aShare({ ...named, ...more }),
  ]
  const over = (what: string, reason: EndReason, more: Changes = {}): [string, ShareLink] => {
    const end = { reason, ...ENDS[reason].end, ...more.end }
    return [what, aRevokedShare({ ...named, ...ENDS[reason], ...more, end })]
  }
  const ending = (reason: EndReason): [string, ShareLink] => [
    `ending: ${reason}`,
    aShare({ ...named, ...ENDS[reason], state: 'revoking', end: { reason, ...ENDS[reason].end } }),
  ]
  return {
    live: [
      live('live'),
      live('with a note', { terms: { note: wordsFor(name, 'the final version') } }),
      live('with a password', { sealedPassword: SEALED, ...PAGE }),
      live('view only', VIEW_ONLY),
      live('view only, with a password', { ...VIEW_ONLY, sealedPassword: SEALED }),
      live('no limit', UNLIMITED),
      live('no limit, used', { ...UNLIMITED, downloads: 1_234 }),
      live('a limit of one', { terms: { limit: 1 } }),
      live('a limit of a million', { terms: { limit: 1_000_000 }, downloads: 1_000 }),
      live('used', { downloads: 2 }),
      live('overrun, not ended yet', { downloads: 5 }),
      live('used, once by a view', { downloads: 2, views: 1 }),
      live('extended', EXTENDED),
      live('extended and back from its end', REVIVED),
      live('extended very often', OFTEN),
      live('suspended, and back', RESUMED),
      live('suspended, back, and extended', {
        ...RESUMED,
        terms: { expiresAt: NOW + 14 * DAY, limit: 5 },
        extensions: [...(RESUMED.extensions ?? []), extension({ askedAt: NOW - MINUTE })],
      }),
      live('muted', { muted: true }),
      live('exact', EXACT),
      live('exact, used', { ...EXACT, downloads: 1 }),
      live('exact, all taken', { ...EXACT, downloads: 3 }),
      live('exact, a limit of one', { ...EXACT, terms: { exact: true, limit: 1 } }),
      live('exact, no limit', { ...EXACT, terms: { exact: true, limit: null }, downloads: 1_234 }),
      live('exact, without a message', { ...EXACT, message: null }),
      live('without a message', { message: null }),
      live('its message gone', GONE),
      live('its channel closed', shut('place')),
      live('its channel without replies', shut('replies')),
    ],
    drifted: drifts(name).map(([what, changes]) => live(`changed in the portal: ${what}`, changes)),
    over: [
      ...REASONS.map(ending),
      ...REASONS.map((reason) => over(`ended: ${reason}`, reason)),
      over('ended with a note', 'expired', { terms: { note: wordsFor(name, 'the final version') } }),
      over('ended: removed by somebody', 'removed', { end: { portalUser: wordsFor(name, 'Olivia Owner') } }),
      over('ended: opened in the portal, and not to be closed', 'policy', { end: { keptOpen: true } }),
      over('ended: opened by somebody, and not to be closed', 'policy', {
        end: { keptOpen: true, portalUser: wordsFor(name, 'Olivia Owner') },
      }),
      over('ended: limit, overrun', 'limit', { downloads: 7 }),
      over('ended: limit, overrun by views', 'limit', { downloads: 4, views: 4 }),
      over('ended: exact, all taken', 'limit', { ...EXACT, downloads: 3 }),
      over('ended: exact, revoked', 'manual', { ...EXACT, downloads: 1 }),
      over('ended: view only', 'expired', { terms: { viewOnly: true, limit: null }, direct: false }),
      over('ended: no limit, used', 'expired', { terms: { limit: null }, downloads: 1_234, direct: false }),
      over('ended after an extension', 'expired', EXTENDED),
      over('ended, muted', 'manual', { muted: true }),
      over('ended, its message gone', 'manual', GONE),
      over('ended, its channel closed', 'manual', shut('place')),
      over('ended, its channel without replies', 'manual', shut('replies')),
      over('suspended, and not let back', 'blind', STUCK),
      over('ended, with a password', 'expired', { sealedPassword: SEALED, direct: false }),
      ['failed', aShare({ ...named, state: 'failed', address: null, message: null })],
      // Should never be, and must do no harm.
      over('ended, with an address left', 'expired', PAGE),
      ['failed, with an address left', aShare({ ...named, state: 'failed' })],
    ],
    unborn: [
      live('being made', { state: 'creating', step: 'linking', address: null, message: null }),
      live('being posted', { state: 'creating', step: 'posting', message: null }),
    ],
  }
}

/** As many live shares as are asked for, all called the same. */
export const manyShares = (count: number, name: string): ShareLink[] =>
  Array.from({ length: count }, (_, index) =>
    aShare({
      id: `K7M${String(index + 234)}`,
      file: { id: '4821', title: name },
      createdAt: NOW - index * SECOND,
    }),
  )
