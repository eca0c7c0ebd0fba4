import type { Json } from '../model.ts'
import { type Answer, refuse } from './call.ts'

/** The largest page (docs.slack.dev: "an integer with a max value of 999"). */
export const MOST = 999

/** One page of a list by `limit` and `cursor`, with the cursor of the next; or the refusal of a limit. */
export const pageOf = <T>(
  items: T[],
  args: Json,
  defaultLimit: number,
): { page: T[]; response_metadata: Json } | Answer => {
  // `limit` left out, empty or 0 is no limit of the caller's own.
  const limit = Number(args.limit ?? 0) || defaultLimit
  if (!/^\d*$/.test(String(args.limit ?? '')) || limit > MOST) return refuse('invalid_limit')
  const from =
    Number(
      Buffer.from(String(args.cursor ?? ''), 'base64')
        .toString()
        .replace('next:', ''),
    ) || 0
  const next = from + limit < items.length ? Buffer.from(`next:${from + limit}`).toString('base64') : ''
  return { page: items.slice(from, from + limit), response_metadata: { next_cursor: next } }
}
