import { FILES } from '../../sandbox/portal/seed-ids.ts'
import type { Portal, RequestMatch } from '../../sandbox/portal/types.ts'
import type { Slack } from '../../sandbox/slack/types.ts'

/** The file that all stories are about. */
export const FILE = FILES.report

const PATH = `/api/2.0/files/file/${FILE}`

/** Calls to the portal by name. Those that change nothing there are the same before and after. */
const PORTAL: Record<string, RequestMatch & { changes?: true }> = {
  'portal: write the link': { method: 'PUT', path: `${PATH}/links`, body: { access: 2 }, changes: true },
  'portal: remove the link': { method: 'PUT', path: `${PATH}/links`, body: { access: 0 }, changes: true },
  'portal: read the links': { method: 'GET', path: `${PATH}/links` },
  'portal: read the file': { method: 'GET', path: PATH },
  'portal: read the trail': { method: 'GET', path: '/api/2.0/security/audit/events/filter' },
}

const SLACK: Record<string, { method: string; changes?: true }> = {
  'Slack: post': { method: 'chat.postMessage', changes: true },
  'Slack: rewrite': { method: 'chat.update', changes: true },
  'Slack: answer': { method: 'response_url', changes: true },
  'Slack: look for a post': { method: 'conversations.history' },
  'Slack: who is it': { method: 'users.info' },
  'Slack: which channel': { method: 'conversations.info' },
  'Slack: who is in it': { method: 'conversations.members' },
}

/** Where a process dies: at the next call of that name. */
export interface CrashAt {
  call: string
  when: 'before' | 'after'
}

/** Each of the outside's sides as the calls see it. */
export interface Outside {
  portal: Portal
  slack: Slack
}

const seen = ({ portal, slack }: Outside, call: string): number => {
  const [there, here] = [PORTAL[call], SLACK[call]]
  if (there !== undefined) {
    const { changes: _, ...match } = there
    return portal.requests(match).length
  }
  return here === undefined ? 0 : slack.requests(here.method).length
}

const NAMES = [...Object.keys(PORTAL), ...Object.keys(SLACK)]
/** Whether the other side is not the same after it. */
export const changes = (call: string): boolean => (PORTAL[call] ?? SLACK[call])?.changes === true

/** How often each call has been made so far. */
export const countCalls = (outside: Outside): Map<string, number> =>
  new Map(NAMES.map((call) => [call, seen(outside, call)]))

/** Every place to die at: each call that is made, before and, where it changes something, after the other side did its work. */
export const placesIn = (counts: ReadonlyMap<string, number>): CrashAt[] =>
  [...counts]
    .filter(([, count]) => count > 0)
    .flatMap(([call]): CrashAt[] => [
      { call, when: 'before' },
      ...(changes(call) ? [{ call, when: 'after' } as const] : []),
    ])

/** Longer than any run: nobody is left to wait for the answer. */
const FOR_GOOD_MS = 3_600_000
const LOOK_EVERY_MS = 5

/**
 * Holds that call, before or after its work, so that the process can be killed while it waits. `met` resolves when the call is
 * there. A call that is held before its work is never done.
 */
export const lookOutFor = (outside: Outside, { call, when }: CrashAt) => {
  const { portal, slack } = outside
  const already = seen(outside, call)
  const [there, here] = [PORTAL[call], SLACK[call]]
  let letGo = () => {}
  if (there !== undefined) {
    const { changes: _, ...match } = there
    portal.fault({ ...match, action: { kind: 'slow', ms: FOR_GOOD_MS, when } })
  } else if (here !== undefined) {
    letGo = slack.fail({ method: here.method, hold: true, drop: true, afterWork: when === 'after' }).clear
  }
  let timer: NodeJS.Timeout | undefined
  const met = new Promise<'met'>((resolve) => {
    timer = setInterval(() => {
      if (seen(outside, call) === already) return
      clearInterval(timer)
      resolve('met')
    }, LOOK_EVERY_MS)
  })
  return {
    met,
    over: (): void => {
      clearInterval(timer)
      letGo()
      portal.clearFaults()
    },
  }
}
