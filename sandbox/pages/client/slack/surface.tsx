import type { ComponentChildren } from 'preact'
import type { Json } from '../../../slack/model.ts'
import type { Surface as Target } from '../../contract.ts'
import { type Drawing, DrawingContext } from '../blocks/drawing.ts'
import { namesIn } from './names-in.ts'
import { useWorkspace } from './workspace.ts'

/** Where blocks of a message or a Home are drawn: their buttons tell the app at once. Without `on` it is only looked at. */
export const Surface = ({ on, children }: { on?: Target; children: ComponentChildren }) => {
  const { screen, act, placeOf } = useWorkspace()
  const drawing: Drawing = {
    names: namesIn(screen),
    channels: screen.channels,
    tz: screen.me.tz,
    now: screen.now,
    errors: {},
    stateOf: () => undefined,
    fill: () => {},
    act: async (element: Json, blockId: string, option?: string) => {
      const actionId = String(element.action_id ?? '')
      if (on) await act({ act: 'click', on, blockId, actionId, ...(option === undefined ? {} : { option }) })
    },
    placeOf,
    // The app has inputs in its forms alone.
    suggest: async () => [],
  }
  return <DrawingContext.Provider value={drawing}>{children}</DrawingContext.Provider>
}
