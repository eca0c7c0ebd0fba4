import type { Directory } from '../ports.ts'

/** Whether somebody is an admin of the bot (docs/use.md, Who may). Asked anew at every click. Throws `SlackError`. */
export const isAdmin =
  ({ directory, adminUsers }: { directory: Pick<Directory, 'person'>; adminUsers: readonly string[] }) =>
  async (team: string, userId: string): Promise<boolean> => {
    if (adminUsers.includes(userId)) return true
    const person = await directory.person(team, userId)
    return person.isAdmin && !person.isOutsider
  }
