import type { KnownBlock } from '@slack/types'
import { blockFaults } from '../../../sandbox/slack/limits/blocks.ts'
import type { View } from '../../../src/slack/views/rich.ts'

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

const inline = (blocks: readonly KnownBlock[]): Record<string, unknown>[] =>
  blocks.flatMap((block) =>
    block.type === 'rich_text'
      ? block.elements.flatMap((part) => ('elements' in part ? (part.elements as unknown[]) : []))
      : [],
  ) as Record<string, unknown>[]

/** Texts that Slack shows as they are. */
export const literalTexts = ({ blocks }: View): string[] =>
  inline(blocks).flatMap((element) => (element.type === 'text' ? [String(element.text)] : []))

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

/** `text` without the tags that we make ourselves: users, channels, dates. */
const withoutOwnTags = (text: string): string =>
  text
    .replace(/<[@#][A-Z0-9]+>/g, '')
    .replace(/<!date\^\d+\^\{date_short_pretty\} at \{time\}\|[\d: -]+UTC>/g, '')
    .replace(/&(amp|lt|gt);/g, '')

/** All that is wrong with a view: Slack's limits (docs.slack.dev), and anything that Slack would read as markup. */
export const viewFaults = (view: View, mostText = 4_000): string[] => {
  const faults = blockFaults(view.blocks, 'message')
  if (view.text.trim() === '') faults.push('text is empty')
  if (view.text.length > mostText) faults.push(`text has ${view.text.length} characters`)
  if (/[<>&]/.test(withoutOwnTags(view.text))) faults.push(`text is not escaped: ${view.text}`)
  if (view.blocks.length === 0) faults.push('no blocks')
  walk(view.blocks, (object) => {
    if (object.type === 'mrkdwn') faults.push(`mrkdwn: ${String(object.text)}`)
    if (object.type === 'text' && object.text === '') faults.push('an element without text')
    if (object.type === 'link' && !/^https?:\/\//.test(String(object.url))) faults.push('a link to nowhere')
    if (typeof object.text === 'string' && /\p{Surrogate}/u.test(object.text)) faults.push('half a character')
    if (typeof object.text === 'string' && /[\u202a-\u202e\u2066-\u2069]/.test(object.text)) {
      faults.push('text turns its direction')
    }
  })
  return faults
}
