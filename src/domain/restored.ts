import type { RecordLine } from './record-line.ts'

/** A link of ours that was found without a record, and deleted. */
export interface StrayLink {
  fileId: string
  /** As the portal lists it: channel, person and share. */
  title: string
}

/** What writes the line of such an end once, however often it is carried out. */
export const strayKey = (linkId: string): string => `no-record:${linkId}`

/** Its line in the record. `share`: the id that its message named; left out: it was found without one. */
export const strayLine = (file: string, share?: string): RecordLine => ({
  kind: 'ended',
  actor: 'app',
  file,
  ...(share !== undefined && { share }),
  result: 'no-record',
})

/** How many such links a report names. */
const MOST_NAMED = 10

/** What was found after records were lost, until everybody was told. */
export interface RestoreReport {
  /** From when the records are. */
  since: number
  at: number
  /** Some of the links that were deleted, and how many they were. */
  strays: StrayLink[]
  ended: number
  /** How many ends were moved by extensions that the records did not know. */
  extended: number
  /** Of how many exact shares downloads count again that had no record. Left out: none. */
  claimed?: number
  /** Who is still to be told. */
  tell: string[]
}

/** The report with what was found now, in one with what was not told yet. */
export const withFound = (
  report: RestoreReport | null,
  found: { strays: readonly StrayLink[]; extended: number; claimed: number },
  { since, now, tell }: { since: number; now: number; tell: readonly string[] },
): RestoreReport => ({
  since: Math.min(report?.since ?? since, since),
  at: now,
  strays: [...(report?.strays ?? []), ...found.strays].slice(0, MOST_NAMED),
  ended: (report?.ended ?? 0) + found.strays.length,
  extended: (report?.extended ?? 0) + found.extended,
  claimed: (report?.claimed ?? 0) + found.claimed,
  tell: [...new Set([...(report?.tell ?? []), ...tell])],
})
