import { type CanaryFailure, type CanaryReport, hasOutcome } from '../../domain/canary.ts'
import { formatDuration } from '../../domain/duration.ts'
import { remedy, WHY_BLIND } from './blind-words.ts'
import { words as refusalWords } from './refusal.ts'
import { type Line, linesView, type Piece, type View } from './rich.ts'
import { nameLike } from './untrusted.ts'

const file = ({ fileId }: CanaryReport): Piece => ({ code: nameLike(fileId, 60) })

/** From one moment to another. */
const after = (from: number, to: number): string =>
  to - from < 1_000 ? 'less than 1 s' : formatDuration(to - from)

/** How long a download took to appear. */
const latency = ({ downloadedAt, seenAt, startedAt }: CanaryReport): string =>
  after(downloadedAt ?? startedAt, seenAt ?? startedAt)

const failureLines = (report: CanaryReport, failed: CanaryFailure): readonly Line[] => {
  switch (failed.step) {
    case 'link':
      return [
        ['Counting could not be tried: no link could be made to the file ', file(report), '.'],
        ...refusalWords(failed.refusal),
      ]
    case 'download':
      return failed.why === 'no-answer'
        ? [
            ['Counting could not be tried: the portal did not answer when the file was downloaded.'],
            ['Try again in a few minutes.'],
          ]
        : [
            ['Counting could not be tried: the portal turned the download away, though its link was new.'],
            ['People who are given a link may meet the same. See whether the portal allows external links.'],
          ]
    case 'trail':
      return failed.why === 'not-seen'
        ? [
            ['Counting does not work at present: a download was not in the audit trail 5 minutes later.'],
            ['Links may be used more often than their limit allows.'],
            [
              'See in the settings of the portal whether its audit trail lists downloads, and ask who runs it.',
            ],
          ]
        : [['Counting does not work at present: ', WHY_BLIND[failed.why], '.'], remedy(failed.why)]
    case 'removal':
      return [[`Counting works: a download was in the audit trail after ${latency(report)}.`]]
  }
}

/** How far it came, each step by the time since it was begun. */
const stepLines = (report: CanaryReport): Line[] => {
  const { startedAt, linkedAt, downloadedAt, seenAt, removedAt } = report
  const steps: [string, number | null][] = [
    ['link made', linkedAt],
    ['downloaded', downloadedAt],
    ['seen in the audit trail', seenAt],
    ['link removed', removedAt],
  ]
  const told = steps.flatMap(([what, at]) => (at === null ? [] : [`${what} after ${after(startedAt, at)}`]))
  return [
    ['Tried with the file ', file(report), ', begun ', { date: startedAt }, '.'],
    ...(told.length === 0 ? [] : [[`Then ${told.join(', ')}.`]]),
  ]
}

const leftLines = ({ linkAskedAt, removedAt }: CanaryReport): Line[] =>
  linkAskedAt === null || removedAt !== null
    ? []
    : [
        [
          'The link made for it could not be removed yet. Sharelink goes on trying; it ends by itself within 15 minutes.',
        ],
      ]

const outcomeLines = (report: CanaryReport): readonly Line[] =>
  report.failed === null
    ? [[`Counting works: a download was in the audit trail after ${latency(report)}.`], ...stepLines(report)]
    : [
        ...failureLines(report, report.failed),
        ...leftLines(report),
        ...stepLines(report),
        [`Reference: ${report.reference}`],
      ]

/** A trial of the counting that was asked for: that it is under way, then how it went. */
export const canaryView = ({ report, joined }: { report: CanaryReport; joined: boolean }): View => {
  if (hasOutcome(report)) return linesView(...outcomeLines(report))
  return joined
    ? linesView(
        [
          'Counting is being tried already, with the file ',
          file(report),
          ', since ',
          { date: report.startedAt },
          '.',
        ],
        ['You get the outcome here too.'],
      )
    : linesView(
        ['Trying the counting: a link to the file ', file(report), ' is made, used once, and removed.'],
        ['You get the outcome here, as soon as its download is in the audit trail, or after 5 minutes.'],
      )
}

/** To admins who did not ask for it. */
export const canaryWarning = (report: CanaryReport): View =>
  linesView(['The daily trial of the counting went wrong.'], ...outcomeLines(report), [
    'Try again: ',
    { code: '/sharelink canary' },
  ])

const WHY_FAILED: Record<CanaryFailure['step'], string> = {
  link: 'no link could be made.',
  download: 'the file could not be downloaded.',
  trail: 'the download was not seen.',
  removal: 'the download was seen, but its link is not removed yet.',
}

/** The last trial, in the Home of admins. `canTry`: there is a button for it. */
export const lastCanaryLines = (report: CanaryReport | null, canTry: boolean): Line[] => {
  const byCommand: Line[] = canTry ? [] : [['To try the counting: ', { code: '/sharelink canary FILE' }]]
  if (report === null) return [['Counting was not tried yet.'], ...byCommand]
  const { startedAt, failed, lastGoodAt } = report
  if (!hasOutcome(report)) return [['Counting is being tried, since ', { date: startedAt }, '.']]
  if (failed === null) {
    return [
      ['Last trial of the counting ', { date: startedAt }, `: download seen after ${latency(report)}.`],
      ...byCommand,
    ]
  }
  const good: Line[] =
    lastGoodAt === null ? [] : [['The last one that went well was ', { date: lastGoodAt }, '.']]
  return [
    ['Last trial of the counting ', { date: startedAt }, `: ${WHY_FAILED[failed.step]}`],
    ...good,
    ...byCommand,
  ]
}
