import type { HomeView } from '@slack/types'
import { describe, expect, it } from 'vitest'
import { viewFaults as limitFaults, viewBytes } from '../../../../sandbox/slack/limits/view.ts'
import { renderBlocks } from '../../../../sandbox/slack/render/blocks.ts'
import type { BlindCause } from '../../../../src/domain/audit-health.ts'
import type { HomeFacts } from '../../../../src/domain/home.ts'
import type { Policy } from '../../../../src/domain/policy.ts'
import type { ShareLink } from '../../../../src/domain/share.ts'
import type { EndReason } from '../../../../src/domain/share-state.ts'
import { homeView } from '../../../../src/slack/views/home.ts'
import {
  aHealth,
  aPolicy,
  aRevokedShare,
  aShare,
  DAY,
  HOUR,
  keyOf,
  NOW,
  ORIGIN,
  ROW_FACTS,
  SECOND,
} from '../../../support/builders.ts'
import { aGoodCanary } from '../../../support/every-canary.ts'
import { buttonsOf, HOSTILE, menusOf, viewFaults } from './check-view.ts'

const facts = (changes: Partial<HomeFacts> = {}): HomeFacts => ({
  live: [],
  total: 0,
  skip: 0,
  pageSize: 10,
  ended: [],
  policy: aPolicy(),
  auditIntervalMs: 10 * SECOND,
  admin: null,
  takers: {},
  rows: { ...ROW_FACTS, workspaceUrl: null },
  usual: null,
  ...changes,
})

const many = (count: number, share: (index: number) => Partial<Parameters<typeof aShare>[0]> = () => ({})) =>
  Array.from({ length: count }, (_, index) => aShare({ id: `AAAA${index + 10}`, ...share(index) }))

const textOf = (view: HomeView): string => renderBlocks(view.blocks as never, { tz: 'Etc/UTC' })
const names = ({ blocks }: HomeView): string[] =>
  buttonsOf({ text: '', blocks: blocks as never }).map(
    ({ action_id, value }) => `${action_id} ${value ?? ''}`,
  )

const faults = (view: HomeView): string[] => {
  const found = [...limitFaults(view, 'home')]
  if (viewBytes(view) > 250_000) found.push(`${viewBytes(view)} bytes`)
  // The same rules for texts as in messages, which hold fewer blocks.
  for (let at = 0; at < view.blocks.length; at += 50) {
    found.push(...viewFaults({ text: 'Home', blocks: view.blocks.slice(at, at + 50) as never }))
  }
  return found
}

const REASONS: EndReason[] = ['expired', 'limit', 'manual', 'removed', 'blind', 'policy']

/** As full as a Home can be, with these words wherever somebody's own words stand. */
const full = (title: string): HomeFacts => {
  const file = { id: '1', title }
  const terms = { note: title, limit: 1_000_000 }
  const share = {
    file,
    terms,
    creator: { id: 'U0ALICE', name: title },
    channel: { id: 'C0TEAM', name: title },
  }
  const states: Partial<ShareLink>[] = [
    { state: 'creating', step: 'linking', message: null, address: null },
    { state: 'revoking' },
    { muted: true, sealedPassword: 'x' },
  ]
  const live = many(10, (index) => ({ ...share, ...states[index] }))
  return facts({
    live,
    total: 500,
    skip: 20,
    ended: REASONS.slice(0, 5).map((reason, index) =>
      aRevokedShare({
        ...share,
        id: `BBBB${index + 10}`,
        downloads: 1_000_007,
        end: { reason, by: 'U0BOB' },
      }),
    ),
    policy: aPolicy({
      requirePassword: true,
      highestLimit: 20,
      allowedChannels: Array.from({ length: 100 }, (_, index) => `C0CHAN${index}`),
      allowedRooms: ['101', '102'],
    }),
    admin: {
      all: live,
      total: 500,
      health: aHealth(NOW, NOW + HOUR, { state: 'blind', cause: 'key', since: NOW }),
      canary: null,
      canTry: false,
    },
  })
}

