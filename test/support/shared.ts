import { addressOf, shareIdOf } from './message.ts'
import type { Stage } from './stage.ts'

export interface Shared {
  ts: string
  id: string
  address: string
}

/** Alice shares a file in #general: its message, its ID, and the address in it. */
export const shareFile = async ({ slack }: Stage, fileId: string, terms: string): Promise<Shared> => {
  await slack.person('alice').command(`/sharelink ${fileId} ${terms}`, { in: '#general' })
  const posted = await slack.waitFor((s) => s.history('#general').find((m) => addressOf(m)))
  return { ts: posted.ts, id: shareIdOf(posted), address: addressOf(posted) ?? '' }
}

/** Alice shares a file in #general by an exact link, whose message has no address. */
export const shareExactly = async (
  { slack }: Pick<Stage, 'slack'>,
  fileId: string,
  terms: string,
): Promise<Omit<Shared, 'address'>> => {
  await slack.person('alice').command(`/sharelink ${fileId} exact ${terms}`, { in: '#general' })
  const posted = await slack.waitFor((s) =>
    s.history('#general').find((m) => /\bID [0-9A-Z]{6}/.test(m.text)),
  )
  return { ts: posted.ts, id: shareIdOf(posted) }
}

/** What `why` says of each event of a share, the newest first: how it is judged. */
export const why = async ({ slack }: Stage, { id }: Shared): Promise<string[]> => {
  await slack.person('alice').command(`/sharelink why ${id}`, { in: '#general' })
  const answer = await slack.waitFor((s) =>
    s.ephemerals('alice').find((e) => e.text.includes('Newest first') && e.text.includes(id)),
  )
  return slack
    .render(answer)
    .split('\n')
    .filter((line) => / · #\d+$/.test(line))
    .map((line) => line.replace(/^.*? · (?=counted|not counted)| · #\d+$/g, ''))
}

/** Waits until the message says so, and that the limit is reached. */
export const usedUp = ({ slack }: Stage, { ts }: Shared, words: string) =>
  slack.waitFor((s) => {
    const text = s.message('#general', ts)?.text ?? ''
    return text.includes(words) && /Clos(?:ed|ing) /.test(text)
  })
