import type { PersonInfo, SlackScreen } from '../../contract.ts'

/** Who said something, as it is shown; with a company when it is not the reader's own. */
export type Author = { name: string; isApp: boolean; company?: string }

const outside = (me: PersonInfo, person: PersonInfo | undefined): { company?: string } =>
  person && person.company !== me.company ? { company: person.company } : {}

/** The author of a message; Slack itself when there is none. */
export const authorOf = (
  { me, names, people, botUserIds }: SlackScreen,
  id: string,
  isApp = botUserIds.includes(id),
): Author => ({
  name: id === '' ? 'Slackbot' : (names[id] ?? id),
  isApp,
  ...outside(
    me,
    people.find((person) => person.id === id),
  ),
})
