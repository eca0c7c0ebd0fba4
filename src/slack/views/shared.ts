import type { Answer, NoMessage } from '../../domain/answer.ts'
import { hasEnded, hasPassword, isExact, type ShareLink } from '../../domain/share.ts'
import { outsideLine } from './outside-line.ts'
import { type Line, linesView, type Piece, type View } from './rich.ts'
import { endWords, notSeen, place, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

const secretLines = (share: ShareLink, password: string | null): Line[] => {
  if (password !== null)
    return [['Password: ', { code: password, exact: true }, ' (only you see this; pass it on yourself)']]
  return hasPassword(share)
    ? [['Visitors must type the password that you set. It is not repeated here, where it would stay.']]
    : []
}

/** Why it stands in no channel, so that the person passes it on. */
const unpostedLines = (why: NoMessage, share: ShareLink, name: Piece, address: Piece | null): Line[] => {
  const passOn: Line =
    address === null
      ? ['Nobody can get the file before there is a message of it: share it again.']
      : ['Pass it on yourself: ', address]
  if (why === 'bot-absent')
    return [
      ['The link to ', name, ' is made, but Sharelink is not in this conversation and cannot post it.'],
      passOn,
      ['In a channel, invite it to have the next link posted: ', { code: '/invite @Sharelink' }],
    ]
  return [
    ['The link to ', name, ' is made, but Slack did not confirm its message in ', place(share.channel), '.'],
    passOn,
    ['If a message of it is there all the same, its address does not work until you press Details in it.'],
  ]
}

/**
 * To the person who shared: what was made, where it went, and the password, which nobody else is told. `forCopying`:
 * with the address as text, since a click by mistake would count.
 */
export const sharedView = (
  { share, password, noMessage, pageAddress }: Extract<Answer, { kind: 'shared' }>,
  forCopying = false,
): View => {
  const name = { bold: nameLike(share.file.title) }
  const foot = `${use(share)} · Share ${share.id}`
  if (hasEnded(share) || (share.address === null && !isExact(share))) {
    return linesView(['The link to ', name, ' was made, and', ...endWords(share, true)], [foot])
  }
  const shown = (address: string): Piece => (forCopying ? { code: address, exact: true } : { link: address })
  const given = share.address ?? pageAddress ?? null
  const address = given === null ? null : shown(given)
  const where: Line[] =
    noMessage === null
      ? [
          ['Shared ', name, ' in ', place(share.channel), '.'],
          ...(forCopying && share.address !== null ? [['Link for copying: ', shown(share.address)]] : []),
          ...(pageAddress === undefined ? [] : [outsideLine(shown(pageAddress))]),
        ]
      : unpostedLines(noMessage, share, name, address)
  return linesView(
    ...where,
    ...secretLines(share, password),
    ['Ends ', { date: share.terms.expiresAt }, ` · ${foot}`],
    ...notSeen(share).map((line) => [line]),
    ['To end it now: ', { code: `/sharelink revoke ${share.id}` }],
  )
}
