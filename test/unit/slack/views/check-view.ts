import type { KnownBlock } from '@slack/types'
import { blockFaults } from '../../../../sandbox/slack/limits/blocks.ts'
import { viewFaults as surfaceFaults, viewBytes } from '../../../../sandbox/slack/limits/view.ts'
import { parseMrkdwn } from '../../../../sandbox/slack/render/parse-mrkdwn.ts'
import type { Part } from '../../../../sandbox/slack/render/parts.ts'
import type { View } from '../../../../src/slack/views/rich.ts'
import { WORKSPACE_URL } from '../../../support/builders.ts'
import type { Shown } from '../../../support/every-view.ts'

/** Names that somebody may give a file, a note or a word of a command to make a message lie. */
export const HOSTILE: readonly [what: string, name: string][] = [
  ['markup of every kind', '<!channel> & <https://evil.example|click> *b* _i_ ~s~ `c` ```d``` :smile: @here'],
  ['a mention', '<@U0ALICE> <#C0TEAM> <!subteam^S1> <!date^0^{date}|now>'],
  ['300 characters', 'x'.repeat(300)],
  ['300 emoji', '📄'.repeat(300)],
  ['300 of & < >', '&<>'.repeat(100)],
  ['emoji of many parts', '👩‍👩‍👧‍👦🏳️‍🌈'],
  ['a bare address', 'https://evil.example/s/abcdefghijkl'],
  ['quotes and backslashes', `"'\\"`],
  ['formulae', '=1+1|>quote'],
]

/** Names that are not shown as they are, because they would look like something else. */
export const DECEIVING: readonly [what: string, name: string][] = [
  ['marks that turn the direction of text', 'invoice\u202efdp.exe \u2066x\u2069 \u200f'],
  ['several lines', 'one\ntwo\r\nShare AAAAAA\u2028three'],
]

/** Names with nothing to be seen in them, or half a character. */
export const NAMELESS: readonly [what: string, name: string][] = [
  ['nothing', ''],
  ['spaces', ' \t  '],
  ['nothing to see', '\u200b\u202e\u2066\ufeff'],
  ['line breaks only', '\r\n\n\u2028'],
  ['half a character', 'cut \ud83d'],
]

const inline = (blocks: readonly KnownBlock[]): Record<string, unknown>[] =>
  blocks.flatMap((block) =>
    block.type === 'rich_text'
      ? block.elements.flatMap((part) => ('elements' in part ? (part.elements as unknown[]) : []))
      : [],
  ) as Record<string, unknown>[]

/** Texts that Slack shows as they are. */
export const literalTexts = ({ blocks }: View): string[] =>
  inline(blocks).flatMap((element) => (element.type === 'text' ? [String(element.text)] : []))

/** What can be chosen in the menus of rows, or pressed in place of a menu: what is asked, of which share, or the address it opens. */
export const menusOf = ({ blocks }: Pick<View, 'blocks'>): string[][] =>
  blocks.flatMap((block) => {
    if (block.type !== 'section' || block.accessory === undefined) return []
    const { accessory } = block
    if (accessory.type === 'button') return [[`${accessory.action_id} ${accessory.value}`]]
    if (accessory.type !== 'overflow') return [[`a ${accessory.type} that nobody reads here`]]
    return [accessory.options.map(({ text, value, url }) => `${text.text}: ${url ?? value}`)]
  })

export const buttonsOf = ({ blocks }: View) =>
  blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])) as {
    type: string
    action_id: string
    value?: string
    url?: string
  }[]

const walk = (value: unknown, visit: (object: Record<string, unknown>) => void): void => {
  if (Array.isArray(value)) for (const part of value) walk(part, visit)
  else if (typeof value === 'object' && value !== null) {
    visit(value as Record<string, unknown>)
    walk(Object.values(value), visit)
  }
}

/** A date with the word before it; what stands for it where none can be drawn. */
const OWN_DATE =
  /<!date\^\d+\^(?:[^\s{}<>&|^]+ )?(?:\{date_(?:long|short)_pretty\}|(?:\{date_(?:long|short)_pretty\} at )?\{time(?:_secs)?\})\|((?:[^\s{}<>&|^]+ )?[\d: -]+UTC)>/g

