import { expect, it } from 'vitest'
import { createKeys } from '../../../src/store/keys.ts'
import { keptAs } from '../../support/keys-table.ts'

it('R13: every key that is made stands in the table of docs/operate.md', () => {
  const keys = Object.entries(createKeys('ns') as unknown as Record<string, (...of: unknown[]) => string>)
  expect(keys.length).toBeGreaterThan(40)
  const missing = keys.filter(([, make]) => keptAs(make({ team: 'T', id: 'I' }, 'x'), 'ns') === undefined)
  expect(missing.map(([name]) => name)).toEqual([])
  expect(keptAs('ns:{T}:nonsense', 'ns')).toBeUndefined()
})
