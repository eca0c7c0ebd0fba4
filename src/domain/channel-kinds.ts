import type { ChannelKind } from './rule-book.ts'

/** Of a channel that the app cannot see: whatever it may be. Slack shows every public one. */
const UNSEEN: readonly ChannelKind[] = ['private', 'external', 'guests', 'direct']

/** What a channel is, for the rules; null: the app cannot see it. `guests` null: how many are in it is not known. */
export const channelKinds = (
  channel: { isExternal: boolean; isPrivate: boolean; isDirect: boolean } | null,
  guests: number | null,
): readonly ChannelKind[] => {
  if (channel === null) return UNSEEN
  const { isExternal, isPrivate, isDirect } = channel
  const own = isDirect ? 'direct' : isPrivate ? 'private' : 'public'
  return [own, ...(isExternal ? ['external' as const] : []), ...(guests === 0 ? [] : ['guests' as const])]
}
