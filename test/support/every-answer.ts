import type { Access, Answer, JudgedEvent, NoMessage, RefusedFile } from '../../src/domain/answer.ts'
import type { Approved } from '../../src/domain/approval.ts'
import { briefOf } from '../../src/domain/brief-share.ts'
import type { Claim, Taker } from '../../src/domain/claim.ts'
import type { Verdict } from '../../src/domain/downloads.ts'
import type { NamedScope } from '../../src/domain/link-scope.ts'
import type { BrokenRule } from '../../src/domain/outcome.ts'
import { PAGE_SIZE } from '../../src/domain/page-start.ts'
import type { Policy } from '../../src/domain/policy.ts'
import type { Refusal } from '../../src/domain/refusal.ts'
import type { ShareLink } from '../../src/domain/share.ts'
import { takersOf } from '../../src/domain/takers.ts'
import { COMMAND_WORDS } from '../../src/slack/views/command-words.ts'
import { aPolicy, aRevokedShare, aShare, DAY, HOUR, MINUTE, NOW, ROW_FACTS, SECOND } from './builders.ts'
import { aCanaryReport, everyCanary } from './every-canary.ts'
import { everyShare, manyShares, wordsFor } from './every-share.ts'

/** The password in views that may hold it; none other may. */
export const PASSWORD = 'correct <horse> & battery'

/** The address of a share's page; only for somebody who may revoke it. */
export const PAGE_ADDRESS = 'https://links.example.com/d/T0SHARE-K7M4QX-page'

/** The address of somebody's own download; only its answer may have it. */
const CONNECT_ADDRESS = 'https://links.example.com/docspace/oauth/start/a-secret'
export const PERSONAL_ADDRESS = 'https://links.example.com/d/T0SHARE-K7M4QX-secret/claim-secret'

/** `bulky`: differs from another only in size, so nobody needs to read it. */
export interface Case<T> {
  what: string
  value: T
  bulky?: boolean
}

/** For each kind at least one: a new kind that is not here does not compile. */
type Of<Union, Key extends keyof Union> = {
  [Kind in Union[Key] & string]: readonly Case<Extract<Union, Record<Key, Kind>>>[]
}

const one = <T>(what: string, value: T): Case<T> => ({ what, value })
const bulky = <T>(what: string, value: T): Case<T> => ({ what, value, bulky: true })
const manyChannels = Array.from({ length: 100 }, (_, index) => `C0CHAN${index}`)

const APPROVED: Approved = {
  by: 'U0CAROL',
  rules: [{ rule: 'MAX_EXPIRY', mostMs: 7 * DAY, leftMs: 7 * DAY }],
}

const brokenRules: Of<BrokenRule, 'rule'> = {
  ALLOWED_CHANNELS: [
    one('another channel, by a line of the file', {
      rule: 'ALLOWED_CHANNELS',
      allowed: ['C0TEAM'],
      line: 12,
    }),
    one('another channel', { rule: 'ALLOWED_CHANNELS', allowed: ['C0TEAM', 'C0OTHER'] }),
    one('no channel at all', { rule: 'ALLOWED_CHANNELS', allowed: [] }),
    bulky('a hundred channels', { rule: 'ALLOWED_CHANNELS', allowed: manyChannels }),
  ],
  ALLOWED_ROOMS: [one('another room', { rule: 'ALLOWED_ROOMS' })],
  REQUIRE_PASSWORD: [
    one('a password is forced', { rule: 'REQUIRE_PASSWORD' }),
    one('a password is forced, and the link has none', { rule: 'REQUIRE_PASSWORD', isMade: true }),
  ],
  ENCRYPTION_KEY: [
    one('no password can be kept', { rule: 'ENCRYPTION_KEY', required: false }),
    one('a password is forced, and none can be kept', { rule: 'ENCRYPTION_KEY', required: true }),
  ],
  'max-life': [
    one('too long in all', { rule: 'max-life', mostMs: 90 * DAY, leftMs: 3 * DAY, line: 4 }),
    one('as old as can be already', { rule: 'max-life', mostMs: 90 * DAY, leftMs: null, line: 4 }),
  ],
  'only-limit': [one('another limit than the only one', { rule: 'only-limit', limit: 3, line: 5 })],
  'exact-only': [
    one('a watched limit where all are exact', { rule: 'exact-only', line: 6 }),
    one('an old link with a watched limit', { rule: 'exact-only', line: 6, isMade: true }),
  ],
  'view-only': [
    one('a limit where all is view only', { rule: 'view-only', line: 7 }),
    one('an old link that allows downloads', { rule: 'view-only', line: 7, isMade: true }),
  ],
  'generated-password': [one('a password of their own', { rule: 'generated-password', line: 8 })],
  'channel-kind': (['public', 'private', 'external', 'guests', 'direct'] as const).map((kind) =>
    one(`a channel of the kind ${kind}`, { rule: 'channel-kind', kind, line: 9 }),
  ),
  makers: [one('somebody who may make no links', { rule: 'makers', line: 10 })],
  PUBLIC_URL: [one('a password that nobody would be asked for', { rule: 'PUBLIC_URL' })],
  MAX_EXPIRY: [
    one('too long', { rule: 'MAX_EXPIRY', mostMs: 90 * DAY, leftMs: 83 * DAY }),
    one('as long as can be already', { rule: 'MAX_EXPIRY', mostMs: 90 * DAY, leftMs: null }),
  ],
  MIN_EXPIRY: [
    one('too short', { rule: 'MIN_EXPIRY', leastMs: 90 * MINUTE }),
    bulky('none at all', { rule: 'MIN_EXPIRY', leastMs: 0 }),
  ],
  MAX_DOWNLOADS_LIMIT: [
    one('too many', { rule: 'MAX_DOWNLOADS_LIMIT', most: 20, had: null }),
    one('all that may be were had', { rule: 'MAX_DOWNLOADS_LIMIT', most: 20, had: 20 }),
    bulky('more than one', { rule: 'MAX_DOWNLOADS_LIMIT', most: 1, had: 1 }),
  ],
  LINKS_PER_MINUTE: [
    one('too many links within a minute', { rule: 'LINKS_PER_MINUTE', most: 60, waitMs: 19_400 }),
    bulky('one link a minute', { rule: 'LINKS_PER_MINUTE', most: 1, waitMs: 60_000 }),
  ],
  MAX_LIVE_LINKS: [
    one('too many live links', { rule: 'MAX_LIVE_LINKS', most: 1_000, waitMs: 3 * DAY + 1_234_567 }),
    bulky('one live link', { rule: 'MAX_LIVE_LINKS', most: 1, waitMs: 5_400_000 }),
    bulky('links that end at no known moment', { rule: 'MAX_LIVE_LINKS', most: 5, waitMs: null }),
  ],
}

