import { type Finding, findingsOf } from './finding.ts'

const { pass, warn, fail } = findingsOf('slack.requests')

interface RequestsExam {
  /** Where Slack and visitors reach the app; null: that is not set. */
  publicOrigin: string | null
  /** Where the app listens on this machine. */
  local: { host: string; port: number }
  fetch: typeof fetch
}

const TIMEOUT_MS = 5_000

/** The status, or the word by which the network refuses. */
const statusOf = async (
  ask: typeof fetch,
  address: string,
  init: RequestInit = {},
): Promise<number | string> => {
  try {
    const answer = await ask(address, {
      ...init,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    await answer.body?.cancel()
    return answer.status
  } catch (error) {
    const { cause } = error as { cause?: { code?: unknown } }
    return typeof cause?.code === 'string' ? cause.code : 'no answer'
  }
}

/** What is bound to all addresses is asked at this machine's own. */
const askable = (host: string): string => {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

/** Whether Slack's requests arrive over HTTP: the app answers, and what stands before it passes them on. */
export const slackRequestsFindings = async ({
  publicOrigin,
  local,
  fetch: ask,
}: RequestsExam): Promise<Finding[]> => {
  const here = await statusOf(ask, `http://${askable(local.host)}:${local.port}/healthz`)
  const runs = here === 200
  if (publicOrigin === null) {
    const where = runs ? `the app answers on ${local.host}:${local.port}` : "the app doesn't run here"
    return [
      warn(
        `Slack sends its requests over HTTP; ${where}, but whether they arrive can't be seen from here.`,
        'Set PUBLIC_URL, or look at Event Subscriptions of the Slack app: its address must be "Verified".',
      ),
    ]
  }
  // Without a signature the app refuses it: so it has arrived.
  const answered = await statusOf(ask, `${publicOrigin}/slack/events`, { method: 'POST', body: '' })
  if (answered === 401) return [pass(`Slack's requests arrive: ${publicOrigin}/slack/events answers.`)]
  const found = `${publicOrigin}/slack/events answers with ${answered}, where the app would refuse (401) what isn't from Slack.`
  if (!runs)
    return [warn(`${found} But it doesn't run here.`, 'Start the app (npm start), and run the doctor again.')]
  return [
    fail(
      found,
      `Have your proxy or tunnel pass it on to ${local.host}:${local.port}, body and headers unchanged (docs/install.md).`,
    ),
  ]
}
