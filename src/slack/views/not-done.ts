import type { RefusedFile } from '../../domain/answer.ts'
import type { Piece } from './rich.ts'
import { nameLike } from './untrusted.ts'

/** What did not happen, to which file, as the rest of a sentence after `so`. */
export const notDone = (file: RefusedFile | null): readonly Piece[] => {
  if (file === null) return ['nothing was changed.']
  const name: Piece[] =
    file.title === null ? ['file ', { code: nameLike(file.id, 60) }] : [{ bold: nameLike(file.title) }]
  switch (file.link) {
    case 'none':
      return [...name, " wasn't shared."]
    case 'unsure':
      return [
        "I can't tell whether ",
        ...name,
        ' got a link. If it did, Sharelink removes it. Nobody has that link.',
      ]
    case 'live':
      return ['the link to ', ...name, ' stays as it was.']
    case 'over':
      return ['the link to ', ...name, ' stays closed.']
  }
}
