import type { SendUnattended } from '../../use-cases/admin-ports.ts'
import { unattendedView } from '../views/unattended.ts'
import { type ClientFor, calling } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Asks an admin, or their channel, about links that nobody sees to. Throws `SlackError`. */
export const createUnattendedQuestions =
  (clientFor: ClientFor): SendUnattended =>
  async ({ team, to, ...question }) => {
    await calling(() =>
      clientFor(team).chat.postMessage({ channel: to, ...unattendedView(question), ...PLAIN }),
    )
  }
