import type { Button } from '@slack/types'
import type { Answer } from '../../domain/answer.ts'
import type { OutsidersQuestion } from '../../use-cases/admin-ports.ts'
import { ALLOW_OUTSIDERS, REVOKE_FOR_OUTSIDERS } from './actions.ts'
import { actionsBlock } from './actions-block.ts'
import { linkItems } from './revoke-all.ts'
import { type Line, linesView, richText, textOf, type View } from './rich.ts'
import { links, number } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** How many are named. */
const NAMED = 5

const LISTED = new Intl.ListFormat('en-US', { type: 'conjunction' })

/** Asks the owner of links, directly, since another company reads their channel now. */
export const outsidersQuestionView = ({
  channel,
  companies,
  at,
  links: shares,
}: Omit<OutsidersQuestion, 'team' | 'to'>): View => {
  const total = shares.length
  const whom =
    companies.length === 0 ? 'another company' : LISTED.format(companies.map((name) => nameLike(name, 60)))
  const more = total - NAMED
  const lines: Line[] = [
    [
      { channel },
      ` is shared with ${whom} now. ${total === 1 ? 'One of your links there is' : `${number(total)} of your links there are`} live:`,
    ],
    ...linkItems(shares.slice(0, NAMED)),
    ...(more > 0 ? [{ item: [`and ${number(more)} more`] }] : []),
    [
      `If you keep ${total === 1 ? 'it' : 'them'}, people from there can get the ${total === 1 ? 'file' : 'files'} too.`,
    ],
  ]
  const value = `${at} ${channel}`
  const buttons: Button[] = [
    { type: 'button', action_id: ALLOW_OUTSIDERS, text: { type: 'plain_text', text: 'Keep' }, value },
    {
      type: 'button',
      action_id: REVOKE_FOR_OUTSIDERS,
      style: 'danger',
      text: { type: 'plain_text', text: total === 1 ? 'Revoke it' : `Revoke all ${number(total)}` },
      value,
    },
  ]
  return { text: textOf(lines), blocks: [richText(lines), ...actionsBlock('outsiders', buttons)] }
}

export const outsidersAllowedView = ({
  channel,
  total,
}: Extract<Answer, { kind: 'outsiders-allowed' }>): View =>
  linesView([`Kept: people from outside can use ${links(total)} in `, { channel }, '.'])
