import type { Claim, Taker } from '../../domain/claim.ts'
import type { ClaimPage, PersonTaker, Takers } from '../../domain/takers.ts'
import { logRows } from './log-rows.ts'
import type { Line, Piece } from './rich.ts'
import { number } from './share-words.ts'
import { nameLike } from './untrusted.ts'

/** How people are called: by a mention, which pings nobody in a private answer; in a channel, by the name alone. */
type Calling = 'mention' | 'name'

/** More are only counted: somebody has to read it on a phone. */
const MOST_PEOPLE = 10

/** ` (Acme)`, beside somebody of another company. */
const from = (company: string | undefined): string => {
  if (company === undefined) return ''
  return company === '' ? ' (another company)' : ` (${nameLike(company, 60)})`
}

const called = ({ id, name }: { id: string; name: string }, calling: Calling): Piece =>
  calling === 'mention' ? { user: id } : nameLike(name, 60)

const person = (taker: PersonTaker, calling: Calling): Piece[] => {
  const times = taker.times === 1 ? '' : ` (${number(taker.times)} times)`
  return [called(taker, calling), `${from(taker.company)}${times}`]
}

/** `Taken by @bob, @dana (Acme), 1 by the link outside`; null where nobody took anything. */
export const takenBy = ({ people, outside, earlier }: Takers, calling: Calling): Piece[] | null => {
  const shown = people.slice(0, MOST_PEOPLE)
  const others = people.length - shown.length
  if (people.length === 0 && outside > 0 && earlier === 0)
    return [
      outside === 1 ? 'Taken by the link outside' : `Taken ${number(outside)} times by the link outside`,
    ]
  const parts: Piece[][] = [
    ...shown.map((one) => person(one, calling)),
    ...(others === 0 ? [] : [[others === 1 ? '1 other person' : `${number(others)} other people`]]),
    ...(outside === 0 ? [] : [[`${number(outside)} by the link outside`]]),
    ...(earlier === 0 ? [] : [[`${number(earlier)} earlier`]]),
  ]
  if (parts.length === 0) return null
  return ['Taken by ', ...parts.flatMap((part, index) => (index === 0 ? part : [', ', ...part]))]
}

/** The same as a line; none where nobody took anything, or where it is not known who did. */
export const takersLines = (takers: Takers | null, calling: Calling): Piece[][] => {
  const taken = takers === null ? null : takenBy(takers, calling)
  return taken === null ? [] : [[...taken, '.']]
}

const taker = (of: Taker): Piece[] =>
  of.kind === 'visitor' ? ['by the link outside'] : [{ user: of.id }, from(of.company)]

/** What came of a claim. It counts in any case. */
const whatCame = ({ begunAt, until }: Claim, now: number): Piece[] => {
  if (begunAt !== null) return ['downloaded']
  return now < until ? ['not downloaded yet, until ', { logged: until }] : ['never downloaded, still counted']
}

/** Who took a download, and what came of it. */
const claimItem = (claim: Claim, now: number): Piece[] => [
  ' · ',
  ...taker(claim.taker),
  ' · ',
  ...whatCame(claim, now),
]

/** When somebody took a download, and what came of it: for each the lines that it adds to a log. */
export const claimRows = ({ claims, now }: ClaimPage, timeZone: string): Line[][] =>
  logRows(claims, { timeZone, item: (claim) => claimItem(claim, now) })

/** When somebody took a download that was given back. */
export const givenBackRows = (claims: readonly Claim[], timeZone: string): Line[][] =>
  logRows(claims, { timeZone, item: (claim) => [' · ', ...taker(claim.taker)] })
