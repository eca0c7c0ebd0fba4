import type { Button } from '@slack/types'
import type { Access, Answer } from '../../domain/answer.ts'
import { isCounted } from '../../domain/downloads.ts'
import { canBeRevived } from '../../domain/extension.ts'
import { hasOpenClaims } from '../../domain/open-claims.ts'
import type { ClosedPlace } from '../../domain/share.ts'
import { hasEnded, isSuspended, type ShareLink } from '../../domain/share.ts'
import { accessWords, viewsCutLines } from './access-words.ts'
import { approvedLines } from './approval.ts'
import { driftLines } from './drift.ts'
import { ending, saysUse } from './end-words.ts'
import { fitting } from './fitting.ts'
import { historyLines } from './history-lines.ts'
import { logRows } from './log-rows.ts'
import { outsideLine } from './outside-line.ts'
import { whyRefused } from './refusal.ts'
import { type Line, richText, textOf, type View } from './rich.ts'
import {
  activityButton,
  copyButton,
  extendButton,
  muteButton,
  reopenButton,
  revokeButton,
} from './share-buttons.ts'
import { byView, notSeen, number, place, promise, protection, sharer, use } from './share-words.ts'
import { claimRows, takersLines } from './takers-words.ts'
import { nameLike } from './untrusted.ts'

type Info = Extract<Answer, { kind: 'info' }>

const stateLine = (share: ShareLink): Line => {
  if (share.state === 'failed') return ["It couldn't be made, so there is no link."]
  if (share.state === 'active') return ['Live. Expires ', { date: share.terms.expiresAt }, '.']
  return ending(share)
}

const useWords = (share: ShareLink): string[] =>
  share.state === 'failed' || saysUse(share) ? [] : [use(share)]

/** Why it does not resume, for people who may mend it. */
const stuckLines = ({ end }: ShareLink): Line[] =>
  end?.stuck === undefined ? [] : [whyRefused(end.stuck.refusal)]

const CLOSED: Record<ClosedPlace['to'], string> = {
  place: "Its channel is archived, or I can't reach it, so its message there may be out of date.",
  replies: "I can't reply in its channel right now.",
}

const threadLines = (share: ShareLink): Line[] => {
  if (share.state === 'failed') return []
  return [
    ...(share.muted ? [['Thread muted: only the end will be posted.']] : []),
    ...(share.messageLost ? [['Its message was deleted from the channel.']] : []),
    ...(share.closed === null ? [] : [[CLOSED[share.closed.to]]]),
    ...(share.message === null && !share.messageLost ? [["It wasn't posted: I'm not in the channel."]] : []),
  ]
}

/** All that the channel message says of a share, and its history so far; never an address but that of its page at the gate. */
const about = ({ share, auditIntervalMs, claims, pageAddress }: Info): Line[] => [
  [{ bold: nameLike(share.file.title) }],
  ['Shared ', { date: share.createdAt }, ' by ', ...sharer(share), ' in ', place(share.channel)],
  ...(share.terms.note === null ? [] : [{ quote: nameLike(share.terms.note, 300) }]),
  stateLine(share),
  ...stuckLines(share),
  ...(share.state === 'active' ? driftLines(share) : []),
  [[...useWords(share), ...protection(share), `ID ${share.id}`].join(' · ')],
  ...(share.approved === undefined ? [] : approvedLines(share.approved)),
  ...(hasEnded(share)
    ? []
    : [[`${promise(share, auditIntervalMs)}.`], ...notSeen(share).map((line) => [line])]),
  ...(pageAddress === undefined ? [] : [outsideLine({ link: pageAddress })]),
  ...(claims === null || claims.total === claims.claims.length ? [] : takersLines(claims.takers, 'mention')),
  ...byView(share).map((line) => [line]),
  ...historyLines(share),
  ...threadLines(share),
]

const olderLines = (older: number): Line[] =>
  older === 0 ? [] : [[`And ${number(older)} older: see Activity.`]]

/** Those that count come first: they are what the limit is about. */
const countedFirst = (accesses: readonly Access[]): Access[] => [
  ...accesses.filter(({ verdict }) => isCounted(verdict)),
  ...accesses.filter(({ verdict }) => !isCounted(verdict)),
]

/** What was downloaded, as far as it fits beside these lines. */
const downloadLines = (info: Info, head: readonly Line[]): Line[] => {
  const { claims, accesses, viewsCut, timeZone } = info
  const rows =
    claims === null
      ? logRows(countedFirst(accesses), {
          timeZone,
          item: accessWords,
          part: ({ verdict }) => (isCounted(verdict) ? 'Counted' : 'Not counted'),
        })
      : claimRows(claims, timeZone)
  const total = claims === null ? info.total : claims.total
  if (total === 0) return [['No downloads yet.']]
  const foot = claims === null ? viewsCutLines(viewsCut) : []
  const shown = fitting(rows, (row) => row, [...head, ...olderLines(total), ...foot, ['Downloads']])
  return [
    ...(claims === null ? [] : [[{ bold: 'Downloads' }]]),
    ...shown.flat(),
    ...olderLines(total - shown.length),
    ...foot,
  ]
}

/** A suspended share comes back by itself, so it has no button to extend it, only one to end it. */
const buttons = ({ share, mayChange, pageAddress }: Info): Button[] => {
  const suspended = isSuspended(share)
  const live = share.state === 'active'
  const canCopy = live && mayChange && (share.address !== null || pageAddress !== undefined)
  return [
    activityButton(share),
    ...(canCopy ? [copyButton(share)] : []),
    ...(mayChange && !hasEnded(share) ? [muteButton(share)] : []),
    ...(mayChange && (live || (canBeRevived(share) && !suspended))
      ? [live ? extendButton(share) : reopenButton(share)]
      : []),
    ...(mayChange && (live || suspended || hasOpenClaims(share)) ? [revokeButton(share)] : []),
  ]
}

/** One share with its access log. */
export const infoView = (info: Info): View => {
  const { share } = info
  const head = about(info)
  const log = downloadLines(info, head)
  return {
    text: textOf([...head, ...log]),
    blocks: [
      richText(head),
      { type: 'divider' },
      richText(log),
      { type: 'actions', block_id: `info:${share.id}`, elements: buttons(info) },
    ],
  }
}
