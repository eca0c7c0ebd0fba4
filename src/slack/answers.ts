import type { WebClient } from '@slack/web-api'
import type { Answer } from '../domain/answer.ts'
import type { SendAnswer } from '../use-cases/ports.ts'
import { posting } from './client.ts'
import type { Modals } from './modals.ts'
import { PLAIN } from './plain.ts'
import { type RespondDeps, respond } from './respond.ts'
import { answerView } from './views/answer.ts'

/** Not worth a message of its own: what somebody looks at shows it by itself. */
const SEEN_ANYWAY: ReadonlySet<Answer['kind']> = new Set(['ending', 'working', 'queued'])

/** As it is written where it stays for good: a password would lie there for whoever comes to read it. */
const asMessage = (answer: Answer): Answer =>
  answer.kind === 'shared' ? { ...answer, password: null } : answer

/** Private answers. Never throws: an answer that cannot be given is logged and dropped. */
export const createAnswers = (client: WebClient, modals: Modals, deps: RespondDeps): SendAnswer => {
  const { log } = deps
  const write = async (userId: string, answer: Answer): Promise<void> => {
    await posting(() =>
      client.chat.postMessage({ channel: userId, ...answerView(asMessage(answer)), ...PLAIN }),
    )
  }

  /** A modal that was closed is as good as one that cannot be drawn: the answer may be the only place of a link. */
  const show = async (viewId: string, answer: Answer): Promise<boolean> => {
    try {
      return await modals.show(viewId, answer)
    } catch (error) {
      log.warn({ answer: answer.kind, err: error }, 'an open modal could not be drawn')
      return false
    }
  }

  return async (replyTo, answer) => {
    if (replyTo === null) return
    try {
      if (replyTo.kind === 'url') await respond(replyTo.url, answer, deps)
      else if (replyTo.kind === 'view' && (await show(replyTo.viewId, answer))) return
      else if (!SEEN_ANYWAY.has(answer.kind)) await write(replyTo.userId, answer)
    } catch (error) {
      log.warn({ answer: answer.kind, err: error }, 'a private answer could not be given')
    }
  }
}