const refusals = (name: string): Of<Refusal, 'reason'> => {
  const { over, live } = everyShare(name)
  const channel = { id: 'C0TEAM', name }
  const share = aRevokedShare({
    file: { id: wordsFor(name, '4821'), title: name },
    downloads: 3,
    end: { reason: 'manual', by: 'U0BOB' },
  })
  const brief = briefOf(share)
  const ended = over.filter(([what]) => what.startsWith('ended') || what === 'failed')
  return {
    'unknown-preset': [
      one('a preset that there is not', {
        reason: 'unknown-preset',
        name: wordsFor(name, 'cleint'),
        known: ['client', 'review'],
      }),
      one('there are none', { reason: 'unknown-preset', name: wordsFor(name, 'client'), known: [] }),
    ],
    'not-understood': [
      one('a part of a command', {
        reason: 'not-understood',
        quoted: wordsFor(name, '7x'),
        problem: COMMAND_WORDS.duration,
        example: '/sharelink 4821 for 7d',
      }),
      one('something that may be a password', {
        reason: 'not-understood',
        quoted: null,
        problem: COMMAND_WORDS.afterPassword,
        example: '/sharelink 4821 password "two words"',
      }),
    ],
    policy: [
      ...Object.values(brokenRules).flatMap((cases) =>
        cases.map(({ value, ...rest }) => ({ ...rest, value: { reason: 'policy', ...value } as const })),
      ),
      one('several rules at once', {
        reason: 'policy',
        rule: 'MAX_EXPIRY',
        mostMs: 7 * DAY,
        leftMs: 7 * DAY,
        more: [{ rule: 'REQUIRE_PASSWORD' }],
      }),
    ],
    'too-many-asked': [one('', { reason: 'too-many-asked', most: 3 })],
    'own-request': [one('', { reason: 'own-request' })],
    'decided-already': [
      one('approved by another admin', { reason: 'decided-already', how: 'approved', by: 'U0CAROL' }),
      one('refused by another admin', { reason: 'decided-already', how: 'disapproved', by: 'U0CAROL' }),
      one('timed out', { reason: 'decided-already', how: 'timed-out', by: null }),
    ],
    'unknown-file': [one('', { reason: 'unknown-file', fileId: wordsFor(name, '4821') })],
    'no-right-to-share': [
      one('', { reason: 'no-right-to-share', fileId: wordsFor(name, '4821') }),
      one('with their own account', {
        reason: 'no-right-to-share',
        fileId: wordsFor(name, '4821'),
        own: true,
      }),
    ],
    'not-shareable': [
      one('', { reason: 'not-shareable', title: name }),
      one('with their own account', { reason: 'not-shareable', title: name, own: true }),
    ],
    'connect-first': [one('', { reason: 'connect-first' })],
    'no-accounts': [one('', { reason: 'no-accounts' })],
    'account-taken': [one('', { reason: 'account-taken', account: name })],
    'connecting-gone': [one('', { reason: 'connecting-gone' })],
    'quota-full': [one('', { reason: 'quota-full', title: name, quota: 6 })],
    'no-link-free': [one('', { reason: 'no-link-free', title: name, quota: 6 })],
    'form-room': [one('', { reason: 'form-room', title: name })],
    'data-room': [one('', { reason: 'data-room', title: name })],
    'end-passed': [one('', { reason: 'end-passed' })],
    'key-cut-off': [
      one('', { reason: 'key-cut-off', hadPassword: false }),
      one('with a password', { reason: 'key-cut-off', hadPassword: true }),
    ],
    'portal-slow': [one('', { reason: 'portal-slow' })],
    'portal-down': [one('', { reason: 'portal-down' })],
    'portal-busy': [one('', { reason: 'portal-busy' })],
    'portal-used-up': [one('', { reason: 'portal-used-up', waitMs: 5 * HOUR })],
    'portal-key': [one('', { reason: 'portal-key' })],
    'portal-plan': [one('', { reason: 'portal-plan' })],
    'portal-rejected': [
      one('', { reason: 'portal-rejected', hadPassword: false }),
      one('with a password', { reason: 'portal-rejected', hadPassword: true }),
    ],
    'portal-scope': [one('', { reason: 'portal-scope' })],
    'portal-odd': [one('', { reason: 'portal-odd' })],
    'portal-broken': [one('', { reason: 'portal-broken' })],
    'still-ending': [one('', { reason: 'still-ending' })],
    'no-vault': [one('', { reason: 'no-vault' })],
    'slack-down': [one('', { reason: 'slack-down' })],
    'slack-busy': [one('', { reason: 'slack-busy' })],
    'slack-scope': [
      one('', { reason: 'slack-scope', needed: 'users:read' }),
      one('not named', { reason: 'slack-scope', needed: null }),
    ],
    'slack-token': [one('', { reason: 'slack-token', code: 'account_inactive' })],
    'slack-refused': [one('', { reason: 'slack-refused', code: 'access_denied' })],
    'storage-down': [one('', { reason: 'storage-down' })],
    'storage-unsure': [one('', { reason: 'storage-unsure' })],
    'bot-absent': [one('', { reason: 'bot-absent', channel })],
    'cannot-post': [one('', { reason: 'cannot-post', channel, code: 'restricted_action' })],
    'unknown-channel': [
      one('', { reason: 'unknown-channel', name: wordsFor(name, 'plans') }),
      one('of links to revoke', { reason: 'unknown-channel', name: wordsFor(name, 'plans'), to: 'revoke' }),
    ],
    outsider: [one('', { reason: 'outsider' })],
    guest: [one('', { reason: 'guest' })],
    'unknown-share': [
      one('', { reason: 'unknown-share', id: wordsFor(name, 'K7M4QX') }),
      one('by a button on its message', { reason: 'unknown-share', id: 'K7M4QX', link: 'closed' }),
      one('the same, and DocSpace does not answer', {
        reason: 'unknown-share',
        id: 'K7M4QX',
        link: 'unsure',
      }),
    ],
    'not-yours': [
      one('', { reason: 'not-yours', to: 'extend', creator: 'U0ALICE' }),
      one('in another company', { reason: 'not-yours' }),
    ],
    'not-for-you': [one('', { reason: 'not-for-you' })],
    'membership-unknown': [
      one('look', { reason: 'membership-unknown', to: 'look' }),
      one('post', { reason: 'membership-unknown', to: 'post' }),
      one('take', { reason: 'membership-unknown', to: 'take' }),
    ],
    'may-not-take': [
      one('as somebody of another company', { reason: 'may-not-take', who: 'outsider' }),
      one('elsewhere', { reason: 'may-not-take', who: 'elsewhere' }),
    ],
    'used-up': [
      one('', { reason: 'used-up', share: brief }),
      one('the only one', {
        reason: 'used-up',
        share: briefOf({ ...share, terms: { ...share.terms, limit: 1 } }),
      }),
    ],
    'download-over': [one('', { reason: 'download-over', title: name })],
    'admins-only': [
      one('', { reason: 'admins-only' }),
      one('to try the counting', { reason: 'admins-only', to: 'try-counting' }),
      one('to see to links of others', { reason: 'admins-only', to: 'see-to' }),
      one('to apply the rules', { reason: 'admins-only', to: 'apply-rules' }),
      one('to revoke many', { reason: 'admins-only', to: 'revoke-all' }),
      one('to read the record', { reason: 'admins-only', to: 'read-record' }),
      one('to have a person forgotten', { reason: 'admins-only', to: 'forget' }),
    ],
    'form-expired': [one('', { reason: 'form-expired', instead: '/sharelink extend K7M4QX for 7d' })],
    'cannot-extend': [
      one('revoked by a person', { reason: 'cannot-extend', share: brief }),
      ...ended.map(([what, value]) =>
        bulky(what, { reason: 'cannot-extend', share: briefOf(value) } as const),
      ),
    ],
    'limit-too-low': [one('', { reason: 'limit-too-low', share: brief })],
    'needs-higher-limit': [one('', { reason: 'needs-higher-limit', share: brief })],
    'view-only-limit': [one('', { reason: 'view-only-limit', share: brief })],
    'same-terms': [one('', { reason: 'same-terms', share: brief })],
    'not-extended': [one('', { reason: 'not-extended' })],
    'extension-under-way': [one('', { reason: 'extension-under-way', share: brief })],
    'not-ready': [one('', { reason: 'not-ready', id: 'K7M4QX' })],
    'already-over': [...ended, ...live.slice(0, 1)].map(([what, value], index) => ({
      ...one(what, { reason: 'already-over', share: briefOf(value) } as const),
      bulky: index > 2,
    })),
    'question-gone': [one('', { reason: 'question-gone' })],
    'form-under-way': [one('', { reason: 'form-under-way' })],
    blind: (['plan', 'rights', 'key', 'outage'] as const).flatMap((cause, index) => {
      const blind = { reason: 'blind', cause, since: NOW - HOUR, noLimitAllowed: true, share: null } as const
      const more = index === 0 ? one : bulky
      return [
        one(cause, blind),
        more(`${cause}, and every link has a limit`, { ...blind, noLimitAllowed: false }),
        more(`${cause}, of a link that has ended`, { ...blind, share: brief }),
        ...live.slice(0, 1).map(([, value]) =>
          more(`${cause}, of a live link without a limit`, {
            ...blind,
            share: briefOf({ ...value, terms: { ...value.terms, limit: null } }),
          }),
        ),
        more(`${cause}, of a link that has ended, and every link has a limit`, {
          ...blind,
          noLimitAllowed: false,
          share: brief,
        }),
      ]
    }),
    suspended: [one('', { reason: 'suspended', share: brief })],
    'no-canary-file': [one('', { reason: 'no-canary-file' })],
    bug: [one('', { reason: 'bug' })],
  }
}

