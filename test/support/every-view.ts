import type { HomeView, KnownBlock, ModalView } from '@slack/types'
import type { Answer } from '../../src/domain/answer.ts'
import { tellsDrift } from '../../src/domain/drift.ts'
import type { HomeFacts } from '../../src/domain/home.ts'
import type { Barred } from '../../src/domain/membership.ts'
import type { PendingPost } from '../../src/domain/pending-notice.ts'
import type { RecordNotice } from '../../src/domain/record-notice.ts'
import type { RedisNotice } from '../../src/domain/redis-notice.ts'
import type { RulesNotice } from '../../src/domain/rules-notice.ts'
import { isExact, type ShareLink } from '../../src/domain/share.ts'
import { takersOf } from '../../src/domain/takers.ts'
import type { Warning } from '../../src/domain/warning.ts'
import { answerView } from '../../src/slack/views/answer.ts'
import { cameLateNotice } from '../../src/slack/views/came-late.ts'
import { canaryWarning } from '../../src/slack/views/canary.ts'
import { driftReply } from '../../src/slack/views/drift.ts'
import { greetingView } from '../../src/slack/views/greeting.ts'
import { homeView } from '../../src/slack/views/home.ts'
import { keyOutNotice } from '../../src/slack/views/key-out.ts'
import { modalView } from '../../src/slack/views/modal-view.ts'
import { outgrownView } from '../../src/slack/views/outgrown.ts'
import { recordNotice } from '../../src/slack/views/record-notices.ts'
import { redisNotice } from '../../src/slack/views/redis-notices.ts'
import {
  downloadsReply,
  endReply,
  endsNotice,
  endsThatFit,
  extensionsReply,
} from '../../src/slack/views/replies.ts'
import { restoredView } from '../../src/slack/views/restored.ts'
import { rulesNotice } from '../../src/slack/views/rules-notices.ts'
import { scopeWarning } from '../../src/slack/views/scope-warning.ts'
import { shareMessage } from '../../src/slack/views/share-message.ts'
import { strayMessage, unrecordedMessage } from '../../src/slack/views/stray.ts'
import { stuckNotice } from '../../src/slack/views/stuck.ts'
import { lostNotice, warningReply } from '../../src/slack/views/warnings.ts'
import { aHealth, aPolicy, HOUR, MINUTE, NOW, ROW_FACTS, SECOND } from './builders.ts'
import { everyAdminNotice } from './every-admin-notice.ts'
import { everyAnswer, someClaims } from './every-answer.ts'
import { aCanaryReport, everyCanary } from './every-canary.ts'
import { everyOutageNotice } from './every-outage-notice.ts'
import { everyRestored } from './every-restored.ts'
import { everyShare, manyShares } from './every-share.ts'

/** What a view is drawn on; that it is one of Slack's own types is checked here, without a cast. */
type Drawn =
  | { surface: 'message'; view: { text: string; blocks: KnownBlock[] } }
  | { surface: 'modal'; view: ModalView }
  | { surface: 'home'; view: HomeView }

/** One view in one state. */
export type Shown = Drawn & {
  group: string
  what: string
  /** Differs from another only in size, so nobody needs to read it. */
  bulky: boolean
  /** Whether everybody in the channel sees it, and not one person alone. */
  inChannel: boolean
  /** The share it speaks of has ended, or never was. */
  isOver: boolean
  /** May hold the address of a link; the password. */
  mayHold: readonly ('address' | 'password')[]
}

const isOver = ({ state }: ShareLink): boolean => state !== 'active' && state !== 'creating'

const WARNINGS: readonly [string, readonly Warning[]][] = [
  ['its end is near', ['end']],
  ['one download is left', ['last-download']],
  ['both', ['end', 'last-download']],
]

/** What is written in a channel, or to somebody, without being asked for. */
type Told = 'message' | 'stray' | 'unrecorded' | 'ends' | PendingPost

const fault = { line: 3, column: 15, found: '"soon"', expected: 'a duration of at least 1s, such as 90s' }
const rulesNotices: readonly [string, RulesNotice][] = [
  ['others hold now', { kind: 'changed' }],
  ['a mistake in the file', { kind: 'refused', faults: [fault] }],
  ['many mistakes in the file', { kind: 'refused', faults: Array.from({ length: 25 }, () => fault) }],
]

const redisNotices: readonly [string, RedisNotice][] = [
  ['for a minute', { kind: 'down', since: NOW - MINUTE, detail: 'OOM: out of memory' }],
  ['when it does again', { kind: 'back', afterMs: 7 * MINUTE }],
]

