import type { Answer, NoMessage } from '../../domain/answer.ts'
import { hasEnded, hasPassword, isExact, type ShareLink } from '../../domain/share.ts'
import { endWords } from './end-words.ts'
import { type Line, linesView, type Piece, type View } from './rich.ts'
import { notSeen, place, use } from './share-words.ts'
import { nameLike } from './untrusted.ts'

const secretLines = (share: ShareLink, password: string | null): Line[] => {
  if (password !== null) return [['Password: ', { code: password, exact: true }, ' (only you see it)']]
  return hasPassword(share)
    ? [["People need the password that you set. It isn't repeated here, where it would stay."]]
    : []
}

/** As code: a tap on a link would be a download. */
const asText = (address: string): Piece => ({ code: address, exact: true })

/** Why it stands in no channel, so that the person passes it on. */
const unpostedLines = (why: NoMessage, share: ShareLink, name: Piece, address: string | null): Line[] => {
  const sendOn: Line =
    address === null
      ? ['Nobody can get the file without a message of it. Share it again.']
      : ['Link to send on: ', asText(address)]
  if (why === 'bot-absent')
    return [
      ['The link to ', name, " is ready, but I'm not in this conversation, so I can't post it."],
      sendOn,
      ['In a channel, invite me to have the next link posted: ', { code: '/invite @Sharelink' }],
    ]
  return [
    ['The link to ', name, " is ready, but Slack didn't confirm its message in ", place(share.channel), '.'],
    sendOn,
    ['If its message is there after all, press Details in it, and the link in it works too.'],
  ]
}

/** To the person who shared: where it went, what to send on, and the password, which nobody else is told. */
export const sharedView = ({
  share,
  password,
  noMessage,
  pageAddress,
}: Extract<Answer, { kind: 'shared' }>): View => {
  const name = { bold: nameLike(share.file.title) }
  const foot = `${use(share)} · ID ${share.id}`
  if (hasEnded(share) || (share.address === null && !isExact(share))) {
    return linesView(['The link to ', name, ...endWords(share, true)], [`ID ${share.id}`])
  }
  const address = share.address ?? pageAddress ?? null
  const where: Line[] =
    noMessage === null
      ? [
          ['Shared ', name, ' in ', place(share.channel), '.'],
          ...(address === null ? [] : [['Link to send on: ', asText(address)]]),
        ]
      : unpostedLines(noMessage, share, name, address)
  return linesView(
    ...where,
    ...(share.approved === undefined ? [] : [['Approved by ', { user: share.approved.by }, '.']]),
    ...secretLines(share, password),
    ['Expires ', { date: share.terms.expiresAt }, ` · ${foot}`],
    ...notSeen(share).map((line) => [line]),
  )
}