describe('a Home', () => {
  it.each(HOSTILE)('as full as it can be is taken by Slack, with %s in every place', (_, title) => {
    const view = homeView(full(title))
    expect(faults(view)).toEqual([])
    expect(view.blocks.length).toBeLessThanOrEqual(100)
  })

  it('with nothing to show says what to do', () => {
    const view = homeView(facts())
    expect(faults(view)).toEqual([])
    expect(names(view)).toEqual(['new_share '])
    expect(textOf(view)).toMatch(/Welcome to Sharelink[\s\S]*Press Share a file, or type \/sharelink 4821/)
    expect(textOf(view)).not.toMatch(/live links|Ended lately/)
  })

  it('says in its empty parts what will be there', () => {
    expect(textOf(homeView(facts({ ended: [aRevokedShare()] })))).toContain(
      'Your live links\nYou have no live links.',
    )
    expect(textOf(homeView(facts({ live: [aShare()], total: 1 })))).toContain(
      'Ended lately\nLinks that end will show up here.',
    )
  })

  it('opens with the button, and the rules in one line of small print', () => {
    const [first, second] = homeView(facts()).blocks
    expect(first).toMatchObject({ type: 'actions', block_id: 'home-head' })
    expect(second?.type).toBe('context')
  })

  it('holds no address and no key: whoever is an admin is not let into every file by that', () => {
    const share = aShare()
    const view = JSON.stringify(
      homeView(
        facts({
          live: [share],
          total: 1,
          admin: { all: [share], total: 1, health: aHealth(NOW), canary: null, canTry: false },
        }),
      ),
    )
    expect(view).not.toContain(keyOf(share.linkId))
    expect(view).not.toContain(ORIGIN)
  })
})

describe('a live link', () => {
  const shown = (share: ShareLink) => {
    const view = homeView(facts({ live: [share], total: 1 }))
    return { text: textOf(view), menu: menusOf(view as never).flat() }
  }

  it('has its name, end, use, protection, place and id, and the menu of what can be done with it', () => {
    const { text, menu } = shown(aShare({ downloads: 1, sealedPassword: 'x' }))
    expect(text).toContain('Your live links: 1')
    expect(text).toContain(
      'Q3 report.docx\nExpires Monday, November 30th, 2026 at 10:00 AM · 1 of 3 downloads · password protected · #C0TEAM · ID K7M4QX',
    )
    expect(menu).toEqual([
      'Copy link: copy_link K7M4QX',
      'Extend: extend_share K7M4QX',
      'Details: share_details K7M4QX',
      'Revoke…: ask_revoke K7M4QX',
    ])
  })

  it.each<[string, Partial<ShareLink>, string, string[]]>([
    ['being made', { state: 'creating', step: 'linking' }, 'Being made · 0 of 3 downloads', []],
    ['ending', { state: 'revoking' }, 'Closing now · 0 of 3 downloads', ['share_details K7M4QX']],
  ])('%s is said in words', (_, changes, words, expected) => {
    const { text, menu } = shown(aShare(changes))
    expect(text).toContain(words)
    expect(menu).toEqual(expected)
  })

  it('that is muted says so; one without a limit, or view only, has other words for its use', () => {
    expect(shown(aShare({ muted: true })).text).toContain(' · thread muted · ID')
    expect(shown(aShare({ terms: { limit: null }, downloads: 4 })).text).toContain(' · 4 downloads · ')
    expect(shown(aShare({ terms: { limit: null, viewOnly: true } })).text).toContain(' · view only · ')
  })
})

describe('pages', () => {
  const buttons = (skip: number, shown: number, total: number) =>
    names(homeView(facts({ live: many(shown), total, skip }))).filter((name) => name.startsWith('home_'))

  it.each<[string, [number, number, number], string[]]>([
    ['none for ten', [0, 10, 10], []],
    ['the first', [0, 10, 30], ['home_page 1']],
    ['one in between', [10, 10, 30], ['home_newer 0', 'home_page 2']],
    ['the last, full', [20, 10, 30], ['home_newer 1']],
    ['the last, with one', [10, 1, 11], ['home_newer 0']],
  ])('%s', (_, at, expected) => {
    expect(buttons(...at)).toEqual(expected)
  })

  it('say where one is', () => {
    const view = homeView(facts({ live: many(10), total: 25, skip: 10 }))
    expect(textOf(view)).toContain('Links 11 to 20 of 25, newest first.')
  })
})

