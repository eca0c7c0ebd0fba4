import { expect, it } from 'vitest'
import { PortalError } from '../../../../src/domain/portal-error.ts'
import { sayReach } from '../../../../src/use-cases/upkeep/say-reach.ts'

/** What is logged when the portal answers so, one answer a question; null: it is away. */
const said = async (answers: (string | null)[], over: object = {}) => {
  const lines: object[] = []
  let pauses = 0
  const closing = new AbortController()
  await sayReach({
    portal: {
      account: async () => {
        const answer = answers.shift()
        if (answer == null) throw new PortalError('unavailable', 'away')
        return answer
      },
    },
    allowedRooms: null,
    allowGuests: false,
    pause: async () => {
      pauses += 1
      if (answers.length === 0) closing.abort()
    },
    signal: closing.signal,
    log: { info: (data) => void lines.push(data), warn: () => {}, error: () => {} },
    ...over,
  })
  return { lines, pauses }
}

it.each<[string, (string | null)[], object, object[], number]>([
  ['at once', ['Olga Owner'], {}, [{ account: 'Olga Owner', rooms: 'all', guests: false }], 0],
  [
    'with the rooms in force',
    ['Olga Owner'],
    { allowedRooms: ['17'], allowGuests: true },
    [{ account: 'Olga Owner', rooms: ['17'], guests: true }],
    0,
  ],
  [
    'when the portal is back',
    [null, null, 'Olga'],
    {},
    [{ account: 'Olga', rooms: 'all', guests: false }],
    2,
  ],
  ['without an address', ['olga@acme.example'], {}, [{ account: null, rooms: 'all', guests: false }], 0],
  ['without a name', [''], {}, [{ account: null, rooms: 'all', guests: false }], 0],
  ['never, when the program ends before', [null], {}, [], 1],
])('what everybody can share is said %s', async (_, answers, over, lines, pauses) => {
  expect(await said(answers, over)).toEqual({ lines, pauses })
})