/** `text` without the tags that we make ourselves: users, channels, dates. */
const withoutOwnTags = (text: string): string =>
  text
    .replace(/<[@#][A-Z0-9]+>/g, '')
    .replace(OWN_DATE, '')
    .replace(/&(amp|lt|gt);/g, '')

/** The name of a row alone is bold, and leads to its message in Slack. */
const rowFaults = (text: string): string[] => {
  // Small print.
  if (!text.startsWith('*')) return formattingIn(parseMrkdwn(text, { isVerbatim: true }))
  const [name, ...rest] = parseMrkdwn(text, { isVerbatim: true })
  const isName =
    name?.type === 'styled' &&
    name.style === 'bold' &&
    name.parts.every(
      (part) =>
        part.type === 'text' ||
        (part.type === 'link' &&
          part.url.startsWith(`${WORKSPACE_URL}archives/`) &&
          part.label.every(({ type }) => type === 'text')),
    )
  return [...(isName ? [] : [`a row without a name: ${text}`]), ...formattingIn(rest)]
}

/** Texts that Slack would refuse or read as markup, or that turn their direction, anywhere in blocks. */
const textFaults = (blocks: unknown): string[] => {
  const faults: string[] = []
  walk(blocks, (object) => {
    if (object.type === 'mrkdwn') {
      if (object.verbatim !== true) faults.push(`mrkdwn: ${String(object.text)}`)
      faults.push(...rowFaults(String(object.text)))
    }
    if (object.type === 'text' && object.text === '') faults.push('an element without text')
    if (object.type === 'link' && !/^https?:\/\//.test(String(object.url))) faults.push('a link to nowhere')
    for (const text of [object.text, object.accessibility_label, object.value, object.initial_value]) {
      if (typeof text !== 'string') continue
      if (/\p{Surrogate}/u.test(text)) faults.push('half a character')
      if (/[\u202a-\u202e\u2066-\u2069]/.test(text)) faults.push('text turns its direction')
    }
  })
  return faults
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '')

/** The words of a message's text, as a screen reader has them: our own tags drawn, the rest as it was typed. */
export const wordsOfText = (text: string): string[] =>
  words(
    text
      .replace(/<([@#][A-Z0-9]+)>/g, '$1')
      .replace(OWN_DATE, '$1')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      // Signs that only look like those of formatting.
      .replace(/[＊＿～｀：＞]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)),
  )

const saidBy = (element: Record<string, unknown>): string => {
  if (element.type === 'user') return `@${element.user_id}`
  if (element.type === 'channel') return `#${element.channel_id}`
  return String(element.text ?? element.fallback ?? element.url)
}

type Said = Record<string, unknown>

/** The lines of a part of rich text: of a list its items. */
const saidIn = ({ type, elements }: { type: string; elements: unknown }): string[] =>
  type === 'rich_text_list'
    ? (elements as { elements: Said[] }[]).map((item) => `• ${item.elements.map(saidBy).join('')}`)
    : [(elements as Said[]).map(saidBy).join('')]

/** The words of a row, as in the text of a message. */
const wordsOfRow = (text: string): string =>
  wordsOfText(text.replace(/^\*(?:<[^|>]*\|)?(.*?)>?\*$/m, '$1').replaceAll('｜', '|')).join(' ')

/** The words that the blocks of a message say, in the order of reading; what is on buttons aside. */
export const wordsOfBlocks = (blocks: readonly KnownBlock[]): string[] =>
  words(
    blocks
      .map((block) => {
        if (block.type === 'actions' || block.type === 'divider') return ''
        if (block.type === 'context')
          return block.elements.map((one) => ('text' in one ? one.text : '?')).join(' ')
        if (block.type === 'section') return wordsOfRow(block.text?.text ?? '')
        if (block.type !== 'rich_text') return `a ${block.type} that nobody reads here`
        return block.elements.flatMap((part) => ('elements' in part ? saidIn(part) : ['?'])).join('\n')
      })
      .join('\n'),
  )

const formattingIn = (parts: readonly Part[]): string[] =>
  parts.flatMap((part) => {
    if (part.type === 'text') return []
    if (part.type === 'link')
      return part.label.length === 1 && isText(part.label[0], part.url) ? [] : [`a link to ${part.url}`]
    return part.type === 'user' || part.type === 'channel' || part.type === 'date' ? [] : [part.type]
  })
const isText = (part: Part | undefined, text: string): boolean => part?.type === 'text' && part.text === text

/** What Slack would read in the text of a message besides people, channels, dates, and addresses that stand there as such. */
const formattingFaults = (text: string): string[] =>
  formattingIn(parseMrkdwn(text)).map((what) => `text has ${what}`)

/** All that is wrong with a message: Slack's limits (docs.slack.dev), and anything that Slack would read as markup. */
export const viewFaults = (view: View, mostText = 4_000): string[] => {
  const faults = blockFaults(view.blocks, 'message')
  if (view.text.trim() === '') faults.push('text is empty')
  if (view.text.length > mostText) faults.push(`text has ${view.text.length} characters`)
  if (/[<>&]/.test(withoutOwnTags(view.text))) faults.push(`text is not escaped: ${view.text}`)
  if (view.blocks.length === 0) faults.push('no blocks')
  return [...faults, ...formattingFaults(view.text), ...textFaults(view.blocks)]
}

/** Slack: a modal or a Home of more bytes is `view_too_large`. */
const MOST_BYTES = 250_000

/** All that is wrong with a message, modal or Home. */
export const drawnFaults = (shown: Pick<Shown, 'surface' | 'view'>): string[] => {
  if (shown.surface === 'message') return viewFaults(shown.view as View)
  const { view } = shown
  const bytes = viewBytes(view)
  return [
    ...surfaceFaults(view, shown.surface),
    ...textFaults('blocks' in view ? view.blocks : []),
    ...(bytes > MOST_BYTES ? [`${bytes} bytes`] : []),
  ]
}
