import type { RestoreReport } from '../../src/domain/restored.ts'
import { HOUR, NOW } from './builders.ts'

/** What admins are told after records were lost. */
export const everyRestored = (name: string): [what: string, report: RestoreReport, isBulky: boolean][] => {
  const report = (ended: number, extended: number): RestoreReport => ({
    since: NOW - HOUR,
    at: NOW,
    strays: Array.from({ length: Math.min(ended, 10) }, (_, index) => ({
      fileId: String(4821 + index),
      title: `Slack #team - ${name} - K7M4QX`,
    })),
    ended,
    extended,
    tell: [],
  })
  return [
    ['one link was ended', report(1, 0), false],
    ['some were ended, and an extension was found', report(3, 1), false],
    ['extensions were found', report(0, 2), false],
    ['downloads of exact links count again', { ...report(0, 0), claimed: 2 }, false],
    ['very many were ended', report(1_234, 0), true],
  ]
}