/** Every refusal, by its reason. */
export const everyRefusal = (name: string): Case<Refusal>[] =>
  Object.entries(refusals(name)).flatMap(([reason, cases]) =>
    (cases as readonly Case<Refusal>[]).map((found) => ({
      ...found,
      what: found.what === '' ? reason : `${reason}: ${found.what}`,
    })),
  )

/** Where DocSpace would not: what is said of the file, and of what is left. */
const refusedFiles = (name: string): Case<Extract<Answer, { kind: 'refused' }>>[] => {
  const id = wordsFor(name, '4821')
  const files: Case<RefusedFile>[] = [
    one('a file, by its id', { id, title: null, link: 'none' }),
    one('a file', { id, title: name, link: 'none' }),
    one('a file, and perhaps there is a link', { id, title: name, link: 'unsure' }),
    one('a link that is live', { id, title: name, link: 'live' }),
    one('a link that is over', { id, title: name, link: 'over' }),
  ]
  return everyRefusal(name)
    .filter(({ value }) => value.reason.startsWith('portal-') && value.reason !== 'portal-broken')
    .flatMap(({ what, value }) =>
      files.map((file) => ({
        what: `${what}: ${file.what}`,
        bulky: value.reason !== 'portal-slow',
        value: { kind: 'refused', refusal: value, reference: 'REF23456', file: file.value },
      })),
    )
}

