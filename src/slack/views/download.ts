import type { Answer } from '../../domain/answer.ts'
import { canBeTaken } from '../../domain/share.ts'
import { type Line, linesView, type Piece, richText, textOf, type View } from './rich.ts'
import { downloadButton, getAgainButton } from './share-buttons.ts'
import { nameLike } from './untrusted.ts'

/**
 * To the person who took the file of an exact share: a download of their own. Only a click in this answer lets it be replaced after
 * its time: the response_url of the click that asked for it would change the message of the share (Slack: Handling user
 * interaction). Where nobody clicks in it, it stays. So all that it says stays true.
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
  const buttons = [
    downloadButton(share, address, againUntil ?? until),
    ...(againUntil === null ? [] : [getAgainButton(share)]),
  ]
  return {
    text: textOf(lines),
    blocks: [richText(lines), { type: 'actions', block_id: `download:${share.id}`, elements: buttons }],
  }
}

/** In its place, once its address works no more. */
export const downloadGoneView = ({ share, until }: Extract<Answer, { kind: 'download-gone' }>): View =>
  linesView(
    ['Your link to ', { bold: nameLike(share.file.title) }, ' worked until ', { date: until }, '.'],
    ...(canBeTaken(share)
      ? [['For another download, press ', { bold: 'Get the file' }, ' again.'] satisfies Line]
      : []),
  )
