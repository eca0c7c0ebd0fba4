import type { CanaryRecord } from '../../src/domain/canary.ts'
import { beginCanary } from '../../src/domain/canary-life.ts'
import { FILE_ID, LINK_ID, NOW } from './builders.ts'

export const TRIAL_START = {
  fileId: FILE_ID,
  linkId: LINK_ID,
  by: 'U0CAROL',
  waiting: [],
  toWarn: [],
  reference: 'REF23456',
  startedAt: NOW,
}

/** A trial of the counting that has just begun, but for what is said. */
export const aTrial = (changes: Partial<CanaryRecord> = {}): CanaryRecord => ({
  ...beginCanary(TRIAL_START, null),
  ...changes,
})