const recordNotices: readonly [string, RecordNotice][] = [
  ['for 15 minutes', { kind: 'away', since: NOW - 15 * MINUTE }],
  ['when it does again', { kind: 'back', afterMs: 40 * MINUTE }],
]

type Notice = [what: string, share: ShareLink, view: { text: string; blocks: KnownBlock[] }]

/** What Slack is told of a share without being asked; for each kind of it every state that it may be told in. */
const notices = (name: string): Record<Told, { group: string; all: Notice[] }> => {
  const { live, drifted, over, unborn } = everyShare(name)
  const message = ([what, share]: [string, ShareLink]): Notice => [
    what,
    share,
    shareMessage(share, 10 * SECOND),
  ]
  const extended = live.filter(([, { extensions }]) => extensions.length > 0)
  const ended = over.filter(([, { state }]) => state === 'revoked')
  const posted = live.filter(([, share]) => share.message !== null)
  return {
    message: {
      group: 'The message of a link in its channel',
      all: [...posted, ...drifted, ...unborn.slice(1), ...over].map(message),
    },
    stray: {
      group:
        'A message that was left behind when Slack did not confirm it, once one of its buttons was pressed',
      all: [...posted.slice(0, 1), ...over.filter(([, { state }]) => state === 'failed')].map(
        ([what, share]) => [what, share, strayMessage(share)],
      ),
    },
    unrecorded: {
      group: 'The message of a link whose record is gone, once one of its buttons was pressed',
      all: ended.slice(0, 1).map(([, share]) => ['closed', share, unrecordedMessage(share.id)]),
    },
    downloads: {
      group: 'In the thread: downloads',
      all: posted.map(([what, share]) => {
        const more = { ...share, downloads: share.downloads + 1 }
        const takers = isExact(share) ? takersOf(someClaims(what === 'exact, used' ? 6 : 1, name)) : null
        return [what, more, downloadsReply(more, what === 'used' ? 0 : share.downloads, takers)]
      }),
    },
    warning: {
      group: 'Before the end: in the thread, or to the person who shared it',
      all: live.flatMap(([what, share]) =>
        WARNINGS.map(
          ([why, warnings]): Notice => [
            what === 'live' ? why : `${what}: ${why}`,
            share,
            warningReply(
              share,
              warnings,
              /used$/.test(what) ? 0 : share.downloads,
              isExact(share) ? takersOf(someClaims(1, name)) : null,
            ),
          ],
        ),
      ),
    },
    extension: {
      group: 'Extended: in the thread; of a link that is back, in the channel too',
      all: extended.map(([what, share]) => [what, share, extensionsReply(share, 0)]),
    },
    end: {
      group: 'The end: in the thread and in the channel, or to the person who shared it',
      all: over.map(([what, share]) => [
        what,
        share,
        endReply(share, isExact(share) ? takersOf(someClaims(share.downloads, name)) : null),
      ]),
    },
    ends: {
      group: 'In the channel: several ends at about the same time',
      all: [3, 500].flatMap((count): Notice[] => {
        const [share] = ended.map(([, one]) => one)
        const all = Array.from({ length: count }, (_, index) => ended[index % ended.length]?.[1]).filter(
          (one) => one !== undefined,
        )
        return share === undefined ? [] : [[`${count} at once`, share, endsNotice(endsThatFit(all))]]
      }),
    },
    stuck: {
      group: 'To the person who shared it: a suspended link does not come back',
      all: over
        .filter(([, { end }]) => end?.stuck !== undefined)
        .map(([what, share]) => [what, share, stuckNotice(share)]),
    },
    'key-out': {
      group: 'To admins and the person who shared it: the key of an exact link is known outside',
      all: live.flatMap(([what, share]) =>
        [
          { seen: 1, asked: 0 },
          { seen: 3, asked: 2 },
        ].map((use): Notice => {
          const known = { ...share, keyOut: { ...use, seenAt: NOW } }
          return [`${what}: ${use.seen} seen`, known, keyOutNotice(known)]
        }),
      ),
    },
    drift: {
      group: 'In the thread, or to the person who shared it: changed in the portal',
      all: drifted
        .filter(([, share]) => tellsDrift(share))
        .map(([what, share]) => [what, share, driftReply(share)]),
    },
    'came-late': {
      group: 'To the person who shared it: somebody came too late',
      all: ended.map(([what, share]) => [what, share, cameLateNotice(share)]),
    },
    lost: {
      group: 'To the person who shared it: the message is gone',
      all: live.map(([what, share]) => [what, share, lostNotice(share)]),
    },
  }
}