const VERDICTS: Record<Verdict, true> = {
  counted: true,
  unnamed: true,
  'expander-again': true,
  forged: true,
  burst: true,
  viewed: true,
  expander: true,
  member: true,
  'other-link': true,
  unattributed: true,
  'before-birth': true,
  'after-end': true,
}
const verdicts = Object.keys(VERDICTS) as Verdict[]

const events = (count: number, name: string): JudgedEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    id: 90_412 - index,
    at: NOW - index * MINUTE,
    actionId: [5009, 5010, 5062, 5064][index % 4] ?? 5009,
    verdict: verdicts[index % verdicts.length] ?? 'counted',
    place: wordsFor(name, 'Berlin, Germany'),
    browser: wordsFor(name, 'Chrome 138'),
    platform: wordsFor(name, 'Windows 10'),
  }))

/** As many claims, the newest first: by two people, and once in three by the link outside. */
export const someClaims = (count: number, name: string): Claim[] =>
  Array.from({ length: count }, (_, index): Claim => {
    const at = NOW - index * 4 * MINUTE
    const dana = { id: 'U0DANA', name: wordsFor(name, 'Dana'), company: wordsFor(name, 'Acme') }
    const people: Taker[] = [
      { kind: 'person', id: 'U0BOB', name: wordsFor(name, 'Bob') },
      { kind: 'person', ...dana },
      { kind: 'visitor', mark: 'browser' },
    ]
    const taker = people[index % people.length] ?? { kind: 'visitor', mark: '' }
    // The newest is not fetched yet, and an older one never was.
    const begunAt = index === 0 || index === 3 ? null : at + SECOND
    return { id: `claim-${index}`, taker, at, until: at + 10 * MINUTE, begunAt, bytes: 0 }
  })

const PRESETS: Policy['presets'] = {
  client: { end: { kind: 'for', ms: 7 * DAY }, limit: 3, enforcement: 'exact' },
  review: { end: { kind: 'for', ms: 2 * DAY }, viewOnly: true },
}

const policies: [string, Partial<Policy>][] = [
  ['the defaults', {}],
  ['no limit by default', { defaultLimit: null }],
  ['strict rules', { highestLimit: 5, requirePassword: true, maxExpiryMs: 36 * HOUR }],
  ['no passwords', { passwordsAvailable: false }],
  ['a password forced that cannot be kept', { requirePassword: true, passwordsAvailable: false }],
  ['lives of a second', { minExpiryMs: SECOND, maxExpiryMs: SECOND, defaultExpiryMs: SECOND }],
  ['lives of ten thousand years', { maxExpiryMs: 3_650_000 * DAY, defaultExpiryMs: 400 * DAY }],
  ['no short lives', { minExpiryMs: 10 * DAY }],
  [
    'rules of a file',
    { maxLifeMs: 30 * DAY, onlyLimit: 3, highestLimit: 3, exactOnly: true, enforcement: 'exact' },
  ],
  ['view only, with generated passwords', { viewOnly: true, requirePassword: true, generatesPassword: true }],
  ['presets, and a notice', { presets: PRESETS, notice: 'Client files: ask Dana *first*, <!channel>.' }],
]

