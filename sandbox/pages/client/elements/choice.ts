import { isObject } from '../../../slack/limits/report.ts'
import type { Json } from '../../../slack/model.ts'
import { objectsIn, textIn } from '../../../slack/render/parts.ts'
import type { ChannelInfo, PersonInfo } from '../../contract.ts'
import { wordsOf } from './read.ts'

/** One thing that can be chosen: an option, or the id of something that Slack knows. */
export type Choice = { id: string; label: string; note: string; option?: Json }
/** `label` is empty for choices that stand in no group. */
export type ChoiceGroup = { label: string; choices: Choice[] }

export const choiceOf = (option: Json): Choice => ({
  id: textIn(option.value),
  label: wordsOf(option.text),
  note: wordsOf(option.description),
  option,
})

/** A list of options, of option groups, or of options that name their `group`. */
export const groupsOf = (list: unknown): ChoiceGroup[] => {
  const groups = new Map<string, Choice[]>()
  const add = (label: string, options: Json[]) =>
    groups.set(label, [...(groups.get(label) ?? []), ...options.map(choiceOf)])
  for (const { group, ...item } of objectsIn(list))
    if (Array.isArray(item.options)) add(wordsOf(item.label), objectsIn(item.options))
    else add(textIn(group), [item])
  return [...groups].map(([label, choices]) => ({ label, choices }))
}

/** What stands in the element itself. */
export const groupsIn = (element: Json): ChoiceGroup[] =>
  groupsOf(Array.isArray(element.option_groups) ? element.option_groups : element.options)

/** The choices whose words hold what was typed. */
export const matching = (groups: ChoiceGroup[], typed: string): ChoiceGroup[] => {
  const wanted = typed.trim().toLocaleLowerCase()
  return groups
    .map(({ label, choices }) => ({
      label,
      choices: choices.filter((choice) => choice.label.toLocaleLowerCase().includes(wanted)),
    }))
    .filter(({ choices }) => choices.length > 0)
}

export const peopleChoices = (people: PersonInfo[]): Choice[] =>
  people.map(({ id, name, realName }) => ({ id, label: realName || name, note: `@${name}` }))

/** `#general`; people's names for direct messages. */
const channelLabel = ({ kind, label }: Pick<ChannelInfo, 'kind' | 'label'>): string =>
  kind === 'im' || kind === 'mpim' ? label : `${kind === 'private' ? '🔒 ' : '#'}${label}`

const channelChoice = (channel: ChannelInfo): Choice => ({
  id: channel.id,
  label: channelLabel(channel),
  note: channel.companies.length > 0 ? `with ${channel.companies.join(', ')}` : '',
})

export const publicChannels = (channels: ChannelInfo[]): Choice[] =>
  channels.filter(({ kind, isArchived }) => kind === 'public' && !isArchived).map(channelChoice)

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