describe('what ended', () => {
  it.each<[EndReason, string]>([
    ['expired', 'Expired DAY · USED'],
    ['limit', 'Closed DAY: limit reached · USED'],
    ['manual', 'Revoked by @U0BOB · DAY · USED'],
    ['removed', 'Closed DAY: someone deleted the link or its file in DocSpace · USED'],
    ['policy', "Closed DAY: your workspace's rules no longer allow this link · USED"],
  ])('%s: says when, why, by whom, and the count', (reason, words) => {
    const view = homeView(facts({ ended: [aRevokedShare({ downloads: 2, end: { reason, by: 'U0BOB' } })] }))
    expect(textOf(view)).toContain(
      `Q3 report.docx\n${words.replace('DAY', 'Monday, November 23rd, 2026 at 10:00 AM').replace('USED', '2 of 3 downloads used')}\n#C0TEAM · ID K7M4QX`,
    )
    expect(menusOf(view as never)).toEqual([
      reason === 'expired' || reason === 'limit'
        ? ['Reopen: extend_share K7M4QX', 'Details: share_details K7M4QX']
        : ['share_details K7M4QX'],
    ])
  })

  it('shows what is suspended as that', () => {
    const view = homeView(facts({ ended: [aRevokedShare({ end: { reason: 'blind' } })] }))
    expect(textOf(view)).toContain("Q3 report.docx\nPaused: downloads can't be counted right now.")
    expect(textOf(view)).not.toContain('Closed')
  })
})

describe('the rules in force', () => {
  it.each<[string, Partial<Policy>, string[]]>([
    [
      'as they are by default',
      {},
      [
        'Links: 7 days, 10 downloads by default (up to 90 days).',
        'Counts update every 10 s, so a few extra downloads can slip in.',
      ],
    ],
    ['exact', { enforcement: 'exact' }, ['Limits are exact. Those of watched links are checked every 10 s']],
    [
      'with a default beyond what is allowed',
      { maxExpiryMs: DAY, highestLimit: 1 },
      ['Links: 1 day, 1 download by default (up to 1 day, 1 download).'],
    ],
    [
      'without a limit',
      { defaultLimit: null },
      ['Links: 7 days, no download limit by default (up to 90 days).'],
    ],
    [
      'with quotas',
      { linksPerMinute: 60, maxLiveLinks: 1_000 },
      ['One person can make 60 links a minute, and have 1,000 links at a time.'],
    ],
    ['with one quota', { linksPerMinute: 1 }, ['One person can make 1 link a minute.']],
    ['with another quota', { maxLiveLinks: 1 }, ['One person can have 1 link at a time.']],
    ['with a password', { requirePassword: true }, ['Every link needs a password.']],
    ['without a key', { passwordsAvailable: false }, ["Passwords aren't available here (ENCRYPTION_KEY)."]],
    ['one channel', { allowedChannels: ['C0A'] }, ['Links can be posted in #C0A.']],
    ['two channels', { allowedChannels: ['C0A', 'C0B'] }, ['Links can be posted in #C0A, #C0B.']],
    ['no channel', { allowedChannels: [] }, ["No channel is allowed, so links can't be posted."]],
    ['one room', { allowedRooms: ['1'] }, ['Only files in one DocSpace room can be shared.']],
    ['rooms', { allowedRooms: ['1', '2'] }, ['Only files in 2 DocSpace rooms can be shared.']],
    ['no room', { allowedRooms: [] }, ["No DocSpace room is allowed, so files can't be shared."]],
  ])('%s', (_, changes, expected) => {
    const text = textOf(homeView(facts({ policy: aPolicy(changes) })))
    for (const line of expected) expect(text).toContain(line)
  })

  it('names ten channels of many', () => {
    const allowedChannels = Array.from({ length: 13 }, (_, index) => `C0CHAN${index}`)
    const text = textOf(homeView(facts({ policy: aPolicy({ allowedChannels }) })))
    expect(text).toContain('#C0CHAN9 and 3 more.')
    expect(text).not.toContain('C0CHAN10')
  })

  it('what is not ruled is not mentioned', () => {
    const text = textOf(homeView(facts()))
    expect(text).not.toMatch(/posted in|rooms|assword/)
  })
})

