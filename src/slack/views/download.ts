import type { Answer } from '../../domain/answer.ts'
import { type Line, type Piece, richText, textOf, type View } from './rich.ts'
import { downloadButton, getAgainButton } from './share-buttons.ts'
import { nameLike } from './untrusted.ts'

/**
 * To the person who took the file of an exact share: a download of their own. It stands there after its time too, since Slack
 * lets nobody replace it later: a response_url of a click changes the message that was clicked, not an answer beside it (Slack:
 * Handling user interaction). So all that it says stays true.
 */
export const downloadView = ({
  share,
  address,
  until,
  isNew,
  againUntil,
}: Extract<Answer, { kind: 'download' }>): View => {
  const name: Piece = { bold: nameLike(share.file.title) }
  const lines: Line[] = [
    isNew ? ['Here is ', name, '.'] : ['Here is ', name, ' again. It still counts as one download.'],
    ['Only for you. Works until ', { date: until }, '.'],
    ...(againUntil === null
      ? []
      : [['You can get it again until ', { date: againUntil }, '. It stays one download.']]),
  ]
  const buttons = [downloadButton(share, address), ...(againUntil === null ? [] : [getAgainButton(share)])]
  return {
    text: textOf(lines),
    blocks: [richText(lines), { type: 'actions', block_id: `download:${share.id}`, elements: buttons }],
  }
}
