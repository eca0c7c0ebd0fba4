import type { CanaryReport } from '../../domain/canary.ts'
import { linesView, type View } from './rich.ts'

/** How a trial of the counting went. */
export const canaryView = (_report: CanaryReport): View => linesView(['A trial of the counting.'])