const PORTAL = 'changed in the portal: '
/** What the message says of it; each change in its words is seen in the thread. */
const READ: ReadonlySet<string> = new Set([
  'an earlier end',
  'the file trash',
  'the file archive',
  'the file hidden',
  'by somebody',
  'by somebody, being put back',
  'by somebody, and not to be put back',
])

/** What a reader need not see of the notices: what only repeats the states of the message. */
const isBulkyNotice = (kind: Told, what: string): boolean => {
  if (kind === 'warning')
    return !/^(its end|one download|both|used: one download|exact, used: one download)/.test(what)
  if (kind === 'downloads')
    return !/^(live|used|no limit, used|exact|exact, used|exact, no limit)$/.test(what)
  if (kind === 'end') return !/^ended(:|.*gone$)/.test(what) || /left$/.test(what)
  if (kind === 'key-out') return !/^live:/.test(what)
  if (kind === 'drift') return false
  if (kind === 'ends') return what !== '3 at once'
  if (kind === 'message' && what.startsWith(PORTAL)) return !READ.has(what.slice(PORTAL.length))
  if (kind === 'came-late') return !/^ended: (limit|manual)$/.test(what)
  if (kind === 'lost') return what !== 'its message gone'
  return (
    /often|million|muted|gone$|failed|left$|password$|being posted/.test(what) && what !== 'with a password'
  )
}

const GROUPS: Record<Answer['kind'], string> = {
  refused: 'Refusals, privately',
  'ask-approval': 'The form that asks for approval',
  'approval-asked': 'Approval, privately',
  disapproved: 'Approval, privately',
  shared: 'Shared, privately',
  ending: 'Revoking, privately',
  download: 'The file, privately',
  'download-gone': 'After it, privately',
  list: 'The list, privately',
  link: 'The link to copy, privately',
  'ask-revoke': 'Before a link of a list is revoked',
  form: 'The form that shares a file',
  'extend-form': 'The form that extends a link',
  info: 'Details, privately',
  why: 'Activity, privately',
  claims: 'Activity of an exact link, privately',
  extended: 'Extended, privately',
  connect: 'Connecting an account of DocSpace, privately',
  'confirm-connect': 'Connecting an account of DocSpace, privately',
  connected: 'Connecting an account of DocSpace, privately',
  disconnected: 'Connecting an account of DocSpace, privately',
  help: 'The help, privately',
  'unknown-command': 'A word that is no command, privately',
  'ask-audience': 'Before it is posted, privately',
  posting: 'Before it is posted, privately',
  'not-posted': 'Before it is posted, privately',
  'under-way': 'While it takes its time',
  queued: 'While it takes its time',
  delayed: 'While it takes its time',
  working: 'While it takes its time',
  canary: 'A trial of the counting, privately',
  'ask-revoke-all': 'Before an admin revokes many links, privately',
  'revoking-all': 'Before an admin revokes many links, privately',
  'no-links': 'Before an admin revokes many links, privately',
  'links-kept': 'Before an admin revokes many links, privately',
  'taken-over': 'To admins: what became of links that nobody saw to',
  'outsiders-allowed': 'To the owner of links: another company reads the channel',
  'rules-applied': 'To admins: links that break the rules of today',
  'outgrown-kept': 'To admins: links that break the rules of today',
  'idle-kept': 'To the owner of links: nobody has used them for two weeks',
  'left-alone': 'To admins: what became of links that nobody saw to',
  'record-sent': 'The record, privately',
  'ask-forget': 'Before a person is forgotten, privately',
  forgotten: 'Before a person is forgotten, privately',
}

/** Those with the address of a link: a list has the button to it, and the others pass it on. */
const WITH_ADDRESS: ReadonlySet<Answer['kind']> = new Set(['shared', 'list', 'link', 'extended'])

const private_ = { inChannel: false, isOver: false } as const

