import { slackErrorOf } from '../slack/web-api/client.ts'
import { type TokenVariable, troubleOf } from '../slack/web-api/trouble.ts'

/** What an error of a call with that token means for the operator. */
export const slackTrouble = (
  error: unknown,
  variable: TokenVariable,
): { code: string; found: string; remedy: string } => {
  const { code, refused, advice } = troubleOf(slackErrorOf(error), variable)
  if (advice === null) {
    const remedy = 'Check that this machine may connect to Slack, or wait for it.'
    return { code, found: `Slack can't be reached (${code}).`, remedy }
  }
  const remedy = `${advice.charAt(0).toUpperCase()}${advice.slice(1)}.`
  const found = refused ? `Slack refuses ${variable} (${code}).` : `Slack can't be reached (${code}).`
  return { code, found, remedy }
}
