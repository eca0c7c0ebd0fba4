import type { WebClient } from '@slack/web-api'
import type { View } from '../views/rich.ts'
import { posting } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Tells all admins the same, with no help of Redis. Throws `SlackError` when it reached none of them. */
export const tellAdmins =
  <Notice>(
    { client, admins }: { client: WebClient; admins: readonly string[] },
    viewOf: (notice: Notice) => View,
  ) =>
  async (notice: Notice): Promise<void> => {
    const tell = (channel: string) =>
      posting(() => client.chat.postMessage({ channel, ...viewOf(notice), ...PLAIN }))
    const told = await Promise.allSettled(admins.map(tell))
    const failed = told.find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected' && told.every(({ status }) => status === 'rejected'))
      throw failed.reason
  }