const lists = (name: string): Case<Extract<Answer, { kind: 'list' }>>[] => {
  const list = (scope: 'mine' | 'here' | 'all', shares: readonly ShareLink[], total: number, skip = 0) =>
    ({ kind: 'list', scope, shares, rows: ROW_FACTS, total, skip, replace: false }) as const
  const some = manyShares(PAGE_SIZE, name)
  const { live, over, unborn } = everyShare(name)
  const ids = (shares: readonly [string, ShareLink][]) =>
    shares.map(([, share], index): ShareLink => ({ ...share, id: `K8M${index + 234}` }))
  return [
    ...(['mine', 'here', 'all'] as const).map((scope) => one(`none, ${scope}`, list(scope, [], 0))),
    one('one, mine', list('mine', some.slice(0, 1), 1)),
    one('two of 17, here, the last page', list('here', some.slice(0, 2), 17, 15)),
    bulky('30, the first page', list('mine', some, 30)),
    bulky('30, the last page', list('mine', some, 30, 15)),
    bulky('500, the first page', list('all', some, 500)),
    bulky('500, a page in the middle', list('all', some, 500, 240)),
    bulky('500, the last page', list('all', some.slice(0, 5), 500, 495)),
    bulky('a million, far back', list('all', some, 1_000_000, 999_900)),
    bulky('every live state', list('all', ids(live).slice(0, PAGE_SIZE), 500)),
    one('ending and being made', list('mine', ids([...over.slice(0, 1), ...unborn.slice(0, 1)]), 2)),
    bulky(
      'addresses that are not for an admin',
      list(
        'all',
        some.map((s) => ({ ...s, address: null, key: null })),
        15,
      ),
    ),
  ]
}

const details = (name: string): Case<Extract<Answer, { kind: 'info' }>>[] => {
  const info = (share: ShareLink, accesses: readonly Access[], total: number, mayChange = true) =>
    ({
      kind: 'info',
      share,
      accesses,
      total,
      viewsCut: false,
      claims: null,
      mayChange,
      auditIntervalMs: 10 * SECOND,
      timeZone: 'Europe/Berlin',
      replace: false,
    }) as const
  const { live, drifted, over } = everyShare(name)
  const share = aShare({
    file: { id: '4821', title: name },
    terms: { note: wordsFor(name, 'the final version') },
    downloads: 2,
  })
  const claimed = (shown: number, total: number) => {
    const claims = someClaims(shown, name)
    const exact = aShare({
      file: { id: '4821', title: name },
      address: null,
      downloads: total,
      terms: { exact: true, limit: 100_000 },
    })
    return { ...info(exact, [], 0), claims: { claims, total, now: NOW, takers: takersOf(claims, total) } }
  }
  const often = live.find(([what]) => what === 'extended very often')?.[1] ?? share
  return [
    one('approved beyond a rule', info({ ...share, approved: APPROVED }, [], 0)),

    one('no download yet', info(aShare({ file: { id: '4821', title: name } }), [], 0)),
    one('every verdict', info(share, events(8, name), 8)),
    one('for somebody who may only look', info(share, events(1, name), 1, false)),
    one('as many views as are kept', { ...info(share, events(4, name), 200), viewsCut: true }),
    one('exact, not taken yet', claimed(0, 0)),
    one('exact, taken by some', claimed(5, 5)),
    bulky('exact, taken by very many', claimed(20, 50_000)),
    one('exact, for people outside Slack too', { ...claimed(5, 5), pageAddress: PAGE_ADDRESS }),
    bulky('500 events', info(share, events(20, name), 500)),
    bulky('500 events, extended very often', info(often, events(20, name), 500)),
    ...[...live, ...drifted, ...over].map(([what, value]) => ({
      ...one(what, info(value, [], 0)),
      bulky:
        !/^(extended and|its message gone|without a message|muted|ended: manual|failed)|and put back$/.test(
          what,
        ),
    })),
  ]
}

const claimPages = (name: string): Case<Extract<Answer, { kind: 'claims' }>>[] => {
  const page = (shown: number, total: number, skip = 0) =>
    ({
      kind: 'claims',
      share: aShare({
        file: { id: '4821', title: name },
        downloads: total,
        terms: { exact: true, limit: 1_000 },
      }),
      page: { claims: someClaims(shown, name), total, now: NOW },
      givenBack: [],
      timeZone: 'Europe/Berlin',
      skip,
      replace: false,
    }) as const
  return [
    one('no download yet', page(0, 0)),
    one('some', page(5, 5)),
    one('with two that were given back', { ...page(1, 1), givenBack: someClaims(3, name).slice(1) }),
    bulky('500 downloads, a page in the middle', page(PAGE_SIZE, 500, 240)),
  ]
}

const whys = (name: string): Case<Extract<Answer, { kind: 'why' }>>[] => {
  const why = (shown: number, total: number, skip = 0) =>
    ({
      kind: 'why',
      share: aShare({ file: { id: '4821', title: name }, downloads: 2 }),
      bound: null,
      usual: null,
      events: events(shown, name),
      counted: Math.min(total, 2),
      total,
      older: 0,
      hidden: 0,
      viewsCut: false,
      timeZone: 'Europe/Berlin',
      skip,
      replace: false,
    }) as const
  return [
    one('no event', why(0, 0)),
    one('for somebody who may only look', { ...why(1, 1), hidden: 3 }),
    one('no event, for somebody who may only look', { ...why(0, 0), hidden: 1 }),
    one('one event', why(1, 1)),
    one('every verdict', why(8, 8)),
    one('very many events', { ...why(15, 140), counted: 18_765, older: 19_860 }),
    one('as many views as are kept', { ...why(4, 204, 200), viewsCut: true }),
    one('ended by its limit', {
      ...why(3, 3),
      share: aRevokedShare({ file: { id: '4821', title: name }, downloads: 3, end: { reason: 'limit' } }),
      bound: { reachedAt: NOW + SECOND, seenAt: NOW + 4 * SECOND, deadAt: NOW + 4_500 },
      usual: { count: 14, p50: 2_600, p95: 9_000, max: 12_100 },
    }),
    bulky('500 events, the first page', {
      ...why(PAGE_SIZE, 500),
      bound: { reachedAt: NOW, seenAt: NOW, deadAt: NOW + DAY - 1 },
      usual: { count: 1_000_000, p50: DAY - 1, p95: DAY - 1, max: DAY - 1 },
    }),
    bulky('500 events, a page in the middle', why(PAGE_SIZE, 500, 240)),
    bulky('500 events, the last page', why(5, 500, 495)),
  ]
}

