import { isObject } from '../../../slack/limits/report.ts'
import type { Json } from '../../../slack/model.ts'
import { objectsIn, textIn } from '../../../slack/render/parts.ts'
import type { ChannelInfo } from '../../contract.ts'
import { wordsOf } from './read.ts'

/** One thing that can be chosen: an option, or the id of something that Slack knows. */
export type Choice = { id: string; label: string; note: string; option?: Json; group?: string }

export const choiceOf = ({ group, ...option }: Json): Choice => ({
  id: textIn(option.value),
  label: wordsOf(option.text),
  note: wordsOf(option.description),
  option,
  ...(group === undefined ? {} : { group: wordsOf(group) }),
})

/** The options of a list. */
export const choicesOf = (list: unknown): Choice[] => objectsIn(list).map(choiceOf)

/** The choices whose words hold what was typed. */
export const matching = (choices: Choice[], typed: string): Choice[] => {
  const wanted = typed.trim().toLocaleLowerCase()
  return choices.filter((choice) => choice.label.toLocaleLowerCase().includes(wanted))
}

/** `#general`; people's names for direct messages. */
const channelLabel = ({ kind, label }: Pick<ChannelInfo, 'kind' | 'label'>): string =>
  kind === 'im' || kind === 'mpim' ? label : `${kind === 'private' ? '🔒 ' : '#'}${label}`

const channelChoice = (channel: ChannelInfo): Choice => ({
  id: channel.id,
  label: channelLabel(channel),
  note: channel.companies.length > 0 ? `with ${channel.companies.join(', ')}` : '',
})

/** What a `conversations_select` offers after its `filter`. */
export const conversations = (channels: ChannelInfo[], filter: unknown): Choice[] => {
  const { include, exclude_external_shared_channels, exclude_bot_users } = isObject(filter) ? filter : {}
  const fits = ({ kind, companies, isPendingShared, hasBot, isArchived }: ChannelInfo): boolean =>
    !isArchived &&
    (!Array.isArray(include) || include.includes(kind)) &&
    !(exclude_external_shared_channels === true && (companies.length > 0 || isPendingShared)) &&
    !(exclude_bot_users === true && kind === 'im' && hasBot)
  return channels.filter(fits).map(channelChoice)
}
