/** What an installation is for: one workspace; or, `enterprise` set, every workspace of an organisation (Enterprise Grid). */
export interface Installation {
  team: string
  enterprise: string | null
}

/** Where something that Slack sends comes from. */
export interface Origin {
  team: string
  enterprise: string | null
}

/** What Slack says of where somebody belongs; null and empty where it says nothing. */
export interface Belonging {
  /** The workspace that the person calls home: within an organisation it may be another than the one they act in. */
  team: string | null
  /** All workspaces of the organisation that the person is in. */
  teams: readonly string[]
  enterprise: string | null
  /** Of another company, with no channel in common. */
  isStranger: boolean
}

const isOfWhole = ({ enterprise }: { enterprise: string | null }, installed: Installation): boolean =>
  installed.enterprise !== null && enterprise === installed.enterprise

/** Whether what Slack sends is for this installation. */
export const isFor = (installed: Installation, origin: Origin): boolean =>
  origin.team === installed.team || isOfWhole(origin, installed)

/**
 * Whether somebody is one of those whom the app is installed for. Of an organisation's people that are those in its workspace,
 * whichever is their home; people of other companies are not, by whatever channel they have come.
 */
export const isMember = (person: Belonging, installed: Installation): boolean => {
  if (person.isStranger) return false
  const { team, teams, enterprise } = person
  // Slack names the company of everybody who has another one.
  if (team === null && teams.length === 0 && enterprise === null) return true
  return team === installed.team || teams.includes(installed.team) || isOfWhole(person, installed)
}

/** Why somebody may not use the app at all, and has nothing to be shown. */
export type Barred = 'outsider' | 'guest'

/** Who is kept out (product 6): people of other companies; and guests of the workspace, unless the operator lets them in. */
export const whyBarred = (
  { isOutsider, isGuest }: { isOutsider: boolean; isGuest: boolean },
  allowGuests: boolean,
): Barred | null => {
  if (isOutsider) return 'outsider'
  return isGuest && !allowGuests ? 'guest' : null
}