const homes = (name: string): [what: string, facts: HomeFacts | Barred, isBulky: boolean][] => {
  const { live, over, unborn } = everyShare(name)
  const facts = (more: Partial<HomeFacts> = {}): HomeFacts => ({
    live: [],
    total: 0,
    skip: 0,
    pageSize: 10,
    ended: [],
    takers: {},
    rows: ROW_FACTS,
    policy: aPolicy(),
    auditIntervalMs: 10 * SECOND,
    admin: null,
    usual: null,
    ...more,
  })
  const ids = (shares: readonly [string, ShareLink][]) =>
    shares.map(([, share], index): ShareLink => ({ ...share, id: `K8M${index + 234}` }))
  const ended = ids(over.filter(([what]) => what.startsWith('ended'))).slice(0, 5)
  const exact = ids(live.filter(([what]) => what === 'exact, all taken' || what === 'exact, used'))
  const ok = aHealth(NOW - SECOND)
  const blind = aHealth(NOW - HOUR, NOW, { state: 'blind', cause: 'key', since: NOW - HOUR })
  const some = manyShares(10, name)
  const strict = aPolicy({
    requirePassword: true,
    highestLimit: 20,
    allowedChannels: Array.from({ length: 100 }, (_, index) => `C0CHAN${index}`),
    allowedRooms: ['101', '102'],
    maxLifeMs: 30 * 24 * HOUR,
    onlyLimit: 3,
    exactOnly: true,
    variesByPlace: true,
  })
  const full = facts({
    live: some,
    total: 500,
    skip: 240,
    ended,
    policy: strict,
    admin: {
      all: some,
      total: 500,
      health: blind,
      canary: everyCanary(name)[2]?.[1] ?? null,
      canTry: true,
    },
  })
  return [
    ['with nothing in it', facts(), false],
    [
      'with links in different states',
      facts({ live: ids([...live.slice(0, 3), ...unborn]), total: 5, ended }),
      false,
    ],
    [
      'with exact links',
      facts({
        policy: aPolicy({ enforcement: 'exact' }),
        live: exact,
        total: 2,
        ended: ids(over.filter(([what]) => what === 'ended: exact, all taken')),
        takers: Object.fromEntries(exact.map(({ id }, index) => [id, takersOf(someClaims(3 - index, name))])),
      }),
      false,
    ],
    ['under strict rules', facts({ policy: strict }), false],
    [
      'when links have reached their limit lately',
      facts({ usual: { count: 40, p50: 3_000, p95: 9_000, max: 12_000 } }),
      false,
    ],
    [
      'where nothing is allowed',
      facts({ policy: aPolicy({ allowedChannels: [], allowedRooms: [] }) }),
      false,
    ],
    [
      'of an admin',
      facts({ admin: { all: some.slice(0, 1), total: 1, health: ok, canary: null, canTry: false } }),
      false,
    ],
    ...(['plan', 'rights', 'key', 'outage'] as const).map((cause): [string, HomeFacts, boolean] => [
      `of an admin, blind: ${cause}`,
      facts({
        admin: {
          all: [],
          total: 0,
          health: aHealth(NOW - MINUTE, NOW, { state: 'blind', cause, since: NOW - HOUR }),
          canary: null,
          canTry: false,
        },
      }),
      false,
    ]),
    [
      'of an admin, whose trail is read late, by another clock',
      facts({
        admin: {
          all: [],
          total: 0,
          health: { ...aHealth(NOW - HOUR), skewMs: HOUR },
          canary: null,
          canTry: false,
        },
      }),
      false,
    ],
    [
      'of an admin, blind before the first reading',
      facts({
        admin: {
          all: [],
          total: 0,
          health: aHealth(null, NOW, { state: 'blind', cause: 'outage', since: NOW - HOUR }),
          canary: null,
          canTry: false,
        },
      }),
      true,
    ],
    [
      'of an admin, before the first reading',
      facts({ admin: { all: [], total: 0, health: aHealth(null), canary: null, canTry: false } }),
      false,
    ],
    ...[...everyCanary(name), ['under way', aCanaryReport(), false] as const].map(
      ([what, canary, isBulky]): [string, HomeFacts, boolean] => [
        `of an admin, the last trial of the counting: ${what}`,
        facts({ admin: { all: [], total: 0, health: ok, canary, canTry: true } }),
        isBulky || !/^(good|under way|not seen)$/.test(what),
      ],
    ),
    ['30 links, the first page', facts({ live: some, total: 30 }), true],
    ['30 links, the last page', facts({ live: some, total: 30, skip: 20 }), true],
    ['500 links, a page in the middle, for an admin, blind', full, true],
    ['of somebody of another company', 'outsider', false],
    ['of a guest of the workspace', 'guest', false],
  ]
}

