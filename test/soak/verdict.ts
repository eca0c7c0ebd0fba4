import type { Portal } from '../../sandbox/portal/types.ts'
import type { SlackMessage } from '../../sandbox/slack/model.ts'
import type { Slack } from '../../sandbox/slack/types.ts'
import { isFinished } from '../../src/domain/pending-notice.ts'
import type { ShareLink } from '../../src/domain/share.ts'
import { createKeys } from '../../src/store/keys.ts'
import { createStore } from '../../src/store/store.ts'
import { brokenPromises, sharesOf } from '../support/broken-promises.ts'
import { linkVaultOf } from '../support/link-vault.ts'
import { END_TOLD } from '../support/message.ts'
import { PEOPLE, PLACES } from './people.ts'
import type { World } from './world.ts'

/** Of the program's keys. */
const NAMESPACE = 'sharelink'

/** The portal rounds ends to the second. */
const ROUNDED_MS = 1_000

/** At most so often in channel, thread and privately together, docs/reliability.md, What always holds. */
const MOST_TOLD = 2

const DOWNLOADS = new Set([5009, 5010, 5062, 5064])

/** How often the portal has recorded that the file was taken by one of these links. */
const recorded = (portal: Portal, linkIds: readonly string[]): number => {
  const tokens = linkIds.flatMap((id) => [
    portal.requestToken(id),
    encodeURIComponent(portal.requestToken(id)),
  ])
  return portal
    .events()
    .filter(({ actionId, page }) => DOWNLOADS.has(actionId) && tokens.some((token) => page?.includes(token)))
    .length
}

const ofShare = (portal: Portal, share: ShareLink): string[] => {
  const { id, state, terms, downloads, linkId, formerLinkIds } = share
  const link = portal.links().find((one) => one.id === linkId)
  const taken = recorded(portal, [linkId, ...formerLinkIds])
  const isLive = state === 'active'
  const isPastLimit = terms.limit !== null && taken >= terms.limit
  const end = link?.expirationDate ?? null
  const isOpenFor = end === null ? Number.POSITIVE_INFINITY : Date.parse(end)
  return [
    ...(downloads === taken || state === 'failed' ? [] : [`${id} counts ${downloads} of ${taken} downloads`]),
    ...(isLive && isPastLimit ? [`${id} lives after ${taken} of ${terms.limit} downloads`] : []),
    ...(isLive && terms.expiresAt <= Date.now() ? [`${id} lives after its time`] : []),
    ...(isLive && isOpenFor > terms.expiresAt + ROUNDED_MS
      ? [`the link of ${id} ends ${end ?? 'never'}, not at ${new Date(terms.expiresAt).toISOString()}`]
      : []),
    ...(isFinished(share) ? [] : [`something is left to do for ${id}`]),
  ]
}

/** Whether the end of each was told as often as it is to be. */
const told = (slack: Slack, shares: readonly ShareLink[]): string[] => {
  const texts = slack.state.messages.filter(({ bot_id, text }) => bot_id !== undefined && END_TOLD.test(text))
  const isReply = ({ thread_ts, text }: SlackMessage) =>
    thread_ts !== undefined || text.includes('links in this')
  const isDirect = ({ channel }: SlackMessage) => slack.channel(channel).kind === 'im'
  const isNotice = (message: SlackMessage) => isDirect(message) || isReply(message)
  const notices = texts.filter(isNotice)
  return shares.flatMap(({ id, state, end, pastEnds }) => {
    const about = notices.filter(({ text }) => text.includes(`ID ${id}`))
    const ends = pastEnds.length + (end === null ? 0 : 1)
    return [
      ...(state === 'revoked' && about.length === 0 ? [`the end of ${id} was told nowhere`] : []),
      ...(about.length > MOST_TOLD * ends ? [`${ends} ends of ${id} were told ${about.length} times`] : []),
    ]
  })
}

/** Commands that Slack was told have arrived, to which nobody said a word. */
const unanswered = (slack: Slack): string[] =>
  slack.deliveries('command').flatMap(({ status, late, payload }) => {
    if (status !== 200 || late) return []
    const hook = slack.state.hooks.find(({ path }) => String(payload.response_url).endsWith(path))
    const isTold = slack.history(slack.dm(String(payload.user_id))).some(({ bot_id }) => bot_id !== undefined)
    return hook === undefined || hook.uses > 0 || isTold ? [] : [`nobody answered "${payload.text}"`]
  })

/** What breaks the promises of docs/reliability.md, in words; for a world in which nothing happens any more. */
export const createVerdict = ({ portal, slack, files, records }: World) => {
  const store = createStore(records, NAMESPACE, linkVaultOf(slack))
  const people = PEOPLE.map((name) => slack.user(name).id)
  const shares = () => sharesOf(store, people)
  return {
    shares,
    /** `mark`: another one as soon as anything has happened. */
    look: async (): Promise<{ breaches: string[]; mark: string }> => {
      const all = await shares()
      const kept = await records.zcard(createKeys(NAMESPACE).inboxHeld())
      const messages = PLACES.flatMap(([channel]) => slack.history(channel)).filter(
        ({ broadcast }) => broadcast !== true,
      )
      const links = portal.links().filter(({ holder }) => files.includes(holder.id))
      // Told privately, its address stands in an answer to its creator.
      const isPrivate = ({ address, creator }: ShareLink) =>
        address !== null &&
        [...slack.ephemerals(creator.id), ...slack.history(slack.dm(creator.id))].some((message) =>
          JSON.stringify([message.text, message.blocks]).includes(address),
        )
      const breaches = [
        ...brokenPromises({ shares: all, links, messages, isPrivate }),
        ...all.flatMap((share) => ofShare(portal, share)),
        ...told(slack, all),
        ...unanswered(slack),
        ...(kept === 0 ? [] : [`${kept} acts are in the inbox`]),
      ]
      const posts = slack.requests('chat.postMessage').length
      return { breaches, mark: JSON.stringify([posts, all.map(({ id, state }) => [id, state])]) }
    },
  }
}
