import type { SectionBlock } from '@slack/types'
import { joinDates, markText, type Piece, type Told } from './rich.ts'

/** Within `*…*` and `<…|…>` there must be no sign that ends them sooner. */
const enclosed = (text: string): string =>
  markText(text.replace(/[*|]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)))

const marked = (piece: Told): string => {
  if (typeof piece !== 'string' && 'bold' in piece) return `*${enclosed(piece.bold)}*`
  if (typeof piece !== 'string' && 'link' in piece && piece.label !== undefined)
    return `*<${markText({ link: piece.link })}|${enclosed(piece.label)}>*`
  return markText(piece)
}

/**
 * Lines with something beside them, which Slack draws in a section alone. Its text is mrkdwn, so names stand there as in the text of
 * a message: with look-alikes for signs that would format.
 */
export const section = (
  block_id: string,
  lines: readonly (readonly Piece[])[],
  accessory: SectionBlock['accessory'] | null,
): SectionBlock => ({
  type: 'section',
  block_id,
  text: {
    type: 'mrkdwn',
    text: lines.map((line) => joinDates(line).map(marked).join('')).join('\n'),
    verbatim: true,
  },
  ...(accessory === null || accessory === undefined ? {} : { accessory }),
})
