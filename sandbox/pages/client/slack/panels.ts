import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'

/** Which parts of the page are open beside the conversation, or in a narrow window over it. */
export type Panels = {
  isInspecting: boolean
  /** Opens or closes "What Slack saw", which takes the place of a thread. */
  inspect(open: boolean): void
  /** Only in a narrow window: the sidebar stands in place of the conversation. */
  isSideOpen: boolean
  openSide(open: boolean): void
}

export const PanelsContext = createContext<Panels | undefined>(undefined)

/** The panels of this page. */
export const usePanels = (): Panels => {
  const panels = useContext(PanelsContext)
  if (!panels) throw new Error('drawn outside the page')
  return panels
}

/** The panels at first, and what changes them. Opening a thread closes "What Slack saw". */
export const usePanelState = (thread: string | undefined): Panels => {
  const [isInspecting, inspect] = useState(false)
  const [isSideOpen, openSide] = useState(false)
  useEffect(() => {
    if (thread) inspect(false)
  }, [thread])
  return { isInspecting, inspect, isSideOpen, openSide }
}
