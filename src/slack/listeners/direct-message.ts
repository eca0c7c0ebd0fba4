import { z } from 'zod'

/** What is read of a message event: nothing of what it says. A subtype is an edit, a file, a join: no message of its own. */
const event = z.object({
  channel_type: z.literal('im'),
  user: z.string(),
  subtype: z.undefined().optional(),
  bot_id: z.undefined().optional(),
})

/** Who wrote to the app directly; null: nobody, as for what bots write, and the app itself. */
export const writerOf = (body: unknown): string | null => event.safeParse(body).data?.user ?? null
