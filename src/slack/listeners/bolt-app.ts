import { App, type Context, type Receiver } from '@slack/bolt'
import type { WebClientOptions } from '@slack/web-api'
import type { Answer, Outcome } from '../../domain/answer.ts'
import { isFor, type Origin } from '../../domain/membership.ts'
import { within } from '../../timing/within.ts'
import type { Act } from '../../use-cases/act.ts'
import type { Greeting } from '../../use-cases/home-ports.ts'
import type { Ahead } from '../../use-cases/make/look-ahead.ts'
import type { ClaimIdempotencyKey } from '../../use-cases/ports.ts'
import type { MayUse, User } from '../../use-cases/rights/may-use.ts'
import { fileOptions, type Offered } from '../forms/file-options.ts'
import type { Form } from '../forms/form.ts'
import { readSubmission } from '../forms/read-submission.ts'
import { privately } from '../outgoing/respond.ts'
import type { SlackLogger } from '../web-api/logger.ts'
import { type AppRemovalDeps, hearOfRemoval } from './app-removal.ts'
import { type Click, readClick } from './clicks.ts'
import { writerOf } from './direct-message.ts'
import { type FormChange, readFormChange } from './form-changes.ts'
import { formTaking } from './form-taking.ts'
import { createInteractions, type InteractionDeps } from './interactions.ts'
import { readCommand, type TypedCommand } from './sharelink-command.ts'
import { type CarryOutShortcut, readShortcut } from './shortcuts.ts'
import { listenToWorkspace, type WorkspaceEventDeps } from './workspace-events.ts'

export interface BoltDeps extends InteractionDeps, WorkspaceEventDeps {
  receiver: Receiver
  clientOptions: WebClientOptions
  command: (command: TypedCommand, act: Act, ahead: Ahead | null) => Promise<Outcome>
  /** The answer that a command's ack carries. Null: the command is taken in as usual. */
  atOnce: (command: TypedCommand) => Promise<Answer | null>
  click: (click: Click, act: Act) => Promise<Outcome>
  /** Forms by their `callback_id`. */
  forms: Readonly<Record<string, Form>>
  /** Shortcuts by their `callback_id`. They only read: what the form starts with stands in what Slack sent. */
  shortcuts: Readonly<Record<string, CarryOutShortcut>>
  claimIdempotencyKey: ClaimIdempotencyKey
  maySearch: MayUse
  /** What is offered for these letters, in time: rather nothing than late. */
  suggest: (team: string, userId: string, letters: string) => Promise<Offered>
  homeOpened: (team: string, userId: string) => Promise<void>
  greet: (team: string, userId: string, how: Greeting) => Promise<void>
  /** Null: there is one workspace, whose token is a setting. */
  removed: AppRemovalDeps['removed'] | null
  logger: SlackLogger
  /** How long an ack waits for what only an ack can carry. */
  ackWithinMs?: number
}

export interface BoltApp {
  app: App
  /** Takes over what a process that died had taken in, from now on. */
  start(): void
  /** Resolves when no work is left, forms that are being read included. */
  idle(): Promise<void>
}

/** Slack waits 3 s for an ack, and the way to us and back takes some of it. */
const ACK_WITHIN_MS = 2_500

const NOTHING: Outcome = { ok: true, answer: null }

