import { type CanaryFailure, type CanaryReport, hasOutcome } from '../../domain/canary.ts'
import { formatDuration } from '../../domain/duration.ts'
import { remedy, WHY_BLIND } from './blind-words.ts'
import { words as refusalWords } from './refusal.ts'
import { type Line, linesView, type Piece, type View } from './rich.ts'
import { nameLike } from './untrusted.ts'

const file = ({ fileId }: CanaryReport): Piece => ({ code: nameLike(fileId, 60) })

/** From one moment to another. */
const after = (from: number, to: number): string =>
  to - from < 1_000 ? 'under 1 s' : formatDuration(to - from)

/** When a step was done, counted from the beginning. */
const since = (from: number, to: number): string =>
  to - from < 1_000 ? 'at once' : `after ${formatDuration(to - from)}`

const sentenceCase = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`

/** How long a download took to appear. */
const latency = ({ downloadedAt, seenAt, startedAt }: CanaryReport): string =>
  after(downloadedAt ?? startedAt, seenAt ?? startedAt)

const works = (report: CanaryReport): Line => [
  `Counting works. A test download showed up in ${latency(report)}.`,
]

const failureLines = (report: CanaryReport, failed: CanaryFailure): readonly Line[] => {
  switch (failed.step) {
    case 'link':
      return [
        ["The counting test couldn't run: no link could be made to file ", file(report), '.'],
        ...refusalWords(failed.refusal),
      ]
    case 'download':
      return failed.why === 'no-answer'
        ? [
            ["The counting test couldn't run: DocSpace didn't answer the download."],
            ['Try again in a few minutes.'],
          ]
        : [
            ["The counting test couldn't run: DocSpace turned the download away, though its link was new."],
            ['People may meet the same. Check that DocSpace allows external links.'],
          ]
    case 'trail':
      return failed.why === 'not-seen'
        ? [
            ["Counting doesn't work: a test download wasn't in the audit trail after 5 minutes."],
            ['Links may go over their limit.'],
            ["To fix it: check in DocSpace's settings that its audit trail lists downloads."],
          ]
        : [["Counting doesn't work: ", WHY_BLIND[failed.why], '.'], remedy(failed.why)]
    case 'removal':
      return [works(report)]
  }
}

/** How far one that failed came, each step by the time since it was begun. */
const stepLines = (report: CanaryReport): Line[] => {
  const { startedAt, linkedAt, downloadedAt, seenAt, removedAt } = report
  const steps: [string, number | null][] = [
    ['link made', linkedAt],
    ['downloaded', downloadedAt],
    ['seen in the audit trail', seenAt],
    ['link removed', removedAt],
  ]
  const told = steps.flatMap(([what, at]) => (at === null ? [] : [`${what} ${since(startedAt, at)}`]))
  return [
    ['Tested with file ', file(report), ', started ', { date: startedAt }, '.'],
    ...(told.length === 0 ? [] : [[`${sentenceCase(told.join(', '))}.`]]),
  ]
}

const leftLines = ({ linkAskedAt, removedAt }: CanaryReport): Line[] =>
  linkAskedAt === null || removedAt !== null
    ? []
    : [["The test's link couldn't be removed yet. Sharelink keeps trying, and it expires within 15 minutes."]]

const outcomeLines = (report: CanaryReport): readonly Line[] =>
  report.failed === null
    ? [works(report)]
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
        ['A test with file ', file(report), ' is already running, since ', { date: report.startedAt }, '.'],
        ["You'll get the outcome here, too."],
      )
    : linesView(
        ['Testing the counting with file ', file(report), ': a link is made, used once, and removed.'],
        ["You'll get the outcome here within 5 minutes."],
      )
}

/** To admins who did not ask for it. */
export const canaryWarning = (report: CanaryReport): View =>
  linesView(['The daily counting test failed.'], ...outcomeLines(report), [
    'Try again: ',
    { code: '/sharelink canary' },
  ])

const WHY_FAILED: Record<CanaryFailure['step'], string> = {
  link: 'no link could be made.',
  download: 'the file could not be downloaded.',
  trail: 'the download was not seen.',
  removal: "the download was seen, but its link isn't removed yet.",
}

/** The last trial, in the Home of admins. `canTry`: there is a button for it. */
export const lastCanaryLines = (report: CanaryReport | null, canTry: boolean): Line[] => {
  const byCommand: Line[] = canTry ? [] : [['To test it: ', { code: '/sharelink canary FILE' }]]
  if (report === null) return [['Not tested yet.'], ...byCommand]
  const { startedAt, failed, lastGoodAt } = report
  if (!hasOutcome(report)) return [['A counting test is running, since ', { date: startedAt }, '.']]
  if (failed === null)
    return [
      ['Last test ', { date: startedAt }, `: a download showed up in ${latency(report)}.`],
      ...byCommand,
    ]
  const good: Line[] = lastGoodAt === null ? [] : [['The last good one was ', { date: lastGoodAt }, '.']]
  return [['Last test ', { date: startedAt }, `: ${WHY_FAILED[failed.step]}`], ...good, ...byCommand]
}
