import type { Portal, RequestMatch } from '../../sandbox/portal/types.ts'
import type { Slack } from '../../sandbox/slack/types.ts'
import type { RedisGate } from '../support/redis-gate.ts'

/** Where a process dies: at the next call of that name. */
export interface CrashAt {
  call: string
  when: 'before' | 'after'
}

/** Each of the outside's sides as the calls see it, and what this story is about. */
export interface Outside {
  portal: Portal
  slack: Slack
  redis: RedisGate
  /** The id and the title of its file. Nothing else in this world has to do with it. */
  file: string
  title: string
  /** Who acts: the name of a member of the workspace. */
  person: string
  /** Where the program listens that runs now. */
  port: () => Promise<number>
}

type Call = RequestMatch & { changes?: true }

/** Calls to the portal by name. Those that change nothing there are the same before and after. */
const PORTAL: Record<string, (file: string) => Call> = {
  'portal: write the link': (file) => ({ method: 'PUT', path: `${file}/links`, body: { access: 2 } }),
  'portal: remove the link': (file) => ({ method: 'PUT', path: `${file}/links`, body: { access: 0 } }),
  'portal: read the links': (file) => ({ method: 'GET', path: `${file}/links` }),
  'portal: read the file': (file) => ({ method: 'GET', path: file }),
  'portal: read the trail': () => ({ method: 'GET', path: '/api/2.0/security/audit/events/filter' }),
}

const SLACK: Record<string, string> = {
  'Slack: post': 'chat.postMessage',
  'Slack: rewrite': 'chat.update',
  'Slack: answer': 'response_url',
  'Slack: look for a post': 'conversations.history',
  'Slack: who is it': 'users.info',
  'Slack: which channel': 'conversations.info',
  'Slack: who is in it': 'conversations.members',
}

const READING = /^(portal: read|Slack: (look|wh))/
/** Of writes to Redis: the prefix of their names. */
const REDIS = 'Redis: '

const onPortal = (call: string, { file }: Outside): RequestMatch | undefined =>
  PORTAL[call]?.(`/api/2.0/files/file/${file}`)
export const isToRedis = (call: string): boolean => call.startsWith(REDIS)

/** Whether the other side is not the same after it. */
export const changes = (call: string): boolean => !READING.test(call)

const seen = (outside: Outside, call: string): number => {
  const there = onPortal(call, outside)
  if (there !== undefined) return outside.portal.requests(there).length
  const here = SLACK[call]
  return here === undefined ? 0 : outside.slack.requests(here).length
}

const NAMES = [...Object.keys(PORTAL), ...Object.keys(SLACK)]

/** How often each call, and each write to Redis, has been made so far. */
export const countCalls = (outside: Outside): Map<string, number> =>
  new Map([
    ...NAMES.map((call) => [call, seen(outside, call)] as const),
    ...[...outside.redis.counts()].map(([name, count]) => [`${REDIS}${name}`, count] as const),
  ])

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

interface Lookout {
  /** Resolves when the call is there. */
  met: Promise<unknown>
  over(): void
}

/** Has the portal or Slack hold it; gives how to let go. */
const holdThere = (outside: Outside, { call, when }: CrashAt): (() => void) => {
  const { portal, slack } = outside
  const there = onPortal(call, outside)
  if (there !== undefined) {
    portal.fault({ ...there, action: { kind: 'slow', ms: FOR_GOOD_MS, when } })
    return portal.clearFaults
  }
  const method = SLACK[call]
  if (method === undefined) throw new Error(`no such call: ${call}`)
  return slack.fail({ method, hold: true, drop: true, afterWork: when === 'after' }).clear
}

/**
 * Holds that call, before or after its work, so that the process can be killed while it waits. A call that is held before its
 * work is never done.
 */
export const lookOutFor = (outside: Outside, place: CrashAt): Lookout => {
  if (isToRedis(place.call)) return outside.redis.hold(place.call.slice(REDIS.length), place.when)
  const already = seen(outside, place.call)
  const letGo = holdThere(outside, place)
  let timer: NodeJS.Timeout | undefined
  const met = new Promise<void>((resolve) => {
    timer = setInterval(() => {
      if (seen(outside, place.call) === already) return
      clearInterval(timer)
      resolve()
    }, LOOK_EVERY_MS)
  })
  return {
    met,
    over: () => {
      clearInterval(timer)
      letGo()
    },
  }
}
