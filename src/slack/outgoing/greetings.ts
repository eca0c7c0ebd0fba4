import type { GreetDeps } from '../../use-cases/show/greet.ts'
import { greetingView } from '../views/greeting.ts'
import { type ClientFor, posting } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Welcomes and answers, as direct messages. */
export const createGreeting =
  (clientFor: ClientFor): GreetDeps['sayGreeting'] =>
  async (team, userId, how, policy) => {
    await posting(() =>
      clientFor(team).chat.postMessage({ channel: userId, ...greetingView(how, policy), ...PLAIN }),
    )
  }
