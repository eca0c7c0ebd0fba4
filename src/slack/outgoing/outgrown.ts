import type { TellOutgrownDeps } from '../../use-cases/rules/tell-outgrown.ts'
import { outgrownView } from '../views/outgrown.ts'
import { type ClientFor, posting } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Asks an admin, or their channel, about links that break the rules of today. Throws `SlackError`. */
export const createOutgrownQuestions =
  (clientFor: ClientFor): TellOutgrownDeps['sendOutgrown'] =>
  async (team, to, question) => {
    await posting(() =>
      clientFor(team).chat.postMessage({ channel: to, ...outgrownView(question), ...PLAIN }),
    )
  }