const answers = (name: string): Of<Answer, 'kind'> => {
  const { live, over } = everyShare(name)
  const share = aShare({ file: { id: '4821', title: name } })
  const protectedShare = live.find(([what]) => what === 'with a password')?.[1] ?? share
  const shared = (given: ShareLink, password: string | null, noMessage: NoMessage | null) =>
    ({ kind: 'shared', share: given, password, noMessage }) as const
  const aDownload = {
    kind: 'download' as const,
    share: live.find(([what]) => what === 'exact')?.[1] ?? share,
    address: PERSONAL_ADDRESS,
    until: NOW + 10 * MINUTE,
    isNew: true,
    againUntil: null,
  }
  const underWay = (what: 'make' | 'extend', title: string | null) => {
    const file = { id: wordsFor(name, '4821'), title }
    return { kind: 'under-way', doing: { what, ref: { team: 'T0SHARE', id: 'K7M4QX' }, file } } as const
  }
  const exact = live.find(([what]) => what === 'exact')?.[1] ?? share
  const aLink = (given: ShareLink, link: string | null) => ({ kind: 'link', share: given, link }) as const
  const extendable = [...live, ...over.filter(([what]) => /^ended: (expired|limit|view only)/.test(what))]
  return {
    refused: [
      ...everyRefusal(name).map(({ value, ...rest }) => ({
        ...rest,
        value: { kind: 'refused', refusal: value, reference: 'REF23456' } as const,
      })),
      ...refusedFiles(name),
      one('that may be tried again', {
        kind: 'refused',
        refusal: { reason: 'portal-slow' },
        reference: 'REF23456',
        retry: 'REF23456',
        file: { id: '4821', title: name, link: 'none' },
      }),
      one('that was approved, and may be tried again', {
        kind: 'refused',
        refusal: { reason: 'portal-down' },
        reference: 'REF23456',
        approved: 'K7M4QX',
        file: { id: '4821', title: name, link: 'none' },
      }),
      one('of which approvers may be asked', {
        kind: 'refused',
        refusal: { reason: 'policy', rule: 'MAX_EXPIRY', mostMs: 7 * DAY, leftMs: 7 * DAY },
        reference: 'REF23456',
        approval: 'REF23456',
      }),
    ],
    'ask-approval': [one('', { kind: 'ask-approval', reference: 'REF23456' })],
    'approval-asked': [
      one('', { kind: 'approval-asked', file: { id: '4821', title: name }, until: NOW + DAY }),
      one('the name of the file is not known yet', {
        kind: 'approval-asked',
        file: { id: wordsFor(name, '4821'), title: null },
        until: NOW + DAY,
      }),
    ],
    disapproved: [
      one('refused by an admin', { kind: 'disapproved', file: { id: '4821', title: name }, by: 'U0CAROL' }),
      one('nobody answered', { kind: 'disapproved', file: { id: '4821', title: name }, by: null }),
    ],
    shared: [
      one('once it was approved', shared({ ...share, approved: APPROVED }, null, null)),
      one('in the channel', shared(share, null, null)),
      one('with a password', shared(protectedShare, PASSWORD, null)),
      one('with a password, as a message that stays', shared(protectedShare, null, null)),
      one('where Sharelink cannot post', shared(share, null, 'bot-absent')),
      one('where Sharelink cannot post, with a password', shared(protectedShare, PASSWORD, 'bot-absent')),
      one('where Slack did not confirm the message', shared({ ...share, message: null }, null, 'in-doubt')),
      one('for people outside Slack too', { ...shared(exact, null, null), pageAddress: PAGE_ADDRESS }),
      one('for people outside Slack, with a password', {
        ...shared({ ...exact, passwordHash: 'x' }, PASSWORD, null),
        pageAddress: PAGE_ADDRESS,
      }),
      one('for people outside Slack, where Sharelink cannot post', {
        ...shared({ ...exact, message: null }, null, 'bot-absent'),
        pageAddress: PAGE_ADDRESS,
      }),
      one('over by then', shared({ ...share, address: null, key: null }, null, 'bot-absent')),
      ...live.map(([what, value]) => bulky(`of one ${what}`, shared(value, null, null))),
    ],
    ending: [
      one('', { kind: 'ending', share }),
      one('suspended before', { kind: 'ending', share: { ...share, state: 'revoked' } }),
    ],
    download: [
      one('a new one', aDownload),
      one('the same again', { ...aDownload, isNew: false }),
      one('by an address that ends before it', {
        ...aDownload,
        until: NOW + 2 * MINUTE,
        againUntil: NOW + 10 * MINUTE,
      }),
    ],
    'download-gone': ['exact', 'exact, all taken'].map((what) =>
      one(what, {
        kind: 'download-gone',
        share: live.find(([which]) => which === what)?.[1] ?? share,
        until: NOW + 10 * MINUTE,
        replace: true,
      }),
    ),
    list: lists(name),
    link: [
      ...(['live', 'view only', 'with a password'] as const).map((what) => {
        const given = live.find(([which]) => which === what)?.[1] ?? share
        return one(what, aLink(given, given.address))
      }),
      one('exact', aLink(exact, PAGE_ADDRESS)),
      one('exact, without a page', aLink(exact, null)),
    ],
    'ask-revoke': [one('', { kind: 'ask-revoke', share })],
    form: [
      ...policies.map(([what, policy], index) => ({
        ...one(what, {
          kind: 'form',
          start: { channel: 'C0TEAM', fileId: null, policy: aPolicy(policy) },
        } as const),
        bulky: index > 2,
      })),
      bulky('a file that is meant already', {
        kind: 'form',
        start: { channel: null, fileId: '4821', policy: aPolicy() },
      }),
      bulky('a file with the longest id', {
        kind: 'form',
        start: { channel: 'C0TEAM', fileId: `sbox-12-${'x'.repeat(990)}`, policy: aPolicy() },
      }),
      one('from a message without a file', {
        kind: 'form',
        start: { channel: 'C0TEAM', fileId: null, nothingFound: true, policy: aPolicy() },
      }),
    ],
    'extend-form': policies.flatMap(([by, policy], first) =>
      extendable.map(([what, value]) => ({
        ...one(`${what}, ${by}`, {
          kind: 'extend-form',
          share: value,
          policy: aPolicy(policy),
          at: NOW,
        } as const),
        bulky: first > 0 || !/^(live|view only|no limit|ended: expired|ended: limit)$/.test(what),
      })),
    ),
    info: details(name),
    why: whys(name),
    claims: claimPages(name),
    extended: live.map(([what, value]) => ({
      ...one(what, { kind: 'extended', share: value } as const),
      bulky: !/^(extended|without a message)$/.test(what),
    })),
    help: [
      one('', { kind: 'help', policy: aPolicy(), isAdmin: false, replace: false }),
      one('where people connect their own accounts', {
        kind: 'help',
        policy: aPolicy(),
        isAdmin: false,
        hasAccounts: true,
        replace: false,
      }),
      one('for an admin', {
        kind: 'help',
        policy: aPolicy({ defaultLimit: null }),
        isAdmin: true,
        replace: true,
      }),
    ],
    'ask-forget': [
      one('', { kind: 'ask-forget', userId: 'U0BOB', live: 0, hasAccount: false }),
      one('with live links and an account', {
        kind: 'ask-forget',
        userId: 'U0BOB',
        live: 3,
        hasAccount: true,
      }),
    ],
    forgotten: [
      one('', { kind: 'forgotten', userId: 'U0BOB', live: 0 }),
      one('with a live link', { kind: 'forgotten', userId: 'U0BOB', live: 1 }),
    ],
    'record-sent': [
      one('all of it', { kind: 'record-sent', lines: 1_204, days: null }),
      one('of 30 days', { kind: 'record-sent', lines: 212, days: 30 }),
      one('of one day', { kind: 'record-sent', lines: 1, days: 1 }),
    ],
    connect: [one('', { kind: 'connect', address: CONNECT_ADDRESS })],
    'confirm-connect': [one('', { kind: 'confirm-connect', account: name, key: 'a-key' })],
    connected: [
      one('', { kind: 'connected', account: name }),
      one('after something was asked for', { kind: 'connected', account: name, retry: 'REF23456' }),
    ],
    disconnected: [
      one('', { kind: 'disconnected', account: name, isRevoked: true }),
      one('the portal does not answer', { kind: 'disconnected', account: name, isRevoked: false }),
      one('nothing was connected', { kind: 'disconnected', account: null, isRevoked: true }),
    ],
    'unknown-command': [
      one('with a guess', { kind: 'unknown-command', typed: wordsFor(name, 'shrae'), guess: '4821' }),
      one('without one', { kind: 'unknown-command', typed: wordsFor(name, 'frobnicate'), guess: null }),
    ],
    'ask-audience': (
      [
        ['another company', { kind: 'external', companies: ['Acme Ltd'] }],
        ['companies that Slack does not name', { kind: 'external', companies: [] }],
        ['one guest', { kind: 'guests', count: 1 }],
        ['many guests', { kind: 'guests', count: 1_200 }],
        ['nobody knows how many guests', { kind: 'guests', count: null }],
      ] as const
    ).map(([what, audience]) =>
      one(what, {
        kind: 'ask-audience',
        audience,
        key: 'K7M4QX',
        channel: { id: 'C0TEAM', name },
        file: { id: wordsFor(name, '4821'), title: audience.kind === 'external' ? name : null },
        terms: { expiresAt: NOW + 7 * DAY, limit: 3, viewOnly: false, note: null },
        hasPassword: audience.kind === 'external',
      }),
    ),
    posting: [one('', { kind: 'posting' })],
    'under-way': [
      one('a link, of a file whose name is not known yet', underWay('make', null)),
      one('a link', underWay('make', name)),
      one('an extension', underWay('extend', name)),
      one('anything', { kind: 'under-way', doing: null }),
    ],
    delayed: [one('behind ends of links', { kind: 'delayed' })],
    queued: [
      one('behind others of one’s own', { kind: 'queued', ahead: 27, channel: null }),
      one('behind posts of the channel', { kind: 'queued', ahead: 90, channel: { id: 'C0TEAM', name } }),
      bulky('behind one of one’s own', { kind: 'queued', ahead: 1, channel: null }),
      bulky('behind one post', { kind: 'queued', ahead: 1, channel: { id: 'C0TEAM', name } }),
    ],
    working: [one('', { kind: 'working' })],
    'not-posted': [one('', { kind: 'not-posted' })],
    ...revocationsOfMany(name),
    canary: [
      one('begun', {
        kind: 'canary',
        report: aCanaryReport({ fileId: wordsFor(name, '4821') }),
        joined: false,
      }),
      one('joined', {
        kind: 'canary',
        report: aCanaryReport({ fileId: wordsFor(name, '4821') }),
        joined: true,
      }),
      ...everyCanary(name, wordsFor(name, '4821')).map(([what, report, isBulky]) => ({
        ...one(what, { kind: 'canary', report, joined: false } as const),
        bulky: isBulky,
      })),
    ],
  }
}

