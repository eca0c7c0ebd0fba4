import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SlackScreen, Trouble } from '../pages/contract.ts'
import type { PortalState } from '../portal/state-types.ts'
import type { SlackState } from '../slack/model.ts'
import { RESET_ADVICE } from './advice.ts'
import { damagesIn } from './kept-shape.ts'

/** Another one whenever what is kept takes another shape. */
const VERSION = 2

/** Everything that a restart must find again, besides the bot's own Redis. */
export type Kept = {
  slack: SlackState
  portal: PortalState
  troubles: Trouble[]
  outage: SlackScreen['outage']
  /** Addresses stand in messages and in the bot's records, so each server comes back where it was. `bot`: left out by earlier ones. */
  ports: { slack: number; portal: number; bot?: number }
  /** The bot's `ENCRYPTION_KEY`. */
  encryptionKey: string
  /** Signs what the portal tells the bot. */
  webhookSecret: string
}

/** Enough for the pages; logs grow for ever otherwise. */
const LOG_LENGTH = 200

const fileIn = (folder: string): string => join(folder, 'world.json')

const PARTS: Record<keyof Kept, string> = {
  slack: 'object',
  portal: 'object',
  troubles: 'object',
  outage: 'string',
  ports: 'object',
  encryptionKey: 'string',
  webhookSecret: 'string',
}

const parse = (text: string, file: string): Kept => {
  let read: (Partial<Record<string, unknown>> & { version?: unknown }) | null
  try {
    read = JSON.parse(text)
  } catch (cause) {
    throw new Error(`${file} cannot be read. ${RESET_ADVICE}`, { cause })
  }
  if (typeof read?.version === 'number' && read.version !== VERSION)
    throw new Error(
      `${file} is of version ${read.version}, and this sandbox reads ${VERSION}. ${RESET_ADVICE}`,
    )
  const missing = Object.entries(PARTS).filter(([name, type]) => !read?.[name] || typeof read[name] !== type)
  if (missing.length > 0)
    throw new Error(`${file} lacks ${missing.map(([name]) => name).join(', ')}. ${RESET_ADVICE}`)
  const [first, ...more] = damagesIn(read)
  if (first !== undefined) {
    const others = more.length === 0 ? '' : ` and in ${more.length} other places`
    throw new Error(`${file} is damaged at ${first}${others}. ${RESET_ADVICE}`)
  }
  return read as unknown as Kept
}

/** What was kept in this folder; undefined at the first start. Throws when it cannot be used. */
export const readKept = (folder: string): Kept | undefined => {
  const file = fileIn(folder)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  return parse(text, file)
}

/** As it is written to the disk. */
export const keptText = (kept: Kept): string => {
  const { slack } = kept
  const short: SlackState = {
    ...slack,
    requests: slack.requests.slice(-LOG_LENGTH),
    deliveries: slack.deliveries.slice(-LOG_LENGTH),
  }
  return JSON.stringify({ version: VERSION, ...kept, slack: short })
}

/** Writes it aside and then in place: a stop in between leaves the old one whole. */
export const writeKept = (folder: string, text: string): void => {
  const file = fileIn(folder)
  writeFileSync(`${file}.new`, text, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
