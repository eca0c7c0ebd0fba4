import type { SlackState } from '../../slack/model.ts'
import type { Flag } from '../contract.ts'
import { flagOfAnswer } from './flag-of-answer.ts'
import { flagsOfCall, targetOf } from './flags-of-call.ts'

/** A flag, and whom alone it concerns: who would have seen the message, or whose Home it is. */
export type Found = Flag & { to?: string; home?: string }

/** A bot that tries the same again and again makes one flag. */
const sameness = ({ call, error, channel, ts, to, text, reasons }: Found): string =>
  JSON.stringify([call, error, channel, ts, to, text, reasons])

const isFirst = (seen: Set<string>, key: string): boolean => !seen.has(key) && seen.add(key) !== undefined

/**
 * Everything in the logs that the real Slack would not have taken, newest first. What a message or a Home suffered
 * is forgotten once it was written anew.
 */
export const findFlags = (state: SlackState): Found[] => {
  const found: Found[] = []
  const mended = new Set<string>()
  for (const entry of state.requests.toReversed()) {
    const target = targetOf(entry)
    if (target !== undefined && mended.has(target)) continue
    found.push(...flagsOfCall(state, entry))
    if (target !== undefined && entry.response.ok === true) mended.add(target)
  }
  for (const delivery of state.deliveries) found.push(...flagOfAnswer(delivery))
  const seen = new Set<string>()
  return found.sort((a, b) => b.at - a.at).filter((flag) => isFirst(seen, sameness(flag)))
}
