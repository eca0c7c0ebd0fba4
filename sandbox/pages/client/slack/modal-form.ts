import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { Json, SlackView } from '../../../slack/model.ts'
import { chosen } from '../../../slack/people/choose.ts'
import { type Input, inputsOf } from '../../../slack/people/inputs.ts'
import type { Fill, FillValue } from '../../../slack/types.ts'

type Entry = { value: FillValue; state: Json }
type Entries = Record<string, Entry>

const keyOf = ({ blockId, actionId }: Pick<Input, 'blockId' | 'actionId'>): string => `${blockId}.${actionId}`

/** A conversation select may start with the channel that the person is in. */
const startOf = (view: SlackView, channel: string | undefined): Entries => {
  const entries: Entries = {}
  for (const input of inputsOf(view.blocks)) {
    const { element } = input
    const isOpen = element.default_to_current_conversation === true && !element.initial_conversation
    if (!channel || !isOpen || view.values[input.blockId]?.[input.actionId]) continue
    entries[keyOf(input)] = { value: channel, state: chosen(element, channel) }
  }
  return entries
}

/** What still has its input, of the same kind, after the app has changed the view. */
const kept = (entries: Entries, view: SlackView): Entries => {
  const inputs = new Map(inputsOf(view.blocks).map((input) => [keyOf(input), String(input.element.type)]))
  return Object.fromEntries(
    Object.entries(entries).filter(([key, { state }]) => inputs.get(key) === state.type),
  )
}

/** What a person has filled in and not sent yet, kept as long as the view is open. */
export const useModalForm = (view: SlackView, channel: string | undefined) => {
  // In a ref, because what is sent must be the newest also when the page has not been drawn since.
  const entries = useRef<Entries | undefined>(undefined)
  entries.current ??= startOf(view, channel)
  const [, redraw] = useState(0)
  // The hash is new whenever the app changes the view
  useLayoutEffect(() => {
    entries.current = kept(entries.current ?? {}, view)
  }, [view.hash])
  const now = (): Entries => kept(entries.current ?? {}, view)
  const stateOf = (blockId: string, actionId: string): Json | undefined =>
    now()[`${blockId}.${actionId}`]?.state ?? view.values[blockId]?.[actionId]
  return {
    stateOf,
    fill: (blockId: string, actionId: string, value: FillValue): void => {
      const key = `${blockId}.${actionId}`
      const input = inputsOf(view.blocks).find((candidate) => keyOf(candidate) === key)
      if (!input) return
      entries.current = { ...entries.current, [key]: { value, state: chosen(input.element, value) } }
      redraw((count) => count + 1)
    },
    values: (): Fill => Object.fromEntries(Object.entries(now()).map(([key, { value }]) => [key, value])),
  }
}
