import type { WebClient } from '@slack/web-api'
import type { GreetDeps } from '../../use-cases/show/greet.ts'
import { greetingView } from '../views/greeting.ts'
import { posting } from '../web-api/client.ts'
import { PLAIN } from './plain.ts'

/** Welcomes and answers, as direct messages. */
export const createGreeting =
  (client: WebClient): GreetDeps['sayGreeting'] =>
  async (userId, how, policy) => {
    await posting(() => client.chat.postMessage({ channel: userId, ...greetingView(how, policy), ...PLAIN }))
  }
