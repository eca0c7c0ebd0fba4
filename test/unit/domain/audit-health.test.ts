import { expect, it } from 'vitest'
import { auditHealth, NEVER_LOOKED } from '../../../src/domain/audit-health.ts'
import { HOUR, NOW, SECOND } from '../../support/builders.ts'

it.each<[string, number | null, number, 'ok' | 'late']>([
  ['just now', NOW, 10 * SECOND, 'ok'],
  ['three turns and ten seconds ago', NOW - 40 * SECOND, 10 * SECOND, 'ok'],
  ['longer ago than that', NOW - 40 * SECOND - 1, 10 * SECOND, 'late'],
  ['long ago, where it is read seldom', NOW - 3 * HOUR, HOUR, 'ok'],
  ['never', null, 10 * SECOND, 'late'],
])('a trail that was read %s', (_, sweptAt, interval, state) => {
  expect(auditHealth(NEVER_LOOKED, { sweptAt, skewMs: 0 }, NOW, interval)).toMatchObject({ state, sweptAt })
})
