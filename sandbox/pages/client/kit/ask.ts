import type { ActResult, GateVisit, GateVisitor, PortalAct, SlackAct } from '../../contract.ts'

/** What is told of an act that never arrived. */
export const NO_ANSWER = 'The sandbox does not answer. Is it still running?'

const post = async (address: string, body: unknown): Promise<ActResult> => {
  try {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return (await response.json()) as ActResult
  } catch {
    return { ok: false, error: NO_ANSWER }
  }
}

/** Does something in Slack as somebody. Never rejects. */
export const actInSlack = (as: string, act: SlackAct): Promise<ActResult> =>
  post(`/api/slack/act?as=${encodeURIComponent(as)}`, act)

/** Does something on the portal. Never rejects. */
export const actInPortal = (act: PortalAct): Promise<ActResult> => post('/api/portal/act', act)

/** Somebody comes to a page of the bot's gate. Never rejects. */
export const visitGate = async (address: string, as: GateVisitor): Promise<GateVisit> => {
  try {
    return (await (
      await fetch(`/api/gate/visit?${new URLSearchParams({ address, as })}`)
    ).json()) as GateVisit
  } catch {
    return { ok: false, words: NO_ANSWER }
  }
}
