import type { Option } from '@slack/types'
import type { FileHit, FileOffer } from '../../use-cases/search-ports.ts'
import { searchWords } from '../views/search-words.ts'
import { NO_FILE } from '../views/share-form-fields.ts'
import { nameLike } from '../views/untrusted.ts'

/** Slack: characters of an option's text, of its description, and of its value. */
const LENGTH = 75
/** Slack: options of one answer. */
const MOST = 100

const plain = (text: string) => ({ type: 'plain_text', text: nameLike(text, LENGTH), emoji: false }) as const

const fileOption = ({ id, title, place }: FileHit): Option => ({
  text: plain(title),
  value: id,
  ...(place === '' ? {} : { description: plain(place) }),
})

/**
 * Files as the options of a type-ahead. An id that is too long for an option is left out; that file can be shared by
 * its address. Without options Slack says "No results", which would be wrong where not everything could be searched.
 * Then one option, which cannot be chosen, says so.
 */
export const fileOptions = ({ hits, stop }: FileOffer): Option[] => {
  const files = hits.filter(({ id }) => [...id].length <= LENGTH).slice(0, MOST - 1)
  const last = stop === null ? [] : [{ text: plain(searchWords(stop, files.length > 0)), value: NO_FILE }]
  return [...files.map(fileOption), ...last]
}