/** The listeners: each reads what was sent. `interactions.ts` takes it in, acks it, and does the rest. */
export const createBoltApp = (deps: BoltDeps): BoltApp => {
  const { log, ackWithinMs = ACK_WITHIN_MS } = deps

  const interactions = createInteractions(deps, async (interaction, act, ahead) => {
    switch (interaction.kind) {
      case 'command':
        return deps.command(interaction, act, ahead)
      case 'click':
        return deps.click(interaction, act)
      case 'shortcut':
        return deps.shortcuts[interaction.what]?.(interaction) ?? NOTHING
      case 'submission':
        return deps.forms[interaction.what]?.carryOut(interaction.asked, interaction, act, ahead) ?? NOTHING
    }
  })

  const app = new App({
    receiver: deps.receiver,
    // `interactions` checks the workspace after the ack. Asking Slack here would use up the 3 s. What calls Slack has its tokens elsewhere.
    authorize: async () => ({}),
    clientOptions: deps.clientOptions,
    logger: deps.logger,
    convoStore: false,
    ignoreSelf: false,
  })

  /** Draws an open form with other fields. What was typed stays, since its fields keep their names (Slack: Modals). */
  const reshape = async (change: FormChange): Promise<void> => {
    const answer = await deps.forms[change.callbackId]?.reshape?.(change)
    if (answer != null) await deps.modals.redraw(change, answer)
  }

  // Ahead of the listeners, all of which Bolt asks for each request.
  app.use(async (request) => {
    if (!('command' in request)) return request.next()
    const answer = await interactions.beforeAck(deps.atOnce(readCommand(request.command)))
    await (answer === null ? request.next() : request.ack(privately(answer)))
  })

  // Bolt runs all listeners that match side by side. So there is one of each kind, which decides by name.
  app.command(/.*/, async ({ command, ack }) => {
    await interactions.take(readCommand(command), () => ack())
  })

  app.action(/.*/, async ({ body, ack }) => {
    const change = readFormChange(body)
    if (change !== null) {
      await ack()
      return interactions.quietly('form', change, () => reshape(change))
    }
    const click = readClick(body)
    if (click === null) return ack()
    await interactions.take(click, () => ack())
  })

  app.shortcut(/.*/, async ({ shortcut, ack }) => {
    if (deps.shortcuts[shortcut.callback_id] === undefined) return ack()
    await interactions.take(readShortcut(shortcut, deps.portalOrigin), () => ack())
  })

  /** Titles of files are for people of this workspace only. */
  const suggest = async (from: Origin & User, letters: string): Promise<Offered> => {
    if (
      !isFor(await deps.workspace(from.team, from.enterprise), from) ||
      (await deps.maySearch(from)) !== null
    )
      return { options: [] }
    return deps.suggest(from.team, from.userId, letters)
  }

  /** Without options Slack would say that there are no results. */
  const cannotSearch = (letters: string): Offered =>
    fileOptions(
      { hits: [], stop: { why: 'broken' }, letters, named: null, problem: null },
      deps.portalOrigin,
      deps.now(),
    )

  app.options(/.*/, async ({ body, ack }) => {
    const team = body.team?.id ?? body.user.team_id ?? ''
    const from = {
      team,
      enterprise: body.enterprise?.id ?? null,
      userId: body.user.id,
      userTeam: body.user.team_id ?? null,
    }
    const coming = suggest(from, body.value).catch((error: unknown) => {
      log.warn({ reference: deps.newReference(), err: error }, 'a search could not be answered')
      return cannotSearch(body.value)
    })
    const offered = (await within(ackWithinMs, coming))?.found ?? cannotSearch(body.value)
    await ack(offered)
  })

  const takeForm = formTaking({ ...deps, ackWithinMs, interactions })

  app.view(/.*/, async ({ body, view, ack }) => {
    if (body.type !== 'view_submission') return ack()
    const form = deps.forms[view.callback_id]
    if (form === undefined) return ack()
    const as = { callbackId: view.callback_id, title: view.title.text, userTeam: body.user.team_id ?? null }
    await interactions.beforeAck(takeForm(form, readSubmission(body), as, (response) => ack(response)))
  })

  app.event('app_home_opened', async ({ event, body, context }) => {
    const { teamId: team = '', enterpriseId: enterprise = null } = context
    await interactions.quietly('home', { team, userId: event.user }, async () => {
      if (!isFor(await deps.workspace(team, enterprise), { team, enterprise })) return
      // Slack sends again what it believes lost.
      if (await deps.claimIdempotencyKey(team, `event:${body.event_id}`))
        await (event.tab === 'home'
          ? deps.homeOpened(team, event.user)
          : deps.greet(team, event.user, 'welcome'))
    })
  })

  app.event('message', async ({ event, body, context }) => {
    const userId = writerOf(event)
    const { teamId: team = '', enterpriseId: enterprise = null } = context
    if (userId === null) return
    await interactions.quietly('direct message', { team, userId }, async () => {
      if (!isFor(await deps.workspace(team, enterprise), { team, enterprise })) return
      if (await deps.claimIdempotencyKey(team, `event:${body.event_id}`))
        await deps.greet(team, userId, 'answer')
    })
  })

  /** Handles an event of the workspace: once, even if Slack delivers it again. */
  const onEvent = (
    { context: { teamId: team = '', enterpriseId }, body }: { context: Context; body: { event_id: string } },
    work: (team: string) => Promise<void>,
  ): Promise<void> =>
    interactions.quietly('event', null, async () => {
      if (!isFor(await deps.workspace(team, enterpriseId), { team, enterprise: enterpriseId ?? null })) return
      if (await deps.claimIdempotencyKey(team, `event:${body.event_id}`)) await work(team)
    })
  listenToWorkspace(app, onEvent, deps)

  const { removed, now } = deps
  if (removed !== null) hearOfRemoval(app, { removed, quietly: interactions.quietly, now })

  app.error(async (error) => {
    log.error({ err: error, reference: deps.newReference() }, 'a request of Slack failed')
  })

  return { app, start: interactions.start, idle: interactions.idle }
}
