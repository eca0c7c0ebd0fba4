import type { SectionBlock } from '@slack/types'
import { type Piece, textOf } from './rich.ts'

/** Within `*…*` and `<…|…>` there must be no sign that ends them sooner. */
const enclosed = (text: string): string =>
  textOf([[text.replace(/[*|]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0))]])

const marked = (piece: Piece): string => {
  if (typeof piece !== 'string' && 'bold' in piece) return `*${enclosed(piece.bold)}*`
  if (typeof piece !== 'string' && 'link' in piece && piece.label !== undefined)
    return `*<${textOf([[{ link: piece.link }]])}|${enclosed(piece.label)}>*`
  return textOf([[piece]])
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
  text: { type: 'mrkdwn', text: lines.map((line) => line.map(marked).join('')).join('\n'), verbatim: true },
  ...(accessory === null || accessory === undefined ? {} : { accessory }),
})
