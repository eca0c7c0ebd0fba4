import type { Button } from '@slack/types'
import type { Access, Answer } from '../../domain/answer.ts'
import type { Claim } from '../../domain/claim.ts'
import { canBeRevived } from '../../domain/extension.ts'
import { hasOpenClaims } from '../../domain/open-claims.ts'
import type { ClosedPlace } from '../../domain/share.ts'
import { hasEnded, isExact, isSuspended, type ShareLink } from '../../domain/share.ts'
import type { ClaimPage } from '../../domain/takers.ts'
import { accessWords, viewsCutLines } from './access-words.ts'
import { driftLines } from './drift.ts'
import { ending } from './end-words.ts'
import { fitting } from './fitting.ts'
import { historyLines } from './history-lines.ts'
import { outsideLine } from './outside-line.ts'
import { whyRefused } from './refusal.ts'
import { type Line, richText, textOf, type View } from './rich.ts'
import { everyEventButton, extendButton, muteButton, reopenButton, revokeButton } from './share-buttons.ts'
import { byView, notSeen, number, place, promise, protection, use } from './share-words.ts'
import { claimLine, claimsThatFit, takersLines } from './takers-words.ts'
import { nameLike } from './untrusted.ts'

type Info = Extract<Answer, { kind: 'info' }>

const stateLine = (share: ShareLink): Line => {
  if (share.state === 'failed') return ['It could not be made: there is no such link.']
  if (share.state === 'active') return ['Live. Ends ', { date: share.terms.expiresAt }, '.']
  return ending(share)
}

/** Why it does not resume, for people who may mend it. */
const stuckLines = ({ end }: ShareLink): Line[] =>
  end?.stuck === undefined ? [] : [whyRefused(end.stuck.refusal)]

const CLOSED: Record<ClosedPlace['to'], string> = {
  place: 'Its channel is archived, or closed to Sharelink: its message there may be out of date.',
  replies: 'Sharelink cannot reply in its channel at present.',
}

const threadLines = (share: ShareLink): Line[] => {
  if (share.state === 'failed') return []
  return [
    ...(share.muted ? [['Muted: its thread is told only of its end.']] : []),
    ...(share.messageLost ? [['Its message is not in the channel any more.']] : []),
    ...(share.closed === null ? [] : [[CLOSED[share.closed.to]]]),
    ...(share.message === null && !share.messageLost
      ? [['It was not posted: Sharelink is not in the channel.']]
      : []),
  ]
}

/** All that the channel message says of a share, and its history so far; never an address but that of its page at the gate. */
const about = ({ share, auditIntervalMs, claims, pageAddress }: Info): Line[] => [
  [{ bold: nameLike(share.file.title) }],
  ['Shared ', { date: share.createdAt }, ' by ', { user: share.creator.id }, ' in ', place(share.channel)],
  ...(share.terms.note === null ? [] : [{ quote: nameLike(share.terms.note, 300) }]),
  stateLine(share),
  ...stuckLines(share),
  ...(share.state === 'active' ? driftLines(share) : []),
  [[use(share), ...protection(share), `ID ${share.id}`].join(' · ')],
  ...(hasEnded(share)
    ? []
    : [[`${promise(share, auditIntervalMs)}.`], ...notSeen(share).map((line) => [line])]),
  ...(pageAddress === undefined ? [] : [outsideLine({ link: pageAddress })]),
  ...takersLines(claims?.takers ?? null, 'mention'),
  ...byView(share).map((line) => [line]),
  ...historyLines(share),
  ...threadLines(share),
]

const line = (access: Access): Line => accessWords(access)

const claimLines = (shown: readonly Claim[], { total, now }: ClaimPage): Line[] => {
  if (total === 0) return [['Nobody has taken it yet.']]
  const older = total - shown.length
  return [
    ['Downloads, newest first:'],
    ...shown.map((claim) => claimLine(claim, now)),
    ...(older === 0 ? [] : [[`And ${number(older)} older: see every download.`]]),
  ]
}

const logLines = (shown: readonly Access[], { total, viewsCut }: Info): Line[] => {
  if (total === 0) return [['No download was recorded yet.']]
  const older = total - shown.length
  return [
    ['Access log, newest first:'],
    ...shown.map(line),
    ...(older === 0 ? [] : [[`And ${number(older)} older: see every event.`]]),
    ...viewsCutLines(viewsCut),
  ]
}

/** A suspended share comes back by itself, so it has no button to extend it, only one to end it. */
const buttons = ({ share, mayChange }: Info): Button[] => {
  const suspended = isSuspended(share)
  const live = share.state === 'active'
  return [
    everyEventButton(share, isExact(share) ? 'Every download' : 'Every event'),
    ...(mayChange && !hasEnded(share) ? [muteButton(share)] : []),
    ...(mayChange && (live || (canBeRevived(share) && !suspended))
      ? [live ? extendButton(share) : reopenButton(share)]
      : []),
    ...(mayChange && (live || suspended || hasOpenClaims(share)) ? [revokeButton(share)] : []),
  ]
}

/** One share with its access log. */
export const infoView = (info: Info): View => {
  const { share, accesses, claims } = info
  const head = about(info)
  const log =
    claims === null
      ? logLines(
          fitting(accesses, (access) => [line(access)], [...head, ...logLines([], info)]),
          info,
        )
      : claimLines(claimsThatFit(claims, [...head, ...claimLines([], claims)]), claims)
  const lines = [...head, ...log]
  return {
    text: textOf(lines),
    blocks: [
      richText(head),
      { type: 'divider' },
      richText(log),
      { type: 'actions', block_id: `info:${share.id}`, elements: buttons(info) },
    ],
  }
}
