import { expect, it } from 'vitest'
import type { Audience } from '../../../../src/domain/answer.ts'
import { DO_NOT_POST, POST_ANYWAY } from '../../../../src/slack/views/actions.ts'
import { audienceQuestion } from '../../../../src/slack/views/audience-question.ts'
import { buttonsOf, viewFaults } from './check-view.ts'

const question = (audience: Audience) =>
  audienceQuestion({ kind: 'ask-audience', audience, key: 'K7M4QX', channel: { id: 'C0TEAM', name: 'team' } })

it.each<[Audience, string]>([
  [{ kind: 'external' }, 'is shared with another company'],
  [{ kind: 'guests', count: 1 }, 'has 1 guest: somebody'],
  [{ kind: 'guests', count: 12 }, 'has 12 guests: people'],
])('%j: says who else will see it, and that nothing is made', (audience, words) => {
  const view = question(audience)
  expect(view.text).toContain(words)
  expect(view.text).toContain('Nothing has been made yet.')
  expect(viewFaults(view)).toEqual([])
})

it('has two buttons that say which request', () => {
  expect(buttonsOf(question({ kind: 'external' })).map(({ action_id: id, value }) => [id, value])).toEqual([
    [POST_ANYWAY, 'K7M4QX'],
    [DO_NOT_POST, 'K7M4QX'],
  ])
})
