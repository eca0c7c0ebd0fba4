import { isForgotten } from './forgotten.ts'
import { type RecordKind, type RecordLine, recordedShare } from './record-line.ts'
import { refusedLine } from './record-refusal.ts'
import type { Extension, ShareEnd, ShareLink } from './share.ts'

type Line = Pick<RecordLine, 'kind' | 'actor' | 'result'>

const line = (kind: RecordKind, actor: string, result?: string): Line =>
  result === undefined ? { kind, actor } : { kind, actor, result }

const makingLines = (before: ShareLink, after: ShareLink): Line[] => {
  if (before.state !== 'creating') return []
  if (after.state === 'active') return [line('made', after.creator.id)]
  return after.failure === null ? [] : [refusedLine(after.creator.id, 'make', after.failure.refusal)]
}

const isSameEnd = (one: ShareEnd | null, other: ShareEnd): boolean =>
  one?.reason === other.reason &&
  one.decidedAt === other.decidedAt &&
  (one.by === other.by || isForgotten(other.by ?? ''))

const endLines = (before: ShareLink, { end }: ShareLink): Line[] => {
  if (end === null || isSameEnd(before.end, end)) return []
  switch (end.reason) {
    case 'manual':
      return [line('revoked', end.by ?? 'operator')]
    case 'blind':
      return [line('suspended', 'app')]
    case 'removed':
      return [line('ended', 'portal', end.reason)]
    default:
      return [line('ended', end.by ?? 'app', end.reason)]
  }
}

const newExtensions = (before: ShareLink, after: ShareLink): Extension[] =>
  after.extensions.filter(
    ({ reference }) => !before.extensions.some((known) => known.reference === reference),
  )

const extensionLines = (before: ShareLink, after: ShareLink): Line[] => {
  const { extending } = after
  const isRefused = extending !== null && extending.refusal !== null && before.extending?.refusal === null
  const lines = newExtensions(before, after).map(({ by, byRule }) => {
    if (by === null) return line('resumed', 'app')
    return byRule ? line('shortened', by, 'policy') : line('extended', by)
  })
  // A resumption that is refused is tried on.
  if (!isRefused || extending.by === null || extending.refusal === null) return lines
  return [...lines, refusedLine(extending.by, 'extend', extending.refusal)]
}

/** After records were lost the portal showed a later end: somebody's extension, which is in no list any more. */
const foundLines = (before: ShareLink, after: ShareLink): Line[] => {
  const isLive = before.state === 'active' && after.state === 'active' && before.end === null
  const isMoved =
    before.terms.expiresAt !== after.terms.expiresAt && newExtensions(before, after).length === 0
  return isLive && isMoved ? [line('extended', 'app', 'no-record')] : []
}

/** The owner was asked, and lets people of another company use it. Of a link that is being made this was asked before. */
const wasOpened = (before: ShareLink, after: ShareLink): boolean =>
  after.outsidersAgreed === true && before.outsidersAgreed === undefined

const careLines = (before: ShareLink, after: ShareLink, by: string | null): Line[] => [
  ...(before.creator.id === after.creator.id || isForgotten(after.creator.id)
    ? []
    : [line('taken-over', by ?? after.creator.id, `from ${before.creator.id}`)]),
  ...(wasOpened(before, after) ? [line('kept', by ?? after.creator.id, 'outsiders')] : []),
  ...(before.muted === after.muted ? [] : [line(after.muted ? 'muted' : 'unmuted', by ?? after.creator.id)]),
]

/**
 * The lines of what a write of the share changes, none for most. The store writes them in one step with the change, so that
 * there is one for each act, whatever crashes. `by`: who has it changed, where the share itself does not say so.
 */
export const recordOf = (before: ShareLink, after: ShareLink, by: string | null = null): RecordLine[] =>
  [
    ...makingLines(before, after),
    ...endLines(before, after),
    ...extensionLines(before, after),
    ...foundLines(before, after),
    ...careLines(before, after, by),
  ].map((line) => ({ ...line, ...recordedShare(after) }))
