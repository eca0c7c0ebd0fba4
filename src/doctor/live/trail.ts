import { GUEST, isDownloadOf, VIEW } from '../../domain/downloads.ts'
import type { AuditEvent } from '../../domain/portal-facts.ts'
import { type Finding, findingsOf } from '../finding.ts'

const trail = findingsOf('live.trail')
const attribution = findingsOf('live.attribution')

/** What was done, and is to be seen in the trail. */
export interface Deeds {
  fileId: string
  linkId: string
  /** By the portal's clock. */
  at: number
}

const isOf =
  ({ fileId }: Deeds) =>
  (event: AuditEvent) =>
    event.actionId === VIEW
      ? event.target.length === 1 && event.target[0] === fileId
      : isDownloadOf(event, fileId)

/** Events of the file by visitors since the deed, each once. */
export const eventsOf = (events: readonly AuditEvent[], deeds: Deeds): AuditEvent[] => {
  const own = events.filter((event) => event.userId === GUEST && event.at >= deeds.at - 2_000)
  return [...new Map(own.filter(isOf(deeds)).map((event) => [event.id, event])).values()]
}

/** Whether the event names this link. */
export const namesLink = ({ page }: AuditEvent, linkId: string): boolean => {
  const named = page?.link
  return named != null && 'linkId' in named && named.linkId === linkId.toLowerCase()
}

const what = (isView: boolean) => (isView ? 'view' : 'download')

/** What the trail shows of one download, or of one view, `ms` after it. `events`: those of it that were found. */
export const trailFindings = (
  events: readonly AuditEvent[],
  deeds: Deeds,
  { isView, ms }: { isView: boolean; ms: number },
): Finding[] => {
  const seconds = `${(ms / 1_000).toFixed(1)} s`
  const exact = 'Use exact limits (PUBLIC_URL), which need no trail.'
  if (events.length === 0)
    return [
      (isView ? trail.warn : trail.fail)(
        `The audit trail shows no ${what(isView)} within ${seconds}: a limit can be overrun for that long, or for ever.`,
        `Look in DocSpace (Settings, Security, Audit trail) whether it comes later. ${exact}`,
      ),
    ]
  const own = events.filter((event) => namesLink(event, deeds.linkId))
  const found: Finding[] = []
  if (events.length > 1)
    found.push(
      trail.warn(
        `One ${what(isView)} left ${events.length} events in the audit trail.`,
        'Downloads are counted too often.',
      ),
    )
  const [first] = events
  const offMs = first === undefined ? 0 : Math.abs(first.at - deeds.at)
  if (offMs > ms + 5_000)
    found.push(
      trail.warn(
        `The ${what(isView)} is dated ${Math.round(offMs / 1_000)} s off in the audit trail.`,
        'Downloads near the end of a link may be left out of the count. Check the clocks of DocSpace.',
      ),
    )
  if (own.length === 0)
    return [
      ...found,
      attribution.fail(
        `The ${what(isView)} stands in the trail after ${seconds}, but its address there doesn't name the link (cut off, or another Referer).`,
        `A watched limit counts it only while the link is the file's one way in. ${exact}`,
      ),
    ]
  return [
    trail.pass(`The ${what(isView)} stands in the audit trail after ${seconds}.`),
    ...found,
    attribution.pass(`It is attributed to the link by the key in its address (${what(isView)}).`),
  ]
}
