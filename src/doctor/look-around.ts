import { within } from '../timing/within.ts'
import { type Finding, findingsOf } from './finding.ts'

/** Looks at one thing. */
export interface Examination {
  /** As in its findings: `slack.token`. */
  name: string
  examine: () => Promise<Finding[]>
}

/** No examination takes longer: a person waits. */
const PATIENCE_MS = 20_000

const carefully = async ({ name, examine }: Examination, patienceMs: number): Promise<Finding[]> => {
  const { fail } = findingsOf(name)
  try {
    const looked = await within(patienceMs, examine())
    if (looked !== null) return looked.found
    return [fail(`No answer within ${patienceMs / 1_000} s.`, 'Look at the network, and run this again.')]
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error)
    return [fail(`This could not be looked at: ${words}`, 'Run it again; if it stays so, report it.')]
  }
}

/**
 * Looks at all of these side by side, and gives what was found in their order. One that fails or hangs keeps none of the
 * others from being told.
 */
export const lookAround = async (
  examinations: readonly Examination[],
  patienceMs: number = PATIENCE_MS,
): Promise<Finding[]> => (await Promise.all(examinations.map((one) => carefully(one, patienceMs)))).flat()
