import type { Option, PlainTextElement } from '@slack/types'
import type { FileHit, FileOffer } from '../../use-cases/search-ports.ts'
import { fileWords } from '../views/file-words.ts'
import { NO_SUCH_LINK, nothingWords, someWords, USE_THIS, whereWords } from '../views/search-words.ts'
import { NO_FILE } from '../views/share-form-fields.ts'
import { nameLike } from '../views/untrusted.ts'

/** Slack: characters of an option's text, of its description and value, and of a group's label. */
const LENGTH = 75
/** Slack: options of one answer. */
const MOST = 100

/** What Slack shows below a field in which somebody types. */
export type Offered =
  | { options: Option[] }
  | { option_groups: { label: PlainTextElement; options: Option[] }[] }

const plain = (text: string) => ({ type: 'plain_text', text: nameLike(text, LENGTH), emoji: false }) as const

const fits = (id: string): boolean => [...id].length <= LENGTH

const fileOption = (hit: FileHit, now: number): Option => {
  const { id, title } = hit
  const where = whereWords(hit, now)
  return { text: plain(title), value: id, ...(where === '' ? {} : { description: plain(where) }) }
}

const noFile = (text: string, description?: string): Option => ({
  text: plain(text),
  value: NO_FILE,
  ...(description === undefined ? {} : { description: plain(description) }),
})

const group = (label: string, option: Option): Offered => ({
  option_groups: [{ label: plain(label), options: [option] }],
})

/** Why nothing is offered, as the head of a group, and below it what to do: Slack alone would say "No results". */
const nothing = ({ stop, letters, named, problem }: FileOffer, portalOrigin: string): Offered => {
  if (problem !== null) {
    const [wrong = '', advice] = fileWords(problem, portalOrigin).split(/(?<=\.) /)
    return group(NO_SUCH_LINK, noFile(wrong, advice))
  }
  const { why, advice } = nothingWords(stop, letters)
  // A file that was named by its link or number needs no search.
  const canUse = stop !== null && named !== null && fits(named)
  return group(
    why,
    canUse ? { text: plain(USE_THIS), value: named, description: plain(letters) } : noFile(advice),
  )
}

/**
 * Files as the options of a type-ahead. An id that is too long for an option is left out. Below the last one it says where there may
 * be more, as an option that cannot be chosen.
 */
export const fileOptions = (offer: FileOffer, portalOrigin: string, now: number): Offered => {
  const files = offer.hits.filter(({ id }) => fits(id)).slice(0, MOST - 1)
  if (files.length === 0) return nothing(offer, portalOrigin)
  const last = offer.stop === null ? [] : [noFile(someWords(offer.stop))]
  return { options: [...files.map((file) => fileOption(file, now)), ...last] }
}
