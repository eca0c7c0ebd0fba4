import { z } from 'zod'
import { parseDuration } from './domain/duration.ts'
import { mayCarryKeys } from './plain-http.ts'
import { readRedisNodes, readSentinelMaster } from './redis-nodes.ts'
import { isRedisUrl } from './redis-url.ts'

/** One kind of variable. It names what it expects, so that a fault can say what would be right. */
const shaped = <T>(expected: string, read: (text: string) => T | undefined) =>
  z.string({ error: `expected ${expected}` }).transform((text, context): T => {
    const value = read(text.trim())
    if (value !== undefined) return value
    context.addIssue({ code: 'custom', message: `expected ${expected}` })
    return z.NEVER
  })

/** Any text that is not empty. */
export const nonEmpty = (expected: string) => shaped(expected, (found) => (found === '' ? undefined : found))

/** What an admin tells everybody, in their own words. */
export const noticeWords = shaped('a text of at most 1,000 characters', (found) =>
  found !== '' && [...found].length <= 1_000 ? found : undefined,
)

/** A token or key. How it begins shows which, so one that was mixed up is noticed. */
export const token = (expected: string, prefix: string) =>
  shaped(`${expected} (${prefix}…)`, (found) =>
    found.startsWith(prefix) && /^[!-~]+$/.test(found.slice(prefix.length)) ? found : undefined,
  )

/** A secret that may look like anything but a token: a token here was mixed up. */
export const secret = (expected: string) =>
  shaped(expected, (found) => (/^(xox|xapp-|sk-|$)/.test(found) ? undefined : found))

/** A length of time in ms, from `least` on. */
export const duration = (least: string, most?: string) => {
  const [from, to] = [parseDuration(least) ?? 0, parseDuration(most ?? '') ?? Number.POSITIVE_INFINITY]
  const bounds = most === undefined ? `of at least ${least}` : `from ${least} to ${most}`
  return shaped(
    `a duration ${bounds}, such as 90s, 10m, 36h${most === undefined ? ' or 7d' : ''}`,
    (found) => {
      const ms = parseDuration(found)
      return ms !== null && ms >= from && ms <= to ? ms : undefined
    },
  )
}

/** A whole number from 1, or null for `none`. */
export const countOrNone = shaped('a whole number from 1, or none', (found) => {
  if (/^none$/i.test(found)) return null
  return /^[1-9]\d{0,6}$/.test(found) ? Number(found) : undefined
})

export const whole = (least: number, most: number) =>
  shaped(`a whole number from ${least} to ${most}`, (found) => {
    const value = /^\d{1,9}$/.test(found) ? Number(found) : Number.NaN
    return value >= least && value <= most ? value : undefined
  })

export const yesOrNo = shaped('true or false', (found) => {
  if (/^(true|yes|1|on)$/i.test(found)) return true
  return /^(false|no|0|off)$/i.test(found) ? false : undefined
})

const split = (found: string) => found.split(/[\s,]+/).filter((part) => part !== '')

/** Ids with commas or spaces between them, such as rooms of the portal. */
export const ids = (expected: string, each: RegExp) =>
  shaped(`${expected}, divided by commas`, (found) => {
    const parts = split(found)
    return parts.every((part) => each.test(part)) ? parts : undefined
  })

/** Ids as Slack writes them: in capitals. */
export const slackIds = (expected: string, each: RegExp) =>
  ids(expected, each).transform((found) => found.map((id) => id.toUpperCase()))

/** One id as Slack writes it: in capitals. */
export const slackId = (expected: string, each: RegExp) =>
  shaped(expected, (found) => (each.test(found) ? found.toUpperCase() : undefined))

export const oneOf = <T extends string>(...words: readonly [T, ...T[]]) =>
  shaped(`one of ${words.join(', ')}`, (found) => words.find((word) => word === found.toLowerCase()))

const PLAIN_HTTP = 'http only on this machine or in a private network'

/** An address that keys are sent to: without query, fragment, user name or password. */
const readUrl = (found: string): URL | undefined => {
  const url = URL.canParse(found) ? new URL(found) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || !mayCarryKeys(url)) return undefined
  return url.href === `${url.origin}${url.pathname}` ? url : undefined
}

/** An http(s) origin: scheme, host and port, nothing behind them. */
export const origin = (example: string) =>
  shaped(`an address without a path, such as ${example} (${PLAIN_HTTP})`, (found) => {
    const url = readUrl(found)
    return url?.pathname === '/' ? url.origin : undefined
  })

/** An http(s) address, with a slash at its end. */
export const baseUrl = (example: string) =>
  shaped(`an address such as ${example} (${PLAIN_HTTP})`, (found) =>
    readUrl(found)?.href.replace(/\/?$/, '/'),
  )

/** An http(s) address that may have a path and a query, as receivers of webhooks have. */
export const receiver = (example: string) =>
  shaped(`an address such as ${example} (${PLAIN_HTTP})`, (found) => {
    const url = URL.canParse(found) ? new URL(found) : undefined
    if (url === undefined || !/^https?:$/.test(url.protocol) || !mayCarryKeys(url)) return undefined
    return url.username === '' && url.password === '' && url.hash === '' ? url.href : undefined
  })

export const redisUrl = shaped(
  'an address such as redis://:PASSWORD@127.0.0.1:6379, rediss://… or unix:///run/redis.sock, with %25 for a % in it',
  (found) => (isRedisUrl(found) ? found : undefined),
)

/** Servers of Redis of one kind. */
export const redisNodes = (example: string, defaultPort: number) =>
  shaped(
    `addresses such as ${example}, the first with rediss://:PASSWORD@ before it where that is needed`,
    (found) => readRedisNodes(found, defaultPort),
  )

export const sentinelMaster = shaped(
  'the name of a master, such as mymaster, or rediss://:PASSWORD@mymaster where it has its own password',
  readSentinelMaster,
)

/** What keys of Redis begin with. */
export const keyPrefix = shaped('1 to 40 letters, digits, dots, hyphens or underscores', (found) =>
  /^[\w.-]{1,40}$/.test(found) ? found : undefined,
)

export const key32 = shaped('32 bytes in base64 (openssl rand -base64 32)', (found) => {
  const bytes = Buffer.from(found, 'base64')
  return bytes.length === 32 && /^[A-Za-z0-9+/_-]{43}=?$/.test(found) ? bytes : undefined
})