describe('an admin', () => {
  const admin = (changes: Partial<NonNullable<HomeFacts['admin']>> = {}) =>
    homeView(
      facts({
        admin: {
          all: [],
          total: 0,
          health: aHealth(NOW, NOW + SECOND),
          canary: null,
          canTry: false,
          ...changes,
        },
      }),
    )

  it('sees everybody’s newest, whose they are, and how to see the rest', () => {
    const text = textOf(admin({ all: many(10), total: 37 }))
    expect(text).toContain("Everybody's live links: 37")
    expect(text).toContain(' · by @U0ALICE · ID AAAA10')
    expect(text).toContain('The newest 10 of 37. All of them: /sharelink list all')
    expect(textOf(admin({ all: many(2), total: 2 }))).not.toContain('list all')
    expect(textOf(admin())).toContain("Everybody's live links\nNobody has a live link.")
  })

  it('sees the state of a trail that is read at the end', () => {
    expect(textOf(admin({ health: aHealth(NOW - SECOND) }))).toMatch(
      /Nobody has a live link\.\nDownload counting\nThe audit trail can be read\. Last checked .*9:59 AM\./,
    )
  })

  it.each<[string, number | null, string]>([
    [
      'that is late',
      NOW - HOUR,
      "Counting is late: the audit trail couldn't be read lately. Downloads will be counted once it can.\nLast checked",
    ],
    ['that never was read', null, "Downloads aren't counted yet: the audit trail has not been read."],
  ])('sees the state of a trail %s first', (_, sweptAt, words) => {
    const text = textOf(admin({ health: aHealth(sweptAt) }))
    expect(text.indexOf(`Download counting needs a look\n${words}`)).toBe(0)
    expect(text.split(words)).toHaveLength(2)
  })

  it('sees a test of the counting that failed first', () => {
    const canary = aGoodCanary({ seenAt: null, failed: { step: 'trail', why: 'not-seen' } })
    expect(textOf(admin({ canary, canTry: true }))).toMatch(
      /^Download counting needs a look\nThe audit .*\nLast test .*: the download was not seen\./,
    )
  })

  it.each<[BlindCause, RegExp]>([
    ['plan', /has no audit trail\.\nTo fix it, switch to a DocSpace plan/],
    [
      'rights',
      /can't read the DocSpace audit trail\.\nTo fix it, use the key of a DocSpace admin .* as DOCSPACE_AUDIT_API_KEY/,
    ],
    ['key', /doesn't accept Sharelink's key\.\nTo fix it, set a valid DOCSPACE_AUDIT_API_KEY/],
    ['outage', /audit trail can't be read\.\nCounting resumes once/],
  ])('sees since when it is blind, why (%s), and what to do', (cause, words) => {
    const text = textOf(
      admin({ health: aHealth(NOW - SECOND, NOW, { state: 'blind', cause, since: NOW - HOUR }) }),
    )
    expect(text).toContain('Download counting stopped Monday, November 23rd, 2026 at 9:00 AM: ')
    expect(text).toMatch(words)
    expect(text).toContain("Until then, new links with a limit can't be made; others can.\nLast checked")
  })

  it.each<[number, string]>([
    [HOUR, '1 h ahead of'],
    [-HOUR, '1 h behind'],
    [-(HOUR + 29 * SECOND), '1 h behind'],
    [20 * SECOND, '20 s ahead of'],
  ])('sees clocks that differ by %d ms', (skewMs, words) => {
    const text = textOf(admin({ health: { ...aHealth(NOW), skewMs } }))
    expect(text).toContain(
      `DocSpace's clock is ${words} ours. Downloads are counted right; links expire by our clock.`,
    )
    expect(textOf(admin())).not.toContain('clock')
  })

  it('alone sees that', () => {
    expect(textOf(homeView(facts()))).not.toMatch(/Everybody|Download counting/)
  })
})

it('somebody of another company is told that they cannot share', () => {
  expect(faults(homeView('outsider'))).toEqual([])
  expect(textOf(homeView('outsider'))).toContain('Only members of this workspace')
  expect(names(homeView('outsider'))).toEqual([])
})

it('a guest of the workspace reads what they can do, and has nothing to press', () => {
  expect(faults(homeView('guest'))).toEqual([])
  expect(textOf(homeView('guest'))).toMatch(/^Guests .*ask a member.*\/sharelink revoke.*ALLOW_GUESTS/is)
  expect(names(homeView('guest'))).toEqual([])
})
