import type { WebClient } from '@slack/web-api'
import type { RedisNotice } from '../../domain/redis-notice.ts'
import { redisNotice } from '../views/redis-notices.ts'
import { posting } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Tells admins of an outage of Redis; needs no Redis. Throws `SlackError` when it reached none of them. */
export const createRedisNotices =
  ({ client, admins }: { client: WebClient; admins: readonly string[] }) =>
  async (notice: RedisNotice): Promise<void> => {
    const tell = (channel: string) =>
      posting(() => client.chat.postMessage({ channel, ...redisNotice(notice), ...PLAIN }))
    const told = await Promise.allSettled(admins.map(tell))
    const failed = told.find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected' && told.every(({ status }) => status === 'rejected'))
      throw failed.reason
  }
