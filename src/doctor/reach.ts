import { type Finding, findingsOf } from './finding.ts'

const { pass, warn, fail } = findingsOf('people.reach')

/** Who may share what. */
export interface Reach {
  /** The one that the key acts as; null: it may not be named. */
  account: { displayName: string; isOwner: boolean; isAdmin: boolean } | null
  /** Null: any. */
  allowedRooms: readonly string[] | null
  allowGuests: boolean
  /** Whether people act with their own accounts of the portal. */
  hasAccounts: boolean
  /** The name of a room; null: the account knows none by this id. */
  placeName: (id: string) => Promise<string | null>
}

const roomsFindings = async (rooms: readonly string[], { placeName }: Reach): Promise<Finding[]> => {
  const named = await Promise.all(
    rooms.map(async (id) => ({ id, name: await placeName(id).catch(() => null) })),
  )
  return named
    .filter(({ name }) => name === null)
    .map(({ id }) =>
      fail(
        `ALLOWED_ROOMS names ${id}, which the account of DOCSPACE_API_KEY doesn't know.`,
        'Check the id (it stands in the address of the room), or let the account into the room.',
      ),
    )
}

/** What everybody in Slack can share by this deployment. */
export const reachFindings = async (reach: Reach): Promise<Finding[]> => {
  const { account, allowedRooms, allowGuests, hasAccounts } = reach
  const who = account?.displayName ?? 'the account of the key'
  const people = allowGuests ? 'Everybody in Slack, guests too,' : 'Every member of the workspace'
  const guests = allowGuests
    ? [
        warn(
          'ALLOW_GUESTS is on: guests of the workspace share and search too.',
          'Set ALLOW_GUESTS=false, unless that is meant.',
        ),
      ]
    : []
  if (hasAccounts)
    return [pass('People share with their own DocSpace accounts, what those may share.'), ...guests]
  if (allowedRooms !== null)
    return [
      pass(
        `One key for all: ${people} can share what ${who} can, from ${allowedRooms.length} room(s) alone.`,
      ),
      ...(await roomsFindings(allowedRooms, reach)),
      ...guests,
    ]
  const power = account?.isOwner || account?.isAdmin ? ' That account sees much.' : ''
  return [
    warn(
      `One key for all: ${people} can find and share everything that ${who} can.${power}`,
      'Set ALLOWED_ROOMS, or have people connect their own accounts (docs/identity.md).',
    ),
    ...guests,
  ]
}
