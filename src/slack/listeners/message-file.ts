import { withoutPunctuation } from '../../domain/as-meant.ts'
import { readFileId } from '../../domain/file-address.ts'
import { decodeEntities } from '../command/slack-text.ts'

/** An address as Slack wraps it, without its label, or a bare one. */
const ADDRESS = /<(https?:\/\/[^<>|\s]+)(?:\|[^<>]*)?>|(https?:\/\/[^\s<>|"'`]+)/gi
/** Formatting characters at the end of a bare address. */
const MARKS = /[*_~]+$/
/** Far more parts than a message has, so that an odd message costs no time. */
const MOST_PARTS = 5_000
const LONGEST_TEXT = 40_000
const LONGEST_ADDRESS = 3_000

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** All texts of a message in reading order, without labels of links, which may say anything. */
const textsIn = (message: unknown): string[] => {
  const texts: string[] = []
  const waiting: unknown[] = [message]
  for (let part = 0; part < MOST_PARTS && waiting.length > 0; part += 1) {
    const value = waiting.pop()
    if (typeof value === 'string') texts.push(value.slice(0, LONGEST_TEXT))
    else if (Array.isArray(value)) waiting.push(...value.slice(0, MOST_PARTS).reverse())
    else if (isRecord(value)) {
      const isLink = value.type === 'link' && typeof value.url === 'string'
      waiting.push(...(isLink ? [value.url] : Object.values(value).slice(0, MOST_PARTS).reverse()))
    }
  }
  return texts
}

/**
 * The first file that a message names by an address of this portal, in its text, blocks or attachments. Other
 * addresses, and those without a file, are skipped.
 */
export const fileInMessage = (message: unknown, portalOrigin: string): string | null => {
  if (!isRecord(message)) return null
  for (const text of textsIn([message.text, message.blocks, message.attachments])) {
    for (const [, wrapped, bare] of text.matchAll(ADDRESS)) {
      const address = wrapped ?? withoutPunctuation(bare?.slice(0, LONGEST_ADDRESS).replace(MARKS, '') ?? '')
      const read = readFileId(decodeEntities(address), portalOrigin)
      if (read?.ok) return read.fileId
    }
  }
  return null
}
