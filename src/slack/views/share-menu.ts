import type { Button, Overflow, PlainTextOption } from '@slack/types'
import type { RowFacts } from '../../domain/answer.ts'
import { canBeOpened } from '../../domain/drift.ts'
import { canBeRevived } from '../../domain/extension.ts'
import { canBeTaken, isExact, isSuspended, type ShareLink } from '../../domain/share.ts'
import { ASK_REVOKE, COPY_LINK, DETAILS, EXTEND, GET_FILE, OPEN, SHARE_MENU } from './actions.ts'
import { plain } from './form-parts.ts'
import { detailsButton, openWord } from './share-buttons.ts'

/** The value only says what was chosen, and of which share; it authorises nothing. */
const option = ({ id }: ShareLink, action: string, text: string): PlainTextOption => ({
  text: plain(text),
  value: `${action} ${id}`,
})

const toOpen = (share: ShareLink): PlainTextOption[] => {
  if (!canBeOpened(share)) return []
  if (canBeTaken(share)) return [option(share, GET_FILE, 'Get the file')]
  return share.address === null ? [] : [{ ...option(share, OPEN, openWord(share)), url: share.address }]
}

const live = (share: ShareLink, { hasGate }: RowFacts, opens: boolean): PlainTextOption[] => [
  ...(opens ? toOpen(share) : []),
  ...(isExact(share) && !hasGate ? [] : [option(share, COPY_LINK, 'Copy link')]),
  option(share, EXTEND, 'Extend'),
  option(share, DETAILS, 'Details'),
  option(share, ASK_REVOKE, 'Revoke…'),
]

const over = (share: ShareLink): PlainTextOption[] => [
  ...(share.state === 'revoked' && canBeRevived(share) && !isSuspended(share)
    ? [option(share, EXTEND, 'Reopen')]
    : []),
  option(share, DETAILS, 'Details'),
  ...(isSuspended(share) ? [option(share, ASK_REVOKE, 'Revoke…')] : []),
]

/** What can be done with a share, beside its row: a menu, or a button where there is one thing only. Slack wants two to five. */
export const shareMenu = (
  share: ShareLink,
  facts: RowFacts,
  { opens }: { opens: boolean },
): Overflow | Button | null => {
  if (share.state === 'creating') return null
  const options = share.state === 'active' ? live(share, facts, opens) : over(share)
  return options.length < 2 ? detailsButton(share) : { type: 'overflow', action_id: SHARE_MENU, options }
}
