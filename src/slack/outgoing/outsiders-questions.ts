import type { SendOutsidersQuestion } from '../../use-cases/admin-ports.ts'
import { outsidersQuestionView } from '../views/outsiders.ts'
import { type ClientFor, calling } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Asks the owner of links directly. Throws `SlackError`. */
export const createOutsidersQuestions =
  (clientFor: ClientFor): SendOutsidersQuestion =>
  async ({ team, to, ...question }) => {
    await calling(() =>
      clientFor(team).chat.postMessage({ channel: to, ...outsidersQuestionView(question), ...PLAIN }),
    )
  }
