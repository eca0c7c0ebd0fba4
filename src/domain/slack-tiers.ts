/** How often Slack takes calls of a method: one every `everyMs`, and `burst` at once after a rest. */
export interface Tier {
  everyMs: number
  burst: number
}

/**
 * Methods of which very many calls may be due at the same moment, a little below what Slack takes in a workspace (Slack: Rate
 * limits): of tier 3 fifty a minute, of tier 4 a hundred, of posts several hundred.
 */
export const PACED = {
  'chat.update': { everyMs: 1_250, burst: 20 },
  'views.publish': { everyMs: 625, burst: 20 },
  'chat.postMessage': { everyMs: 200, burst: 20 },
} as const satisfies Record<string, Tier>

export type PacedMethod = keyof typeof PACED

/** `first`: what takes an address out of a message, and ends. `later`: what leaves half of each burst to those. */
export type CallRank = 'first' | 'later'
