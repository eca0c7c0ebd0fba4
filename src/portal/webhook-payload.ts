import { z } from 'zod'
import { id, instant, int } from './schemas.ts'

/** The trigger `file.downloaded`, as a number. */
const DOWNLOADED = 2 ** 34

const withId = z.object({ id }).nullish().catch(null)

// The portal leaves out members with default values. So a webhook without one of these may still report a download.
const schema = z.object({
  event: z.object({
    id: id.nullish().catch(null),
    createOn: instant,
    trigger: z.literal('file.downloaded').nullish(),
    triggerId: int.refine((value) => value === DOWNLOADED).nullish(),
  }),
  payload: withId,
  webhook: z.object({ target: withId }).nullish().catch(null),
})

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

/** The download that a webhook reports, by the portal's clock. Null where it reports something else, or cannot be read. */
export const readWebhook = (body: string): { id: string; fileId: string; at: number } | null => {
  const found = schema.safeParse(parsed(body))
  if (!found.success) return null
  const { event, payload, webhook } = found.data
  const fileId = payload?.id ?? webhook?.target?.id
  return fileId === undefined ? null : { id: event.id ?? '', fileId, at: event.createOn }
}
