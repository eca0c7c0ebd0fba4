import { expect, it } from 'vitest'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import { sayReach } from '../../../../src/use-cases/upkeep/say-reach.ts'

const AWAY = new PortalError('unavailable', 'away')
const REFUSED = new PortalError('unauthorized', 'refused')

/** What is logged when the portal answers so, one answer a question. */
const said = async (answers: (string | PortalError)[], over: object = {}) => {
  const lines: object[] = []
  const warnings: object[] = []
  const pauses: number[] = []
  const closing = new AbortController()
  await sayReach({
    portal: {
      account: async () => {
        const answer = answers.shift()
        if (typeof answer !== 'string') throw answer
        return answer
      },
    },
    allowedRooms: () => null,
    allowGuests: false,
    hasAccounts: false,
    pause: async (ms) => {
      pauses.push(ms)
      if (answers.length === 0) closing.abort()
    },
    signal: closing.signal,
    log: { info: (data) => void lines.push(data), warn: (data) => void warnings.push(data), error: () => {} },
    ...over,
  })
  return { lines, warnings, pauses }
}

it.each<[string, (string | PortalError)[], object, object[], number]>([
  ['at once', ['Olga Owner'], {}, [{ account: 'Olga Owner', rooms: 'all', guests: false }], 0],
  [
    'with the rooms in force',
    ['Olga Owner'],
    { allowedRooms: () => ['17'], allowGuests: true },
    [{ account: 'Olga Owner', rooms: ['17'], guests: true }],
    0,
  ],
  [
    'when the portal is back',
    [AWAY, AWAY, 'Olga'],
    {},
    [{ account: 'Olga', rooms: 'all', guests: false }],
    2,
  ],
  ['without an address', ['olga@acme.example'], {}, [{ account: null, rooms: 'all', guests: false }], 0],
  ['without a name', [''], {}, [{ account: null, rooms: 'all', guests: false }], 0],
  ['never, when the program ends before', [AWAY], {}, [], 1],
])('what everybody can share is said %s', async (_, answers, over, lines, pauses) => {
  const found = await said(answers, over)
  expect(found).toMatchObject({ lines, warnings: [] })
  expect(found.pauses).toHaveLength(pauses)
})

it('a key that is refused is asked for ever less often, and told of once', async () => {
  const answers = [AWAY, ...Array.from({ length: 8 }, () => REFUSED)]
  const { lines, warnings, pauses } = await said(answers)
  expect(pauses.map((ms) => ms / 1_000)).toEqual([5, 10, 20, 40, 80, 160, 300, 300, 300])
  expect(warnings).toEqual([{ err: REFUSED }])
  expect(lines).toEqual([])
})
