/** How far a trial of the counting has come; each is stored before the call that it names. */
export type CanaryStep = 'link' | 'download' | 'trail' | 'removal'

/**
 * A trial of the counting from end to end: a link of its own, one download by it, its event in the trail, the link removed.
 * Times are epoch ms by our clock; null: not reached.
 */
export interface CanaryReport {
  fileId: string
  startedAt: number
  downloadedAt: number | null
  /** When the download was found in the trail. */
  seenAt: number | null
  removedAt: number | null
  /** At what it failed; null: it did not, or is not over. */
  failed: CanaryStep | null
  /** Slack user id of whoever asked; null: the daily one. */
  by: string | null
}
