import type { SlackScreen } from '../../contract.ts'

/** Names of people, and of the channels that this person sees, by id: what a mention is drawn with. */
export const namesIn = ({ names, channels }: SlackScreen): Record<string, string> => ({
  ...names,
  ...Object.fromEntries(channels.map(({ id, label }) => [id, label])),
})
