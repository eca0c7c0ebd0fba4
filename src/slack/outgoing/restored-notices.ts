import type { WebClient } from '@slack/web-api'
import type { RestoreReport } from '../../domain/restored.ts'
import { restoredView } from '../views/restored.ts'
import { calling } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Tells an admin, or their channel, that records of links were lost. Throws `SlackError`. */
export const createRestoredNotices =
  (client: WebClient) =>
  async (channel: string, report: RestoreReport): Promise<void> => {
    await calling(() => client.chat.postMessage({ channel, ...restoredView(report), ...PLAIN }))
  }
