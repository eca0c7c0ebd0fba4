/** What to do where the state that was kept is damaged. */
export const RESET_ADVICE = '"npm run sandbox -- --reset" starts afresh.'

/** As Redis speaks of its files when it cannot read them. */
const DAMAGED = /did not start on|\bAOF\b|append[- ]only/i

/** What helps after these last lines of the bot; empty when starting afresh would not. */
export const adviceAfter = (lines: readonly string[]): string =>
  lines.some((line) => DAMAGED.test(line)) ? `What the bot has kept cannot be read. ${RESET_ADVICE}\n` : ''
