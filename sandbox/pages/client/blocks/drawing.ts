import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Json } from '../../../slack/model.ts'
import type { FillValue } from '../../../slack/types.ts'
import type { ChannelInfo } from '../../contract.ts'

/** What blocks need to know of the surface they are drawn on, and what their elements do there. */
export type Drawing = {
  /** Names of people (without @) and channels (without #) by id. */
  names: Record<string, string>
  channels: ChannelInfo[]
  /** Of the person who looks. */
  tz: string
  now: number
  /** The state of an element, as in `view.state`: `{ type, value }`, `{ type, selected_option }`, …; undefined: untouched. */
  stateOf(blockId: string, actionId: string): Json | undefined
  /** Set by an input, which sends nothing until the form is submitted. */
  fill(blockId: string, actionId: string, value: FillValue): void
  /**
   * A button, or what is chosen in a menu (`option`: its value), which tells the app at once (`block_actions`). The confirm dialog is
   * asked before, by the element.
   */
  act(element: Json, blockId: string, option?: string): Promise<void>
  /** Where an address of a message leads within this page; undefined: it is no such address. */
  placeOf(url: string): string | undefined
  /** What the app offers to these letters, for an external select. */
  suggest(element: Json, blockId: string, query: string): Promise<Json[]>
  /** What the app said to an input of the form, by block id. */
  errors: Record<string, string>
}

export const DrawingContext = createContext<Drawing | undefined>(undefined)

/** The surface that this is drawn on. */
export const useDrawing = (): Drawing => {
  const drawing = useContext(DrawingContext)
  if (!drawing) throw new Error('blocks are drawn outside a surface')
  return drawing
}
