import type { ViewsUpdateArguments } from '@slack/web-api'
import type { Answer } from '../../domain/answer.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { Log } from '../../use-cases/ports.ts'
import { isPushedId, modalView } from '../views/modal-view.ts'
import { asking, type ClientFor, calling } from '../web-api/client.ts'

export interface Modals {
  /** Opens a modal and gives its id; null when Slack does not open it (any more). Never throws. */
  open(team: string, trigger: string, answer: Answer, title: string): Promise<string | null>
  /**
   * Shows another answer in an open modal, by Slack's id of it or by our own. False when it was closed meanwhile. Throws
   * `SlackError`. `over`: the form beneath it, which is done with where the answer is what was asked for.
   */
  show(view: { team: string; viewId: string }, answer: Answer, over?: string): Promise<boolean>
  /** Draws a form with other fields, unless it has changed since (`hash`) or was closed. Throws `SlackError`. */
  redraw(form: { team: string; viewId: string; hash: string }, answer: Answer): Promise<void>
}

/** Errors for a view that was closed. */
const CLOSED = new Set(['not_found', 'view_not_found'])

/** Answers that are what a form asked for. */
const DONE: ReadonlySet<Answer['kind']> = new Set(['shared', 'extended'])

const updateOf = (viewId: string, answer: Answer, isPushed: boolean): ViewsUpdateArguments => {
  const view = modalView(answer, null, isPushed ? viewId : null)
  return isPushedId(viewId) ? { external_id: viewId, view } : { view_id: viewId, view }
}

/** Modals (Slack: Modals). A trigger works once and for 3 s, so opening is tried once. */
export const createModals = (clientFor: ClientFor, log: Log): Modals => ({
  open: async (team, trigger, answer, title) => {
    try {
      const { view } = await calling(() =>
        clientFor(team).views.open({ trigger_id: trigger, view: modalView(answer, title) }),
      )
      return view?.id ?? null
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      log.warn({ code: error.code, answer: answer.kind }, 'a modal could not be opened')
      return null
    }
  },

  redraw: async ({ team, viewId, hash }, answer) => {
    const view = modalView(answer, null)
    await calling(() => clientFor(team).views.update({ view_id: viewId, hash, view })).catch(
      (error: unknown) => {
        if (!(error instanceof SlackError && (CLOSED.has(error.code) || error.code === 'hash_conflict')))
          throw error
      },
    )
  },

  show: async ({ team, viewId }, answer, over) => {
    try {
      await asking(() => clientFor(team).views.update(updateOf(viewId, answer, over !== undefined)))
    } catch (error) {
      if (error instanceof SlackError && CLOSED.has(error.code)) return false
      throw error
    }
    // Back would lead to a form that is done with. It is in nobody's way where this fails.
    if (over !== undefined && DONE.has(answer.kind))
      await asking(() => clientFor(team).views.update(updateOf(over, answer, false))).catch(() => {})
    return true
  },
})
