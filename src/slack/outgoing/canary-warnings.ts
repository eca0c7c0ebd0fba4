import type { WebClient } from '@slack/web-api'
import type { CanaryReport } from '../../domain/canary.ts'
import { canaryWarning } from '../views/canary.ts'
import { calling } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Tells an admin, or their channel, that the daily trial of the counting failed. Throws `SlackError`. */
export const createCanaryWarnings =
  (client: WebClient) =>
  async (channel: string, report: CanaryReport): Promise<void> => {
    await calling(() => client.chat.postMessage({ channel, ...canaryWarning(report), ...PLAIN }))
  }
