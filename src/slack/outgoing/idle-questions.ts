import type { SendIdleQuestion } from '../../use-cases/admin-ports.ts'
import { idleQuestionView } from '../views/idle.ts'
import { type ClientFor, calling } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Asks the owner of idle links directly. Throws `SlackError`. */
export const createIdleQuestions =
  (clientFor: ClientFor): SendIdleQuestion =>
  async ({ team, to, links }) => {
    await calling(() =>
      clientFor(team).chat.postMessage({ channel: to, ...idleQuestionView(links), ...PLAIN }),
    )
  }