/** Whose links an admin may mean. */
export const everyScope = (name: string): [string, NamedScope][] => [
  ['all', { kind: 'all' }],
  ['of a person', { kind: 'by', user: 'U0BOB' }],
  ['of a channel', { kind: 'in', channel: 'C0TEAM' }],
  ['of a person in a channel', { kind: 'by-in', user: 'U0BOB', channel: 'C0TEAM' }],
  ['of a file', { kind: 'of', fileId: '4821', title: name }],
  ['of a file without a link', { kind: 'of', fileId: wordsFor(name, '4821'), title: null }],
]

const revocationsOfMany = (
  name: string,
): Pick<
  Of<Answer, 'kind'>,
  | 'ask-revoke-all'
  | 'revoking-all'
  | 'rules-applied'
  | 'outgrown-kept'
  | 'no-links'
  | 'links-kept'
  | 'taken-over'
  | 'left-alone'
  | 'outsiders-allowed'
  | 'idle-kept'
> => {
  const newest = manyShares(5, name)
  const scopes = everyScope(name)
  return {
    'ask-revoke-all': [
      ...scopes
        .slice(0, 5)
        .map(([what, of]) =>
          one(what, { kind: 'ask-revoke-all', of, total: 12, people: 3, newest, before: NOW } as const),
        ),
      one('one link', {
        kind: 'ask-revoke-all',
        of: { kind: 'in', channel: 'C0TEAM' },
        total: 1,
        people: 1,
        newest: newest.slice(0, 1),
        before: NOW,
      }),
      bulky('thousands', {
        kind: 'ask-revoke-all',
        of: { kind: 'of', fileId: `sbox-12-${'x'.repeat(990)}`, title: name },
        total: 1_000_000,
        people: 5_000,
        newest,
        before: NOW,
      }),
    ],
    'rules-applied': (
      [
        [3, 12],
        [0, 1],
        [1, 0],
        [0, 0],
      ] as const
    ).map(([ended, shortened]) =>
      one(`the rules were applied: ${ended} closed, ${shortened} shortened`, {
        kind: 'rules-applied',
        ended,
        shortened,
        by: 'U0CAROL',
        replace: true,
      }),
    ),
    'outgrown-kept': [
      one('they stay as they were made', { kind: 'outgrown-kept', by: 'U0CAROL', replace: true }),
    ],
    'revoking-all': scopes.map(([what, of], index) => ({
      ...one(`being revoked: ${what}`, {
        kind: 'revoking-all',
        of,
        total: 12,
        by: 'U0CAROL',
        replace: true,
      } as const),
      bulky: index > 1,
    })),
    'no-links': scopes.map(([what, of]) =>
      one(`none: ${what}`, { kind: 'no-links', of, replace: false } as const),
    ),
    'links-kept': [one('', { kind: 'links-kept', replace: true })],
    'taken-over': scopes.map(([what, of], index) => ({
      ...one(`taken over: ${what}`, {
        kind: 'taken-over',
        of,
        by: 'U0CAROL',
        total: 3,
        replace: true,
      } as const),
      bulky: index === 0 || index > 3,
    })),
    'idle-kept': [one('idle ones kept', { kind: 'idle-kept', total: 3, replace: true })],
    'outsiders-allowed': [
      one('outsiders may use them', {
        kind: 'outsiders-allowed',
        channel: 'C0TEAM',
        total: 2,
        replace: true,
      }),
    ],
    'left-alone': scopes.map(([what, of], index) => ({
      ...one(`kept: ${what}`, { kind: 'left-alone', of, by: 'U0CAROL', replace: true } as const),
      bulky: index === 0 || index > 3,
    })),
  }
}

/** Every answer, by its kind, with `name` wherever somebody's own words may stand. */
export const everyAnswer = (name: string): (Case<Answer> & { kind: Answer['kind'] })[] =>
  Object.entries(answers(name)).flatMap(([kind, cases]) =>
    (cases as readonly Case<Answer>[]).map((found) => ({ ...found, kind: kind as Answer['kind'] })),
  )
