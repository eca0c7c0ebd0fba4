import type { Json } from '../model.ts'

/** One page of a list by `limit` and `cursor`, with the cursor of the next. */
export const pageOf = <T>(
  items: T[],
  args: Json,
  defaultLimit: number,
): { page: T[]; response_metadata: Json } => {
  const limit = Math.min(Number(args.limit) || defaultLimit, 1000)
  const from =
    Number(
      Buffer.from(String(args.cursor ?? ''), 'base64')
        .toString()
        .replace('next:', ''),
    ) || 0
  const next = from + limit < items.length ? Buffer.from(`next:${from + limit}`).toString('base64') : ''
  return { page: items.slice(from, from + limit), response_metadata: { next_cursor: next } }
}
