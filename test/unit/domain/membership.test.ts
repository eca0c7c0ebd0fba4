import { describe, expect, it } from 'vitest'
import {
  type Belonging,
  type Installation,
  isFor,
  isMember,
  whyBarred,
} from '../../../src/domain/membership.ts'

const OURS = 'T0HOME'
const ALONE: Installation = { team: OURS, enterprise: null }
const WHOLE: Installation = { team: 'T0FIRST', enterprise: 'E0NORTH' }

const somebody = (over: Partial<Belonging>): Belonging => ({
  team: OURS,
  teams: [],
  enterprise: null,
  isStranger: false,
  ...over,
})

describe('a member of a workspace', () => {
  it.each<[string, Partial<Belonging>, Installation, boolean]>([
    ['of it alone', {}, ALONE, true],
    ['of whom Slack says nothing', { team: null }, ALONE, true],
    ['of another company', { team: 'T0ACME' }, ALONE, false],
    ['a stranger, whatever else is said', { isStranger: true, teams: [OURS] }, ALONE, false],
    ['of an organisation, at home here', { teams: [OURS, 'T0LABS'], enterprise: 'E0NORTH' }, ALONE, true],
    [
      'of an organisation, at home in another workspace of it',
      { team: 'T0LABS', teams: ['T0LABS', OURS], enterprise: 'E0NORTH' },
      ALONE,
      true,
    ],
    [
      'of the organisation, not in this workspace',
      { team: 'T0LABS', teams: ['T0LABS'], enterprise: 'E0NORTH' },
      ALONE,
      false,
    ],
    ['of an organisation that is all Slack says', { team: null, enterprise: 'E0NORTH' }, ALONE, false],
    [
      'of another organisation',
      { team: 'T0ACME', teams: ['T0ACME', 'T0ACME2'], enterprise: 'E0ACME' },
      ALONE,
      false,
    ],
    [
      'of the organisation that the app is installed for as a whole',
      { team: 'T0LABS', teams: ['T0LABS'], enterprise: 'E0NORTH' },
      WHOLE,
      true,
    ],
    [
      'of another organisation than that',
      { team: 'T0ACME', teams: ['T0ACME'], enterprise: 'E0ACME' },
      WHOLE,
      false,
    ],
    ['of another company than that', { team: 'T0ACME' }, WHOLE, false],
    ['a stranger to that', { team: 'T0LABS', enterprise: 'E0NORTH', isStranger: true }, WHOLE, false],
  ])('%s', (_, over, installed, is) => {
    expect(isMember(somebody(over), installed)).toBe(is)
  })
})

describe('what Slack sends', () => {
  it.each([
    ['from the workspace', ALONE, OURS, null, true],
    ['from the workspace of an organisation', ALONE, OURS, 'E0NORTH', true],
    ['from another workspace', ALONE, 'T0LABS', 'E0NORTH', false],
    ['from any workspace of the organisation that it is installed for', WHOLE, 'T0LABS', 'E0NORTH', true],
    ['from another organisation', WHOLE, 'T0ACME', 'E0ACME', false],
    ['from a company without one', WHOLE, 'T0ACME', null, false],
  ] as const)('%s', (_, installed, team, enterprise, is) => {
    expect(isFor(installed, { team, enterprise })).toBe(is)
  })
})

describe('who is kept out', () => {
  it.each([
    ['a member', false, false, false, null],
    ['a guest', false, true, false, 'guest'],
    ['a guest, where guests may', false, true, true, null],
    ['somebody of another company', true, false, true, 'outsider'],
    ['a guest of another company', true, true, true, 'outsider'],
  ] as const)('%s', (_, isOutsider, isGuest, allowGuests, barred) => {
    expect(whyBarred({ isOutsider, isGuest }, allowGuests)).toBe(barred)
  })
})
