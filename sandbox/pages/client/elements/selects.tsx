import { useState } from 'preact/hooks'
import { isObject } from '../../../slack/limits/report.ts'
import type { Json } from '../../../slack/model.ts'
import { useDrawing } from '../blocks/drawing.ts'
import { type Choice, choiceOf, choicesOf, conversations, matching } from './choice.ts'
import { Combobox } from './combobox.tsx'
import { wordsOf } from './read.ts'
import { type ElementProps, useElement } from './use-element.ts'
import { useSuggestions } from './use-suggestions.ts'

type Offer = { choices: Choice[]; note: string }

/** What stands in the state of a select: an option, or an id that `named` gives a name to. */
const chosenIn = (state: Json, named: (id: string) => Choice): Choice | undefined => {
  const { selected_option: option, selected_conversation: id } = state
  if (isObject(option)) return choiceOf(option)
  return typeof id === 'string' && id !== '' ? named(id) : undefined
}

/** The field of every select; kinds differ in what they offer to what is typed. */
const Select = (
  props: ElementProps & { query: string | undefined; onQuery: (q: string | undefined) => void; offer: Offer },
) => {
  const { element, query, onQuery, offer } = props
  const { drawing, state, change, described } = useElement(props)
  const named = (id: string): Choice =>
    offer.choices.find((choice) => choice.id === id) ?? { id, label: drawing.names[id] ?? id, note: '' }
  const placeholder = wordsOf(element.placeholder) || 'Select an option'
  return (
    <Combobox
      choices={offer.choices}
      note={offer.note}
      chosen={chosenIn(state, named)}
      placeholder={placeholder}
      query={query ?? ''}
      isOpen={query !== undefined}
      onQuery={onQuery}
      onChange={(choice) => change(choice?.option ?? choice?.id ?? null)}
      described={described(placeholder)}
    />
  )
}

const offered = (choices: Choice[], query: string | undefined): Offer => {
  const found = matching(choices, query ?? '')
  return { choices: found, note: found.length > 0 ? '' : 'No results' }
}

export const StaticSelect = (props: ElementProps) => {
  const [query, onQuery] = useState<string>()
  return (
    <Select {...props} {...{ query, onQuery }} offer={offered(choicesOf(props.element.options), query)} />
  )
}

/** `external_select`: the app itself answers to what is typed. */
export const ExternalSelect = (props: ElementProps) => {
  const [query, onQuery] = useState<string>()
  const offer = useSuggestions(props.element, props.blockId, query)
  return <Select {...props} {...{ query, onQuery, offer }} />
}

/** `conversations_select`: Slack itself knows what there is. */
export const ConversationsSelect = (props: ElementProps) => {
  const [query, onQuery] = useState<string>()
  const { channels } = useDrawing()
  const choices = conversations(channels, props.element.filter)
  return <Select {...props} {...{ query, onQuery }} offer={offered(choices, query)} />
}
