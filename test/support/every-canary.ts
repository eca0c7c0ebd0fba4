import type { CanaryFailure, CanaryReport } from '../../src/domain/canary.ts'
import { DAY, NOW, SECOND } from './builders.ts'

/** A trial of the counting that was just begun. */
export const aCanaryReport = (changes: Partial<CanaryReport> = {}): CanaryReport => ({
  fileId: '4821',
  by: 'U0CAROL',
  startedAt: NOW,
  linkAskedAt: null,
  linkedAt: null,
  downloadedAt: null,
  seenAt: null,
  removedAt: null,
  failed: null,
  lastGoodAt: null,
  reference: 'REF23456',
  ...changes,
})

/** One that went well. */
export const aGoodCanary = (changes: Partial<CanaryReport> = {}): CanaryReport =>
  aCanaryReport({
    linkAskedAt: NOW + 200,
    linkedAt: NOW + 600,
    downloadedAt: NOW + SECOND,
    seenAt: NOW + 4 * SECOND,
    removedAt: NOW + 5 * SECOND,
    lastGoodAt: NOW + 4 * SECOND,
    ...changes,
  })

type Notified = [what: string, report: CanaryReport, isBulky: boolean]

const failures = (name: string): [what: string, failed: CanaryFailure, isBulky: boolean][] => [
  ['no link: no slot', { step: 'link', refusal: { reason: 'quota-full', title: name, quota: 6 } }, false],
  ['no link: no such file', { step: 'link', refusal: { reason: 'unknown-file', fileId: '4821' } }, true],
  ['turned away', { step: 'download', why: 'turned-away' }, false],
  ['no answer to the download', { step: 'download', why: 'no-answer' }, false],
  ['not seen', { step: 'trail', why: 'not-seen' }, false],
  ...(['plan', 'rights', 'key', 'outage'] as const).map((why): [string, CanaryFailure, boolean] => [
    `the trail: ${why}`,
    { step: 'trail', why },
    why !== 'plan',
  ]),
  ['its link is still there', { step: 'removal' }, false],
]

/** How far one that failed at that step had come. */
const failedAt = (failed: CanaryFailure, fileId: string): CanaryReport => {
  const good = aGoodCanary({ fileId, lastGoodAt: NOW - DAY, failed })
  if (failed.step === 'link') return aCanaryReport({ fileId, failed })
  if (failed.step === 'download')
    return { ...good, downloadedAt: null, seenAt: null, removedAt: NOW + 2 * SECOND }
  if (failed.step === 'removal') return { ...good, removedAt: null }
  return { ...good, seenAt: null, removedAt: NOW + 301 * SECOND }
}

/** Every outcome, with `name` wherever somebody's own words may stand. */
export const everyCanary = (name: string, fileId = '4821'): Notified[] => [
  ['good', aGoodCanary({ fileId }), false],
  ['seen at once', aGoodCanary({ fileId, seenAt: NOW + SECOND + 500 }), true],
  ...failures(name).map(([what, failed, isBulky]): Notified => [what, failedAt(failed, fileId), isBulky]),
  [
    'not seen, and its link still there',
    { ...failedAt({ step: 'trail', why: 'outage' }, fileId), removedAt: null },
    false,
  ],
]
