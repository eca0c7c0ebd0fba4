import { expect, it } from 'vitest'
import { inWords } from '../../../../src/slack/views/duration-words.ts'
import { DAY, HOUR, MINUTE, SECOND } from '../../../support/builders.ts'

it.each([
  [DAY, '1 day'],
  [90 * DAY, '90 days'],
  [HOUR, '1 hour'],
  [36 * HOUR, '36 hours'],
  [90 * MINUTE, '90 minutes'],
  [MINUTE, '1 minute'],
  [45 * SECOND, '45 s'],
  [MINUTE + SECOND, '1 min 1 s'],
  [0, '0 s'],
])('says %i ms as %s', (ms, words) => {
  expect(inWords(ms)).toBe(words)
})
