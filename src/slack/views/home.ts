import type { Button, HeaderBlock, HomeView, KnownBlock } from '@slack/types'
import type { HomeFacts } from '../../domain/home.ts'
import type { Barred } from '../../domain/membership.ts'
import { isSuspended, type ShareLink } from '../../domain/share.ts'
import { HOME_NEWER, HOME_PAGE, NEW_SHARE, TRY_COUNTING } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { lastCanaryLines } from './canary.ts'
import { GUEST_LINES } from './guest-words.ts'
import { healthLines } from './health-lines.ts'
import { rulesInForce } from './home-rules.ts'
import { type Line, type Piece, richText } from './rich.ts'
import { liveWords, rowName, shareRow } from './share-row.ts'
import { ending, number, place, use } from './share-words.ts'
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

const endedAt = (share: ShareLink): Piece[] =>
  isSuspended(share) ? [] : ['Ended ', { date: share.end?.verifiedAt ?? share.createdAt }, '. ']

const endedRow =
  ({ takers, rows }: HomeFacts) =>
  (share: ShareLink): KnownBlock[] =>
    shareRow(
      'ended',
      share,
      [
        [rowName(share, rows)],
        [...endedAt(share), ...ending(share)],
        [`${use(share)} · `, place(share.channel), ` · ID ${share.id}`],
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

const mine = (facts: HomeFacts): KnownBlock[] =>
  facts.total === 0
    ? [
        header('Your live links'),
        richText([['None. Press “Share a file”, or type ', { code: '/sharelink' }, ' in a channel.']]),
      ]
    : [
        header(`Your live links: ${number(facts.total)}`),
        ...facts.live.flatMap(liveRow('mine', facts)),
        ...pages(facts),
      ]

const lately = (facts: HomeFacts): KnownBlock[] => [
  header('Ended lately'),
  ...(facts.ended.length === 0
    ? [richText([['None. When a link of yours has ended, it says here why, and what was downloaded.']])]
    : facts.ended.flatMap(endedRow(facts))),
]

const TRY_BUTTON: Button = {
  type: 'button',
  action_id: TRY_COUNTING,
  text: { type: 'plain_text', text: 'Try the counting' },
}

const forAdmin = (
  facts: HomeFacts,
  { all, total, health, canary, canTry }: NonNullable<HomeFacts['admin']>,
): KnownBlock[] => {
  const rest: Line[] =
    total > all.length
      ? [
          [
            `These are the newest ${all.length} of ${number(total)}. For all of them: `,
            { code: '/sharelink list all' },
          ],
        ]
      : []
  return [
    { type: 'divider' },
    header(total === 0 ? 'Everybody’s live links' : `Everybody’s live links: ${number(total)}`),
    ...(total === 0 ? [richText([['None.']])] : all.flatMap(liveRow('all', facts))),
    ...(rest.length === 0 ? [] : [richText(rest)]),
    header('Audit trail'),
    richText([...healthLines(health), ...lastCanaryLines(canary, canTry)]),
    ...actionsBlock('home-counting', canTry ? [TRY_BUTTON] : []),
  ]
}

/** The Home of somebody who may share. */
const homeOf = (facts: HomeFacts): HomeView => ({
  type: 'home',
  blocks: [
    richText([['Links to files of the portal that end by themselves.']]),
    ...actionsBlock('home-head', [
      {
        type: 'button',
        action_id: NEW_SHARE,
        style: 'primary',
        text: { type: 'plain_text', text: 'Share a file' },
      },
    ]),
    ...mine(facts),
    ...lately(facts),
    header('Rules in force'),
    richText(rulesInForce(facts.policy, facts.auditIntervalMs, facts.usual)),
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
      ['Only members of the workspace that Sharelink is installed in can share files with it.'],
      ['Do you need a file? Ask the person who shared it with you.'],
    ]),
  ],
})

/** The Home of anybody who has opened it. */
export const homeView = (facts: HomeFacts | Barred): HomeView => {
  if (facts === 'outsider') return outsidersHome()
  return facts === 'guest' ? guestsHome() : homeOf(facts)
}
