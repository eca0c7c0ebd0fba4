import { within } from '../../timing/within.ts'
import { type CheckDeps, type CheckedFile, checkFile } from '../link/check-file.ts'
import type { PolicyQuestion } from '../policy-ports.ts'

/** Somebody waits for the question that this goes into. */
const PATIENCE_MS = 2_000

/** Null: not known soon. */
export type CheckSoon = (about: PolicyQuestion, fileId: string) => Promise<CheckedFile | null>

/**
 * Looks at a file before its share is queued, so that a question about it can name it, and nobody is asked about what cannot be shared.
 * Null where that is not known soon: whoever makes the link looks again.
 */
export const checkSoon = (deps: CheckDeps): CheckSoon => {
  const check = checkFile(deps)
  return async (about, fileId) =>
    (await within(PATIENCE_MS, check(about, fileId)).catch(() => null))?.found ?? null
}
