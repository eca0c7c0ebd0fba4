import type { ComponentChildren } from 'preact'
import type { Json, ViewValues } from '../../../slack/model.ts'
import type { FillValue } from '../../../slack/types.ts'
import type { Surface as Target } from '../../contract.ts'
import { type Drawing, DrawingContext } from '../blocks/drawing.ts'
import { namesIn } from './names-in.ts'
import { useWorkspace } from './workspace.ts'

/**
 * Where blocks of a message or a Home are drawn: their buttons tell the app at once. What is chosen in a message
 * is kept by its elements, as Slack's client keeps it. Without `on` it is only looked at.
 */
export const Surface = ({
  on,
  kind,
  values = {},
  children,
}: {
  on?: Target
  kind: 'message' | 'home'
  /** What the server knows to be chosen. */
  values?: ViewValues
  children: ComponentChildren
}) => {
  const { screen, act } = useWorkspace()
  const drawing: Drawing = {
    surface: kind,
    names: namesIn(screen),
    people: screen.people,
    channels: screen.channels,
    tz: screen.me.tz,
    now: screen.now,
    errors: {},
    stateOf: (blockId, actionId) => values[blockId]?.[actionId],
    fill: () => {},
    act: async (element: Json, blockId: string, choose?: FillValue) => {
      const actionId = String(element.action_id ?? '')
      const chosen = choose === undefined ? {} : { choose }
      if (on) await act({ act: 'click', on, blockId, actionId, ...chosen })
    },
    suggest: async (element, blockId, query) => {
      if (!on) return []
      const actionId = String(element.action_id ?? '')
      const { ok, error, options = [] } = await act({ act: 'suggest', on, blockId, actionId, query })
      if (!ok) throw new Error(error)
      return options
    },
  }
  return <DrawingContext.Provider value={drawing}>{children}</DrawingContext.Provider>
}
