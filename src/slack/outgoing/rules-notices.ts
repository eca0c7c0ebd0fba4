import type { WebClient } from '@slack/web-api'
import type { RulesNotice } from '../../domain/rules-notice.ts'
import { rulesNotice } from '../views/rules-notices.ts'
import { posting } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

export interface RulesNoticeDeps {
  client: WebClient
  /** The channels or people to whom warnings for admins go. */
  admins: readonly string[]
  /** False where another process has told it. */
  once: (notice: RulesNotice) => Promise<boolean>
}

/** Tells admins what came of reading the rules anew. Throws `SlackError`, and what the store throws. */
export const createRulesNotices =
  ({ client, admins, once }: RulesNoticeDeps) =>
  async (notice: RulesNotice): Promise<void> => {
    if (!(await once(notice))) return
    const tell = (channel: string) =>
      posting(() => client.chat.postMessage({ channel, ...rulesNotice(notice), ...PLAIN }))
    const failed = (await Promise.allSettled(admins.map(tell))).find(({ status }) => status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
  }
