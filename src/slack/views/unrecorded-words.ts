import type { Line } from './rich.ts'
import { nameLike } from './untrusted.ts'

/** What a press on a message is answered whose share has no record any more. */
export const unrecordedWords = (id: string, link: 'closed' | 'unsure'): readonly Line[] => {
  const record: Line = ['Sharelink no longer has its record (ID ', { code: nameLike(id, 30) }, ').']
  return link === 'closed'
    ? [['This link is closed.'], record, ['To share the file again: ', { code: '/sharelink' }]]
    : [
        ["Sharelink couldn't close this link, so it may still work."],
        record,
        ['Try again in a minute. If that fails too, ask your DocSpace admin to delete the link there.'],
      ]
}