/** Every message, answer, form and Home, in every state, with `name` wherever somebody's own words may stand. */
export const everyView = (name: string): Shown[] => [
  ...Object.entries(notices(name)).flatMap(([kind, { group, all }]) =>
    all.map(
      ([what, share, view]): Shown => ({
        group,
        what,
        surface: 'message',
        view,
        bulky: isBulkyNotice(kind as Told, what),
        inChannel: kind !== 'lost' && kind !== 'stuck' && kind !== 'came-late',
        isOver: isOver(share),
        mayHold: kind === 'message' && !isOver(share) ? ['address'] : [],
      }),
    ),
  ),
  ...everyOutageNotice(name).map(
    ({ what, bulky, view }): Shown => ({
      ...private_,
      group: 'When downloads are not seen, and when they are again',
      what,
      bulky,
      mayHold: [],
      surface: 'message',
      view,
    }),
  ),
  ...everyAdminNotice(name).map(
    ({ view, ...about }): Shown => ({
      ...private_,
      ...about,
      inChannel: true,
      mayHold: [],
      surface: 'message',
      view,
    }),
  ),
  ...everyRestored(name).map(
    ([what, report, bulky]): Shown => ({
      ...private_,
      group: 'To admins: records were lost',
      what,
      bulky,
      inChannel: true,
      mayHold: [],
      surface: 'message',
      view: restoredView(report),
    }),
  ),
  ...everyCanary(name)
    .filter(([, { failed }]) => failed !== null)
    .map(
      ([what, report, bulky]): Shown => ({
        ...private_,
        group: 'To admins: the daily trial of the counting went wrong',
        what,
        bulky: bulky || what !== 'not seen',
        // To their channel, where there is one.
        inChannel: true,
        mayHold: [],
        surface: 'message',
        view: canaryWarning({ ...report, by: null }),
      }),
    ),
  ...(['welcome', 'answer'] as const).map(
    (how): Shown => ({
      ...private_,
      group: 'First words, directly',
      what: how,
      bulky: false,
      mayHold: [],
      surface: 'message',
      view: greetingView(how, aPolicy()),
    }),
  ),
  ...redisNotices.map(
    ([what, notice]): Shown => ({
      ...private_,
      group: 'To admins: the database takes no writes',
      what,
      bulky: false,
      inChannel: true,
      mayHold: [],
      surface: 'message',
      view: redisNotice(notice),
    }),
  ),
  ...(
    [
      [0, 1],
      [3, 12],
      [1, 0],
    ] as const
  ).map(
    ([ends, shortens]): Shown => ({
      ...private_,
      group: 'To admins: links that break the rules of today',
      what: `${ends} would close, ${shortens} be shortened`,
      bulky: false,
      inChannel: true,
      mayHold: [],
      surface: 'message',
      view: outgrownView({ newest: manyShares(Math.min(5, ends + shortens), name), ends, shortens }),
    }),
  ),
  ...rulesNotices.map(
    ([what, notice]): Shown => ({
      ...private_,
      group: 'To admins: the rules were read anew',
      what,
      bulky: false,
      inChannel: true,
      mayHold: [],
      surface: 'message',
      view: rulesNotice(notice),
    }),
  ),
  ...recordNotices.map(
    ([what, notice]): Shown => ({
      ...private_,
      group: 'To admins: the receiver of the record takes no lines',
      what,
      bulky: false,
      inChannel: true,
      mayHold: [],
      surface: 'message',
      view: recordNotice(notice),
    }),
  ),
  {
    ...private_,
    group: 'To admins: the Slack app lacks a scope',
    what: 'a scope that is missing',
    bulky: false,
    inChannel: true,
    mayHold: [],
    surface: 'message',
    view: scopeWarning('users:read'),
  },
  ...everyAnswer(name).flatMap(({ kind, what, value, bulky = false }): Shown[] => {
    const holds: Shown['mayHold'] = [
      ...(WITH_ADDRESS.has(kind) ? (['address'] as const) : []),
      ...(value.kind === 'shared' && value.password !== null ? (['password'] as const) : []),
    ]
    const both = { ...private_, group: GROUPS[kind], bulky, mayHold: holds }
    const title = what === '' ? kind : what
    return [
      { ...both, what: title, surface: 'message', view: answerView(value) },
      { ...both, what: `${title}, in a modal`, surface: 'modal', view: modalView(value, 'Share a file') },
    ]
  }),
  ...homes(name).map(
    ([what, facts, bulky]): Shown => ({
      ...private_,
      group: 'The Home',
      what,
      bulky,
      mayHold: [],
      surface: 'home',
      view: homeView(facts),
    }),
  ),
]
