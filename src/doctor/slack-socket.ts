import { openConnection } from '../slack/socket/connection.ts'
import type { clientOptions } from '../slack/web-api/client.ts'
import type { SlackLogger } from '../slack/web-api/logger.ts'
import { type Finding, findingsOf } from './finding.ts'
import { slackTrouble } from './slack-trouble.ts'

const { pass, fail } = findingsOf('slack.socket')

interface SocketExam {
  appToken: string
  /** A new object each time: Slack's packages write into what they are given. */
  clientOptions: () => ReturnType<typeof clientOptions>
  logger: SlackLogger
}

const adviceFor = (code: string, remedy: string): string =>
  code === 'socket_mode_not_enabled' || code === 'link_disabled'
    ? 'Switch on Socket Mode in the settings of the Slack app.'
    : remedy

/** Opens a connection of Socket Mode up to Slack's greeting, and closes it at once: what Slack sends by it meanwhile is lost. */
export const slackSocketFindings = async (exam: SocketExam): Promise<Finding[]> => {
  const ending = new AbortController()
  try {
    const connection = await openConnection({
      appToken: exam.appToken,
      clientOptions: exam.clientOptions(),
      logger: exam.logger,
      onDelivery: () => {},
      onOdd: () => {},
      signal: ending.signal,
    })
    await connection.close()
    return [pass('Slack takes SLACK_APP_TOKEN, and a socket opens (Socket Mode).')]
  } catch (error) {
    const { code, found, remedy } = slackTrouble(error, 'SLACK_APP_TOKEN')
    return [fail(found, adviceFor(code, remedy))]
  } finally {
    ending.abort()
  }
}
