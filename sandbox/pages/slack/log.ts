import type { ApiRequest, Delivery, Json, SlackState } from '../../slack/model.ts'
import type { Exchange } from '../contract.ts'

const LENGTH = 60

/** Secrets, and what an answer only repeats of the call. */
const LEFT_OUT = ['token', 'access_token', 'client_secret', 'message', 'view']

const without = (value: Json, names: string[]): Json =>
  Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name)))

const outcomeOf = ({ response, status }: ApiRequest): string => {
  if (response.ok === true) return 'ok'
  if (typeof response.error === 'string') return response.error
  return status === 0 ? 'no answer' : String(status)
}

const drawRequest = (entry: ApiRequest): Exchange => ({
  seq: entry.seq,
  at: entry.at,
  direction: 'out',
  name: entry.method,
  outcome: outcomeOf(entry),
  isBad: entry.response.ok !== true,
  detail: {
    sent: without(entry.args, ['token', 'client_secret']),
    answered: without(entry.response, LEFT_OUT),
    ...(entry.warnings.length > 0 ? { warnings: entry.warnings } : {}),
    ...(entry.fault === undefined ? {} : { playedFailure: entry.fault }),
  },
})

const drawDelivery = (delivery: Delivery): Exchange => {
  const { status, late, durationMs, problems = [] } = delivery
  return {
    seq: delivery.seq,
    at: delivery.at,
    direction: 'in',
    name: delivery.kind,
    outcome: status === 0 ? 'no answer' : late ? `${status} after ${durationMs} ms` : String(status),
    isBad: status !== 200 || late || problems.length > 0,
    detail: {
      sent: without(delivery.payload, ['token']),
      answered: delivery.responseBody,
      durationMs,
      ...(problems.length > 0 ? { problems } : {}),
      ...(delivery.error === undefined ? {} : { error: delivery.error }),
    },
  }
}

/** The newest requests between Slack and the bot, newest first. */
export const drawLog = ({ requests, deliveries }: SlackState): Exchange[] =>
  [...requests.slice(-LENGTH).map(drawRequest), ...deliveries.slice(-LENGTH).map(drawDelivery)]
    .sort((a, b) => b.seq - a.seq)
    .slice(0, LENGTH)
