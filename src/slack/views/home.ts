import type { Button, HeaderBlock, HomeView, KnownBlock } from '@slack/types'
import type { HomeFacts } from '../../domain/home.ts'
import type { Barred } from '../../domain/membership.ts'
import { isSuspended, type ShareLink } from '../../domain/share.ts'
import { HOME_NEWER, HOME_PAGE, TRY_COUNTING } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { lastCanaryLines } from './canary.ts'
import { ending } from './end-words.ts'
import { GUEST_LINES } from './guest-words.ts'
import { healthLines } from './health-lines.ts'
import { rulesInForce } from './home-rules.ts'
import { type Line, richText } from './rich.ts'
import { SHARE_FILE_BUTTON } from './share-file-button.ts'
import { liveWords, rowName, shareRow } from './share-row.ts'
import { number, place, use } from './share-words.ts'
import { takersLines } from './takers-words.ts'

const header = (text: string): HeaderBlock => ({
  type: 'header',
  text: { type: 'plain_text', text, emoji: false },
})

/** The address is not for Home: what Slack keeps there outlives the link. */
const OPENS = { opens: false }

/** `list`: the same share may stand in two lists. */
const liveRow =
  (list: 'mine' | 'all', { takers, rows }: HomeFacts) =>
  (share: ShareLink): KnownBlock[] =>
    shareRow(
      list,
      share,
      [
        [rowName(share, rows)],
        liveWords(share, list === 'all'),
        ...takersLines(takers[share.id] ?? null, 'mention'),
      ],
      rows,
      OPENS,
    )

const endedRow =
  ({ takers, rows }: HomeFacts) =>
  (share: ShareLink): KnownBlock[] =>
    shareRow(
      'ended',
      share,
      [
        [rowName(share, rows)],
        ending(share),
        [...(isSuspended(share) ? [`${use(share)} · `] : []), place(share.channel), ` · ID ${share.id}`],
        ...takersLines(takers[share.id] ?? null, 'mention'),
      ],
      rows,
      OPENS,
    )

const turnTo = (text: string, action_id: string, page: number): Button => ({
  type: 'button',
  action_id,
  text: { type: 'plain_text', text },
  value: String(page),
  accessibility_label: `${text} live links`,
})

const pages = ({ live, total, skip, pageSize }: HomeFacts): KnownBlock[] => {
  if (total <= pageSize) return []
  const page = Math.floor(skip / pageSize)
  const last = skip + live.length
  return [
    richText([[`Links ${number(skip + 1)} to ${number(last)} of ${number(total)}, newest first.`]]),
    ...actionsBlock('home-pages', [
      ...(skip > 0 ? [turnTo('Newer', HOME_NEWER, page - 1)] : []),
      ...(last < total ? [turnTo('Older', HOME_PAGE, page + 1)] : []),
    ]),
  ]
}

/** Of somebody who has not shared anything lately: what this is, and how to begin. */
const WELCOME: KnownBlock[] = [
  header('Welcome to Sharelink'),
  richText([
    ['Share DocSpace files with links that expire: after some days, or after so many downloads.'],
    [
      'Press ',
      { bold: 'Share a file' },
      ', or type ',
      { code: '/sharelink 4821' },
      " in a channel: 4821 is the file's number, or paste its DocSpace link.",
    ],
    ["You'll find your links here, and can extend or revoke them."],
  ]),
]

const mine = (facts: HomeFacts): KnownBlock[] => {
  if (facts.total > 0)
    return [
      header(`Your live links: ${number(facts.total)}`),
      ...facts.live.flatMap(liveRow('mine', facts)),
      ...pages(facts),
    ]
  if (facts.ended.length === 0) return WELCOME
  return [header('Your live links'), richText([['You have no live links.']])]
}

const lately = (facts: HomeFacts): KnownBlock[] => {
  if (facts.ended.length > 0) return [header('Ended lately'), ...facts.ended.flatMap(endedRow(facts))]
  return facts.total === 0 ? [] : [header('Ended lately'), richText([['Links that end will show up here.']])]
}

const TRY_BUTTON: Button = {
  type: 'button',
  action_id: TRY_COUNTING,
  text: { type: 'plain_text', text: 'Test the counting' },
}

type AdminFacts = NonNullable<HomeFacts['admin']>

const isWell = ({ health, canary }: AdminFacts): boolean =>
  health.state === 'ok' && (canary?.failed ?? null) === null

const countingBlocks = ({ health, canary, canTry }: AdminFacts, head: string): KnownBlock[] => [
  header(head),
  richText([...healthLines(health), ...lastCanaryLines(canary, canTry)]),
  ...actionsBlock('home-counting', canTry ? [TRY_BUTTON] : []),
]

/** What is wrong, before all else. */
const trouble = (admin: HomeFacts['admin']): KnownBlock[] =>
  admin === null || isWell(admin)
    ? []
    : [...countingBlocks(admin, 'Download counting needs a look'), { type: 'divider' }]

const forAdmin = (facts: HomeFacts, admin: AdminFacts): KnownBlock[] => {
  const { all, total } = admin
  const rest: Line[] =
    total > all.length
      ? [[`The newest ${all.length} of ${number(total)}. All of them: `, { code: '/sharelink list all' }]]
      : []
  return [
    header(total === 0 ? "Everybody's live links" : `Everybody's live links: ${number(total)}`),
    ...(total === 0 ? [richText([['Nobody has a live link.']])] : all.flatMap(liveRow('all', facts))),
    ...(rest.length === 0 ? [] : [richText(rest)]),
    ...(isWell(admin) ? countingBlocks(admin, 'Download counting') : []),
  ]
}

/** The Home of somebody who may share. */
const homeOf = (facts: HomeFacts): HomeView => ({
  type: 'home',
  blocks: [
    ...trouble(facts.admin),
    ...actionsBlock('home-head', [SHARE_FILE_BUTTON]),
    rulesInForce(facts.policy, facts.auditIntervalMs, facts.usual),
    ...mine(facts),
    ...lately(facts),
    ...(facts.admin === null ? [] : forAdmin(facts, facts.admin)),
  ],
})

/** The Home of a guest of the workspace, where guests may not use the app. */
const guestsHome = (): HomeView => ({ type: 'home', blocks: [richText(GUEST_LINES)] })

/** The Home of somebody of another company. */
const outsidersHome = (): HomeView => ({
  type: 'home',
  blocks: [
    richText([
      ['Only members of this workspace can share files with Sharelink.'],
      ['Need a file? Ask the person who sent you the link.'],
    ]),
  ],
})

/** The Home of anybody who has opened it. */
export const homeView = (facts: HomeFacts | Barred): HomeView => {
  if (facts === 'outsider') return outsidersHome()
  return facts === 'guest' ? guestsHome() : homeOf(facts)
}
