import type { WebClient } from '@slack/web-api'
import type { View } from '../views/rich.ts'
import { posting } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

interface TellAdminsDeps {
  client: WebClient
  /** The channels or people to whom warnings for admins go. */
  admins: readonly string[]
}

/** Gives what went wrong with each that was not told. */
const tellEach = async ({ client, admins }: TellAdminsDeps, view: View): Promise<unknown[]> => {
  const tell = (channel: string) => posting(() => client.chat.postMessage({ channel, ...view, ...PLAIN }))
  const told = await Promise.allSettled(admins.map(tell))
  return told.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))
}

/** Tells all admins the same, with no help of Redis. Throws `SlackError` when it reached none of them. */
export const tellAdmins =
  <Notice>(deps: TellAdminsDeps, viewOf: (notice: Notice) => View) =>
  async (notice: Notice): Promise<void> => {
    const failures = await tellEach(deps, viewOf(notice))
    if (failures.length > 0 && failures.length === deps.admins.length) throw failures[0]
  }

/**
 * The same by one process of all. `once`: false where another has told it. Throws `SlackError` when it did not reach each of
 * them, and what the store throws.
 */
export const tellAdminsOnce =
  <Notice>(
    { once, ...deps }: TellAdminsDeps & { once: (notice: Notice) => Promise<boolean> },
    viewOf: (notice: Notice) => View,
  ) =>
  async (notice: Notice): Promise<void> => {
    if (!(await once(notice))) return
    const [failure] = await tellEach(deps, viewOf(notice))
    if (failure !== undefined) throw failure
  }
