import type { WebClient } from '@slack/web-api'
import type { Answer } from '../../domain/answer.ts'
import { SlackError } from '../../domain/slack-error.ts'
import type { Log } from '../../use-cases/ports.ts'
import { modalView } from '../views/modal-view.ts'
import { asking, calling } from '../web-api/client.ts'

export interface Modals {
  /** Opens a modal and gives its id; null when Slack does not open it (any more). Never throws. */
  open(trigger: string, answer: Answer, title: string): Promise<string | null>
  /** Shows another answer in an open modal. False when it was closed meanwhile. Throws `SlackError`. */
  show(viewId: string, answer: Answer): Promise<boolean>
}

/** Errors for a view that was closed. */
const CLOSED = new Set(['not_found', 'view_not_found'])

/** Modals (Slack: Modals). A trigger works once and for 3 s, so opening is tried once. */
export const createModals = (client: WebClient, log: Log): Modals => ({
  open: async (trigger, answer, title) => {
    try {
      const { view } = await calling(() =>
        client.views.open({ trigger_id: trigger, view: modalView(answer, title) }),
      )
      return view?.id ?? null
    } catch (error) {
      if (!(error instanceof SlackError)) throw error
      log.warn({ code: error.code, answer: answer.kind }, 'a modal could not be opened')
      return null
    }
  },

  show: async (viewId, answer) => {
    try {
      await asking(() => client.views.update({ view_id: viewId, view: modalView(answer, null) }))
      return true
    } catch (error) {
      if (error instanceof SlackError && CLOSED.has(error.code)) return false
      throw error
    }
  },
})
