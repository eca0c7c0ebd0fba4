/**
 * Where the app is installed: in one workspace or, with `enterprise` set, in all workspaces of an organisation
 * (Enterprise Grid).
 */
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
  /** Somebody of another company with whom no channel is shared. */
  isStranger: boolean
}

const isOfWhole = ({ enterprise }: { enterprise: string | null }, installed: Installation): boolean =>
  installed.enterprise !== null && enterprise === installed.enterprise

/** Whether what Slack sends is for this installation. */
export const isFor = (installed: Installation, origin: Origin): boolean =>
  origin.team === installed.team || isOfWhole(origin, installed)

/**
 * Whether somebody belongs to the installation. In an organisation these are the people of its workspace, even if their
 * home is another one. People of other companies never do, through whichever channel they come.
 */
export const isMember = (person: Belonging, installed: Installation): boolean => {
  if (person.isStranger) return false
  const { team, teams, enterprise } = person
  // Slack names the company of everybody who has another one.
  if (team === null && teams.length === 0 && enterprise === null) return true
  return team === installed.team || teams.includes(installed.team) || isOfWhole(person, installed)
}

/**
 * Whether somebody who acts is of another company. `userTeam`: the workspace that Slack sends along as theirs, null where it
 * sends none.
 */
export const isFromElsewhere = (
  { team, userTeam }: { team: string; userTeam: string | null },
  { isOutsider, workspaces }: { isOutsider: boolean; workspaces: readonly string[] },
): boolean => isOutsider || !(userTeam === null || userTeam === team || workspaces.includes(userTeam))

/** Why somebody may not use the app at all, and has nothing to be shown. */
export type Barred = 'outsider' | 'guest'

/**
 * Who is kept out (docs/use.md, Who may): people of other companies, and guests of the workspace unless the operator
 * lets them in.
 */
export const whyBarred = (
  { isOutsider, isGuest }: { isOutsider: boolean; isGuest: boolean },
  allowGuests: boolean,
): Barred | null => {
  if (isOutsider) return 'outsider'
  return isGuest && !allowGuests ? 'guest' : null
}
