import { App, type Receiver, type SlashCommand } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Outcome, Refusal } from '../domain/answer.ts'
import { NoticeError } from '../domain/notice-error.ts'
import type { Log, Once, SendAnswer } from '../use-cases/ports.ts'
import { type Click, clickPayload, isAct } from './clicks.ts'
import type { SlackLogger } from './logger.ts'

export interface BoltDeps {
  receiver: Receiver
  botToken: string
  clientOptions: WebClientOptions
  /** The workspace that the app is installed in. */
  workspace: () => Promise<string>
  command: (command: SlashCommand, reference: string) => Promise<Outcome>
  click: (click: Click, reference: string) => Promise<Outcome>
  once: Once
  answer: SendAnswer
  isStorageError: (error: unknown) => boolean
  newReference: () => string
  logger: SlackLogger
  log: Log
}

/** Something a person did, and where to answer. */
interface Act {
  kind: 'command' | 'click'
  what: string
  team: string
  userId: string
  /** Of another company: sees our messages in a shared channel, and may not act on them. */
  fromElsewhere: (installed: string) => boolean
  /** The same for every delivery of the same act. */
  key: string
  replyTo: string
}

export interface BoltApp {
  app: App
  /** Resolves when nothing that was acked is still being worked on. */
  idle(): Promise<void>
}

/**
 * The listeners. Each acks first, whatever happens next, then acts and answers privately. This is the one
 * place where a failure of an act is caught: it gets a reference that stands in the log and in the answer.
 */
export const createBoltApp = (deps: BoltDeps): BoltApp => {
  const { log, answer } = deps
  const underWay = new Set<Promise<void>>()

  const refusalOf = (error: unknown): Refusal => {
    if (error instanceof NoticeError) return { reason: 'slack-down' }
    return { reason: deps.isStorageError(error) ? 'storage-down' : 'bug' }
  }

  const carryOut = async (act: Act, work: (reference: string) => Promise<Outcome>): Promise<void> => {
    const reference = deps.newReference()
    const line = { reference, kind: act.kind, what: act.what, team: act.team, user: act.userId }
    let outcome: Outcome
    try {
      const installed = await deps.workspace()
      if (act.team !== installed || act.fromElsewhere(installed)) {
        outcome = { ok: false, refusal: { reason: act.kind === 'click' ? 'not-yours' : 'outsider' } }
      } else if (await deps.once(act.team, `${act.kind}:${act.key}`)) {
        outcome = await work(reference)
      } else {
        log.info(line, 'the same act was delivered again')
        return
      }
      log.info({ ...line, refused: outcome.ok ? null : outcome.refusal.reason }, 'act done')
    } catch (error) {
      outcome = { ok: false, refusal: refusalOf(error) }
      log.error({ ...line, refused: outcome.refusal.reason, err: error }, 'act failed')
    }
    if (!outcome.ok) await answer(act.replyTo, { kind: 'refused', refusal: outcome.refusal, reference })
    else if (outcome.answer !== null) await answer(act.replyTo, outcome.answer)
  }

  /** Work after an ack is ours to await at the end (Bolt does not). */
  const afterAck = async (work: Promise<void>): Promise<void> => {
    underWay.add(work)
    try {
      await work
    } finally {
      underWay.delete(work)
    }
  }

  const app = new App({
    receiver: deps.receiver,
    // Whose workspace it is, is checked by `carryOut` after the ack: asking Slack here would eat the 3 s.
    authorize: async () => ({ botToken: deps.botToken }),
    clientOptions: deps.clientOptions,
    logger: deps.logger,
    convoStore: false,
    ignoreSelf: false,
  })

  // All listeners that match run side by side, so there is one for each kind and it decides by name.
  app.command(/.*/, async ({ command, ack }) => {
    await ack()
    const act: Act = {
      kind: 'command',
      what: command.command,
      team: command.team_id,
      userId: command.user_id,
      fromElsewhere: () => false,
      key: command.trigger_id,
      replyTo: command.response_url,
    }
    await afterAck(carryOut(act, (reference) => deps.command(command, reference)))
  })

  app.action(/.*/, async ({ body, ack }) => {
    await ack()
    const payload = clickPayload.safeParse(body)
    const action = payload.data?.actions[0]
    if (!payload.success || action === undefined || payload.data.response_url === undefined) return
    if (!isAct(action.action_id)) return
    const { user, trigger_id: trigger, response_url: replyTo } = payload.data
    const team = payload.data.team?.id ?? user.team_id ?? ''
    const { action_id: actionId, value = '', action_ts: at = '' } = action
    const act: Act = {
      kind: 'click',
      what: actionId,
      team,
      userId: user.id,
      fromElsewhere: (installed) => user.team_id !== undefined && user.team_id !== installed,
      key: trigger ?? `${user.id}:${actionId}:${value}:${at}`,
      replyTo,
    }
    const click: Click = { team, userId: user.id, actionId, value, replyTo }
    await afterAck(carryOut(act, (reference) => deps.click(click, reference)))
  })

  // What this version does not use is acked all the same: silence would show people an error of Slack's.
  app.shortcut(/.*/, async ({ ack }) => ack())
  app.options(/.*/, async ({ ack }) => ack({ options: [] }))
  app.view(/.*/, async ({ ack }) => ack())
  app.error(async (error) => {
    log.error({ err: error, reference: deps.newReference() }, 'a request of Slack failed')
  })

  return {
    app,
    idle: async () => {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
  }
}
