import { describe, expect, it } from 'vitest'
import { renderMessage } from '../../../../sandbox/slack/render/render-message.ts'
import type { CanaryReport } from '../../../../src/domain/canary.ts'
import { canaryView, canaryWarning, lastCanaryLines } from '../../../../src/slack/views/canary.ts'
import { linesView, type View } from '../../../../src/slack/views/rich.ts'
import { DAY, MINUTE, NOW, SECOND } from '../../../support/builders.ts'
import { aCanaryReport, aGoodCanary } from '../../../support/every-canary.ts'

const textOf = (view: View): string => renderMessage(view as never, { tz: 'Etc/UTC' })
const outcome = (report: CanaryReport): string => textOf(canaryView({ report, joined: false }))
const home = (report: CanaryReport | null, canTry = true): string =>
  textOf(linesView(...lastCanaryLines(report, canTry)))

const NOT_SEEN = aGoodCanary({
  seenAt: null,
  failed: { step: 'trail', why: 'not-seen' },
  lastGoodAt: NOW - DAY,
})

describe('the outcome', () => {
  it('says how long a download took to appear, and no more', () => {
    const report = aGoodCanary({
      seenAt: NOW + SECOND + 2 * MINUTE,
      removedAt: NOW + 2 * MINUTE + 2 * SECOND,
    })
    expect(outcome(report)).toBe('Counting works. A test download showed up in 2 min.')
    expect(outcome(aGoodCanary({ seenAt: NOW + SECOND }))).toBe(
      'Counting works. A test download showed up in under 1 s.',
    )
  })

  it('names the steps that were reached, and no others', () => {
    expect(outcome(NOT_SEEN)).toContain('Link made at once, downloaded after 1 s, link removed after 5 s.')
    const report = aCanaryReport({ failed: { step: 'link', refusal: { reason: 'portal-down' } } })
    expect(outcome(report)).not.toContain('Then:')
    expect(outcome(report)).toContain("DocSpace isn't answering, so nothing was changed.")
  })

  it('has a reference where it failed, to find the log lines', () => {
    expect(outcome(NOT_SEEN)).toContain('Reference: REF23456')
    expect(outcome(aGoodCanary())).not.toContain('Reference')
  })

  it('says that a link is left exactly where one may be', () => {
    const left = "couldn't be removed yet"
    expect(outcome({ ...NOT_SEEN, removedAt: null })).toContain(left)
    expect(outcome(NOT_SEEN)).not.toContain(left)
    const noLink = aCanaryReport({ failed: { step: 'link', refusal: { reason: 'portal-down' } } })
    expect(outcome(noLink)).not.toContain(left)
    expect(outcome({ ...noLink, linkAskedAt: NOW })).toContain(left)
  })

  it('of a removal that failed is good news first', () => {
    expect(outcome(aGoodCanary({ removedAt: null, failed: { step: 'removal' } }))).toMatch(
      /^Counting works\. .*\nThe test's link couldn't be removed yet\./,
    )
  })
})

it('a trial that is under way is told from one that was joined', () => {
  expect(outcome(aCanaryReport())).toMatch(/^Testing the counting with file 4821/)
  expect(textOf(canaryView({ report: aCanaryReport(), joined: true }))).toMatch(
    /^A test with file 4821 is already running/,
  )
})

it('a warning says how to try again', () => {
  expect(textOf(canaryWarning(NOT_SEEN))).toMatch(
    /^The daily counting test failed[\s\S]*Try again: \/sharelink canary$/,
  )
})

describe('the Home of an admin', () => {
  it.each<[string, CanaryReport | null, RegExp]>([
    ['no trial yet', null, /^Not tested yet\.$/],
    ['one under way', aCanaryReport(), /^A counting test is running, since .*\.$/],
    ['a good one', aGoodCanary(), /^Last test .*: a download showed up in 3 s\.$/],
    ['a bad one', NOT_SEEN, /: the download was not seen\.\nThe last good one was .*\.$/],
    ['a bad one, and never a good one', { ...NOT_SEEN, lastGoodAt: null }, /: the download was not seen\.$/],
  ])('%s', (_, report, words) => {
    expect(home(report)).toMatch(words)
  })

  it('names the command where there is no file for the button', () => {
    expect(home(null, false)).toContain('To test it: /sharelink canary FILE')
    expect(home(aGoodCanary(), true)).not.toContain('/sharelink')
  })
})
