import type { Member } from '../../domain/connected-account.ts'
import type { BrokenRule } from '../../domain/outcome.ts'
import { within } from '../../timing/within.ts'
import { type CheckDeps, type CheckedFile, checkFile } from '../link/check-file.ts'
import type { SeenFile } from '../link/seen-file.ts'
import type { PolicyQuestion } from '../policy-ports.ts'
import type { Portal } from '../ports.ts'
import { lifting } from '../rights/lifting.ts'

/** The portal as a person may use it. */
export type PortalFor = (member: Member) => Portal

/** Somebody waits for the question that this goes into. */
const PATIENCE_MS = 2_000

/** Null: not known soon. `lifted`: rules that do not stand against it. `look`: what is known of the file. */
export type CheckSoon = (
  about: PolicyQuestion,
  fileId: string,
  lifted?: readonly BrokenRule[],
  look?: SeenFile | null,
) => Promise<CheckedFile | null>

/**
 * Looks at a file before its share is queued, so that a question about it can name it, and nobody is asked about what cannot be shared.
 * Null where that is not known soon: whoever makes the link looks again.
 */
export const checkSoon =
  ({ portalFor, ...deps }: Omit<CheckDeps, 'portal'> & { portalFor: PortalFor }): CheckSoon =>
  async (about, fileId, lifted = [], look = null) => {
    const check = checkFile({
      ...deps,
      look,
      policyFor: lifting(deps.policyFor, lifted),
      portal: portalFor({ team: about.team ?? '', userId: about.userId ?? '' }),
    })
    return (await within(PATIENCE_MS, check(about, fileId)).catch(() => null))?.found ?? null
  }
