import type { Option } from '@slack/types'
import type { FileHit } from '../../use-cases/ports.ts'
import { nameLike } from '../views/untrusted.ts'

/** Slack: characters of an option's text, of its description, and of its value. */
const LENGTH = 75

const plain = (text: string) => ({ type: 'plain_text', text: nameLike(text, LENGTH), emoji: false }) as const

/**
 * Files as the options of a type-ahead. An id that does not fit into an option is left out: such a file is shared by its
 * address.
 */
export const fileOptions = (hits: readonly FileHit[]): Option[] =>
  hits
    .filter(({ id }) => [...id].length <= LENGTH)
    .map(({ id, title, place }) => ({
      text: plain(title),
      value: id,
      ...(place === '' ? {} : { description: plain(place) }),
    }))
