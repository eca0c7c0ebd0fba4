import { useState } from 'preact/hooks'
import { isObject } from '../../../slack/limits/report.ts'
import type { Json } from '../../../slack/model.ts'
import { textIn } from '../../../slack/render/parts.ts'
import { useDrawing } from '../blocks/drawing.ts'
import {
  type Choice,
  type ChoiceGroup,
  choiceOf,
  conversations,
  groupsIn,
  matching,
  peopleChoices,
  publicChannels,
} from './choice.ts'
import { Combobox } from './combobox.tsx'
import { wordsOf } from './read.ts'
import { type ElementProps, useElement } from './use-element.ts'
import { useSuggestions } from './use-suggestions.ts'

type Offer = { groups: ChoiceGroup[]; note: string }

/** What stands in the state of a select, of whatever kind: options, or ids that `named` gives names to. */
const chosenIn = (state: Json, named: (id: string) => Choice): Choice[] => {
  const key = Object.keys(state).find((name) => name.startsWith('selected_'))
  const value = key === undefined ? undefined : state[key]
  return (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => {
    if (isObject(one)) return [choiceOf(one)]
    return typeof one === 'string' && one !== '' ? [named(one)] : []
  })
}

/** The field of every select; kinds differ in what they offer to what is typed. */
const Select = (
  props: ElementProps & { query: string | undefined; onQuery: (q: string | undefined) => void; offer: Offer },
) => {
  const { element, place, query, onQuery, offer } = props
  const { drawing, state, change, described, dialog } = useElement(props)
  const isMulti = textIn(element.type).startsWith('multi_')
  const all = offer.groups.flatMap(({ choices }) => choices)
  const named = (id: string): Choice =>
    all.find((choice) => choice.id === id) ?? { id, label: drawing.names[id] ?? id, note: '' }
  const placeholder = wordsOf(element.placeholder) || (isMulti ? 'Select options' : 'Select an option')
  const onChange = (chosen: Choice[]) => {
    const [first] = chosen
    const value = isMulti ? chosen.map(({ id }) => id) : (first?.option ?? first?.id ?? null)
    change(
      value,
      chosen.flatMap(({ option }) => (option ? [option] : [])),
    )
  }
  return (
    <>
      <Combobox
        groups={offer.groups}
        note={offer.note}
        chosen={chosenIn(state, named)}
        isMulti={isMulti}
        most={typeof element.max_selected_items === 'number' ? element.max_selected_items : 100}
        canClear={place === 'input'}
        placeholder={placeholder}
        query={query ?? ''}
        isOpen={query !== undefined}
        onQuery={onQuery}
        onChange={onChange}
        described={described(placeholder)}
      />
      {dialog}
    </>
  )
}

const offered = (groups: ChoiceGroup[], query: string | undefined): Offer => {
  const found = matching(groups, query ?? '')
  return { groups: found, note: found.length > 0 ? '' : 'No results' }
}

export const StaticSelect = (props: ElementProps) => {
  const [query, onQuery] = useState<string>()
  return <Select {...props} {...{ query, onQuery }} offer={offered(groupsIn(props.element), query)} />
}

/** `external_select`: the app itself answers to what is typed. */
export const ExternalSelect = (props: ElementProps) => {
  const [query, onQuery] = useState<string>()
  const offer = useSuggestions(props.element, props.blockId, query)
  return <Select {...props} {...{ query, onQuery, offer }} />
}

const choicesFor = (element: Json, drawing: ReturnType<typeof useDrawing>): Choice[] => {
  if (/users_select$/.test(textIn(element.type))) return peopleChoices(drawing.people)
  if (/channels_select$/.test(textIn(element.type))) return publicChannels(drawing.channels)
  return conversations(drawing.channels, element.filter)
}

/** Selects of people, channels and conversations, which Slack itself knows. */
export const WorkspaceSelect = (props: ElementProps) => {
  const [query, onQuery] = useState<string>()
  const choices = choicesFor(props.element, useDrawing())
  return <Select {...props} {...{ query, onQuery }} offer={offered([{ label: '', choices }], query)} />
}
