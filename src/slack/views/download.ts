import type { Answer } from '../../domain/answer.ts'
import { type Line, type Piece, richText, textOf, type View } from './rich.ts'
import { downloadButton } from './share-buttons.ts'
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
}: Extract<Answer, { kind: 'download' }>): View => {
  const name: Piece = { bold: nameLike(share.file.title) }
  const lines: Line[] = [
    isNew ? ['Here is ', name, '.'] : ['Here is ', name, ' again. It still counts as one download.'],
    ['Only for you. Works until ', { date: until }, '.'],
  ]
  return {
    text: textOf(lines),
    blocks: [
      richText(lines),
      { type: 'actions', block_id: `download:${share.id}`, elements: [downloadButton(share, address)] },
    ],
  }
}
