import { expect, it } from 'vitest'
import type { Audience } from '../../../../src/domain/answer.ts'
import { DO_NOT_POST, POST_ANYWAY } from '../../../../src/slack/views/actions.ts'
import { audienceQuestion } from '../../../../src/slack/views/audience-question.ts'
import { DAY, NOW } from '../../../support/builders.ts'
import { buttonsOf, viewFaults } from './check-view.ts'

const COMPANY: Audience = { kind: 'external', companies: ['Acme Ltd'] }

const question = (audience: Audience, title: string | null = 'Budget.xlsx') =>
  audienceQuestion({
    kind: 'ask-audience',
    audience,
    key: 'K7M4QX',
    channel: { id: 'C0TEAM', name: 'team' },
    file: { id: '4821', title },
    terms: { expiresAt: NOW + DAY, limit: 2, viewOnly: false, note: null },
    hasPassword: true,
  })

it.each<[Audience, string]>([
  [COMPANY, 'People from another company (Acme Ltd) are in'],
  [
    { kind: 'external', companies: ['Acme', 'Bolt', 'Coda'] },
    'People from other companies (Acme, Bolt, and Coda) are in',
  ],
  [{ kind: 'external', companies: [] }, 'People from another company are in'],
  [{ kind: 'guests', count: 1 }, '1 guest is in'],
  [{ kind: 'guests', count: 12 }, '12 guests are in'],
  [{ kind: 'guests', count: null }, 'There may be guests in'],
])('%j: says who else will see it, and that nothing is made', (audience, words) => {
  const view = question(audience)
  expect(view.text).toContain(words)
  expect(view.text).toContain('Nothing has been made yet.')
  expect(viewFaults(view)).toEqual([])
})

it('names the file and the terms', () => {
  const { text } = question(COMPANY)
  expect(text).toContain('Share Budget.xlsx outside your company?')
  expect(text).toContain('2 downloads · password protected')
  expect(question(COMPANY, null).text).toContain('Share file 4821 outside your company?')
})

it('has two buttons that say which request', () => {
  expect(buttonsOf(question(COMPANY)).map(({ action_id: id, value }) => [id, value])).toEqual([
    [POST_ANYWAY, 'K7M4QX'],
    [DO_NOT_POST, 'K7M4QX'],
  ])
})
