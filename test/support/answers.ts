import type { Slack } from '../../sandbox/slack/types.ts'

type Private = ReturnType<Slack['ephemerals']>[number]

/** On a busy machine each answer may be preceded by one of these, and a test that takes it for the answer fails. */
const UNDER_WAY = /^(Working on it|Creating a link to|Extending the link to) ?.*…$/

/** What somebody has been answered privately, oldest first, without what only says that it is under way. */
export const answersTo = (slack: Slack, who: string): Private[] =>
  slack.ephemerals(who).filter(({ text }) => !UNDER_WAY.test(text))

/** The first of them, awaited. */
export const firstAnswer = (slack: Slack, who: string): Promise<Private> =>
  slack.waitFor(() => answersTo(slack, who)[0], { what: `an answer to ${who}` })
